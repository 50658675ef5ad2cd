import type { Country } from '../../scripts/testing/country.ts';
import { MEASURED, publishMeasured, serveCountry, UNMEASURED } from './measured.ts';
import { expect, test } from './site.ts';

// The country is published once for all of them.
test.describe.configure({ mode: 'default' });

let country: Country;
test.beforeAll(async () => {
	country = await publishMeasured();
});
test.afterAll(() => country.remove());
test.beforeEach(({ page }) => serveCountry(page, country));

test.describe('measures of single measurements', () => {
	test('colour, count and tell the share of samples at a target', async ({ site, page }) => {
		await site.openTable({ month: MEASURED });
		await site.unfold('Chỉ tiêu');
		await page.getByLabel('Chỉ tiêu từ từng lần đo').selectOption('Tỷ lệ mẫu ≥ 40 Mbit/s');
		await site.hasQuery({ measure: 'share_40' });
		await expect(site.legend.getByRole('heading')).toHaveText('Tỷ lệ mẫu ≥ 40 Mbit/s (%)');
		await expect(site.legend).toContainText('mục tiêu 4G');
		// Downloads of 1 to 301 Mbit/s: 262 of 301 have at least 40.
		await expect.poll(async () => (await site.legendCounts()).get('75–90')).toBe(6);
		await expect(site.table.getByRole('row').nth(1)).toContainText('87,04%');
	});

	test('come with the link', async ({ site }) => {
		await site.openTable({ month: MEASURED, measure: 'p90_download' });
		await expect(site.notices).toHaveCount(0);
		await expect(site.legend.getByRole('heading')).toHaveText('Tải xuống, phân vị 90% (Mbit/s)');
		await expect(site.legend).toContainText('10% số mẫu nhanh hơn mức này');
		await expect(site.table.getByRole('row').nth(1)).toContainText('271\u00a0Mbit/s');
	});

	test('are not offered where there are only tables, and a link to one says why', async ({
		site,
		page
	}) => {
		await site.openTable({ month: UNMEASURED, measure: 'share_40' });
		await expect(site.notices).toContainText(['chưa có số liệu từng lần đo']);
		await expect(site.choice('Chỉ tiêu', 'Số mẫu')).toBeChecked();
		await expect(page.getByLabel('Chỉ tiêu từ từng lần đo')).toHaveCount(0);
		await expect(page.getByLabel('Nhà mạng')).toHaveCount(0);
	});

	test('are fetched only when one looks at them', async ({ site, page }) => {
		const asked: string[] = [];
		page.on('request', (request) => asked.push(request.url()));
		const extra = () => asked.filter((url) => /\.(statistics|operator)\./.test(url)).length;
		await site.openTable({ month: MEASURED });
		await expect(site.kpi('commune').value).toContainText('6/6');
		expect(extra()).toBe(0);
		await site.choose('Chỉ tiêu', 'Tải xuống');
		await expect.poll(extra).toBe(1);
	});
});

test.describe('one operator', () => {
	test('has its own counts, and nothing claims that it reached the threshold', async ({
		site,
		page
	}) => {
		await site.openTable({ month: MEASURED });
		await expect(site.kpi('commune').value).toContainText('6/6');
		await page.getByLabel('Nhà mạng').selectOption('Viettel');
		await site.hasQuery({ operator: 'Viettel' });
		await expect(site.kpi('commune').value).toContainText('0/6');
		await expect(page.locator('[data-kpi="commune"] .label')).toHaveText(
			'xã có từ 300 mẫu (riêng Viettel)'
		);
		await expect(site.kpi('total').value).toHaveText('600');
		await expect(site.kpi('total').change).toHaveText('không so sánh theo từng nhà mạng');
		await expect(site.sentence).toContainText('mạng di động, riêng Viettel: ');
		await expect(site.sentence).toContainText('tính chung mọi nhà mạng');
		await expect(site.sentence).not.toContainText('đạt');
		await expect(site.legend.getByRole('heading')).toHaveText('Số mẫu (mẫu, riêng Viettel)');
		await expect.poll(async () => (await site.legendCounts()).get('100–199')).toBe(6);
		await expect(site.table.locator('caption')).toContainText('Di động, riêng Viettel');
		await expect(site.table).not.toContainText('Còn thiếu');
	});

	test('is named on the map', async ({ site, page }) => {
		await site.openMap({ month: MEASURED, operator: 'VNPT', level: 'province' });
		await expect(page.locator('.badges')).toContainText('Riêng mẫu của VNPT');
	});

	test('leaves with a network that does not know it', async ({ site }) => {
		await site.openTable({ month: MEASURED, operator: 'Viettel' });
		await site.choose('Loại mạng', 'Cố định');
		await site.hasQuery({ network: 'fixed', operator: null });
		await expect(site.notices).toHaveCount(0);
	});

	test('that nobody knows is named, and all are shown', async ({ site }) => {
		await site.openTable({ month: MEASURED, operator: 'Bưu điện' });
		await expect(site.notices).toContainText(['nhà mạng “Bưu điện”; đang hiển thị mọi nhà mạng']);
		await expect(site.kpi('commune').value).toContainText('6/6');
	});
});

test.describe('a unit', () => {
	test('tells interval, spread, mean, shares and operators', async ({ site }) => {
		await site.openTable({ month: MEASURED, unit: '00004' });
		const rowOf = (name: string) => site.detail.getByRole('row', { name }).getByRole('cell');
		await expect(rowOf('Trung vị')).toHaveText(['151', '75,5', '160']);
		await expect(rowOf('Khoảng tin cậy 95%').first()).toHaveText('134 – 168');
		await expect(rowOf('80% số mẫu').first()).toHaveText('31 – 271');
		await expect(rowOf('Trung bình').first()).toHaveText('151');
		await expect(site.detail).toContainText('Mẫu tải xuống từ 40 Mbit/s');
		await expect(site.detail).toContainText('87,04%');
		const operators = site.detail.getByRole('region', { name: 'Theo nhà mạng' });
		await expect(operators.getByRole('rowheader')).toHaveText(['MobiFone', 'VNPT', 'Viettel']);
		await expect(operators.getByRole('row', { name: 'VNPT' }).getByRole('cell')).toHaveText([
			'100',
			'151',
			/.+/,
			/.+/
		]);
	});

	test('keeps the figures of all operators beside one of them', async ({ site }) => {
		await site.openTable({ month: MEASURED, unit: '00004', operator: 'VNPT' });
		await expect(site.detail).toContainText('301');
		await expect(site.detail).toContainText('Số mẫu trong tháng (mọi nhà mạng)');
		await expect(site.detail.locator('tr.selected')).toContainText('VNPT');
	});

	test('has medians alone in a month of tables', async ({ site }) => {
		await site.openTable({ month: UNMEASURED, unit: '00004' });
		await expect(site.detail).toContainText('Kết quả đo (trung vị)');
		await expect(site.detail.getByText('Khoảng tin cậy 95%')).toHaveCount(0);
	});

	test('says under a plain title that speeds are not estimated', async ({ site }) => {
		await site.openTable({ month: '2025-06', units: '2025-07', unit: '00004' });
		await expect(site.detail).toContainText('Không ước tính được tốc độ');
		await expect(site.detail).not.toContainText('trung vị)');
	});
});
