import { expect, test } from './site.ts';

test.describe('switches', () => {
	test('the level changes what is drawn, counted and linked to', async ({ site }) => {
		await site.openMap({ month: '2024-11' });
		const sum = async () =>
			[...(await site.legendCounts()).values()].reduce((total, count) => total + count);
		await expect.poll(sum).toBe(10_599);

		await site.choose('Cấp', 'Huyện');
		await site.drawn('2022-10/district');
		// Units with communes are coloured by these.
		await site.hasQuery({ level: 'district', measure: 'coverage' });
		await expect(site.legend.getByRole('heading')).toContainText('Tỷ lệ xã đạt');
		await expect.poll(sum).toBe(705);

		await site.choose('Cấp', 'Tỉnh');
		await site.drawn('2022-10/province');
		await site.hasQuery({ level: 'province' });
		await expect.poll(sum).toBe(63);
	});

	test('the network changes the figures', async ({ site }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		const mobile = await site.kpi('total').value.innerText();
		await site.choose('Loại mạng', 'Cố định');
		await site.hasQuery({ network: 'fixed' });
		await expect(site.sentence).toContainText('mạng cố định');
		await expect(site.kpi('total').value).not.toHaveText(mobile);
		await expect(site.kpi('commune').value).not.toContainText('110/');
	});

	test('a speed has its own classes, names its statistic and the national targets', async ({
		site
	}) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		await expect(site.legend.getByRole('heading')).toHaveText('Số mẫu (mẫu)');

		await site.choose('Chỉ tiêu', 'Tải xuống');
		await site.hasQuery({ measure: 'download' });
		await expect(site.legend.getByRole('heading')).toHaveText('Tải xuống (Mbit/s, trung vị)');
		await expect(site.legend).toContainText(
			'Mốc quốc gia, Mbit/s: 40; 100 (Quyết định 36/QĐ-TTg); 30 (QCVN 126:2021/BTTTT)'
		);
		const mobile = [...(await site.legendCounts()).keys()];
		expect(mobile).toContain('40–70');

		await site.choose('Loại mạng', 'Cố định');
		await expect(site.legend).toContainText('Mốc quốc gia, Mbit/s: 200 (Quyết định 36/QĐ-TTg)');
		const fixed = await site.legendCounts();
		expect([...fixed.keys()]).not.toEqual(mobile);
		expect([...fixed.values()].reduce((sum, count) => sum + count)).toBe(63);

		await site.choose('Chỉ tiêu', 'Độ trễ');
		await site.hasQuery({ measure: 'latency', network: 'fixed' });
		await expect(site.legend.getByRole('heading')).toHaveText('Độ trễ (ms, trung vị)');
		await expect(site.legend).not.toContainText('Mốc quốc gia');
	});

	test('units under the threshold can be taken off the map and the table', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11', level: 'district' });
		await page.getByLabel('Ẩn nơi chưa đủ 300 mẫu').check();
		await site.hasQuery({ reached: '1' });
		await expect(site.table).toContainText(/Dòng 1–\d+ trên 174/);
		await page.getByLabel('Ẩn nơi chưa đủ 300 mẫu').uncheck();
		await site.hasQuery({ reached: null });
		await expect(site.table).toContainText(/Dòng 1–\d+ trên 705/);
	});

	test('a switch can be worked with the arrow keys', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'province' });
		await site.choice('Cấp', 'Tỉnh').focus();
		await page.keyboard.press('ArrowRight');
		await expect(site.choice('Cấp', 'Huyện')).toBeFocused();
		await site.hasQuery({ level: 'district' });
	});
});
