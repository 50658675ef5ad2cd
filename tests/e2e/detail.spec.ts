import type { Page } from '@playwright/test';
import { offerFiner, SOURCE, type Finer, type Probe } from './finer.ts';
import { coloursAt, differ, keepFrames, watchPixels, type Colour } from './pixels.ts';
import { hover, insideOf, viewOf, type Pixel } from './places.ts';
import { expect, test, type Site } from './site.ts';

/** Thành phố Thái Nguyên, in November 2024. */
const CITY = '164';
const NEAR = { month: '2024-11', within: CITY };
/** Colour of the outline of a selected unit. */
const FOCUS: Colour = '216,27,96';
const GENERALISED = 'Ranh giới đã khái quát hóa';

async function expectDetail(site: Site, provinces: RegExp | string): Promise<void> {
	await expect(site.map).toHaveAttribute('data-detail', provinces, { timeout: 60_000 });
}

/** Answer for the finer outlines only when told. */
async function holdBack(page: Page, finer: Finer): Promise<() => void> {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/finer/*', async (route) => {
		await released;
		await route.fallback();
	});
	expect(finer.asked).toEqual([]);
	return release;
}

/** The largest changes of outlines between communes of different colours, and what the overview shows there. */
async function visibleProbes(site: Site, finer: Finer): Promise<(Probe & { pixel: Pixel })[]> {
	const pixelOf = await viewOf(site);
	const { width, height } = (await site.canvas.boundingBox())!;
	const clear = ({ x, y }: Pixel) => x > 60 && y > 60 && x < width - 30 && y < height - 60;
	const probes = finer
		.probesOf(CITY)
		.map((probe) => ({ ...probe, pixel: pixelOf(probe.place) }))
		.filter(({ pixel }) => clear(pixel));
	expect(probes.length, 'places where the outlines differ').toBeGreaterThan(3);
	return probes;
}

/** Pixels inside communes, whichever outlines are drawn. */
async function middlesInView(site: Site, finer: Finer): Promise<Pixel[]> {
	const pixelOf = await viewOf(site);
	const middles = finer.middlesOf(CITY).map(pixelOf);
	expect(middles.length, 'communes to look at').toBeGreaterThan(10);
	return middles;
}

/** Where two readings differ by more than rounding. */
function changed(one: readonly Colour[], other: readonly Colour[]): string[] {
	return one.flatMap((colour, at) =>
		differ(colour, other[at]!) ? [`${at}: ${colour}, was ${other[at]}`] : []
	);
}

test('from afar nothing finer is asked for, and the map says whose outlines it generalises', async ({
	site,
	page
}) => {
	const finer = await offerFiner(page);
	await site.openMap({ month: '2024-11', level: 'district' });
	await expectDetail(site, '');
	await expect(page.locator('.picture .foot')).toContainText(GENERALISED);
	await expect(page.locator('.picture .attribution')).toHaveText(`Ranh giới: ${SOURCE}.`);
	expect(finer.asked).toEqual([]);
});

test('near by, the provinces in view are asked for once each, drawn, and answer the pointer', async ({
	site,
	page
}) => {
	const finer = await offerFiner(page);
	const release = await holdBack(page, finer);
	await site.openMap(NEAR);
	await expectDetail(site, '');
	await expect(page.locator('.picture .foot')).toContainText(GENERALISED);
	const [{ pixel, before, after }] = (await visibleProbes(site, finer)) as [
		Probe & { pixel: Pixel }
	];
	await hover(site, pixel);
	await expect(site.tooltip.locator('strong')).toHaveText(before.name);

	release();
	await expectDetail(site, /\b19\b/);
	await expect(page.locator('.picture .foot')).not.toContainText(GENERALISED);
	await hover(site, pixel);
	await expect(site.tooltip.locator('strong')).toHaveText(after.name);
	// Those around the view come too, at rest.
	await expectDetail(site, /,/);
	expect([...finer.asked].sort()).toEqual([...new Set(finer.asked)].sort());

	for (let step = 0; step < 3; step++) {
		await page.getByRole('button', { name: 'Thu nhỏ' }).click();
		await page.waitForTimeout(400);
	}
	await expectDetail(site, '');
	await expect(page.locator('.picture .foot')).toContainText(GENERALISED);
	await hover(
		site,
		(await viewOf(site))(await insideOf(page.request, '2022-10', 'commune', after.code))
	);
	await expect(site.tooltip).toBeVisible();
});

test('the change happens between two frames: no unit shows another colour for a moment', async ({
	site,
	page
}) => {
	await keepFrames(page);
	const finer = await offerFiner(page);
	const release = await holdBack(page, finer);
	await site.openMap(NEAR);
	const probes = await visibleProbes(site, finer);
	const inside = await middlesInView(site, finer);
	const places = [...inside, ...probes.map(({ pixel }) => pixel)];
	const { seen, frames } = await watchPixels(page, places, async () => {
		release();
		await expectDetail(site, /\b19\b/);
		await expectDetail(site, /,/);
		await page.waitForTimeout(500);
	});
	expect(frames, 'frames that were read').toBeGreaterThan(10);
	const steady = seen.slice(0, inside.length);
	expect(steady.map((colours) => colours.length)).toEqual(steady.map(() => 1));
	// Where an outline moves, the colour changes once, to stay.
	const moved = seen.slice(inside.length).filter((colours) => colours.length > 1);
	expect(moved.length, 'places that changed hands').toBeGreaterThan(0);
	expect(moved.map((colours) => colours.length)).toEqual(moved.map(() => 2));
});

test('the colours are those of the overview, in the next month too, and the selection stays', async ({
	site,
	page
}) => {
	await keepFrames(page);
	const finer = await offerFiner(page);
	const release = await holdBack(page, finer);
	const chosen = finer.probesOf(CITY)[0]!.after.code;
	await site.openMap({ ...NEAR, unit: chosen });
	const probe = (await visibleProbes(site, finer)).find(({ after }) => after.code === chosen)!;
	const read = async () => coloursAt(page, await middlesInView(site, finer));
	const readOutline = async () => (await coloursAt(page, [(await viewOf(site))(probe.apex)]))[0]!;
	const step = async (button: string, month: string) => {
		await page.getByRole('button', { name: button }).click();
		await expect(site.sentence).toContainText(month);
		await page.waitForTimeout(1000);
	};
	const november = await read();
	expect(differ(await readOutline(), FOCUS)).toBe(true);
	await step('Tháng sau', 'Tháng 12/2024');
	const december = await read();
	expect(changed(december, november).length, 'units that differ').toBeGreaterThan(2);
	await step('Tháng trước', 'Tháng 11/2024');
	await expectDetail(site, '');

	release();
	await expectDetail(site, /,/);
	await expect.poll(async () => changed(await read(), november)).toEqual([]);
	expect(differ(await readOutline(), FOCUS), 'the selected unit is marked in detail').toBe(false);
	await step('Tháng sau', 'Tháng 12/2024');
	await expect.poll(async () => changed(await read(), december)).toEqual([]);
	await expectDetail(site, /\b19\b/);
	await site.hasQuery({ unit: chosen });
	expect(differ(await readOutline(), FOCUS)).toBe(false);
});

test('a neighbour that comes into view is asked for and added', async ({ site, page }) => {
	const finer = await offerFiner(page);
	await site.openMap({ month: '2024-11', within: '172', level: 'commune' });
	await expectDetail(site, /\b19\b/);
	await page.waitForTimeout(1500);
	const before = [...finer.asked];
	const { x, y, width, height } = (await site.canvas.boundingBox())!;
	for (let step = 0; step < 3; step++) {
		await page.mouse.move(x + width / 2, y + height * 0.8);
		await page.mouse.down();
		await page.mouse.move(x + width / 2, y + height * 0.1, { steps: 6 });
		await page.mouse.up();
	}
	await expect.poll(() => finer.asked.length, { timeout: 40_000 }).toBeGreaterThan(before.length);
	const added = finer.asked.find((code) => !before.includes(code))!;
	await expectDetail(site, new RegExp(`\\b${added}\\b`));
	expect(new Set(finer.asked).size, 'each is asked for once').toBe(finer.asked.length);
});

test('finer outlines that fail leave the overview, quietly, and come when the network is back', async ({
	site,
	page,
	context
}) => {
	site.expectProblem(/finer.*|ERR_INTERNET_DISCONNECTED|500/);
	const finer = await offerFiner(page);
	await page.route('**/finer/19.topo.json', (route) => route.fulfill({ status: 500, body: '' }));
	await site.openMap(NEAR);
	const probes = await visibleProbes(site, finer);
	await page.waitForTimeout(3000);
	await expectDetail(site, '');
	await expect(site.alert).toHaveCount(0);
	await expect(page.locator('.picture .foot')).toContainText(GENERALISED);
	await hover(site, probes[0]!.pixel);
	await expect(site.tooltip.locator('strong')).toHaveText(probes[0]!.before.name);

	await page.unroute('**/finer/19.topo.json');
	await context.setOffline(true);
	await context.setOffline(false);
	await expectDetail(site, /\b19\b/);
	await hover(site, probes[0]!.pixel);
	await expect(site.tooltip.locator('strong')).toHaveText(probes[0]!.after.name);
});

test('a file that lacks a unit is not drawn', async ({ site, page }) => {
	const finer = await offerFiner(page);
	const topology = JSON.parse(finer.files.get('19')!) as {
		objects: { communes: { geometries: unknown[] } };
	};
	topology.objects.communes.geometries[0] = { type: null, id: '05431' };
	const text = JSON.stringify(topology);
	// As long as the manifest says: only what is in it tells.
	finer.files.set('19', text.padEnd(Buffer.byteLength(finer.files.get('19')!)));
	await site.openMap(NEAR);
	await expect.poll(() => finer.asked).toContain('19');
	await page.waitForTimeout(2500);
	await expectDetail(site, '');
	await expect(site.alert).toHaveCount(0);
});
