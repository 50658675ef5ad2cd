import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

/** All findings of axe, however small, as "rule: elements". */
async function findings(page: Page): Promise<string[]> {
	const { violations, passes } = await new AxeBuilder({ page }).analyze();
	expect(passes.length, 'axe looked at something').toBeGreaterThan(10);
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`
	);
}

test.describe('axe finds nothing', () => {
	test('in the default view', async ({ site, page }) => {
		await site.openMap();
		expect(await findings(page)).toEqual([]);
	});

	test('with a unit selected, a class hidden and notices shown', async ({ site, page }) => {
		await site.open({ month: '2025-10', within: '19', unit: '01843', hide: 'none.min8' });
		await site.drawn('2025-07/commune');
		await expect(site.notices).not.toHaveCount(0);
		expect(await findings(page)).toEqual([]);
	});

	test('in the table', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', measure: 'latency', unit: '19' });
		await site.hasRows(10_599);
		expect(await findings(page)).toEqual([]);
	});

	test('with estimates, and bars that cross July 2025', async ({ site, page }) => {
		await site.openTable({ month: '2025-06', units: '2025-07', unit: '19' });
		await expect(site.detail.locator('rect.estimated')).toHaveCount(12);
		expect(await findings(page)).toEqual([]);
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.detail.locator('line.crossing')).toHaveCount(1);
		expect(await findings(page)).toEqual([]);
	});

	for (const colorScheme of ['light', 'dark'] as const)
		test(`while the months play, and with the comparison open, ${colorScheme}`, async ({
			site,
			page
		}) => {
			await page.emulateMedia({ colorScheme });
			await site.openTable({ month: '2025-09', level: 'province', unit: '19' });
			await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).click();
			await expect(page.getByRole('button', { name: 'Dừng' })).toBeVisible();
			expect(await findings(page)).toEqual([]);
			await page.getByRole('button', { name: 'Dừng' }).click();
			await site.openTable({ month: '2024-11', against: '2024-10', level: 'province', unit: '19' });
			await expect(page.getByLabel('So với tháng', { exact: true })).toBeVisible();
			await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
			expect(await findings(page)).toEqual([]);
		});

	test('in English with hexagons', async ({ site, page }) => {
		await site.openMap({ month: '2024-11', level: 'province', view: 'hexagons', lang: 'en' });
		await expect(site.map).toHaveAttribute('data-hexagons', /^[45]$/);
		expect(await findings(page)).toEqual([]);
	});

	for (const lang of ['vi', 'en'])
		for (const colorScheme of ['light', 'dark'] as const)
			test(`in "${lang}", ${colorScheme}, on each page`, async ({ site, page }) => {
				await page.emulateMedia({ colorScheme });
				await page.goto(`/about/?lang=${lang}`);
				await expect(page.locator('html')).toHaveAttribute('lang', lang);
				await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
				expect(await findings(page)).toEqual([]);
				await site.openTable({ month: '2025-10', level: 'province', unit: '19', lang });
				await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
				expect(await findings(page)).toEqual([]);
			});

	for (const colorScheme of ['light', 'dark'] as const)
		test(`before the figures have come, with the picture moved, ${colorScheme}`, async ({
			site,
			page
		}) => {
			await page.emulateMedia({ colorScheme });
			await page.route(/manifest\.json/, () => {});
			await site.open();
			const picture = page.getByRole('application');
			await picture.focus();
			await page.keyboard.press('+');
			await page.keyboard.press('ArrowDown');
			await page.keyboard.press('Enter');
			await expect(site.tooltip).toBeVisible();
			expect(await findings(page)).toEqual([]);
		});

	test('in a failure', async ({ site, page }) => {
		await page.route('**/data/manifest.json', (route) => route.fulfill({ body: 'no' }));
		await site.open();
		await expect(site.alert).toBeVisible();
		expect(await findings(page)).toEqual([]);
	});

	test.describe('in the dark', () => {
		test.use({ colorScheme: 'dark' });

		test('with a unit selected', async ({ site, page }) => {
			await site.openMap({ month: '2024-11', level: 'district', unit: '167', measure: 'download' });
			await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
			expect(await findings(page)).toEqual([]);
		});
	});

	test.describe('on a phone', () => {
		test.use({ viewport: { width: 390, height: 844 } });

		test('with the choices unfolded', async ({ site, page }) => {
			await site.openMap({ month: '2024-12', level: 'province', unit: '19' });
			await page.getByRole('slider', { name: 'Chiều cao bảng số liệu' }).press('End');
			await site.unfold('Chỉ tiêu');
			expect(await findings(page)).toEqual([]);
		});
	});
});
