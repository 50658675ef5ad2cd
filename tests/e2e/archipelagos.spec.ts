import { extentOf, hover, nationalView, partsOf, viewOf, type Pixel } from './places.ts';
import { expect, test, type Site } from './site.ts';

/** Hoàng Sa and Trường Sa are units: every national view shows both, whole. */
const VIEWS = [
	{
		what: 'communes of October 2026',
		query: {},
		edition: '2025-07',
		level: 'commune',
		units: [
			{ code: '20333', name: 'Đặc khu Hoàng Sa' },
			{ code: '22736', name: 'Đặc khu Trường Sa' }
		]
	},
	{
		what: 'districts of November 2024',
		query: { month: '2024-11', level: 'district' },
		edition: '2022-10',
		level: 'district',
		units: [
			{ code: '498', name: 'Huyện Hoàng Sa' },
			{ code: '576', name: 'Huyện Trường Sa' }
		]
	},
	{
		what: 'provinces of October 2026',
		query: { level: 'province' },
		edition: '2025-07',
		level: 'province',
		units: [
			{ code: '48', name: 'Thành phố Đà Nẵng' },
			{ code: '56', name: 'Tỉnh Khánh Hoà' }
		]
	}
] as const;
const SCREENS = [
	{ screen: 'desktop', viewport: { width: 1366, height: 768 } },
	{ screen: 'phone', viewport: { width: 390, height: 844 } }
];
/** A place without any land and any name. */
const OPEN_SEA = [116.5, 14.6] as const;
/** West of this meridian a province's parts belong to the mainland and its coast. */
const HIGH_SEAS = 110.5;

/** Middles of the parts of a unit that lie out at sea; each part must be on the canvas, whole and uncovered. */
async function islands(
	site: Site,
	edition: string,
	level: 'province' | 'district' | 'commune',
	code: string
): Promise<Pixel[]> {
	const pixelOf = await nationalView(site);
	const { width, height } = (await site.canvas.boundingBox())!;
	const found: Pixel[] = [];
	for (const part of await partsOf(site.page.request, edition, level, code)) {
		const [west, south, east, north] = extentOf(part);
		if (west < HIGH_SEAS) continue;
		const corner = pixelOf([west, north]);
		const opposite = pixelOf([east, south]);
		expect(corner.x).toBeGreaterThan(0);
		expect(corner.y).toBeGreaterThan(0);
		expect(opposite.x).toBeLessThan(width);
		expect(opposite.y).toBeLessThan(height);
		found.push({ x: (corner.x + opposite.x) / 2, y: (corner.y + opposite.y) / 2 });
	}
	expect(await coveredAt(site, found), 'nothing lies over the islands').toEqual([]);
	return found;
}

/** Every island is drawn, and the outermost ones answer the pointer with the name of their unit. */
async function expectNamed(site: Site, places: Pixel[], name: string): Promise<void> {
	expect(places.length, `islands of ${name}`).toBeGreaterThanOrEqual(12);
	await expect.poll(() => drawnAt(site, places)).toEqual(places.map(() => true));
	const by = (axis: 'x' | 'y') => [...places].sort((a, b) => a[axis] - b[axis]);
	for (const place of new Set([by('x')[0]!, by('x').at(-1)!, by('y')[0]!, by('y').at(-1)!])) {
		await hover(site, place);
		await expect(site.tooltip.locator('strong')).toHaveText(name);
	}
}

for (const { screen, viewport } of SCREENS)
	test.describe(`on a ${screen}`, () => {
		test.use({ viewport });

		for (const { what, query, edition, level, units } of VIEWS)
			test(`both archipelagos are whole and answer in the ${what}`, async ({ site }) => {
				await site.openMap(query);
				for (const { code, name } of units)
					await expectNamed(site, await islands(site, edition, level, code), name);
			});

		test('nothing covers the names of the archipelagos', async ({ site }) => {
			await site.openMap({ level: 'province' });
			const pixelOf = await nationalView(site);
			const names = [pixelOf([112, 15.35]), pixelOf([113.4, 7.35])];
			const corners = names.flatMap(({ x, y }) =>
				[-45, 45].flatMap((dx) => [-14, 14].map((dy) => ({ x: x + dx, y: y + dy })))
			);
			expect(await coveredAt(site, corners)).toEqual([]);
			await expect.poll(() => drawnAt(site, names, 6)).toEqual([true, true]);
		});

		test('both archipelagos are drawn in the communes of November 2024', async ({ site }) => {
			// Hoàng Sa had no communes then: it is drawn as the district that it is.
			await site.openMap({ month: '2024-11' });
			for (const code of ['498', '576']) {
				const places = await islands(site, '2022-10', 'district', code);
				expect(places.length).toBeGreaterThanOrEqual(12);
				await expect.poll(() => drawnAt(site, places)).toEqual(places.map(() => true));
			}
		});
	});

test('"whole country" brings both archipelagos back into view', async ({ site, page }) => {
	await site.openMap({ level: 'province' });
	const before = await site.zoom();
	await page.getByRole('button', { name: 'Phóng to' }).click();
	await expect.poll(() => site.zoom()).toBeGreaterThan(before + 0.5);
	await page.getByRole('button', { name: 'Xem cả nước' }).click();
	await expect.poll(() => site.zoom()).toBeLessThan(before + 0.1);
	for (const { code, name } of VIEWS[2].units)
		await expectNamed(site, await islands(site, '2025-07', 'province', code), name);
});

test('the archipelagos are units with a place in the tree and figures of their own', async ({
	site
}) => {
	await site.openTable({ unit: '22736' });
	await expect(site.detailTitle).toHaveText('Đặc khu Trường Sa');
	await expect(site.detail.locator('.parents')).toHaveText('Tỉnh Khánh Hoà');
	await site.openTable({ unit: '20333' });
	await expect(site.detailTitle).toHaveText('Đặc khu Hoàng Sa');
	await expect(site.detail.locator('.parents')).toHaveText('Thành phố Đà Nẵng');
});

/** What lies over the map at these places. */
async function coveredAt(site: Site, places: Pixel[]): Promise<string[]> {
	return site.canvas.evaluate((canvas, places) => {
		canvas.scrollIntoView({ block: 'nearest' });
		const { left, top } = canvas.getBoundingClientRect();
		// Badges let clicks through to the map, and so hide from this question unless told not to.
		// The page's policy refuses style elements, but not sheets that a script makes.
		const style = new CSSStyleSheet();
		style.replaceSync('* { pointer-events: auto !important; }');
		document.adoptedStyleSheets.push(style);
		const covering = places
			.map(({ x, y }) => document.elementFromPoint(left + x, top + y))
			.filter((element) => element !== canvas)
			.map((element) => element?.outerHTML ?? 'outside the screen');
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== style);
		return covering;
	}, places);
}

/** For each place, whether something else than sea is drawn within `reach` pixels of it. */
async function drawnAt(site: Site, places: Pixel[], reach = 2): Promise<boolean[]> {
	const picture = await site.canvas.screenshot();
	const open = (await viewOf(site))(OPEN_SEA);
	return site.page.evaluate(
		async ({ png, places, reach, width, open }) => {
			const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
			const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
			const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', {
				willReadFrequently: true
			})!;
			context.drawImage(bitmap, 0, 0);
			const scale = bitmap.width / width;
			const sea = context.getImageData(open.x * scale, open.y * scale, 1, 1).data;
			return places.map(({ x, y }) => {
				const { data } = context.getImageData(
					x * scale - reach,
					y * scale - reach,
					2 * reach + 1,
					2 * reach + 1
				);
				for (let at = 0; at < data.length; at += 4) {
					const far = [0, 1, 2].some((part) => Math.abs(data[at + part]! - sea[part]!) > 12);
					if (far) return true;
				}
				return false;
			});
		},
		{
			png: picture.toString('base64'),
			places,
			reach,
			open,
			width: (await site.canvas.boundingBox())!.width
		}
	);
}
