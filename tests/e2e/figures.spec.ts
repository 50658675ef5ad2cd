import { expect, test } from './site.ts';

/** Figures that were published: letter 5691/BTTTT-CVT and the reports of November 2024 and July 2025. */
test.describe('the published figures', () => {
	test('of November 2024 on mobile, in Vietnamese', async ({ site, page }) => {
		await site.openTable({ month: '2024-11' });
		await expect(site.kpi('province').value).toHaveText('63/63 (100%)');
		await expect(site.kpi('district').value).toHaveText('174/705 (24,68%)');
		await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
		await expect(site.sentence).toHaveText(
			/^Tháng 11\/2024, mạng di động: 110 trên 10\.599 xã \(1,04%\) đạt từ 300 mẫu; (tăng|giảm) \d+ xã so với tháng trước; Thái Nguyên dẫn đầu \(66\/178\)\.$/
		);
		// By communes, provinces and districts are told of by communes; by samples of their own, by these.
		await site.choose('Cấp', 'Huyện');
		await expect(site.sentence).toContainText('110 trên 10.599 xã (1,04%)');
		await site.choose('Chỉ tiêu', 'Số mẫu');
		await expect(site.sentence).toContainText('174 trên 705 huyện (24,68%)');
		await site.choose('Cấp', 'Tỉnh');
		await expect(site.sentence).toContainText('Thái Nguyên dẫn đầu (64.595 mẫu)');
		await expect(page.getByTestId('one-colour')).toHaveText(
			/^Gần như một màu: 6\d\/63 đơn vị ở mức “≥\s600”\. Chọn “Tỷ lệ xã đạt” để thấy khác nhau\.$/
		);
	});

	test('of November 2024 on mobile, in English', async ({ site }) => {
		await site.openTable({ month: '2024-11', lang: 'en' });
		await expect(site.kpi('province').value).toHaveText('63/63 (100%)');
		await expect(site.kpi('district').value).toHaveText('174/705 (24.68%)');
		await expect(site.kpi('commune').value).toHaveText('110/10,599 (1.04%)');
		await expect(site.sentence).toContainText('November 2024, mobile network');
		await expect(site.sentence).toContainText('110 of 10,599 communes (1.04%)');
		await expect(site.sentence).toContainText('Thái Nguyên leads (66/178).');
	});

	test('of Thái Nguyên in November 2024: the most samples, and 66 of 178 communes', async ({
		site
	}) => {
		await site.openTable({ month: '2024-11', within: '19' });
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		await expect(site.detail.locator('.samples strong')).toHaveText('64.595');
		await expect(site.verdict).toContainText('66/178 xã đạt');
		await expect(site.verdict).toContainText('hạng 1/63');
		await expect(site.kpi('commune').value).toHaveText('66/178 (37,08%)');
		await expect(site.kpi('total').value).toHaveText('64.595');
	});

	test('of Cần Thơ in July 2025: 89 of 103 communes short on fixed, 102 on mobile', async ({
		site
	}) => {
		await site.openTable({ month: '2025-07', within: '92', network: 'fixed' });
		await expect(site.detailTitle).toHaveText('Thành phố Cần Thơ');
		await expect(site.kpi('commune').value).toContainText('14/103');
		await site.choose('Loại mạng', 'Di động');
		await expect(site.kpi('commune').value).toContainText('1/103');
	});
});
