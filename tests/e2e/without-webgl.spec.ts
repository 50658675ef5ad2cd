import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';
import { openDrawing, withoutWebGl } from './without-webgl.ts';

/** Row of a unit in its level's elements, by its code. */
const unit = (page: Page, row: number) => page.locator(`.drawing [data-row="${row}"]`);

/** Row of Thành phố Thái Nguyên among the districts of 2022-10. */
const THAI_NGUYEN = 109;

test.describe('without WebGL', () => {
	test.beforeEach(({ page }) => withoutWebGl(page));

	for (const { screen, viewport } of [
		{ screen: 'desktop', viewport: { width: 1366, height: 768 } },
		{ screen: 'phone', viewport: { width: 390, height: 844 } }
	])
		test.describe(`on a ${screen}`, () => {
			test.use({ viewport });

			test('a leader finds the way on the SVG map', async ({ site, page }) => {
				await openDrawing(site, { month: '2024-11' }, '2022-10/commune');
				await expect(page.getByText(/đang dùng bản đồ đơn giản/)).toBeVisible();
				await expect(site.canvas).toHaveCount(0);
				await expect(page.locator('.drawing .units path')).toHaveCount(10_599);
				await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');

				await site.choose('Cấp', 'Tỉnh');
				await expect(site.map).toHaveAttribute('data-drawn', '2022-10/province');
				await site.hasQuery({ measure: 'coverage' });
				await expect(page.locator('.drawing .units path')).toHaveCount(63);
				// By communes no province is marked as one that reached.
				await expect(page.locator('.drawing .units .reached')).toHaveCount(0);

				await unit(page, 11).click();
				await site.hasQuery({ unit: '19' });
				await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
				await page.getByRole('button', { name: /^Xem các xã/ }).click();
				await expect(site.map).toHaveAttribute('data-drawn', '2022-10/commune');
				await expect(page.locator('.drawing .units path:not(.outside)')).toHaveCount(178);
				const inside = page.locator('.drawing .units path.reached:not(.outside)');
				await expect(inside).toHaveCount(66);
				await expect(page.locator('.drawing svg').getByText('Quần đảo Trường Sa')).toBeVisible();

				await inside.first().click();
				await site.hasQuery({ unit: /^\d{5}$/ });
				await page.getByRole('button', { name: 'Tháng sau' }).click();
				await expect(site.sentence).toContainText('Tháng 12/2024');
				await page.getByRole('button', { name: 'Về cả nước' }).click();
				await expect(page.locator('.drawing .units path')).toHaveCount(63);
				await site.legend.getByRole('button', { name: /^<\s1\b/ }).click();
				await expect(page.locator('.drawing .units .hidden')).not.toHaveCount(0);
			});
		});

	test('a new month changes classes, and no outline', async ({ site, page }) => {
		await openDrawing(site, { month: '2024-11', level: 'district' }, '2022-10/district');
		const outlines = () =>
			page
				.locator('.drawing .units path')
				.evaluateAll((paths) => paths.map((path) => path.getAttribute('d')).join());
		const classes = () =>
			page
				.locator('.drawing .units path')
				.evaluateAll((paths) => paths.map((path) => path.getAttribute('class')).join());
		const [outline, coloured] = [await outlines(), await classes()];
		await page
			.locator('.drawing .units path')
			.first()
			.evaluate((path) => (path.id = 'kept'));
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.sentence).toContainText('Tháng 12/2024');
		await expect.poll(classes).not.toBe(coloured);
		expect(await outlines()).toBe(outline);
		await expect(page.locator('#kept')).toHaveCount(1);
	});

	test('the legend counts what is drawn', async ({ site, page }) => {
		await openDrawing(site, { month: '2024-11', level: 'district' }, '2022-10/district');
		const counts = [...(await site.legendCounts()).values()].reverse();
		for (const [at, count] of counts.entries())
			await expect(page.locator(`.drawing .units .c${at}`)).toHaveCount(count);
	});

	test('both archipelagos are whole in the national view', async ({ site, page }) => {
		await openDrawing(site, {}, '2025-07/commune');
		const map = (await site.map.boundingBox())!;
		for (const name of ['Biển Đông', 'Quần đảo Hoàng Sa', 'Quần đảo Trường Sa']) {
			const box = (await page.locator('.drawing .sea text', { hasText: name }).boundingBox())!;
			expect(box.x).toBeGreaterThan(map.x);
			expect(box.x + box.width).toBeLessThan(map.x + map.width);
			expect(box.y + box.height).toBeLessThan(map.y + map.height);
		}
	});

	test('the map is moved as any map: wheel, drag, buttons and keys, and is drawn anew in full', async ({
		site,
		page
	}) => {
		await openDrawing(site, { month: '2024-11', level: 'district' }, '2022-10/district');
		const thaiNguyen = unit(page, THAI_NGUYEN);
		const middle = async () => {
			// While a new drawing takes the old one's place there is none of it.
			let box: Awaited<ReturnType<typeof thaiNguyen.boundingBox>> = null;
			await expect.poll(async () => (box = await thaiNguyen.boundingBox())).not.toBeNull();
			const { x, y, width, height } = box!;
			return { x: x + width / 2, y: y + height / 2 };
		};
		const [before, from] = [await site.zoom(), await middle()];
		await page.mouse.move(from.x, from.y);
		await page.mouse.wheel(0, -800);
		await expect.poll(() => site.zoom()).toBeCloseTo(before + 1.6, 1);
		const near = await middle();
		expect(Math.abs(near.x - from.x)).toBeLessThan(2);
		expect(Math.abs(near.y - from.y)).toBeLessThan(2);

		await page.mouse.down();
		await page.mouse.move(from.x + 100, from.y + 50, { steps: 4 });
		await page.mouse.up();
		await expect(page.locator('svg.drawing[style*="translate"]')).toHaveCount(0);
		await expect.poll(async () => Math.round((await middle()).x - near.x)).toBe(100);
		await site.hasQuery({ unit: null });
		// Both archipelagos stay in sight, in the inset.
		await expect(page.locator('.drawing svg').getByText('Quần đảo Trường Sa')).toBeVisible();

		const zoomed = await site.zoom();
		const names = () => page.locator('.drawing .names text').allTextContents();
		const far = await names();
		await page.getByRole('button', { name: 'Phóng to' }).click();
		await expect.poll(() => site.zoom()).toBeCloseTo(zoomed + 1, 1);
		// Nearer, names have room.
		await expect.poll(async () => (await names()).some((name) => !far.includes(name))).toBe(true);
		await page.locator('svg.drawing').focus();
		await page.keyboard.press('-');
		await expect.poll(() => site.zoom()).toBeCloseTo(zoomed, 1);
		const at = await middle();
		await page.keyboard.press('Shift+ArrowDown');
		await expect.poll(async () => (await middle()).y).toBeLessThan(at.y - 50);
		await page.getByRole('button', { name: 'Xem cả nước' }).click();
		await expect.poll(() => site.zoom()).toBeCloseTo(before, 2);
	});

	test('a pointer tells, and the table is a choice as ever', async ({ site, page }) => {
		await openDrawing(site, { month: '2024-11', level: 'province' }, '2022-10/province');
		await unit(page, 11).hover();
		await expect(site.tooltip.locator('strong')).toHaveText('Tỉnh Thái Nguyên');
		await page.mouse.move(0, 0);
		await site.choose('Cách xem', 'Bảng');
		await expect(site.table).toBeVisible();
		await site.table.getByRole('searchbox').fill('thai nguyen');
		await site.table.getByRole('button', { name: 'Tỉnh Thái Nguyên' }).click();
		await site.hasQuery({ unit: '19' });
		await expect(site.choice('Cách xem', 'Ô lục giác')).toBeDisabled();
	});
});

test('a graphics context that is lost gives way to the SVG map', async ({ site, page }) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	await site.canvas.evaluate((canvas: HTMLCanvasElement) =>
		canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext()
	);
	await expect(page.getByText(/Trình duyệt đã ngừng vẽ bản đồ/)).toBeVisible();
	await expect(page.locator('.drawing .units path')).toHaveCount(63);
	await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
});
