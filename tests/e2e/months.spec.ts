import { expect, test } from './site.ts';

const NO_DISTRICTS = 'Danh mục đơn vị của tháng này không có cấp huyện';

test.describe('stepping through the months', () => {
	test('a step within an edition changes figures and URL and says nothing of the edition', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11' });
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.month).toHaveValue('2024-12');
		await site.hasQuery({ month: '2024-12' });
		await expect(site.sentence).toContainText('Tháng 12/2024');
		await expect(site.kpi('commune').value).not.toContainText('110/');
		await expect(site.kpi('commune').change).toContainText('so với tháng trước');
		await expect(site.kpi('total').change).toHaveText(/^[+−][\d.]+ so với tháng trước$/);
		await expect(site.notices).toHaveCount(0);
	});

	test('the first month has nothing before it, and the last nothing after it', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-07', level: 'province' });
		await expect(page.getByRole('button', { name: 'Tháng trước' })).toBeDisabled();
		await expect(site.kpi('commune').change).toHaveText('tháng đầu tiên có số liệu');
		await site.month.selectOption('2026-10');
		await expect(site.kpi('province').value).toContainText('/34');
		await expect(page.getByRole('button', { name: 'Tháng sau' })).toBeDisabled();
		await expect(page.getByRole('button', { name: 'Tháng trước' })).toBeEnabled();
	});

	test('June to July 2025 changes the list of units, says so, and compares nothing across', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2025-06' });
		await expect(site.kpi('commune').value).toContainText('/10.599');
		await expect(site.choice('Cấp', 'Huyện')).toBeEnabled();

		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.kpi('commune').value).toContainText('/3.321');
		await expect(site.notices).toHaveCount(1);
		await expect(site.notices).toContainText('3.321 xã, phường');
		await expect(site.notices).toContainText('2022-10');
		await expect(site.choice('Cấp', 'Huyện')).toBeDisabled();
		await expect(page.getByText(NO_DISTRICTS)).toBeVisible();
		for (const name of ['province', 'commune', 'total'] as const)
			await expect(site.kpi(name).change).toHaveText(
				'danh mục đơn vị mới, không so với tháng trước'
			);

		await page.getByRole('button', { name: 'Tháng trước' }).click();
		await expect(site.kpi('commune').value).toContainText('/10.599');
		await expect(site.notices).toContainText('2022-10');
		await expect(site.notices).toContainText('705 huyện');
		await expect(site.choice('Cấp', 'Huyện')).toBeEnabled();
		await expect(page.getByText(NO_DISTRICTS)).toHaveCount(0);
		await expect(site.kpi('commune').change).toContainText('so với tháng trước');
	});

	test('districts become communes where there are none, with a notice that can be closed', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2025-06', level: 'district' });
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await site.drawn('2025-07/commune');
		await expect(site.choice('Cấp', 'Xã')).toBeChecked();
		await site.hasQuery({ month: '2025-07', level: null });
		await expect(site.notices).toHaveCount(2);
		await expect(site.notices).toContainText([
			/danh mục đơn vị 2025-07/,
			/không có cấp huyện; đang hiển thị cấp xã/
		]);
		await page.getByRole('button', { name: 'Đóng thông báo' }).click();
		await expect(site.notices).toHaveCount(0);
		await expect(site.month).toHaveValue('2025-07');
	});

	test('a step back takes a notice about the level away with its cause', async ({ site, page }) => {
		await site.openTable({ month: '2025-06', level: 'district' });
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.notices.filter({ hasText: 'không có cấp huyện' })).toHaveCount(1);
		await page.goBack();
		await expect(site.choice('Cấp', 'Huyện')).toBeChecked();
		await expect(site.notices.filter({ hasText: 'không có cấp huyện' })).toHaveCount(0);
	});

	test('a unit that the new list does not know is let go, with a notice', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2025-06', level: 'district', unit: '164' });
		await expect(site.detailTitle).toHaveText('Thành phố Thái Nguyên');
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.notices.filter({ hasText: 'mã 164' })).toContainText('2025-07');
		await expect(site.detailTitle).toHaveText('Cả nước');
		await site.hasQuery({ unit: null });
	});

	test('playing runs on by itself until it is paused, and leaves no trail in the history', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		await site.choose('Loại mạng', 'Cố định');
		await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).click();
		await expect(site.month).toHaveValue('2024-12');
		await expect(site.month).toHaveValue('2025-01');
		await page.getByRole('button', { name: 'Dừng' }).click();
		await expect(page.getByRole('button', { name: 'Chạy lần lượt các tháng' })).toBeVisible();
		const paused = await site.month.inputValue();
		await page.waitForTimeout(2500);
		await expect(site.month).toHaveValue(paused);
		await expect(site.sentence).toContainText('mạng cố định');

		await page.goBack();
		await expect(site.month).toHaveValue('2024-11');
		await site.hasQuery({ network: null });
	});

	test('playing from the last month starts again at the first', async ({ site, page }) => {
		await site.openTable({ level: 'province' });
		await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).click();
		await expect(site.month).toHaveValue('2024-07');
		await expect(site.month).toHaveValue('2024-08');
		await page.getByRole('button', { name: 'Dừng' }).click();
		await expect(site.kpi('commune').value).toContainText('/10.599');
	});

	test('playing stops at the last month', async ({ site, page }) => {
		await site.openTable({ month: '2026-09', level: 'province' });
		await page.getByRole('button', { name: 'Chạy lần lượt các tháng' }).click();
		await expect(site.month).toHaveValue('2026-10');
		await expect(page.getByRole('button', { name: 'Chạy lần lượt các tháng' })).toBeVisible();
		await expect(site.month).toHaveValue('2026-10');
	});
});
