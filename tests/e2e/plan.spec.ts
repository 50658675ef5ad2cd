import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import readXlsxFile from 'read-excel-file/node';
import { readMonth, readUnits } from '../../src/lib/data/tables.ts';
import type { Manifest } from '../../src/lib/data/schema.ts';
import { parse } from 'csv-parse/sync';
import { expect, test } from './site.ts';

const DATA = 'static/data/';

/** Samples of Hải Phòng's communes in November 2024, mobile, read from the published files by code. */
async function haiPhong(): Promise<{ code: string; name: string; samples: number }[]> {
	const manifest = JSON.parse(await readFile(`${DATA}manifest.json`, 'utf8')) as Manifest;
	const edition = manifest.editions.find(({ id }) => id === '2022-10')!;
	const units = readUnits(
		edition.id,
		JSON.parse(await readFile(DATA + edition.units.url, 'utf8')),
		edition.units.url
	);
	const { month, networks } = manifest.months.find((each) => each.month === '2024-11')!;
	const { url } = networks.mobile!.table;
	const buffer = Uint8Array.from(await readFile(DATA + url)).buffer;
	const { commune } = await readMonth(units, { month, network: 'mobile' }, buffer, url);
	const { codes, names, parents } = units.of.commune!;
	const districts = units.of.district!;
	return codes.flatMap((code, row) => {
		const district = districts.rowOf.get(parents[row]!)!;
		if (districts.parents[district] !== '31') return [];
		return [{ code, name: names[row]!, samples: commune!.samples[row]! }];
	});
}

const figure = async (page: Page, name: string) =>
	(await page.locator(`[data-plan="${name}"] strong`).innerText()).replaceAll('.', '');

async function contentOf(download: Download): Promise<Buffer> {
	return readFile(await download.path());
}

async function ready(page: Page) {
	await expect(page.locator('main.plan')).toHaveAttribute('aria-busy', 'false', {
		timeout: 60_000
	});
}

test.describe('the plan', () => {
	test('of Hải Phòng, November 2024: the numbers on screen are those of a hand calculation and of the sheets', async ({
		page
	}) => {
		// Drawing fifteen sheets takes a busy machine a while.
		test.setTimeout(240_000);
		const communes = await haiPhong();
		expect(communes).toHaveLength(217);
		// By hand: what each lacks, the cheapest first, until half of the 217 have reached it.
		const there = communes.filter(({ samples }) => samples >= 300).length;
		const lacking = communes
			.filter(({ samples }) => samples < 300)
			.map(({ code, samples }) => ({ code, missing: 300 - samples }))
			.sort((a, b) => a.missing - b.missing || (a.code < b.code ? -1 : 1));
		const half = lacking.slice(0, 109 - there);
		const cost = half.reduce((sum, { missing }) => sum + missing, 0);

		await page.goto('/plan/?month=2024-11');
		await ready(page);
		// Choose a province.
		await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Thành phố Hải Phòng' });
		await expect(page.locator('.sentence')).toContainText(`${there} trên 217 xã`);
		// Set a goal.
		await page.getByRole('combobox', { name: 'Mục tiêu' }).selectOption('share');
		await expect.poll(() => figure(page, 'after')).toBe('109/217');
		expect(await figure(page, 'before')).toBe(`${there}/217`);
		expect(await figure(page, 'cost')).toBe(String(cost));
		expect(await figure(page, 'units')).toBe(String(half.length));

		// Lock the dearest unit in: it takes the place of the last that was chosen.
		const dearest = communes
			.filter(({ samples }) => samples < 300)
			.sort((a, b) => a.samples - b.samples)[0]!;
		await page.getByTestId('gap-list').getByRole('button', { name: 'Còn thiếu' }).click();
		await expect(page).toHaveURL(/sort=-deficit/);
		const line = page.locator(`tr[data-code="${dearest.code}"]`);
		await line.getByRole('checkbox').check();
		const locked = cost - half.at(-1)!.missing + (300 - dearest.samples);
		await expect.poll(() => figure(page, 'cost')).toBe(String(locked));
		await expect(page).toHaveURL(/in=5-/);

		// Export, and read with another library.
		const [xlsx] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Tải Excel' }).click()
		]);
		expect(xlsx.suggestedFilename()).toMatch(/^ke-hoach-lay-mau_2024-11_mobile_31\.xlsx$/);
		const sheets = await readXlsxFile(await contentOf(xlsx));
		const [head, ...rows] = sheets[0]!.data as (string | number | null)[][];
		const column = (name: string) => head!.indexOf(name);
		expect(rows).toHaveLength(half.length);
		const missing = rows.reduce((sum, row) => sum + Number(row[column('Còn thiếu')]), 0);
		expect(missing).toBe(locked);
		const samples = new Map(communes.map((of) => [of.code, of]));
		for (const row of rows) {
			const of = samples.get(String(row[column('Mã')]))!;
			expect(row[column('Đơn vị')]).toBe(of.name);
			expect(row[column('Số mẫu')]).toBe(of.samples);
			expect(row[column('Còn thiếu')]).toBe(300 - of.samples);
			expect(row[column('Người phụ trách')]).toBeNull();
			expect(Number(row[column('Vĩ độ')])).toBeGreaterThan(20);
		}
		const [csv] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Tải CSV (;)' }).click()
		]);
		const text = (await contentOf(csv)).toString('utf8');
		expect(text.startsWith('\ufeff')).toBe(true);
		const read = parse(text, { bom: true, delimiter: ';' }) as string[][];
		expect(read.map((row) => row.slice(0, 3))).toEqual(
			[head!, ...rows].map((row) => row.slice(0, 3).map(String))
		);

		// Reload the link.
		await page.reload();
		await ready(page);
		expect(await figure(page, 'cost')).toBe(String(locked));
		await expect(page.locator(`tr[data-code="${dearest.code}"]`)).toContainText('đã khóa');

		// Print: a sheet for each district of the plan.
		await page.evaluate(() => {
			window.print = () => (document.documentElement.dataset.printed = 'yes');
		});
		await page.getByRole('button', { name: /^In phiếu/ }).click();
		await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes', { timeout: 120_000 });
		await page.emulateMedia({ media: 'print' });
		const printed = page.getByTestId('print-sheets').locator('article');
		const districts = new Set(rows.map((row) => row[column('Huyện')]));
		await expect(printed).toHaveCount(districts.size);
		await expect(page.locator('main.plan')).toBeHidden();
		await expect(printed.first().locator('svg rect').first()).toBeVisible();
		expect(await printed.locator('tbody tr').count()).toBe(rows.length);
	});

	test('says what it can not do, and carries a link over to the new units', async ({ page }) => {
		// No commune in the district, nothing is drawn from nowhere.
		await page.goto('/plan/?month=2024-11&within=498');
		await ready(page);
		await expect(page.locator('.empty')).toContainText('Huyện Hoàng Sa không có xã');

		// Provinces have all reached it.
		await page.goto('/plan/?month=2024-11&level=province');
		await ready(page);
		await expect(page.getByTestId('plan-state')).toContainText('đã đạt 300 mẫu');

		// A goal beyond what the locks leave.
		await page.goto('/plan/?month=2024-11&within=318&level=commune');
		await ready(page);
		await expect(page.locator('.empty')).toContainText('không có xã');
		await page.goto('/plan/?month=2024-11&within=303&goal=more.99');
		await ready(page);
		await expect(page.getByTestId('plan-state')).toContainText('Không thể đạt mục tiêu');

		// Codes of the list before July 2025.
		await page.goto('/plan/?month=2025-10&within=31&goal=more.0&list=2022-10&in=5-8ps');
		await ready(page);
		await expect(page.locator('.notices')).toContainText('đã chuyển sang 1 đơn vị');
		await expect(page).toHaveURL(/list=2025-07&in=5-[0-9a-z]+$/);
	});

	test('shows who is at risk while a month runs, and leaves out what it can not weigh', async ({
		page
	}) => {
		const list = page.getByTestId('gap-list');
		const lines = list.locator('tbody tr[data-code]');
		await page.goto('/plan/?month=2024-11&within=31&day=15&show=at-risk');
		await ready(page);
		await expect(list.getByLabel('Hiện')).toHaveValue('at-risk');
		await expect(lines.first()).toBeVisible();
		const outlooks = await lines.locator('.outlook').allInnerTexts();
		expect(outlooks.every((text) => text.startsWith('Có nguy cơ'))).toBe(true);
		// The same link when the month is over: said, and the whole list shown.
		await page.goto('/plan/?month=2024-11&within=31&show=at-risk');
		await ready(page);
		await expect(page.locator('.notices')).toContainText('show');
		await expect(list.getByLabel('Hiện')).toHaveValue('');

		// The country of 2026: some communes have no known population.
		await page.goto('/plan/?month=2026-10&level=commune&weight=population&goal=share.50');
		await ready(page);
		const refused = page.getByTestId('plan-refused');
		await expect(refused).toContainText('không rõ dân số');
		await refused.getByRole('button', { name: 'Bỏ 284 đơn vị này và tính tiếp' }).click();
		await expect(refused).toHaveCount(0);
		await expect(page.locator('.goal')).toContainText('284 đơn vị không rõ dân số');
		await expect(page.locator('.goal')).toContainText('trên mỗi người dân');
		expect(await figure(page, 'before')).toMatch(/\/3321$/);
	});

	test('works with keys on a phone, and axe finds nothing', async ({ page }) => {
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto('/?month=2024-11&within=31&view=table');
		await page.getByRole('button', { name: 'Trình đơn' }).click();
		const link = page.getByRole('link', { name: 'Kế hoạch' });
		await expect(link).toHaveAttribute('href', /within=31/);
		await link.click();
		await expect(page).toHaveURL(/\/plan\/?\?.*within=31/);
		await ready(page);
		const handle = page.getByRole('slider', { name: 'Số đơn vị đưa vào kế hoạch' });
		await handle.focus();
		await page.keyboard.press('ArrowRight');
		await expect(page).toHaveURL(/goal=more.21/);
		await expect(handle).toHaveAttribute('aria-valuenow', '21');
		await page.keyboard.press('Home');
		await expect(page.getByTestId('plan-state')).toContainText('Chưa chọn đơn vị nào');
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(wide).toBeLessThanOrEqual(390);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual(
			[]
		);
		// Back to the map with the same selection.
		await page.getByRole('button', { name: 'Trình đơn' }).click();
		await page.getByRole('link', { name: 'Bản đồ', exact: true }).click();
		await expect(page).toHaveURL(/within=31/);
	});
});
