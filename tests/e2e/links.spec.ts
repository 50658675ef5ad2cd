import { expect, test } from './site.ts';

test.describe('a link', () => {
	test('restores everything that it was made with', async ({ site, page }) => {
		await site.openMap({
			month: '2025-03',
			level: 'district',
			network: 'fixed',
			measure: 'download',
			within: '19',
			unit: '171',
			hide: 'none.min50',
			reached: '1',
			lang: 'en'
		});
		const check = async () => {
			await expect(page.getByLabel('Month', { exact: true })).toHaveValue('2025-03');
			await expect(site.choice('Level', 'District')).toBeChecked();
			await expect(site.choice('Network', 'Fixed')).toBeChecked();
			await expect(site.choice('Measure', 'Download')).toBeChecked();
			await expect(site.choice('View', 'Choropleth')).toBeChecked();
			await expect(page.getByLabel('Hide units under 300 samples')).toBeChecked();
			await expect(page.getByText('Showing: Tỉnh Thái Nguyên')).toBeVisible();
			await expect(site.detailTitle).toHaveText('Huyện Đại Từ');
			await expect(page.locator('.legend [aria-pressed="false"]')).toHaveCount(2);
			await expect(site.legend.getByRole('button', { name: /^No data/ })).toHaveAttribute(
				'aria-pressed',
				'false'
			);
			await expect(site.notices).toHaveCount(0);
			expect(await site.zoom()).toBeGreaterThan(7);
		};
		await check();
		const link = page.url();
		await page.reload();
		await site.drawn('2022-10/district');
		await check();
		expect(page.url()).toBe(link);
	});

	test('made by clicking can be reloaded', async ({ site, page }) => {
		await site.openTable({ month: '2024-11' });
		await site.choose('Cấp', 'Huyện');
		await site.choose('Loại mạng', 'Cố định');
		await site.table.locator('tbody').getByRole('button').nth(3).click();
		await site.hasQuery({ unit: /^\d{3}$/ });
		await expect(site.detailTitle).not.toHaveText('Cả nước');
		const name = await site.detailTitle.innerText();
		await page.reload();
		await expect(site.table).toBeVisible();
		await expect(site.choice('Cấp', 'Huyện')).toBeChecked();
		await expect(site.choice('Loại mạng', 'Cố định')).toBeChecked();
		await expect(site.detailTitle).toHaveText(name);
	});

	test('names its month, so that it shows tomorrow what it shows today', async ({ site }) => {
		await site.openTable({ level: 'province' });
		await site.choose('Loại mạng', 'Cố định');
		await site.hasQuery({ month: '2026-10' });
	});
});

test('the browser walks back and forward through the choices', async ({ site, page }) => {
	await site.openMap({ month: '2024-11', level: 'province' });
	await site.choose('Cấp', 'Huyện');
	await site.drawn('2022-10/district');
	await page.getByRole('button', { name: 'Tháng sau' }).click();
	await expect(site.sentence).toContainText('Tháng 12/2024');
	await site.choose('Loại mạng', 'Cố định');
	await expect(site.sentence).toContainText('mạng cố định');

	await page.goBack();
	await expect(site.choice('Loại mạng', 'Di động')).toBeChecked();
	await expect(site.sentence).toContainText('mạng di động');
	await page.goBack();
	await expect(site.month).toHaveValue('2024-11');
	await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
	await page.goBack();
	await site.drawn('2022-10/province');
	await expect(site.choice('Cấp', 'Tỉnh')).toBeChecked();

	await page.goForward();
	await site.drawn('2022-10/district');
	await page.goForward();
	await expect(site.month).toHaveValue('2024-12');
	await page.goForward();
	await expect(site.choice('Loại mạng', 'Cố định')).toBeChecked();
	await expect(site.sentence).toContainText('Tháng 12/2024, mạng cố định');
});

test.describe('unknown values in a link fall back, and the reader is told', () => {
	test('month, level, network, measure, view and language', async ({ site }) => {
		await site.open({
			month: '2031-01',
			level: 'street',
			network: '6g',
			measure: 'loss',
			view: 'globe',
			lang: 'xx'
		});
		await expect(site.month).toHaveValue('2026-10');
		await expect(site.choice('Cấp', 'Xã')).toBeChecked();
		await expect(site.choice('Loại mạng', 'Di động')).toBeChecked();
		await expect(site.choice('Chỉ tiêu', 'Số mẫu')).toBeChecked();
		await expect(site.choice('Cách xem', 'Bản đồ màu')).toBeChecked();
		for (const value of ['2031-01', 'street', '6g', 'loss', 'globe', 'xx'])
			await expect(site.notices.filter({ hasText: `“${value}”` })).toHaveCount(1);
		await expect(site.notices.filter({ hasText: '2031-01' })).toContainText('Tháng 10/2026');
	});

	test('codes of units and classes', async ({ site }) => {
		await site.open({ month: '2024-11', unit: '99999', within: '77777', hide: 'min1.9.x' });
		await expect(site.notices.filter({ hasText: '99999' })).toContainText('2022-10');
		await expect(site.notices.filter({ hasText: '77777' })).toContainText('2022-10');
		await expect(site.notices.filter({ hasText: 'min1.9.x' })).toHaveCount(1);
		await expect(site.detailTitle).toHaveText('Cả nước');
		await site.hasQuery({ unit: null, within: null, hide: 'min1' });
		await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
	});

	test('a level that the month does not have', async ({ site }) => {
		await site.open({ month: '2025-09', level: 'district' });
		await expect(site.notices).toContainText('không có cấp huyện; đang hiển thị cấp xã');
	});
});
