import { readdir, readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { BUILD } from '../../scripts/site/serve.ts';
import { Host } from './host.ts';
import { expect, test } from './site.ts';

/** What a map without scripts may weigh with everything that it needs, in bytes of Brotli. */
const STATIC_BUDGET = 60_000;
/** What an embedded map of a province may weigh. */
const SCOPE_BUDGET = 600_000;
const PAGES = `${BUILD}/embed/static`;

test('there is a page for the country and each province, and none has a script', async () => {
	for (const lang of ['vi', 'en']) {
		const places = await readdir(`${PAGES}/${lang}`);
		expect(places).toHaveLength(35);
		for (const place of places) {
			expect(await readdir(`${PAGES}/${lang}/${place}`)).not.toContain('__data.json');
			const html = await readFile(`${PAGES}/${lang}/${place}/index.html`, 'utf8');
			expect(html).not.toMatch(/<script|modulepreload|\son\w+=/);
			expect(html).toContain(`<html lang="${lang}">`);
			expect(html).toContain(`default-src 'none'`);
			expect(brotliCompressSync(html).length, place).toBeLessThanOrEqual(STATIC_BUDGET);
		}
	}
});

test('a picture of its own holds both archipelagos', async ({ request }) => {
	for (const place of ['vn', '31', '48']) {
		const answer = await request.get(`/embed/picture/vi/${place}.svg`);
		expect(answer.headers()['content-type']).toContain('image/svg+xml');
		const svg = await answer.text();
		expect(svg).toMatch(/Hoàng Sa[^]*Trường Sa/);
		expect(svg).toContain('SỐ LIỆU MÔ PHỎNG');
		expect(svg).not.toContain('<script');
	}
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	for (const viewport of [
		{ width: 1000, height: 640 },
		{ width: 390, height: 900 }
	])
		test(`map, legend, sentence and source at ${viewport.width} px`, async ({ page }) => {
			await page.setViewportSize(viewport);
			const requests: string[] = [];
			page.on('request', (request) => requests.push(new URL(request.url()).pathname));
			await page.goto('/embed/static/vi/vn/');
			await expect(page.locator('.sentence')).toContainText('Tháng 10/2026, mạng di động');
			await expect(page.locator('.legend li')).toHaveCount(7);
			await expect(page.locator('.units path')).toHaveCount(34);
			await expect(
				page.getByText(/Nguồn: chương trình đo i-Speed, số liệu mô phỏng/)
			).toBeVisible();
			const map = (await page.locator('.map').boundingBox())!;
			const badges = (await page.locator('.badge').first().boundingBox())!;
			for (const name of ['Biển Đông', 'Quần đảo Hoàng Sa', 'Quần đảo Trường Sa']) {
				const text = (await page.locator('.sea text', { hasText: name }).boundingBox())!;
				expect(text.x + text.width).toBeLessThanOrEqual(map.x + map.width);
				expect(text.y + text.height).toBeLessThanOrEqual(badges.y);
			}
			expect(requests.filter((path) => !path.startsWith('/icon'))).toEqual([
				'/embed/static/vi/vn/'
			]);
		});

	test('a province has its communes, and both archipelagos in an inset', async ({ page }) => {
		await page.goto('/embed/static/en/31/');
		await expect(page.locator('.sentence')).toContainText('October 2026, mobile network');
		await expect(page.locator('.drawn .units path')).toHaveCount(114);
		for (const name of ['Hoàng Sa', 'Trường Sa'])
			await expect(page.locator('.inset text', { hasText: name })).toBeVisible();
		const full = page.getByRole('link', { name: 'Open the full view' });
		await expect(full).toHaveAttribute('href', /\?month=2026-10&within=31&lang=en$/);
	});
});

test.describe('theme', () => {
	// The scheme that the test's browser pretends to have would hold in every frame.
	test.use({ colorScheme: null });

	test.beforeEach(({ site }) => site.expectProblem(/request off the origin: http:\/\/localhost/));

	test('a page without scripts follows the colour scheme of its frame', async ({
		page,
		baseURL
	}) => {
		const host = new Host();
		await host.start();
		try {
			for (const [theme, colour] of [
				['dark', 'rgb(21, 30, 40)'],
				['light', 'rgb(255, 255, 255)']
			]) {
				const code = `<script src="${baseURL}/embed.js"></script><ispeed-map static theme="${theme}"></ispeed-map>`;
				await page.goto(host.page('/', code));
				const ground = page.frameLocator('iframe').locator('main');
				await expect(ground).toHaveCSS('background-color', colour!);
			}
		} finally {
			await host.stop();
		}
	});
});

test('a province weighs less than 600 kB', async ({ page }) => {
	let bytes = 0;
	const sizes: Promise<void>[] = [];
	page.on('requestfinished', (request) => {
		const size = request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
			bytes += responseBodySize + responseHeadersSize;
		});
		sizes.push(size);
	});
	await page.goto('/embed/?within=31');
	await expect(page.locator('.map')).toHaveAttribute('data-drawn', '2025-07/commune', {
		timeout: 60_000
	});
	await page.waitForLoadState('networkidle');
	await Promise.all(sizes);
	test.info().annotations.push({ type: 'bytes', description: String(bytes) });
	console.log(`embedded province: ${bytes} bytes`);
	expect(bytes).toBeLessThanOrEqual(SCOPE_BUDGET);
});
