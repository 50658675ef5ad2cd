import AxeBuilder from '@axe-core/playwright';
import { fold } from '../../src/lib/domain/fold.ts';
import { insideOf, hover, nationalView } from './places.ts';
import { expect, test, type Site } from './site.ts';

/** Numbers in a column of the rows that are drawn; `null` without data. */
async function numbersDrawn(site: Site, column: string): Promise<(number | null)[]> {
	const headers = await site.table.getByRole('columnheader').allInnerTexts();
	const at = headers.findIndex((text) => text.includes(column));
	const cells = await site.table.locator(`tbody tr > :nth-child(${at + 1})`).allInnerTexts();
	return cells.map((text) => (text === '–' ? null : Number(text.replaceAll('.', ''))));
}

test.describe('the table, twin of the map', () => {
	test('scrolls through all units, the fewest samples first, and draws those in view', async ({
		site,
		page
	}) => {
		await site.openTable({ month: '2024-11' });
		await site.hasRows(10_599);
		await expect(site.table).toContainText(/Dòng 1–\d+ trên 10\.599/);
		const first = await numbersDrawn(site, 'Số mẫu');
		expect(first.length).toBeLessThan(60);
		expect(first).toEqual([...first].sort((a, b) => a! - b!));

		await site.table.getByRole('grid').focus();
		await page.keyboard.press('End');
		await expect(site.table).toContainText(/Dòng [\d.]+–10\.599 trên 10\.599/);
		const last = site.table.locator('tbody tr').last();
		await expect(last).toHaveAttribute('aria-rowindex', '10600');
		await page.keyboard.press('Enter');
		const name = await last.locator('th').innerText();
		await expect(site.detailTitle).toHaveText(name);
		await expect(last).toHaveAttribute('aria-selected', 'true');
		await page.keyboard.press('PageUp');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('Home');
		await expect(site.table).toContainText(/Dòng 1–\d+ trên 10\.599/);
		await expect(site.table.locator('tbody tr').first()).toHaveClass(/active/);
	});

	test('is taken down while it scrolls, without a fault', async ({ site }) => {
		await site.openTable({ month: '2024-11' });
		await site.hasRows(10_599);
		const frame = (await site.table.locator('.scroll').elementHandle())!;
		await site.choose('Cách xem', 'Bản đồ màu');
		await expect(site.table).toHaveCount(0);
		// What the browser had begun to tell of it comes when it is gone.
		await frame.evaluate((gone) => gone.dispatchEvent(new Event('scroll')));
	});

	test('puts units without data last, and never as 0', async ({ site, page }) => {
		await site.openTable({ month: '2024-12', level: 'district' });
		await site.hasRows(705);
		const header = site.table.getByRole('columnheader', { name: 'Số mẫu' });
		await expect(header).toHaveAttribute('aria-sort', 'ascending');
		for (const order of ['descending', 'ascending']) {
			await header.getByRole('button').click();
			await expect(header).toHaveAttribute('aria-sort', order);
			await site.table.getByRole('grid').focus();
			await page.keyboard.press('End');
			const last = site.table.locator('tbody tr').last();
			await expect(last).toHaveAttribute('aria-rowindex', '706');
			await expect(last).toContainText('Không có dữ liệu');
			await expect(last).toContainText('–');
			await expect(site.table).toContainText('Huyện Hoàng Sa');
		}
	});

	test('has the columns of the measure, and those that are asked for', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'province', measure: 'download' });
		await site.hasRows(63);
		await expect(
			site.table.getByRole('columnheader', { name: 'Tải xuống (Mbit/s, trung vị)' })
		).toBeVisible();
		await site.table.getByRole('searchbox').fill('thai nguyen');
		await site.hasRows(1);
		await expect(site.table.getByRole('row', { name: /Tỉnh Thái Nguyên/ })).toContainText('64.595');
		await expect(site.table.getByRole('columnheader', { name: 'Cận dưới 95%' })).toHaveCount(1);

		await site.table.getByText('Cột', { exact: true }).click();
		await page.getByLabel('Mã', { exact: true }).check();
		await page.getByLabel('Cận trên 95%').uncheck();
		await page.keyboard.press('Escape');
		await expect(page.getByLabel('Mã', { exact: true })).toBeHidden();
		await expect(site.table.getByRole('row', { name: /Tỉnh Thái Nguyên/ })).toContainText('19');
		await expect(site.table.getByRole('columnheader', { name: 'Cận trên 95%' })).toHaveCount(0);
	});

	test('is filtered by name, type and place, says how many, and copies what it shows', async ({
		site,
		page,
		context
	}) => {
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await site.openTable({ month: '2024-11' });
		await site.table.getByLabel('Thuộc').selectOption({ label: 'Tỉnh Thái Nguyên' });
		await site.hasQuery({ within: '19' });
		await site.hasRows(178);
		await site.table.getByLabel('Thuộc').selectOption({ label: 'Huyện Định Hóa' });
		await site.hasQuery({ within: '167' });
		await site.table.getByLabel('Loại đơn vị').selectOption('Thị trấn');
		await site.hasRows(1);
		await expect(site.table.getByText('Số dòng: 1')).toHaveCount(1);
		await site.table.getByRole('button', { name: 'Sao chép' }).click();
		await expect(site.table).toContainText('Đã sao chép 1 dòng');
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		const [head, row, rest] = copied.split('\r\n');
		expect(head).toBe('Đơn vị\tHuyện\tTỉnh, thành phố\tSố mẫu\tCòn thiếu\tMức');
		expect(row).toMatch(/^Thị trấn Chợ Chu\tHuyện Định Hóa\tTỉnh Thái Nguyên\t\d+\t\d+\t/);
		expect(rest).toBe('');
		await site.table.getByRole('searchbox').fill('không có ở đâu');
		await expect(site.table).toContainText('Không có đơn vị nào');
		await expect(site.table.getByRole('button', { name: 'Sao chép' })).toBeDisabled();
	});

	test('sorts 10,599 rows by a column, both ways, and keeps those with the text that is typed', async ({
		site
	}) => {
		await site.openTable({ month: '2024-11' });
		await site.hasRows(10_599);
		const header = site.table.getByRole('columnheader', { name: 'Còn thiếu', exact: true });
		const deficits = async () => (await numbersDrawn(site, 'Còn thiếu')) as number[];
		await header.getByRole('button').click();
		await expect(header).toHaveAttribute('aria-sort', /ending$/);
		const once = await header.getAttribute('aria-sort');
		const [first] = await deficits();
		await header.getByRole('button').click();
		await expect(header).not.toHaveAttribute('aria-sort', once!);
		await expect.poll(async () => (await deficits())[0]).not.toBe(first);
		const drawn = await deficits();
		const way = (await header.getAttribute('aria-sort')) === 'ascending' ? 1 : -1;
		expect(drawn).toEqual([...drawn].sort((a, b) => way * (a - b)));

		const search = site.table.getByRole('searchbox');
		await search.fill('định hóa');
		const grid = site.table.getByRole('grid');
		await expect(grid).not.toHaveAttribute('aria-rowcount', '10600');
		const rows = await site.table.locator('tbody tr').allInnerTexts();
		expect(rows.length).toBeGreaterThan(10);
		for (const row of rows) expect(fold(row)).toMatch(/dinh.*hoa|hoa.*dinh/s);
		await search.fill('');
		await site.hasRows(10_599);
	});

	test('beside the map: what the pointer is on lights up in both, and axe finds nothing', async ({
		site,
		page
	}) => {
		await page.setViewportSize({ width: 1600, height: 900 });
		await site.openMap({ month: '2024-11', level: 'province' });
		await site.choose('Cách xem', 'Bản đồ và bảng');
		await site.hasQuery({ view: 'split' });
		await site.hasRows(63);
		await site.drawn('2022-10/province');
		await site.table.getByRole('searchbox').fill('lai chau');
		const row = site.table.locator('tbody tr').first();
		await expect(row).not.toHaveClass(/lit/);
		await page.waitForTimeout(500);
		const pixelOf = await nationalView(site);
		await hover(site, pixelOf(await insideOf(page.request, '2022-10', 'province', '12')));
		await expect(site.tooltip).toContainText('Tỉnh Lai Châu');
		await expect(row).toHaveClass(/lit/);
		await row.locator('th button').click();
		await expect(site.detailTitle).toHaveText('Tỉnh Lai Châu');
		await expect(row).not.toHaveClass(/lit/);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id }) => id)).toEqual([]);
	});

	test('on paper has all rows, or says how many', async ({ site, page }) => {
		await site.openTable({ month: '2024-11', level: 'district' });
		await site.hasRows(705);
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
		await page.emulateMedia({ media: 'print' });
		await expect(site.table.locator('tbody tr')).toHaveCount(500);
		await expect(site.table).toContainText('In 500 dòng đầu trên 705');
		await expect(site.table.locator('tbody th').nth(400)).toBeVisible();
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		await page.emulateMedia({ media: 'screen' });
		await expect(site.table.locator('tbody tr')).not.toHaveCount(500);
	});
});
