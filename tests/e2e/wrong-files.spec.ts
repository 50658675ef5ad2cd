/** A server that sends something else under a file's name: nothing of it is shown, and the right one is as soon as it comes. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Manifest } from '../../src/lib/data/schema.ts';
import { expect, test, type Site } from './site.ts';

const MONTH = '2024-11';
const OTHER = '2024-12';
const FIGURE = '110/10.599 (1,04%)';

async function tableOf(month: string): Promise<string> {
	const text = await readFile('static/data/manifest.json', 'utf8');
	const { months } = JSON.parse(text) as Manifest;
	return months.find((each) => each.month === month)!.networks.mobile!.table.url;
}

const content = (url: string) => readFile(`static/data/${url}`);

/** What a server sends in place of the month's table, and how the reader is told. */
const FAULTS: { how: string; sent: (url: string) => Promise<Buffer>; found: RegExp }[] = [
	{
		how: 'another month under the name of this one',
		// As a copy that went wrong: the same size, so that only what is in it tells.
		sent: async (url) => {
			const size = (await content(url)).length;
			const other = await content(await tableOf(OTHER));
			return Buffer.concat([other, Buffer.alloc(Math.max(0, size - other.length))], size);
		},
		found: /SHA-256 [0-9a-f]{64}/
	},
	{
		how: 'the whole file of another month',
		sent: async () => content(await tableOf(OTHER)),
		found: /bytes/
	},
	{
		how: 'the first half of the file',
		sent: async (url) => {
			const bytes = await content(url);
			return bytes.subarray(0, bytes.length >> 1);
		},
		found: /^\d+ bytes$/m
	},
	{
		how: 'the file with one bit flipped',
		sent: async (url) => {
			const bytes = await content(url);
			bytes[bytes.length >> 1]! ^= 1;
			return bytes;
		},
		found: /SHA-256 [0-9a-f]{64}/
	},
	{
		how: 'a page that says that there is no such file, with status 200',
		sent: async () => Buffer.from('<!DOCTYPE html><html><title>404</title></html>'),
		found: /bytes of an HTML page/
	}
];

/** Told with file, what came and what was promised; nothing of it shown; then the right file, without a reload. */
async function expectRecovery(site: Site, page: Page, url: string, found: RegExp): Promise<void> {
	await expect(site.alert).toBeVisible();
	await expect(site.alert).toContainText('Máy chủ gửi một tệp khác');
	await expect(site.alert).toContainText(`/data/${url}`);
	await expect(site.alert.locator('dd').nth(1)).toContainText(found);
	await expect(site.alert).toContainText('chép lại tệp này');
	await expect(site.kpi('commune').value).not.toHaveText(FIGURE);
	expect(await isKept(page, url), 'nothing wrong is kept for times without network').toBe(false);
	await page.evaluate(() => ((window as { stays?: true }).stays = true));
	await page.unroute('**/' + url);
	await site.alert.getByRole('button', { name: 'Thử lại' }).click();
	await expect(site.alert).toHaveCount(0);
	await expect(site.kpi('commune').value).toHaveText(FIGURE);
	expect(await page.evaluate(() => 'stays' in window), 'without a reload').toBe(true);
}

function isKept(page: Page, url: string): Promise<boolean> {
	return page.evaluate(async (url) => {
		// Only where the page came safely.
		if (!('caches' in window)) return false;
		const root = new URL('data/', location.href).href;
		return (await (await caches.open(`data ${root}`)).match(root + url)) !== undefined;
	}, url);
}

test.describe('instead of a month, the server sends', () => {
	for (const { how, sent, found } of FAULTS)
		test(how, async ({ site, page }) => {
			const url = await tableOf(MONTH);
			const body = await sent(url);
			await page.route(`**/${url}`, (route) => route.fulfill({ body }));
			await site.open({ month: MONTH, level: 'province', view: 'table' });
			await expectRecovery(site, page, url, found);
		});
});

test('by plain http, where browsers offer no hashes, the same is told and mended', async ({
	site,
	page,
	baseURL
}) => {
	// The browser says that it can not keep such a page apart from others.
	site.expectProblem(/office\.test|Cross-Origin-Opener-Policy/);
	// A name that the browser does not take for this machine.
	await page.route('http://office.test/**', async (route) => {
		const to = route.request().url().replace('http://office.test', baseURL!);
		// A page that is left, or reads no more, takes no answer.
		await route
			.fetch({ url: to })
			.then((response) => route.fulfill({ response }))
			.catch(() => undefined);
	});
	const url = await tableOf(MONTH);
	const body = await content(url);
	body[body.length >> 1]! ^= 1;
	await page.route(`**/${url}`, (route) => route.fulfill({ body }));
	await page.goto(`http://office.test/?month=${MONTH}&level=province&view=table`);
	expect(await page.evaluate(() => isSecureContext)).toBe(false);
	await expectRecovery(site, page, url, /SHA-256 [0-9a-f]{64}/);
});

test('a manifest that names another month’s table for this one is found out by the table', async ({
	site,
	page
}) => {
	const text = await readFile('static/data/manifest.json', 'utf8');
	const manifest = JSON.parse(text) as Manifest;
	const [own, other] = [MONTH, OTHER].map(
		(month) => manifest.months.find((each) => each.month === month)!.networks.mobile!
	);
	own!.table = other!.table;
	await page.route('**/data/manifest.json', (route) =>
		route.fulfill({ body: JSON.stringify(manifest) })
	);
	await site.open({ month: MONTH, level: 'province', view: 'table' });
	await expect(site.alert).toContainText('Máy chủ gửi một tệp khác');
	await expect(site.alert.locator('dd')).toHaveText([/parquet$/, 'month', OTHER, MONTH]);
});

/** Every other file that a page loads: one flipped bit in it is told by the file's name. */
for (const { what, pattern, query, path = '/' } of [
	{ what: 'units', pattern: /2022-10\/units\.\w+\.json$/, query: { month: MONTH } },
	{ what: 'outlines', pattern: /2022-10\/units\.\w+\.shapes$/, query: { month: MONTH } },
	{ what: 'land', pattern: /land\.\w+\.topo\.json$/, query: { month: MONTH } },
	{ what: 'summary', pattern: /summary\.json$/, query: { month: MONTH } },
	{ what: 'series', pattern: /series\/19\.\w+\.json$/, query: { month: MONTH, within: '19' } },
	{
		what: 'hexagons',
		pattern: /hexagons\/2024-11\/\w+\.\w+\.parquet$/,
		query: { month: MONTH, view: 'hexagons' }
	},
	{
		what: 'statistics',
		pattern: /2024-11\.mobile\.statistics\.\w+\.parquet$/,
		query: { month: MONTH, measure: 'download' }
	},
	{
		what: 'a crosswalk',
		pattern: /2025-07\/crosswalk\.\w+\.json$/,
		query: { month: MONTH, units: '2025-07' }
	},
	{
		what: 'estimates',
		pattern: /2025-07\/estimates\.\w+\.json$/,
		query: { month: '2025-08' }
	},
	{ what: 'facts', pattern: /facts\.\w+\.json$/, query: { month: MONTH }, path: '/plan/' }
] as { what: string; pattern: RegExp; query: Record<string, string>; path?: string }[])
	test(`one flipped bit in ${what} is told, and mended by the right file`, async ({
		site,
		page
	}) => {
		await page.route(pattern, async (route) => {
			const body = await (await route.fetch()).body();
			// Inside of a text the file still reads as JSON: digits stay digits.
			const at = body.findIndex((byte, index) => index > 60 && byte >= 0x32 && byte <= 0x38);
			body[at]! ^= 1;
			await route.fulfill({ status: 200, body });
		});
		await page.goto(`${path}?${new URLSearchParams(query)}`);
		await expect(site.alert).toContainText('Máy chủ gửi một tệp khác');
		await expect(site.alert.locator('dd').first()).toHaveText(pattern);
		await page.unroute(pattern);
		await site.alert.getByRole('button', { name: 'Thử lại' }).click();
		await expect(site.alert).toHaveCount(0);
		await expect(page.locator('main[aria-busy="false"]')).toHaveCount(1);
	});
