import { expect, test } from './site.ts';

interface Coverage {
	units: number;
	reached: number;
	samples: number;
}
interface Summary {
	months: Record<
		string,
		{
			networks: Record<string, { total: number; province: Coverage; commune: Coverage }>;
		}
	>;
}

test.describe('a link without parameters', () => {
	test('shows the communes of the last month with the figures of the summary, where they come from, and no more than that', async ({
		site,
		page,
		request
	}) => {
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		await site.openMap();
		// Neither deck.gl nor hexagons that nobody asked for.
		expect(asked.some((url) => url.includes('/data/2025-07/months/2026-10'))).toBe(true);
		expect(asked.filter((url) => /hexagon|deck/i.test(url))).toEqual([]);
		await expect(page).toHaveTitle('Bản đồ mẫu đo i-Speed');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bản đồ mẫu đo i-Speed');
		await expect(site.month).toHaveValue('2026-10');
		await expect(site.choice('Cấp', 'Xã')).toBeChecked();
		await expect(site.choice('Loại mạng', 'Di động')).toBeChecked();
		await expect(site.choice('Chỉ tiêu', 'Số mẫu')).toBeChecked();
		await expect(site.choice('Cách xem', 'Bản đồ màu')).toBeChecked();
		await expect(site.notices).toHaveCount(0);
		await expect(site.alert).toHaveCount(0);

		const summary = (await (await request.get('/data/summary.json')).json()) as Summary;
		const { total, province, commune } = summary.months['2026-10']!.networks['mobile']!;
		const vi = (value: number) => value.toLocaleString('vi-VN');
		await expect(site.kpi('province').value).toContainText(`${province.reached}/${province.units}`);
		await expect(site.kpi('commune').value).toContainText(
			`${vi(commune.reached)}/${vi(commune.units)}`
		);
		await expect(site.kpi('total').value).toHaveText(vi(total));
		expect(commune.units).toBe(3321);
		await expect(site.kpi('district').value).toHaveCount(0);
		await expect(site.kpi('commune').change).toContainText('so với tháng trước');

		await expect(page.getByText('SỐ LIỆU MÔ PHỎNG, không phải số liệu chính thức')).toBeVisible();
		await expect(page.getByText('Ranh giới gần đúng')).toBeVisible();
		await expect(page.getByText(/Nguồn: .*số liệu mô phỏng/)).toBeVisible();
	});

	test('has a legend whose classes count every commune once', async ({ site }) => {
		await site.openTable();
		const counts = await site.legendCounts();
		expect([...counts.keys()]).toEqual([
			'≥\u00a0600',
			'300–599',
			'200–299',
			'100–199',
			'30–99',
			'1–29',
			'0',
			'Không có dữ liệu'
		]);
		expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(3321);
		// The newest month is of measurements: a commune without any has 0 samples, and none is unknown.
		expect(counts.get('Không có dữ liệu')).toBe(0);
		counts.delete('Không có dữ liệu');
		for (const [label, count] of counts) expect(count, label).toBeGreaterThan(0);
	});

	test('offers the summary figures as a file', async ({ site, page }) => {
		await site.openTable();
		const link = page.getByRole('link', { name: 'Số liệu tổng hợp (JSON)' });
		const url = new URL((await link.getAttribute('href'))!, page.url());
		const response = await page.request.get(url.href);
		expect(response.headers()['content-type']).toContain('json');
		expect(Object.keys(((await response.json()) as Summary).months)).toContain('2024-11');
	});
});

test('an address that does not exist is not answered with the map', async ({ page, site }) => {
	site.expectProblem(/404/);
	const response = await page.goto('/khong-co');
	expect(response!.status()).toBe(404);
	await expect(site.map).toHaveCount(0);
});
