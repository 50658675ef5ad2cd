import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

test('two maps stand beside each other under one camera, with a divider for pointer and keys', async ({
	site,
	page
}) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	await site.choose('Cách xem', 'Hai bản đồ');
	// The month before is beside it unless another was chosen.
	await site.hasQuery({ view: 'swipe', against: '2024-10' });
	const swipe = page.locator('.swipe');
	await expect(swipe).toHaveAttribute('data-beside', '2022-10/province', { timeout: 60_000 });
	await expect(swipe).toContainText('Tháng 10/2024 · Di động');
	await expect(swipe).toContainText('Tháng 11/2024 · Di động');
	// Two columns of counts, of 63 provinces each: one had not reached 300 yet in October.
	const counts = await site.legend.locator('li .count').allInnerTexts();
	const sum = (column: number) =>
		counts
			.filter((_, at) => at % 2 === column)
			.reduce((total, text) => total + Number(/\d+/.exec(text.replace(/^[^:]*:/, ''))![0]), 0);
	expect([sum(0), sum(1)]).toEqual([63, 63]);

	const divider = page.getByRole('slider', { name: /Vạch chia hai bản đồ/ });
	await divider.focus();
	await page.keyboard.press('ArrowLeft');
	await expect(divider).toHaveAttribute('aria-valuenow', '48');
	await page.keyboard.press('Home');
	await expect(divider).toHaveAttribute('aria-valuetext', /^0% bên trái: Tháng 10\/2024/);
	await page.keyboard.press('PageUp');
	const box = (await swipe.locator('.span').boundingBox())!;
	const handle = (await divider.boundingBox())!;
	await page.mouse.move(handle.x + handle.width / 2, box.y + box.height / 2);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 4 });
	await page.mouse.up();
	await expect(divider).toHaveAttribute('aria-valuenow', /^(69|70|71)/);

	// The camera is one, whichever map is moved.
	const cameras = () => page.locator('canvas.maplibregl-canvas').evaluateAll((all) => all.length);
	expect(await cameras()).toBe(2);
	await page.getByRole('button', { name: 'Phóng to' }).click();
	await expect
		.poll(() => page.locator('.swipe').getAttribute('data-camera'))
		.toBe(await site.map.getAttribute('data-camera'));
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([]);

	// Two networks in its place: the panel that compares is where that is chosen.
	await page.getByText('So sánh', { exact: true }).click();
	await page.getByLabel('So với tháng', { exact: true }).selectOption('');
	await site.hasQuery({ view: 'swipe', against: null });
	await expect(swipe).toContainText('Tháng 11/2024 · Cố định');
	await site.choose('Cách xem', 'Bản đồ màu');
	await expect(swipe).toHaveCount(0);
});

test('on a phone, two maps of one size from a link', async ({ site, page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await site.openMap({ month: '2024-11', level: 'province', view: 'swipe', against: '2024-10' });
	await expect(page.locator('.swipe')).toHaveAttribute('data-beside', '2022-10/province', {
		timeout: 60_000
	});
	const sizes = await page
		.locator('canvas.maplibregl-canvas')
		.evaluateAll((all) => all.map(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]));
	expect(sizes).toHaveLength(2);
	expect(sizes[1]).toEqual(sizes[0]);
});

test('twelve months at once, with the change of units marked; a click goes to the month', async ({
	site,
	page
}) => {
	await site.open({ month: '2025-09', view: 'months' });
	const months = page.locator('.months');
	await expect(months).toHaveAttribute('data-drawn', '12', { timeout: 60_000 });
	await expect(months.getByRole('heading')).toHaveText(
		'Tỷ lệ xã đạt theo tỉnh, 12 tháng đến tháng 9/2025'
	);
	await expect(months.locator('li').nth(1)).toContainText('Tháng 11/2024 1,04% xã đạt');
	await expect(months.locator('li.break')).toHaveCount(1);
	await expect(months.locator('li.break')).toContainText('Tháng 7/2025');
	for (const name of ['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa'])
		await expect(months.locator('.grounds')).toContainText(name);
	await expect(site.choice('Cấp', 'Xã')).toBeDisabled();
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)).toEqual([]);

	await months.getByRole('button', { name: /^Tháng 11\/2024/ }).click();
	await site.hasQuery({ month: '2024-11', view: null, level: 'province', measure: 'coverage' });

	// Inside of a province months of another list stay empty, unless they are estimated.
	await site.open({ month: '2025-09', view: 'months', within: '19' });
	await expect(months).toHaveAttribute('data-drawn', '3', { timeout: 60_000 });
	await expect(months.getByText('Danh mục đơn vị khác')).toHaveCount(9);
	await site.open({ month: '2025-09', view: 'months', within: '19', units: '2025-07' });
	await expect(months).toHaveAttribute('data-drawn', '12', { timeout: 60_000 });
	await expect(months.getByText('(ước tính)')).toHaveCount(9);
});
