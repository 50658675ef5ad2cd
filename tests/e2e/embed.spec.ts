import type { Frame, Page } from '@playwright/test';
import { BUILD, serveBuild } from '../../scripts/site/serve.ts';
import { Host, originOf } from './host.ts';
import { expect, test } from './site.ts';

const OFF_THE_ORIGIN = /request off the origin: http:\/\/localhost:\d+\//;
const host = new Host();

test.beforeAll(() => host.start());
test.afterAll(() => host.stop());
test.beforeEach(({ site }) => site.expectProblem(OFF_THE_ORIGIN));

/** The frame whose address has this in it. */
async function frameOf(page: Page, part: string): Promise<Frame> {
	await expect
		.poll(() => page.frames().some((frame) => frame.url().includes(part)), { timeout: 60_000 })
		.toBe(true);
	return page.frames().find((frame) => frame.url().includes(part))!;
}

async function drawn(frame: Frame): Promise<void> {
	await expect(frame.locator('.map')).toHaveAttribute('data-drawn', /.+/, { timeout: 90_000 });
}

const heightOf = (page: Page) =>
	page
		.locator('ispeed-map iframe')
		.first()
		.evaluate((frame) => frame.getBoundingClientRect().height);
const contentOf = (frame: Frame) =>
	frame.locator('.frame').evaluate((element) => Math.ceil(element.getBoundingClientRect().height));

const component = (site: string, attributes: string) =>
	`<p>Trước</p><script src="${site}/embed.js" async></script><ispeed-map ${attributes}></ispeed-map><p style="height:2500px">Sau</p>`;

test.describe('the component in a page of another origin', () => {
	test('is drawn, as high as it needs, and the page scrolls past it', async ({ page, baseURL }) => {
		test.slow();
		await page.goto(host.page('/a', component(baseURL!, 'level="province" month="2026-09"')));
		const frame = await frameOf(page, '/embed/?');
		await drawn(frame);
		expect(new URL(frame.url()).searchParams.get('month')).toBe('2026-09');
		await expect(frame.locator('.sentence')).toContainText('Tháng 9/2026');
		await expect(frame.locator('.badge').first()).toContainText('SỐ LIỆU MÔ PHỎNG');
		await expect(page.locator('iframe')).toHaveAttribute('title', 'Bản đồ mẫu đo i-Speed');
		await expect(page.locator('iframe')).toHaveAttribute('loading', 'lazy');
		await expect.poll(() => heightOf(page)).toBe(await contentOf(frame));

		const zoom = await frame.locator('.map').getAttribute('data-zoom');
		const map = (await frame.locator('.map').boundingBox())!;
		await page.mouse.move(map.x + map.width / 2, map.y + 200);
		await page.mouse.wheel(0, 500);
		await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
		await expect(frame.locator('.map')).toHaveAttribute('data-zoom', zoom!);
		await page.evaluate(() => scrollTo(0, 0));
		await page.keyboard.down('Control');
		await page.mouse.wheel(0, -400);
		await page.keyboard.up('Control');
		await expect(frame.locator('.map')).not.toHaveAttribute('data-zoom', zoom!);

		const wide = await heightOf(page);
		await page.setViewportSize({ width: 420, height: 800 });
		await expect.poll(() => heightOf(page)).not.toBe(wide);
		await expect.poll(async () => (await heightOf(page)) - (await contentOf(frame))).toBe(0);
		await page.evaluate(() =>
			document.querySelector('ispeed-map')!.setAttribute('network', 'fixed')
		);
		await expect(page.locator('iframe')).toHaveAttribute('src', /network=fixed/);
	});

	test('hears its own frame alone', async ({ page, baseURL }) => {
		const forger = host.page(
			'/forger',
			`<script>parent.postMessage({type:'ispeed-map:height',height:3333},'*')</script>`
		);
		await page.goto(
			host.page('/b', component(baseURL!, 'province="31" static') + `<iframe src="${forger}">`)
		);
		const frame = await frameOf(page, '/embed/static/vi/31/');
		await expect(frame.locator('.sentence')).toBeVisible();
		const usual = await heightOf(page);
		const say = (from: Page | Frame, height: unknown) =>
			from.evaluate((height) => {
				parent.postMessage({ type: 'ispeed-map:height', height }, '*');
				return new Promise((done) => setTimeout(done, 100));
			}, height);
		await frameOf(page, '/forger');
		await say(page, 2222);
		expect(await heightOf(page)).toBe(usual);
		for (const height of ['900', null, NaN, { valueOf: 900 }]) await say(frame, height);
		expect(await heightOf(page)).toBe(usual);
		await say(frame, 1e9);
		expect(await heightOf(page)).toBe(4000);
		await say(frame, 711.2);
		expect(await heightOf(page)).toBe(712);
	});

	test('the map tells its height to the page around, and to nobody else', async ({
		page,
		baseURL
	}) => {
		await page.goto(host.page('/c', `<iframe src="${baseURL}/embed/?static=1&level=province">`));
		const frame = await frameOf(page, '/embed/');
		await drawn(frame);
		await page.evaluate(() => {
			const heard: unknown[] = [];
			Object.assign(window, { heard });
			addEventListener('message', ({ data }) => heard.push(data));
		});
		const heard = () =>
			page.evaluate(() => (window as unknown as { heard: { type: string }[] }).heard);
		const ask = (from: Page | Frame) =>
			from.evaluate(() => {
				const frame = document.querySelector('iframe')?.contentWindow ?? window;
				frame.postMessage({ type: 'ispeed-map:ask' }, '*');
				return new Promise((done) => setTimeout(done, 200));
			});
		await ask(frame);
		expect(await heard()).toEqual([]);
		await ask(page);
		expect(await heard()).toEqual([{ type: 'ispeed-map:height', height: await contentOf(frame) }]);
	});
});

test.describe('what may be chosen', () => {
	test('is locked unless it was asked for', async ({ page }) => {
		await page.goto('/embed/?static=1&level=province&month=2024-11');
		await expect(page.locator('.map')).toHaveAttribute('data-drawn', '2022-10/province');
		for (const role of ['combobox', 'radio', 'searchbox'] as const)
			await expect(page.getByRole(role)).toHaveCount(0);
		for (const button of await page.locator('.legend button').all())
			await expect(button).toBeDisabled();
		const full = page.getByRole('link', { name: 'Xem bản đầy đủ' });
		await expect(full).toHaveAttribute('target', '_blank');
		await expect(full).toHaveAttribute('rel', 'noopener');
		const { pathname, search } = new URL(
			await full.evaluate((link: HTMLAnchorElement) => link.href)
		);
		expect([pathname, search]).toEqual(['/', '?month=2024-11&level=province']);
	});

	test('a map without WebGL is scrolled past too, and zoomed with Ctrl', async ({ page }) => {
		await page.goto('/embed/?static=1&level=province&month=2024-11');
		const map = page.locator('.map');
		await expect(map).toHaveAttribute('data-drawn', '2022-10/province');
		const zoom = (await map.getAttribute('data-zoom'))!;
		await map.hover();
		await page.mouse.wheel(0, -400);
		await page.waitForTimeout(600);
		await expect(map).toHaveAttribute('data-zoom', zoom);
		await page.keyboard.down('Control');
		await page.mouse.wheel(0, -400);
		await page.keyboard.up('Control');
		await expect(map).not.toHaveAttribute('data-zoom', zoom);
	});

	test('month, level and search; the theme is that of the address', async ({ page }) => {
		await page.goto('/embed/?static=1&ui=month,level,search&theme=dark&lang=en&month=2026-09');
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
		await expect(page.locator('.sentence')).toContainText('September 2026', { timeout: 60_000 });
		await page.getByRole('button', { name: 'Next month' }).click();
		await expect(page.locator('.sentence')).toContainText('October 2026');
		expect(new URL(page.url()).searchParams.get('ui')).toBe('month,level,search');
		await page.locator('.controls label', { hasText: 'Province' }).click();
		await expect(page.locator('.map')).toHaveAttribute('data-drawn', '2025-07/province');
		await page.getByRole('combobox', { name: /Find|Search/ }).fill('thai nguyen');
		await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
		await page.keyboard.press('Enter');
		await expect.poll(() => new URL(page.url()).searchParams.get('unit')).toBe('19');
		// The step back belongs to the page around.
		expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
	});
});

test.describe('who may show it', () => {
	test('the explorer is refused to other origins', async ({ site, page, baseURL }) => {
		site.expectProblem(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE|Framing/);
		for (const path of ['/', '/plan/', '/about/']) {
			await page.goto(host.page('/d', `<iframe src="${baseURL}${path}">`));
			await expect.poll(() => page.frames()[1]?.url() ?? '').toMatch(/^chrome-error:/);
		}
	});

	test('the map is shown by the hosts that the server names', async ({ site, page }) => {
		site.expectProblem(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE|Framing/);
		const other = new Host();
		await other.start();
		const server = await serveBuild(0, BUILD, `'self' ${host.origin}`);
		try {
			const body = `<iframe src="${originOf(server)}/embed/static/vi/vn/">`;
			await page.goto(host.page('/e', body));
			const frame = await frameOf(page, '/embed/static/vi/vn/');
			await expect(frame.locator('.sentence')).toBeVisible();
			await page.goto(other.page('/e', body));
			await expect.poll(() => page.frames()[1]?.url() ?? '').toMatch(/^chrome-error:/);
		} finally {
			server.closeAllConnections();
			server.close();
			await other.stop();
		}
	});
});
