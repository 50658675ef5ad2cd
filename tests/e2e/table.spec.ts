import { expect, test, type Site } from './site.ts';

/** Samples in the rows of the page of the table that is shown; `null` without data. */
async function samplesShown(site: Site): Promise<(number | null)[]> {
	const cells = await site.table.locator('tbody td.figure:nth-of-type(2)').allInnerTexts();
	return cells.map((text) => (text === '–' ? null : Number(text.replaceAll('.', ''))));
}

test.describe('the table, twin of the map', () => {
	test('lists the fewest samples first and turns its pages', async ({ site }) => {
		await site.openTable({ month: '2024-11' });
		await expect(site.table).toContainText('Dòng 1–100 trên 10.599');
		const first = await samplesShown(site);
		expect(first).toHaveLength(100);
		expect(first).toEqual([...first].sort((a, b) => a! - b!));
		await expect(site.table.getByRole('button', { name: 'Trang trước' })).toBeDisabled();

		await site.table.getByRole('button', { name: 'Trang sau' }).click();
		await expect(site.table).toContainText('Dòng 101–200 trên 10.599');
		const second = await samplesShown(site);
		expect(second[0]!).toBeGreaterThanOrEqual(first.at(-1)!);
		await site.table.getByRole('button', { name: 'Trang trước' }).click();
		await expect(site.table).toContainText('Dòng 1–100 trên 10.599');
		expect(await samplesShown(site)).toEqual(first);
	});

	test('puts units without data last, and never as 0', async ({ site }) => {
		await site.openTable({ month: '2024-11', level: 'district' });
		const next = site.table.getByRole('button', { name: 'Trang sau' });
		for (let page = 1; page < 8; page++) await next.click();
		await expect(site.table).toContainText('Dòng 701–705 trên 705');
		await expect(next).toBeDisabled();
		expect(await samplesShown(site)).toEqual([null, null, null, null, null]);
		await expect(site.table.locator('tbody tr').last()).toContainText('Không có dữ liệu');
		await expect(site.table).toContainText('Huyện Hoàng Sa');
	});

	test('has the columns of the measure', async ({ site }) => {
		await site.openTable({ month: '2024-11', level: 'province', measure: 'download' });
		await expect(
			site.table.getByRole('columnheader', { name: /Tải xuống.*Mbit\/s/ })
		).toBeVisible();
		await expect(site.table.locator('tbody tr')).toHaveCount(63);
		await expect(site.table.getByRole('row', { name: /Tỉnh Thái Nguyên/ })).toContainText('64.595');
	});
});

test.describe('without WebGL', () => {
	test.beforeEach(({ page }) =>
		page.addInitScript(() => {
			const original = HTMLCanvasElement.prototype.getContext;
			HTMLCanvasElement.prototype.getContext = function (
				this: HTMLCanvasElement,
				...asked: unknown[]
			) {
				return /webgl/.test(String(asked[0])) ? null : original.apply(this, asked as never);
			} as typeof original;
		})
	);

	test('a sentence and the table stand in for the map', async ({ site, page }) => {
		await site.open({ month: '2024-11' });
		await expect(page.getByText(/không vẽ được bản đồ tương tác/)).toBeVisible();
		await expect(page.getByText(/110 trên 10\.599 xã, phường \(1,04\u00a0%\)/)).toBeVisible();
		await expect(site.canvas).toHaveCount(0);
		await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04\u00a0%)');
		const samples = await samplesShown(site);
		expect(samples).toHaveLength(100);
		expect(samples).toEqual([...samples].sort((a, b) => a! - b!));
	});

	test('the table still selects, filters and follows month and level', async ({ site, page }) => {
		await site.open({ month: '2024-11', level: 'province' });
		await site.table.getByRole('button', { name: 'Tỉnh Thái Nguyên' }).click();
		await site.hasQuery({ unit: '19' });
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		await expect(site.detail.locator('.samples strong')).toHaveText('64.595');
		await expect(site.table.locator('tr.selected')).toContainText('Tỉnh Thái Nguyên');

		await site.choose('Cấp', 'Huyện');
		await expect(site.table).toContainText('trên 705');
		await site.legend.getByRole('button', { name: /^Không có dữ liệu/ }).click();
		await expect(site.table).toContainText('trên 700');
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(page.getByText(/Tháng 12\/2024, mạng di động/)).toBeVisible();

		await page.getByRole('button', { name: /^Xem các huyện/ }).click();
		await expect(site.table.locator('tbody tr')).toHaveCount(9);
	});

	test('nothing of the map is downloaded', async ({ site, page }) => {
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		await site.open({ month: '2024-11', level: 'province' });
		await expect(site.table.locator('tbody tr')).toHaveCount(63);
		expect(asked.filter((url) => url.includes('topo.json'))).toEqual([]);
	});
});

test('a graphics context that is lost gives way to the table', async ({ site, page }) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	await site.canvas.evaluate((canvas: HTMLCanvasElement) =>
		canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext()
	);
	await expect(page.getByText(/Trình duyệt đã ngừng vẽ bản đồ/)).toBeVisible();
	await expect(site.table.locator('tbody tr')).toHaveCount(63);
	await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04\u00a0%)');
});
