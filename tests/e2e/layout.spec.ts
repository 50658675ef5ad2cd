/** The map fills the window; panels lie over it and cover no unit at rest. */
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { click, insideOf, nationalView, viewOf, type Place } from './places.ts';
import { expect, test } from './site.ts';
import { openDrawing, withoutWebGl } from './without-webgl.ts';

const SCREENS = [
	{ width: 1366, height: 768, mainland: 580 },
	{ width: 1280, height: 720, mainland: 530 },
	{ width: 1440, height: 900, mainland: 690 },
	{ width: 1920, height: 1080, mainland: 850 },
	{ width: 2560, height: 1080, mainland: 850 },
	{ width: 1024, height: 768, mainland: 560 },
	{ width: 768, height: 1024, mainland: 470 },
	{ width: 844, height: 390, mainland: 240 },
	{ width: 390, height: 844, mainland: 360 }
];
/** The mainland's northernmost and southernmost places. */
const [NORTH, SOUTH]: Place[] = [
	[105.33, 23.39],
	[104.83, 8.56]
];
/** Each of so many corners of the outlines is looked at. */
const EVERY = 9;

interface Manifest {
	land: { url: string };
	editions: { id: string; topology: { url: string } }[];
}

/** Places on the outlines of all provinces. */
async function placesOfAll(request: APIRequestContext): Promise<Place[]> {
	const { editions } = (await (await request.get('/data/manifest.json')).json()) as Manifest;
	const { url } = editions.at(-1)!.topology;
	const published = (await (await request.get(`/data/${url}`)).json()) as Topology;
	const provinces = feature(
		published,
		published.objects['provinces'] as GeometryCollection
	) as FeatureCollection<Polygon | MultiPolygon>;
	const rings = provinces.features.flatMap(({ geometry }) =>
		geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
	);
	return rings.flatMap((ring) =>
		ring.filter((_, at) => at % EVERY === 0).map(([lon, lat]) => [lon!, lat!] as const)
	);
}

/** What lies over the map at pixels of it, each element once. */
async function covering(map: Locator, pixels: { x: number; y: number }[]): Promise<string[]> {
	return map.evaluate((map, pixels) => {
		const { left, top } = map.getBoundingClientRect();
		const style = new CSSStyleSheet();
		// What lets clicks through covers, too.
		style.replaceSync('* { pointer-events: auto !important; }');
		document.adoptedStyleSheets.push(style);
		const found = pixels
			.map(({ x, y }) => document.elementFromPoint(left + x, top + y))
			.filter((element) => !element?.closest('.canvas, .drawing'))
			.map((element) => element?.outerHTML.slice(0, 100) ?? 'outside the window');
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== style);
		return [...new Set(found)];
	}, pixels);
}

/** Pixels by which the page is wider than the window. */
const overhang = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const { width, height, mainland } of SCREENS)
	test.describe(`${width} × ${height}`, () => {
		test.use({ viewport: { width, height } });

		test('the country has the window, and no panel covers a unit', async ({ site, page }) => {
			await site.openMap({ level: 'province' });
			const pixelOf = await nationalView(site);
			expect(pixelOf(SOUTH!).y - pixelOf(NORTH!).y).toBeGreaterThanOrEqual(mainland);
			const places = await placesOfAll(page.request);
			expect(places.length).toBeGreaterThan(1000);
			expect(await covering(site.map, places.map(pixelOf))).toEqual([]);
			expect(await overhang(page)).toBeLessThanOrEqual(0);
		});
	});

test('the land around reaches beyond the widest window', async ({ site, page }) => {
	await page.setViewportSize({ width: 2560, height: 1080 });
	await site.openMap({ level: 'province' });
	const manifest = (await (await page.request.get('/data/manifest.json')).json()) as Manifest;
	const land = (await (await page.request.get(`/data/${manifest.land.url}`)).json()) as Topology;
	const { scale, translate } = land.transform!;
	const xs = land.arcs.flatMap((arc) => {
		let at = 0;
		return arc.map(([x]) => translate[0] + scale[0] * (at += x!));
	});
	const ys = land.arcs.flatMap((arc) => {
		let at = 0;
		return arc.map(([, y]) => translate[1] + scale[1] * (at += y!));
	});
	const pixelOf = await viewOf(site);
	const [west, east] = xs.reduce(([a, b], x) => [Math.min(a!, x), Math.max(b!, x)], [180, -180]);
	const [south, north] = ys.reduce(([a, b], y) => [Math.min(a!, y), Math.max(b!, y)], [90, -90]);
	const [topLeft, bottomRight] = [pixelOf([west!, north!]), pixelOf([east!, south!])];
	const box = (await site.map.boundingBox())!;
	expect(topLeft.x).toBeLessThan(0);
	expect(topLeft.y).toBeLessThan(0);
	expect(bottomRight.x).toBeGreaterThan(box.width);
	expect(bottomRight.y).toBeGreaterThan(box.height);
});

test.describe('without WebGL', () => {
	test.beforeEach(({ page }) => withoutWebGl(page));

	for (const [width, height] of [
		[1366, 768],
		[390, 844]
	] as const)
		test(`the map lies under the panels as with it, ${width} × ${height}`, async ({
			site,
			page
		}) => {
			await page.setViewportSize({ width, height });
			await openDrawing(site, { level: 'province' }, '2025-07/province');
			const boxes = await page
				.locator('.drawing .units path')
				.evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect().toJSON()));
			const map = (await site.map.boundingBox())!;
			const top = Math.min(...boxes.map(({ top }) => top as number));
			const bottom = Math.max(...boxes.map(({ bottom }) => bottom as number));
			expect(bottom - top).toBeGreaterThan(width === 1366 ? 580 : 360);
			const middles = boxes.map(({ x, y, width, height }) => ({
				x: x + width / 2 - map.x,
				y: y + height / 2 - map.y
			}));
			expect(await covering(site.map, middles)).toEqual([]);
		});
});

test('the map stays where it is as cards open and panels fold', async ({ site, page }) => {
	await page.setViewportSize({ width: 1366, height: 768 });
	await site.openMap({ month: '2024-11', level: 'province' });
	const camera = await site.map.getAttribute('data-camera');
	await expect(site.detail).toBeHidden();
	const pixelOf = await nationalView(site);
	await click(site, pixelOf(await insideOf(page.request, '2022-10', 'province', '19')));
	await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
	await expect(site.detail).toBeInViewport();
	// The card is folded, and opened again by another choice.
	await page.getByRole('button', { name: 'Số liệu đơn vị' }).click();
	await expect(site.detail).toBeHidden();
	await page.getByRole('button', { name: 'Số liệu đơn vị' }).click();
	await page.getByRole('button', { name: 'Bỏ chọn' }).click();
	await expect(site.detail).toBeHidden();
	const ranking = page.getByRole('button', { name: 'Xếp hạng' });
	await expect(ranking).toHaveAttribute('aria-expanded', 'false');
	await ranking.click();
	await expect(site.detail.getByRole('button', { name: /^Tỉnh Thái Nguyên/ })).toBeVisible();
	await page.getByRole('button', { name: 'Thu gọn bảng' }).click();
	await expect(site.legend).toBeHidden();
	await expect(site.sentence).toBeVisible();
	await page.getByRole('button', { name: 'Mở rộng bảng' }).click();
	await expect(site.legend).toBeVisible();
	expect(await site.map.getAttribute('data-camera')).toBe(camera);
});

test('a window from 1440 px on shows the ranking', async ({ site, page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await site.openMap({ level: 'province' });
	await expect(site.detail.locator('li button').first()).toBeInViewport();
});

test.describe('from 600 to 1199 px, panels are one column beside the map', () => {
	for (const [width, height] of [
		[600, 900],
		[768, 1024],
		[1000, 700],
		[844, 390]
	] as const)
		test(`${width} × ${height}`, async ({ site, page }) => {
			await page.setViewportSize({ width, height });
			await site.openMap({ month: '2024-11', level: 'province', unit: '19' });
			const sheet = (await page.locator('.sheet').boundingBox())!;
			expect(sheet.width).toBeLessThan(width / 2);
			await expect(site.detailTitle).toBeInViewport();
			expect(await overhang(page)).toBeLessThanOrEqual(0);
		});
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	const sheetOf = (page: Page) => page.locator('.sheet');
	const heightOf = async (page: Page) => (await sheetOf(page).boundingBox())!.height;
	const handleOf = (page: Page) => page.getByRole('slider', { name: 'Chiều cao bảng số liệu' });

	test('a sheet has three heights, by keys, taps and drags', async ({ site, page }) => {
		await site.openMap({ level: 'province' });
		const handle = handleOf(page);
		const low = await heightOf(page);
		expect(low).toBeLessThan(844 / 4);
		await expect(site.sentence).toBeInViewport();
		await handle.focus();
		await page.keyboard.press('ArrowUp');
		await expect(handle).toHaveAttribute('aria-valuetext', 'Nửa màn hình');
		await expect.poll(() => heightOf(page)).toBeGreaterThan(low * 2);
		await page.keyboard.press('ArrowUp');
		await expect.poll(() => heightOf(page)).toBeGreaterThan(780);
		await page.keyboard.press('Escape');
		await expect.poll(() => heightOf(page)).toBe(low);

		await handle.tap();
		await expect.poll(() => heightOf(page)).toBeGreaterThan(low * 2);
		await handle.tap();
		await expect.poll(() => heightOf(page)).toBe(low);

		const { x, y, width } = (await handle.boundingBox())!;
		await page.mouse.move(x + width / 2, y + 10);
		await page.mouse.down();
		await page.mouse.move(x + width / 2, 300, { steps: 5 });
		expect(Math.abs((await heightOf(page)) - (844 - 300))).toBeLessThan(30);
		await page.mouse.move(x + width / 2, 120, { steps: 5 });
		await page.waitForTimeout(50);
		await page.mouse.up();
		await expect(handle).toHaveAttribute('aria-valuetext', 'Cả màn hình');
	});

	test('a tapped unit changes what the sheet shows, in sight, and the map stays', async ({
		site,
		page
	}) => {
		await site.openMap({ month: '2024-11', level: 'province' });
		const camera = await site.map.getAttribute('data-camera');
		const { x, y } = (await nationalView(site))(
			await insideOf(page.request, '2022-10', 'province', '19')
		);
		await site.canvas.tap({ position: { x, y } });
		await expect(site.detailTitle).toHaveText('Tỉnh Thái Nguyên');
		await expect(site.detailTitle).toBeInViewport();
		await expect(site.detail.locator('.samples strong')).toBeInViewport();
		expect(await site.map.getAttribute('data-camera')).toBe(camera);
	});

	test('swatches of the legend lie on the map', async ({ site, page }) => {
		await site.openMap({ level: 'province' });
		await expect(page.locator('.swatches li').first()).toBeInViewport();
		await expect(page.locator('.swatches li').last()).toBeInViewport();
	});
});

for (const width of [320, 390, 768, 1024, 1366, 2560])
	test(`the bar has 48 px and one row on every page, ${width} px wide`, async ({ page }) => {
		await page.setViewportSize({ width, height: 720 });
		for (const path of ['/', '/plan', '/brief', '/about/']) {
			await page.goto(path);
			const bar = (await page.getByRole('banner').boundingBox())!;
			expect(bar.height, path).toBe(48);
			for (const part of await page.locator('header > *:visible').all()) {
				const box = (await part.boundingBox())!;
				expect(box.x + box.width, path).toBeLessThanOrEqual(width);
			}
		}
	});

test('in a narrow window the pages are found in a menu', async ({ site, page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await site.openTable();
	const about = page.getByRole('link', { name: 'Giới thiệu' });
	await expect(about).toBeHidden();
	await page.getByRole('button', { name: 'Trình đơn' }).click();
	await about.click();
	await expect(page.getByRole('heading', { name: 'Giới thiệu và phương pháp' })).toBeVisible();
});
