import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { BUILD } from '../../scripts/site/serve.ts';
import { extentOf, partsOf, viewOf } from './places.ts';
import { expect, test } from './site.ts';

/** What the first picture may weigh with everything that it needs, in bytes of Brotli. */
const BUDGET = 60_000;
/** What the browser says of scripts that it was told not to run. */
const SCRIPT_REFUSED = /request failed: .*\.js csp$/;
const SCREENS = [
	{ screen: 'desktop', viewport: { width: 1440, height: 900 } },
	{ screen: 'phone', viewport: { width: 390, height: 844 } }
];

/** A province whose middle lies in it. */
const NGHE_AN = { code: '40', row: 16 };

interface Summary {
	months: Record<string, { networks: { mobile: { commune: { reached: number; units: number } } } }>;
}

test('page, styles and picture fit into 60 kB of Brotli', async () => {
	const html = await readFile(`${BUILD}/index.html`);
	const styles = [...html.toString().matchAll(/<link[^>]*href="([^"]*\.css)"[^>]*>/g)];
	expect(styles.length).toBeGreaterThan(0);
	const files = await Promise.all(styles.map(([, url]) => readFile(`${BUILD}/${url}`)));
	const sizes = [html, ...files].map((content) => brotliCompressSync(content).length);
	expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(BUDGET);
});

for (const { screen, viewport } of SCREENS)
	test.describe(`without JavaScript, on a ${screen}`, () => {
		test.use({ javaScriptEnabled: false, viewport });
		test.beforeEach(({ site }) => site.expectProblem(SCRIPT_REFUSED));

		test('the page holds map, figures and list of the newest month', async ({ page, request }) => {
			await page.goto('/');
			const summary = (await (await request.get('/data/summary.json')).json()) as Summary;
			const { reached, units } = summary.months['2026-10']!.networks.mobile.commune;
			const vi = (value: number) => value.toLocaleString('vi-VN');
			await expect(page.locator('[data-kpi="commune"] .value')).toContainText(
				`${vi(reached)}/${vi(units)}`
			);
			await expect(page.locator('.sentence')).toContainText('Tháng 10/2026, mạng di động');
			await expect(page.getByText('SỐ LIỆU MÔ PHỎNG, không phải số liệu chính thức')).toBeVisible();
			await expect(page.getByText(/cần bật JavaScript/)).toBeVisible();
			await expect(page.locator('.detail ol li')).toHaveCount(34);
			await expect(page.getByRole('button', { name: 'Tỉnh Thái Nguyên 56/92' })).toBeVisible();
			const entries = page.locator('.legend li');
			await expect(entries).toHaveCount(7);
			await expect(page.getByRole('img', { name: /Cả nước · Tháng 10\/2026/ })).toBeVisible();
		});

		test('the picture shows the whole country with both archipelagos', async ({ page }) => {
			await page.goto('/');
			const map = (await page.locator('.map').boundingBox())!;
			for (const name of ['Biển Đông', 'Quần đảo Hoàng Sa', 'Quần đảo Trường Sa'])
				await expectInside(page.locator('.backdrop .sea text', { hasText: name }), map);
			await expect(page.locator('.backdrop .units path')).toHaveCount(34);
			for (const path of await page.locator('.backdrop .units path').all())
				await expectInside(path, map);
		});
	});

for (const { screen, viewport } of SCREENS)
	test.describe(`when scripts run, on a ${screen}`, () => {
		test.use({ viewport });

		test('the map takes the picture’s place without a jump, and there is always one', async ({
			site,
			page
		}) => {
			await watchPage(page);
			await site.openMap();
			const { shift, empty, frames, moved } = await page.evaluate(() => window.watched!);
			expect(frames).toBeGreaterThan(3);
			expect(empty, 'frames without any map').toBe(0);
			expect(shift, 'cumulative layout shift').toBeLessThanOrEqual(0.02);
			expect(moved, 'pixels that the frame of the map moved or grew').toBeLessThanOrEqual(1);
		});
	});

test.describe('before the page has any data', () => {
	test('the picture is a map of provinces: moved, walked on, told of; the map takes over what was done', async ({
		site,
		page
	}) => {
		const bringData = await hold(page, /manifest\.json/);
		const bringMap = await hold(page, /maplibre-gl-worker/);
		await site.open();
		const picture = page.getByRole('application');
		await expect(picture.locator('[data-row]')).toHaveCount(34);
		const province = picture.locator(`[data-row="${NGHE_AN.row}"]`);
		const before = await middleOf(province);

		// The wheel brings the place under the pointer nearer, which stays under it.
		await page.mouse.move(before.x, before.y);
		await expect(site.tooltip).toContainText(/(Tỉnh|Thành phố) .*mẫu/s);
		await page.mouse.wheel(0, -500);
		await expect
			.poll(async () => (await middleOf(province)).width)
			.toBeGreaterThan(before.width * 1.9);
		const near = await middleOf(province);
		expect(Math.abs(near.x - before.x)).toBeLessThan(3);
		expect(Math.abs(near.y - before.y)).toBeLessThan(3);
		// A pointer that is held down drags it along, and chooses nothing.
		await page.mouse.down();
		await page.mouse.move(before.x + 60, before.y - 40, { steps: 4 });
		await page.mouse.up();
		const dragged = await middleOf(province);
		expect(Math.abs(dragged.x - near.x - 60)).toBeLessThan(2);
		expect(Math.abs(dragged.y - near.y + 40)).toBeLessThan(2);
		await expect(picture.locator('.mark.strong').first()).toHaveAttribute('d', '');

		// The same by keys and buttons.
		await picture.focus();
		await page.keyboard.press('Shift+ArrowRight');
		expect((await middleOf(province)).x).toBeLessThan(dragged.x - 50);
		await page.keyboard.press('-');
		await page.getByRole('button', { name: 'Phóng to' }).click();
		await picture.focus();
		// From one end of the country to the other: what is reached is always in sight.
		for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowDown');
		await expectInside(site.tooltip, (await site.map.boundingBox())!);
		const name = await site.tooltip.locator('strong').innerText();
		await expect(picture.locator('[aria-live]')).toContainText(`${name}; `);
		await page.keyboard.press('Enter');
		await expect(picture.locator('.mark.strong').first()).toHaveAttribute('d', /^M/);
		const seen = await middleOf(province);

		// The figures come: they are of what was chosen, the picture stays as it is and the legend is its own.
		bringData();
		await expect(site.detailTitle).toHaveText(name);
		await expect(site.legend).toContainText('Tỷ lệ xã đạt');
		await expect(picture.first()).toBeFocused();
		expect(await middleOf(province)).toEqual(seen);

		// The map comes: it shows the same place, has the keyboard, and brings its own legend.
		bringMap();
		await site.drawn('2025-07/commune');
		await expect(page.locator('.first-map')).toHaveCount(0);
		await expect(site.canvas).toBeFocused();
		await expect(site.legend).toContainText('đạt 300 · thiếu');
		await expect(site.detailTitle).toHaveText(name);
		const pixelOf = await viewOf(site);
		const parts = await partsOf(page.request, '2025-07', 'province', NGHE_AN.code);
		const [west, south, east, north] = extentOf([parts.flatMap((part) => part[0]!)]);
		const [topLeft, bottomRight] = [pixelOf([west, north]), pixelOf([east, south])];
		const frame = (await site.canvas.boundingBox())!;
		expect(Math.abs(frame.x + (topLeft.x + bottomRight.x) / 2 - seen.x)).toBeLessThan(3);
		expect(Math.abs(frame.y + (topLeft.y + bottomRight.y) / 2 - seen.y)).toBeLessThan(3);
	});

	test.describe('on a phone', () => {
		test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

		test('two fingers bring the picture nearer, and a tap chooses', async ({ site, page }) => {
			const bringData = await hold(page, /manifest\.json/);
			await site.open();
			const picture = page.getByRole('application');
			await picture.scrollIntoViewIfNeeded();
			const province = picture.locator(`[data-row="${NGHE_AN.row}"]`);
			const { x, y, width } = await middleOf(province);
			const session = await page.context().newCDPSession(page);
			const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) =>
				session.send('Input.dispatchTouchEvent', {
					type,
					touchPoints:
						apart === undefined ? [] : [-apart, apart].map((by, id) => ({ x: x + by, y, id }))
				});
			await touch('touchStart', 20);
			for (const apart of [25, 30, 35, 40]) await touch('touchMove', apart);
			await touch('touchEnd');
			await expect.poll(async () => (await middleOf(province)).width).toBeGreaterThan(width * 1.8);
			await page.touchscreen.tap(x, y);
			await expect(picture.locator('.mark.strong').first()).toHaveAttribute('d', /^M/);
			bringData();
			await site.hasQuery({ unit: /^\d\d$/ });
		});
	});
});

test('a link to another month of the same units has its picture as soon as its figures are there', async ({
	site,
	page
}) => {
	const bringMap = await hold(page, /maplibre-gl-worker/);
	await site.open({ month: '2026-05', measure: 'download', lang: 'en' });
	const province = page.locator(`.first-map.answers [data-row="${NGHE_AN.row}"]`);
	await expect(province).toHaveAttribute('style', /fill: rgb/);
	await province.hover();
	await expect(site.tooltip).toContainText(/Tỉnh Nghệ An.*samples.*Mbit\/s \(median\)/s);
	await expect(site.legend).toContainText('Download');
	const units = async () => {
		const counts = [...(await site.legendCounts()).values()];
		return counts.reduce((sum, count) => sum + count);
	};
	expect(await units()).toBe(34);
	bringMap();
	await site.drawn('2025-07/commune');
	expect(await units()).toBe(3321);
});

test('a link to another month never shows the figures of the newest as its own', async ({
	site,
	page
}) => {
	await page.route('**/data/manifest.json', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 1500));
		await route.continue();
	});
	await site.open({ month: '2024-11', level: 'province' });
	await expect(page.locator('.backdrop.blank')).toBeVisible();
	await expect(site.kpi('commune').value).toBeHidden();
	await site.drawn('2022-10/province');
	await expect(site.kpi('commune').value).toHaveText('110/10.599 (1,04%)');
});

test.describe('in the dark', () => {
	test.use({ javaScriptEnabled: false, colorScheme: 'dark' });
	test.beforeEach(({ site }) => site.expectProblem(SCRIPT_REFUSED));

	test('page and picture follow the system before any script', async ({ page }) => {
		await page.goto('/');
		const dark = (selector: string, property: string) =>
			page.locator(selector).evaluate((element, name) => {
				const [red = 255] = getComputedStyle(element)
					.getPropertyValue(name)
					.match(/\d+/g)!
					.map(Number);
				return red < 60;
			}, property);
		expect(await dark('body', 'background-color')).toBe(true);
		expect(await dark('.map', 'background-color')).toBe(true);
		expect(await dark('.backdrop > rect', 'fill')).toBe(true);
	});
});

declare global {
	interface Window {
		watched?: { shift: number; empty: number; frames: number; moved: number };
	}
}

/** Sum up layout shifts, and look in each frame whether there is a map: the picture, or a canvas that is drawn. */
async function watchPage(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const watched = (window.watched = { shift: 0, empty: 0, frames: 0, moved: 0 });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
				watched.shift += entry.value;
		}).observe({ type: 'layout-shift', buffered: true });
		let first: number[] | undefined;
		const look = () => {
			const map = document.querySelector('.map');
			if (map) {
				watched.frames++;
				const { left, top, width, height } = map.getBoundingClientRect();
				const box = [left, top, width, height];
				first ??= box;
				const moves = box.map((side, at) => Math.abs(side - first![at]!));
				watched.moved = Math.max(watched.moved, ...moves);
				const drawn = document.querySelector('.canvas.drawn canvas');
				if (!drawn && !document.querySelector('.map .backdrop path')) watched.empty++;
			}
			requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	});
}

/** Keep what answers to an address from the page; the result lets it come. */
async function hold(page: Page, url: RegExp): Promise<() => void> {
	let bring = () => {};
	const wait = new Promise<void>((resolve) => (bring = resolve));
	await page.route(url, async (route) => {
		await wait;
		await route.continue();
	});
	return bring;
}

/** Where something is drawn in the window, and how wide. */
async function middleOf(drawn: Locator): Promise<{ x: number; y: number; width: number }> {
	const { x, y, width, height } = (await drawn.boundingBox())!;
	return { x: x + width / 2, y: y + height / 2, width };
}

async function expectInside(
	drawn: Locator,
	frame: { x: number; y: number; width: number; height: number }
): Promise<void> {
	const box = (await drawn.boundingBox())!;
	expect(box.x).toBeGreaterThanOrEqual(frame.x);
	expect(box.y).toBeGreaterThanOrEqual(frame.y);
	expect(box.x + box.width).toBeLessThanOrEqual(frame.x + frame.width);
	expect(box.y + box.height).toBeLessThanOrEqual(frame.y + frame.height);
}
