import { expect, test, type Site } from './site.ts';

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
	await expect(site.kpi('district').value).toHaveText('174/705 (24.68%)');
	await page.getByRole('button', { name: 'Tiếng Việt' }).click();
	await site.hasQuery({ lang: null });
	await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
	await expect(site.kpi('district').value).toHaveText('174/705 (24,68%)');
});

test.describe('on a system that prefers dark', () => {
	test.use({ colorScheme: 'dark' });

	test('the page is dark, can be made light, and remembers it', async ({ site, page }) => {
		await site.openMap({ level: 'province' });
		const html = page.locator('html');
		await expect(html).toHaveAttribute('data-theme', 'dark');
		const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const dark = await ground();
		const [zoom] = (await place(site)) as [number];
		await page.getByRole('button', { name: 'Phóng to' }).click();
		await expect.poll(async () => (await place(site))[0]).toBeCloseTo(zoom + 1, 1);
		const [, , lat] = (await place(site)) as [number, number, number];
		await site.canvas.focus();
		await page.keyboard.press('Shift+ArrowUp');
		await expect.poll(async () => (await place(site))[2]).toBeGreaterThan(lat + 0.5);
		const seen = await place(site);
		await page.getByRole('button', { name: 'Đổi giao diện sáng hoặc tối' }).click();
		await expect(html).toHaveAttribute('data-theme', 'light');
		await expect.poll(ground).not.toBe(dark);
		// The map is made anew in the other theme, where it was.
		await site.drawn('2025-07/province');
		await expect.poll(() => place(site)).toEqual(seen);
		// After the table too, unless another place was chosen there.
		await site.choose('Cách xem', 'Bảng');
		await expect(site.table).toBeVisible();
		await site.choose('Cách xem', 'Bản đồ màu');
		await site.drawn('2025-07/province');
		await expect.poll(() => place(site)).toEqual(seen);
		await site.choose('Cách xem', 'Bảng');
		await site.table.getByRole('searchbox').fill('thai nguyen');
		await site.table.getByRole('button', { name: 'Tỉnh Thái Nguyên' }).click();
		await page.getByRole('button', { name: /^Xem các xã/ }).click();
		await site.choose('Cách xem', 'Bản đồ màu');
		await site.drawn('2025-07/commune');
		await expect.poll(async () => (await place(site))[0]).toBeGreaterThan(6);
		await page.reload();
		await site.drawn('2025-07/commune');
		await expect(html).toHaveAttribute('data-theme', 'light');
	});
});

/** Zoom, longitude and latitude. */
async function place(site: Site): Promise<number[]> {
	const camera = (await site.map.getAttribute('data-camera'))!;
	return camera.split(' ').map((part) => Math.round(Number(part) * 1000) / 1000);
}
