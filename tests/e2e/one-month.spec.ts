/** A store with one real month and nothing else: no page says anything that nobody measured. */
import { strFromU8, unzipSync } from 'fflate';
import { copyCountry, publishCountry, type Country } from '../../scripts/testing/country.ts';
import { addFiles } from '../../scripts/testing/office.ts';
import { make } from './exporting.ts';
import { serveCountry } from './measured.ts';
import { expect, test } from './site.ts';

test.describe.configure({ mode: 'default' });

const TABLE = [
	'month,code,network,samples,download_mbps,jitter_ms',
	'2026-09,00004,mobile,312,54.3,4.2',
	'2026-09,00166,mobile,40,31.2,17.5',
	''
].join('\n');

let country: Country;
test.beforeAll(async () => {
	country = await copyCountry();
	await addFiles(country.data, { 'tháng-9.csv': TABLE }, { statistic: 'median' });
	await publishCountry(country);
});
test.afterAll(() => country.remove());
test.beforeEach(({ page }) => serveCountry(page, country));

test.describe('one real month', () => {
	test('is the month of the map; others are not offered', async ({ site, page }) => {
		await site.openTable({ month: '2026-09' });
		await expect(site.notices).toHaveCount(0);
		await expect(site.table).toContainText('312');
		await expect(page.locator('body')).not.toContainText(/mô phỏng/i);
		await expect(page.locator('body')).not.toContainText('tháng trước');
	});

	test('a link to another month says that it is not there', async ({ site }) => {
		await site.openTable({ month: '2026-08' });
		await expect(site.notices).toContainText(['2026-08']);
		await expect(site.table).toContainText('312');
	});

	test('a network that was not sent is not there, and is no zero', async ({ site }) => {
		await site.openTable({ month: '2026-09', network: 'fixed' });
		await expect(site.table).not.toContainText('312');
		await expect(site.table.getByRole('row').nth(1)).toContainText('–');
	});

	test('its jitter is a measure of map, table and card, and stands in the workbook', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2026-09', measure: 'jitter', unit: '00004' });
		await expect(site.notices).toHaveCount(0);
		await expect(site.legend).toContainText('Độ rung');
		await expect(site.detail).toContainText('4,2');
		await expect(site.choice('Chỉ tiêu', 'Độ rung')).toBeChecked();
		await site.openTable({ month: '2026-09', measure: 'jitter' });
		await expect(site.table).toContainText('17,5');
		await page.getByRole('button', { name: 'Xuất', exact: true }).click();
		const { content } = await make(page, 'XLSX');
		const words = Object.values(unzipSync(content)).map((part) => strFromU8(part));
		expect(words.join(' ')).toContain('Độ rung (ms, trung vị)');
		expect(words.join(' ')).toMatch(/<v>17\.5<\/v>/);
	});

	for (const [path, settled] of [
		['plan/?month=2026-09', /Kế hoạch/],
		['brief/?month=2026-09', /Báo cáo|Tóm tắt|Bản đồ/],
		['embed/?month=2026-09', /2026/],
		['?month=2026-09&view=months', /2026/]
	] as const)
		test(`/${path} settles without anything simulated`, async ({ page }) => {
			await page.goto(path);
			await expect(page.locator('body')).toContainText(settled);
			await page.waitForLoadState('networkidle');
			await expect(page.locator('body')).not.toContainText(/mô phỏng/i);
			await expect(page.locator('body')).not.toContainText(/NaN|undefined|Infinity/);
		});
});
