import { expect, test } from './site.ts';

test('the page speaks English, units keep their names', async ({ site, page }) => {
	await site.openMap({ month: '2024-11', level: 'province', unit: '19', lang: 'en' });
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(page).toHaveTitle('i-Speed sample map');
	await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
	await expect(site.detail.locator('.samples strong')).toHaveText('64,595');
	await expect(page.getByText('SIMULATED DATA, not official figures')).toBeVisible();
	await expect(site.legend.getByRole('button', { name: /^No data/ })).toBeVisible();
});

test('the language can be switched without losing anything', async ({ site, page }) => {
	await site.openTable({ month: '2024-11', level: 'province', unit: '19' });
	await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await site.hasQuery({ lang: 'en', unit: '19', level: 'province', month: '2024-11' });
	await expect(site.kpi('district').value).toHaveText('174/705 (24.68\u00a0%)');
	await page.getByRole('button', { name: 'Tiếng Việt' }).click();
	await site.hasQuery({ lang: null });
	await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
	await expect(site.kpi('district').value).toHaveText('174/705 (24,68\u00a0%)');
});

test.describe('on a system that prefers dark', () => {
	test.use({ colorScheme: 'dark' });

	test('the page is dark, can be made light, and remembers it', async ({ site, page }) => {
		await site.openMap({ level: 'province' });
		const html = page.locator('html');
		await expect(html).toHaveAttribute('data-theme', 'dark');
		const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const dark = await ground();
		await page.getByRole('button', { name: 'Đổi giao diện sáng hoặc tối' }).click();
		await expect(html).toHaveAttribute('data-theme', 'light');
		await expect.poll(ground).not.toBe(dark);
		// The map is made anew in the other theme.
		await site.drawn('2025-07/province');
		await page.reload();
		await site.drawn('2025-07/province');
		await expect(html).toHaveAttribute('data-theme', 'light');
	});
});
