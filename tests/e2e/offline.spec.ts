import type { Page } from '@playwright/test';
import { Deployment, NEWER } from './deployment.ts';
import { expect, test as base } from './site.ts';

const test = base.extend<{ deployment: Deployment }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright wants a pattern
	deployment: async ({}, use) => {
		const deployment = new Deployment();
		await deployment.start();
		await use(deployment);
		await deployment.end();
	},
	baseURL: async ({ deployment }, use) => use(deployment.origin)
});
test.use({ serviceWorkers: 'allow' });

const PROVINCES = { month: '2024-11', level: 'province' };
const UNREACHABLE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|request failed/;
const status = (page: Page) => page.locator('header > .status');

/** Wait until the program and what was visited are kept on this machine. */
async function kept(page: Page): Promise<void> {
	await page.evaluate(() => navigator.serviceWorker.ready);
	const months = () =>
		page.evaluate(async () => {
			const names = await caches.keys();
			const data = names.find((name) => name.startsWith('data '));
			const requests = data ? await (await caches.open(data)).keys() : [];
			return requests.map(({ url }) => url).join(' ');
		});
	await expect.poll(months).toMatch(/\/months\/2024-11\.mobile/);
	await expect.poll(months).toMatch(/\/published( |$)/);
}

test.describe('without network', () => {
	test('the page opens with the month that was visited, and says so', async ({
		site,
		page,
		context
	}) => {
		site.expectProblem(UNREACHABLE);
		await site.openTable(PROVINCES);
		await expect(status(page)).toBeEmpty();
		await kept(page);

		await context.setOffline(true);
		await page.reload();
		await site.hasRows(63);
		await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
		await expect(status(page)).toHaveText('Ngoại tuyến, dữ liệu tháng 11/2024 đã lưu trên máy');

		await site.month.selectOption('2026-03');
		await expect(site.alert).toContainText('chưa từng được mở trên máy');
		await expect(site.sentence).toContainText('Tháng 11/2024');

		await context.setOffline(false);
		await site.alert.getByRole('button', { name: 'Thử lại' }).click();
		await expect(site.sentence).toContainText('Tháng 3/2026');
		await expect(site.alert).toHaveCount(0);
	});

	test('the map is drawn, too', async ({ site, page, context }) => {
		site.expectProblem(UNREACHABLE);
		await site.openMap(PROVINCES);
		await kept(page);
		await context.setOffline(true);
		await page.reload();
		await site.drawn('2022-10/province');
		await expect(status(page)).toContainText('Ngoại tuyến');
	});

	test('a server that went away is the same to the reader', async ({ site, page, deployment }) => {
		site.expectProblem(UNREACHABLE);
		await site.openTable({ ...PROVINCES, lang: 'en' });
		await kept(page);
		await deployment.stop();
		await page.reload();
		await site.hasRows(63);
		await expect(status(page)).toHaveText('Offline, saved data of November 2024');
	});
});

test('a new version: each window keeps its own until the reader asks, then all go over', async ({
	site,
	page,
	context,
	deployment
}) => {
	await site.openTable(PROVINCES);
	await kept(page);
	await page.reload();
	const other = await context.newPage();
	await other.goto(`/?${new URLSearchParams({ ...PROVINCES, view: 'table' })}`);
	await expect(other.getByTestId('unit-table')).toBeVisible();

	await deployment.replace();
	await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
	const renew = page.getByRole('button', { name: 'Có bản mới — tải lại' });
	await expect(renew).toBeVisible();

	// The server no longer has the scripts of this version; a reload and a part not yet loaded work all the same.
	await page.reload();
	await site.choose('Cách xem', 'Bản đồ màu');
	await site.drawn('2022-10/province');
	await expect(page).not.toHaveTitle(/bản mới/);

	await renew.click();
	for (const window of [page, other])
		await expect.poll(() => window.title()).toContain(NEWER.trim());
	await site.drawn('2022-10/province');
	await expect(other.getByTestId('unit-table')).toBeVisible();
	await expect
		.poll(async () =>
			(await page.evaluate(() => caches.keys())).filter((name) => /^shell/.test(name))
		)
		.toEqual([expect.stringMatching(/-newer$/)]);
});

test.describe('without a service worker', () => {
	test.use({ serviceWorkers: 'block' });

	test('a page that was opened before a build finds all that it asks for later', async ({
		site,
		page,
		context,
		deployment
	}) => {
		await site.openTable(PROVINCES);
		const missing: string[] = [];
		context.on('response', (response) => {
			if (response.status() >= 400) missing.push(response.url());
		});
		await deployment.build();

		await site.choose('Cách xem', 'Bản đồ màu');
		await site.drawn('2022-10/province');
		await site.month.selectOption('2026-03');
		await expect(site.sentence).toContainText('Tháng 3/2026');
		expect(missing).toEqual([]);
		await expect(page).not.toHaveTitle(/bản mới/);

		await page.reload();
		await expect.poll(() => page.title()).toContain(NEWER.trim());
		await site.drawn('2025-07/province');
		expect(missing).toEqual([]);
	});
});
