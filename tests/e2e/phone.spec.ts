import type { Page } from '@playwright/test';
import { insideOf, nationalView } from './places.ts';
import { expect, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

/** Pixels by which the page is wider than the screen. */
const overhang = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('the map is in view and nothing sticks out sideways', async ({ site, page }) => {
	await site.openMap({ month: '2024-11' });
	await expect(site.canvas).toBeInViewport({ ratio: 0.2 });
	expect(await overhang(page)).toBeLessThanOrEqual(0);
	for (const name of ['province', 'district', 'commune'] as const)
		await expect(site.kpi(name).value).toBeInViewport();
	await site.choose('Cấp', 'Tỉnh');
	await site.drawn('2022-10/province');
	expect(await overhang(page)).toBeLessThanOrEqual(0);
});

test('less used choices are folded and can be unfolded', async ({ site, page }) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	const fold = page.getByRole('button', { name: 'Chỉ tiêu, cách xem…' });
	await expect(fold).toHaveAttribute('aria-expanded', 'false');
	await expect(page.getByRole('group', { name: 'Chỉ tiêu' })).toBeHidden();
	await fold.tap();
	await expect(page.getByRole('group', { name: 'Chỉ tiêu' })).toBeVisible();
	await site.choose('Chỉ tiêu', 'Tải xuống');
	await site.hasQuery({ measure: 'download' });
	expect(await overhang(page)).toBeLessThanOrEqual(0);
	await page.getByRole('button', { name: 'Thu gọn' }).tap();
	await expect(page.getByRole('group', { name: 'Chỉ tiêu' })).toBeHidden();
});

test('a tap selects a unit, and its figures fit the screen', async ({ site, page }) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	const pixelOf = await nationalView(site);
	const { x, y } = pixelOf(await insideOf(page.request, '2022-10', 'province', '19'));
	await site.canvas.tap({ position: { x, y } });
	await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
	await site.hasQuery({ unit: '19' });
	expect(await overhang(page)).toBeLessThanOrEqual(0);
});

test('the table scrolls inside its frame', async ({ site, page }) => {
	await site.openTable({ month: '2024-11', measure: 'download' });
	await site.hasRows(10_599);
	expect(await overhang(page)).toBeLessThanOrEqual(0);
});
