import type { Page } from '@playwright/test';
import { insideOf, nationalView } from './places.ts';
import { expect, test } from './site.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

/** Pixels by which the page is wider than the screen. */
const overhang = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('a leader finds the way on a phone, and nothing sticks out sideways', async ({
	site,
	page
}) => {
	await site.openMap({ month: '2024-10', level: 'province' });
	await expect(site.canvas).toBeInViewport({ ratio: 0.2 });
	expect(await overhang(page)).toBeLessThanOrEqual(0);
	for (const name of ['province', 'district', 'commune'] as const)
		await expect(site.kpi(name).value).toBeInViewport();

	// A tap on the map, in the month after.
	await page.getByRole('button', { name: 'Tháng sau' }).tap();
	await expect(site.sentence).toContainText('Tháng 11/2024');
	const pixelOf = await nationalView(site);
	const { x, y } = pixelOf(await insideOf(page.request, '2022-10', 'province', '19'));
	await site.canvas.tap({ position: { x, y } });
	await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
	await site.hasQuery({ unit: '19' });
	expect(await overhang(page)).toBeLessThanOrEqual(0);

	// Into its communes and one of them, by the list.
	await page.getByRole('button', { name: /^Xem các xã/ }).tap();
	await site.drawn('2022-10/commune');
	await site.hasQuery({ within: '19', level: null });
	await expect(site.kpi('commune').value).toHaveText('66/178 (37,08%)');
	await site.detail.locator('li button').first().tap();
	await site.hasQuery({ unit: /^\d{3,5}$/ });
	expect(await overhang(page)).toBeLessThanOrEqual(0);

	// Back, and the choices that are folded away.
	await page.getByRole('button', { name: 'Về cả nước' }).tap();
	await site.hasQuery({ within: null, level: 'province' });
	await site.drawn('2022-10/province');
	const menu = page.locator('details.menu').first();
	await expect(page.getByRole('group', { name: 'Chỉ tiêu' })).toBeHidden();
	await menu.locator('summary').tap();
	await site.choose('Chỉ tiêu', 'Tải xuống');
	await site.hasQuery({ measure: 'download' });
	expect(await overhang(page)).toBeLessThanOrEqual(0);
	await site.choose('Cách xem', 'Bảng');
	await expect(site.table).toBeVisible();
	expect(await overhang(page)).toBeLessThanOrEqual(0);
	await menu.locator('summary').tap();
	await expect(page.getByRole('group', { name: 'Chỉ tiêu' })).toBeHidden();
});

test('the table scrolls inside its frame', async ({ site, page }) => {
	await site.openTable({ month: '2024-11', measure: 'download' });
	await site.hasRows(10_599);
	expect(await overhang(page)).toBeLessThanOrEqual(0);
});
