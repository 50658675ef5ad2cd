import type { Page, Route } from '@playwright/test';
import { expect, test, type Site } from './site.ts';

/** What a server or a bad line can do to a file. */
const status500 = (route: Route) => route.fulfill({ status: 500, body: 'out of order' });
async function truncated(route: Route): Promise<void> {
	const body = await (await route.fetch()).body();
	await route.fulfill({ status: 200, body: body.subarray(0, body.length / 2) });
}
async function scrambled(route: Route): Promise<void> {
	const body = await (await route.fetch()).body();
	await route.fulfill({ status: 200, body: Buffer.alloc(body.length, 'x') });
}

const DECEMBER = '**/months/2024-12*';

/** The message names the file, says what was found, and offers another try. */
async function expectAlert(site: Site, file: RegExp, found: RegExp): Promise<void> {
	await expect(site.alert).toBeVisible();
	await expect(site.alert).toContainText('Không tải được số liệu');
	await expect(site.alert).toContainText(file);
	await expect(site.alert).toContainText(found);
	await expect(site.alert.getByRole('button', { name: 'Thử lại' })).toBeVisible();
}

async function retry(site: Site, page: Page, pattern: string): Promise<void> {
	await page.unroute(pattern);
	await site.alert.getByRole('button', { name: 'Thử lại' }).click();
	await expect(site.alert).toHaveCount(0);
}

test.describe('a month that cannot be loaded', () => {
	for (const { how, handler, found } of [
		{ how: 'the server answers 500', handler: status500, found: /HTTP 500/ },
		{ how: 'the body ends too early', handler: truncated, found: /\d+ bytes.*\d+ bytes/s },
		{ how: 'the bytes are no Parquet', handler: scrambled, found: /SHA-256 [0-9a-f]{64}/ }
	])
		test(`${how}: the month before stays, with a message and a retry that works`, async ({
			site,
			page
		}) => {
			site.expectProblem(/500/);
			await page.route(DECEMBER, handler);
			await site.openTable({ month: '2024-11', level: 'province' });
			// Fetching ahead fails in silence: nobody asked for that month yet.
			await expect(site.alert).toHaveCount(0);

			await page.getByRole('button', { name: 'Tháng sau' }).click();
			await expectAlert(site, /\/data\/2022-10\/months\/2024-12.*\.parquet/, found);
			await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
			await expect(site.sentence).toContainText('Tháng 11/2024');
			await site.hasRows(63);

			await retry(site, page, DECEMBER);
			await expect(site.sentence).toContainText('Tháng 12/2024');
			await expect(site.kpi('commune').value).not.toContainText('110/');
		});

	test('another month can be chosen instead', async ({ site, page }) => {
		site.expectProblem(/500/);
		await page.route(DECEMBER, status500);
		await site.openTable({ month: '2024-11', level: 'province' });
		await page.getByRole('button', { name: 'Tháng sau' }).click();
		await expect(site.alert).toBeVisible();
		await site.month.selectOption('2025-01');
		await expect(site.sentence).toContainText('Tháng 1/2025');
		await expect(site.alert).toHaveCount(0);
	});

	test('as the first one, it leaves the page with its message and retry', async ({
		site,
		page
	}) => {
		site.expectProblem(/500/);
		await page.route(DECEMBER, status500);
		await site.open({ month: '2024-12', level: 'province' });
		await expectAlert(site, /2024-12/, /HTTP 500/);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await retry(site, page, DECEMBER);
		await site.drawn('2022-10/province');
		await expect(site.sentence).toContainText('Tháng 12/2024');
	});

	test('off line, the message says that the file cannot be reached', async ({ site, page }) => {
		site.expectProblem(/ERR_INTERNET_DISCONNECTED|request failed/);
		await page.route(DECEMBER, (route) => route.abort('internetdisconnected'));
		await site.openTable({ month: '2024-11', level: 'province', lang: 'en' });
		await page.getByRole('button', { name: 'Next month' }).click();
		await expect(site.alert).toContainText('The file could not be fetched.');
		await expect(site.alert).toContainText('2024-12');
		await expect(site.alert.getByRole('button', { name: 'Try again' })).toBeVisible();
	});
});

test.describe('a map that cannot be loaded', () => {
	const TOPOLOGY = '**/2022-10/units.*.shapes';

	test('outlines that are damaged: figures, choices and table live on', async ({ site, page }) => {
		let body: Buffer | undefined;
		await page.route(TOPOLOGY, async (route) => {
			if (!body) {
				body = await (await route.fetch()).body();
				body[32]! ^= 1;
			}
			await route.fulfill({ status: 200, body });
		});
		await site.open({ month: '2024-11', level: 'province' });
		await expectAlert(site, /\/2022-10\/units\..*\.shapes/, /SHA-256/);
		await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
		await site.choose('Loại mạng', 'Cố định');
		await expect(site.sentence).toContainText('mạng cố định');
		await site.choose('Cách xem', 'Bảng');
		await site.hasRows(63);
		await site.choose('Cách xem', 'Bản đồ màu');
		await expect(site.alert).toBeVisible();
	});

	test('outlines that come at the second try are drawn', async ({ site, page }) => {
		await page.route(TOPOLOGY, truncated);
		await site.open({ month: '2024-11', level: 'province' });
		await expectAlert(site, /\/2022-10\/units\..*\.shapes/, /bytes/);
		await retry(site, page, TOPOLOGY);
		await site.drawn('2022-10/province');
	});

	test('the neighbours’ land is missing: the units are drawn all the same', async ({
		site,
		page
	}) => {
		site.expectProblem(/500/);
		const LAND = '**/land.*.topo.json';
		await page.route(LAND, status500);
		await site.openMap({ month: '2024-11', level: 'province' });
		await expectAlert(site, /land\..*\.topo\.json/, /HTTP 500/);
		await retry(site, page, LAND);
		await expect(site.canvas).toHaveCount(1);
		await site.drawn('2022-10/province');
	});
});

test.describe('a broken start', () => {
	for (const { what, file, body, found } of [
		{
			what: 'the manifest is no JSON',
			file: 'manifest.json',
			body: '{"version": 1, "editions": [',
			found: /JSON/
		},
		{
			what: 'the manifest is of an unknown version',
			file: 'manifest.json',
			body: '{"version": 99}',
			found: /version|Cần có/
		},
		{ what: 'the manifest is empty', file: 'manifest.json', body: '', found: /JSON/ },
		{ what: 'the summary is a list', file: 'summary.json', body: '[]', found: /Cần có/ }
	])
		test(`${what}: message and retry`, async ({ site, page }) => {
			const pattern = `**/data/${file}`;
			await page.route(pattern, (route) =>
				route.fulfill({ status: 200, contentType: 'application/json', body })
			);
			await site.open({ level: 'province' });
			await expectAlert(site, new RegExp(`/data/${file}`), found);
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await retry(site, page, pattern);
			await expect(site.kpi('province').value).toContainText('/34');
			await expect(site.map).toBeVisible();
		});
});

test.describe('smaller files that fail', () => {
	test('a unit’s months: the rest of its panel stays', async ({ site, page }) => {
		site.expectProblem(/500/);
		await page.route('**/series/19.*', status500);
		await site.openTable({ month: '2024-11', level: 'province', unit: '19' });
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		await expect(site.detail.locator('.samples strong')).toHaveText('64.595');
		await expect(site.detail.locator('li button')).toHaveCount(9);
		await expect(site.detail.locator('figure')).toHaveCount(0);
	});

	test('hexagons: message, retry, and the choices stay', async ({ site, page }) => {
		site.expectProblem(/500/);
		const HEXAGONS = '**/hexagons/2024-11/**';
		await page.route(HEXAGONS, status500);
		await site.openMap({ month: '2024-11', level: 'province', view: 'hexagons' });
		await expectAlert(site, /hexagons\/2024-11\//, /HTTP 500/);
		await expect(site.kpi('province').value).toHaveText('63/63 (100%)');
		await retry(site, page, HEXAGONS);
		await expect(site.map).toHaveAttribute('data-hexagons', /[45]/);
	});
});
