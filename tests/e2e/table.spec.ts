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
		await site.openTable({ month: '2024-12', level: 'district' });
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
			site.table.getByRole('columnheader', { name: 'Tải xuống', exact: true })
		).toBeVisible();
		await expect(site.table.locator('tbody tr')).toHaveCount(63);
		await expect(site.table.getByRole('row', { name: /Tỉnh Thái Nguyên/ })).toContainText(
			/64\.595.*Mbit\/s/
		);
	});
});
