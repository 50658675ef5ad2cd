/** Polygons made here, on the made-up country. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import mapshaper from 'mapshaper';
import { feature, mesh } from 'topojson-client';
import type { Polygon } from 'geojson';
import type { GeometryCollection, GeometryObject } from 'topojson-specification';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import {
	ACCEPTED,
	collection as json,
	ring,
	squares as communes,
	zipped,
	type Square
} from '../testing/squares.ts';
import { currentManifest } from '../common/publish.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { locate, locateOne } from '../place/locate.ts';
import { buildIndex } from '../place/place-index.ts';
import { readImported, type ImportReport } from './imported.ts';
import { SILENT } from '../common/progress.ts';
import { importBoundaries, type ImportOptions } from './import.ts';
import { outlinesOf } from './outlines.ts';
import { placeGeometryOf } from './place-geometry.ts';

interface Feature extends Square {
	geometry: { type: string; coordinates: number[][][] } | null;
}

/** The six communes of 2025-07, the first two side by side. */
const squares = () => communes() as Feature[];

function square(code: string, lon: number, lat: number, size?: number): Feature {
	const geometry = { type: 'Polygon', coordinates: [ring(lon, lat, size)] };
	return { type: 'Feature', properties: { code }, geometry };
}

/** All positions changed. */
function moved(features: Feature[], move: (lon: number, lat: number) => number[]): Feature[] {
	return features.map((of) => ({
		...of,
		geometry: of.geometry && {
			...of.geometry,
			coordinates: of.geometry.coordinates.map((ring) => ring.map(([x, y]) => move(x!, y!)))
		}
	}));
}

let country: Country;
let folder: string;
beforeEach(async () => {
	await country?.remove();
	country = await copyDrawnCountry();
	folder = dirname(country.data);
});
afterAll(() => country.remove());

async function importFile(
	name: string,
	content: string | Uint8Array,
	options: Partial<ImportOptions> = {}
): Promise<ImportReport> {
	const path = join(folder, name);
	await writeFile(path, content);
	return importBoundaries({
		data: country.data,
		edition: '2025-07',
		sources: [path],
		columns: {},
		accept: ACCEPTED,
		mergeParts: false,
		progress: SILENT,
		...options
	});
}

async function imported() {
	return (await readImported(join(country.data, 'boundaries'), '2025-07'))!;
}

/** Ids of an object's shapes that are drawn. */
async function ids(object: string): Promise<unknown[]> {
	const { topology } = await imported();
	const { features } = feature(topology, topology.objects[object] as GeometryCollection);
	return features.filter(({ geometry }) => geometry).map(({ id }) => id);
}

describe('importBoundaries', () => {
	it('takes every unit, and the same from every form of the file', async () => {
		const whole = await importFile('a.geojson', json(squares()));
		expect(whole).toMatchObject({ polygons: 6, matched: 6, attribution: 'a.geojson' });
		expect(await ids('communes')).toEqual(squares().map(({ properties }) => properties['code']));
		expect(await ids('provinces')).toEqual(['01', '48', '56']);
		const lines = squares().map((of) => JSON.stringify(of));
		const shapefile = await mapshaper.applyCommands('-i a.json -o a.shp', {
			'a.json': json(squares())
		});
		const topojson = await mapshaper.applyCommands(
			'-i a.json -o b.json format=topojson no-quantization',
			{ 'a.json': json(squares()) }
		);
		const forms: [string, string | Uint8Array][] = [
			['a.geojson.gz', gzipSync(json(squares()))],
			['a.zip', zipSync({ 'x/a.geojson': strToU8(json(squares())) })],
			['shp.zip', zipped(shapefile)],
			['b.topojson', topojson['b.json']!],
			['lines.ndjson', `${lines.join('\n')}\n`],
			['blank.ndjson', lines.join('\r\n\r\n')],
			['3d.json', json(moved(squares(), (lon, lat) => [lon, lat, 12]))]
		];
		for (const [name, content] of forms) {
			const report = await importFile(name, content);
			expect(report, name).toMatchObject({ matched: 6, topology: whole.topology });
		}
	});

	it('reprojects a Shapefile by its .prj, and says so when there is none', async () => {
		const files = await mapshaper.applyCommands(
			'-i a.json -proj +proj=utm +zone=48 +datum=WGS84 -o a.shp',
			{ 'a.json': json(squares()) }
		);
		expect(await importFile('utm.zip', zipped(files))).toMatchObject({ matched: 6 });
		delete files['a.prj'];
		const error = await dataErrorOf(() => importFile('bare.zip', zipped(files)));
		expect(error.message).toContain('look like metres');
		expect(error.message).toContain('.prj');
	});

	it('draws a unit without polygon from the embedded outlines, and refuses it when strict', async () => {
		const text = json(squares().slice(1));
		const error = await dataErrorOf(() => importFile('a.json', text, { strict: true }));
		expect(error.message).toContain('1 units without polygon 00004');
		const report = await importFile('a.json', text);
		expect(report.unitsWithoutPolygon).toEqual(['00004']);
		expect(await ids('communes')).toHaveLength(6);
	});

	it('lets outlines of a file and approximate ones beside them share a border', async () => {
		const gazetteer = await readGazetteer(country.data, '2025-07');
		const drawn = await outlinesOf(gazetteer, join(country.data, 'cache'), () => {});
		const own = feature(drawn, drawn.objects['communes'] as GeometryCollection).features.find(
			({ id }) => id === '00004'
		)!;
		const border = mesh(
			drawn,
			drawn.objects['communes'] as GeometryObject,
			(a, b) => a !== b && [a.id, b.id].includes('00004')
		);
		const before = buildIndex(await placeGeometryOf(country.data, gazetteer));
		const isInland = ([lon, lat]: number[]) =>
			[-0.05, 0, 0.05].every((x) =>
				[-0.05, 0, 0.05].every((y) => locateOne(before, lon! + x, lat! + y) >= 0)
			);
		const middles = border.coordinates.flatMap((line) =>
			line.slice(1).map(([x, y], at) => [(x! + line[at]![0]!) / 2, (y! + line[at]![1]!) / 2])
		);
		const [lon, lat] = middles.find(isInland) as [number, number];
		// The file's commune ends a little before the approximate border, along some of it.
		const { 'bitten.json': text } = await mapshaper.applyCommands(
			`-i own.json -i bite.json -erase bite target=own -each 'code = "00004"' -o bitten.json format=geojson target=own`,
			{
				'own.json': json([{ ...own, properties: {} }]),
				'bite.json': json([square('', lon - 0.02, lat - 0.02, 0.04)])
			}
		);
		await importFile('bitten.json', text!, { accept: ['00004'] });
		const index = buildIndex(await placeGeometryOf(country.data, gazetteer));
		const steps = Array.from({ length: 39 }, (_, at) => (at - 19) / 1000);
		const codes = steps.flatMap((x) =>
			steps.map((y) => index.geometry.codes[locateOne(index, lon + x, lat + y)])
		);
		expect(codes).not.toContain(undefined);
		expect(codes).not.toContain('00004');
	});

	it('keeps a unit whose neighbours cover its approximate outline', async () => {
		const [, ...others] = squares();
		others[0] = square('00166', 105.5, 20.8, 0.8);
		await importFile('a.json', json(others));
		expect(await ids('communes')).toHaveLength(6);
	});

	it('mends bow ties, tells of ground claimed twice and of polygons without unit', async () => {
		const features = squares();
		const ring = features[2]!.geometry!.coordinates[0]!;
		[ring[1], ring[2]] = [[108.2, 16.22], ring[1]!];
		features[1] = square('00166', 105.85, 21);
		features.push(square('99999', 106.5, 20.5));
		const report = await importFile('a.json', json(features));
		expect(report).toMatchObject({ polygons: 7, matched: 6 });
		expect(report.polygonsWithoutUnit).toMatchObject([{ row: 7, name: '99999' }]);
		expect(report.claimedTwice[0]).toMatchObject({ codes: ['00004', '00166'] });
		expect(report.claimedTwice[0]!.km2).toBeCloseTo(57.7, 0);
		expect(await ids('communes')).toHaveLength(6);
	});

	it('leaves ground that no polygon claims to nobody, and tells where it is and who lies around', async () => {
		const features = squares();
		const { coordinates } = features[0]!.geometry!;
		const [lon, lat] = coordinates[0]![0]!;
		const hole = square('', lon! + 0.01, lat! + 0.01, 0.02).geometry!.coordinates[0]!;
		const sliver = square('', lon! + 0.05, lat! + 0.05, 0.004).geometry!.coordinates[0]!;
		const whole = await importFile('whole.json', json(features));
		expect(whole.unclaimed).toEqual([]);
		expect(whole.resized).toEqual([]);
		coordinates.push([...hole].reverse(), [...sliver].reverse());
		const { unclaimed, resized } = await importFile('hole.json', json(features));
		expect(unclaimed).toMatchObject([{ neighbours: ['00004'] }]);
		expect(unclaimed[0]!.km2).toBeCloseTo(4.6, 0);
		expect(unclaimed[0]!.lon).toBeCloseTo(lon! + 0.02, 2);
		expect(resized).toEqual([]);
		const { topology } = await imported();
		const drawn = feature(topology, topology.objects['communes'] as GeometryCollection);
		const polygon = drawn.features.find(({ id }) => id === '00004')!.geometry as Polygon;
		// The large hole is there, the sliver is filled.
		expect(polygon.coordinates).toHaveLength(2);
	});

	it('keeps islands that no polygon shows, and a place on them is in their unit', async () => {
		const { islands } = await importFile('isles.json', json(squares()));
		expect(islands).toEqual([
			{ code: '20333', name: 'Hoàng Sa' },
			{ code: '20333', name: 'Phú Lâm' },
			{ code: '22736', name: 'Trường Sa' }
		]);
		const gazetteer = await readGazetteer(country.data, '2025-07');
		const places = await placeGeometryOf(country.data, gazetteer);
		const found = new Int32Array(3);
		const lon = Float64Array.of(111.605, 112.333, 111.92);
		locate(buildIndex(places), lon, Float64Array.of(16.536, 16.834, 8.645), found);
		expect([...found].map((row) => places.codes[row])).toEqual(['20333', '20333', '22736']);

		const there = squares();
		there.push(square('22736', 111.9, 8.63, 0.02));
		const own = await importFile('own.json', json(there), { mergeParts: true });
		expect(own.islands.map(({ name }) => name)).toEqual(['Hoàng Sa', 'Phú Lâm']);
	});

	it('asks before units go back to approximate outlines that an import before had', async () => {
		await importFile('all.json', json(squares()));
		const before = (await imported()).report.id;
		const some = json(squares().slice(1));
		const error = await dataErrorOf(() => importFile('some.json', some));
		expect(error.message).toMatch(/no polygon for 1 units.*--replace/);
		expect((await imported()).report.id).toBe(before);
		const report = await importFile('some.json', some, { replace: true });
		expect(report.unitsWithoutPolygon).toHaveLength(1);
	});

	it('names units that lose ground to a neighbour', async () => {
		const features = squares();
		features[1] = square('00166', 105.85, 21);
		const { resized } = await importFile('over.json', json(features));
		expect(resized).toHaveLength(1);
		expect(resized[0]!.before).toBeGreaterThan(1.9 * resized[0]!.after);
	});

	it('refuses what it cannot use, names the fault, and leaves the old state whole', async () => {
		await importFile('good.json', json(squares()));
		const before = await imported();
		const twice = [...squares(), square('00004', 105.7, 21)];
		const empty = squares();
		empty[2]!.geometry = null;
		const cut = gzipSync(json(squares())).subarray(0, 150);
		const cases: [string, string | Uint8Array, Partial<ImportOptions>, RegExp][] = [
			['cut.json.gz', cut, {}, /^cut\.json\.gz: truncated/],
			['page.json', '<!DOCTYPE html><p>Sign in', {}, /^page\.json: malformed.*web page/],
			['half.json', json(squares()).slice(0, 300), {}, /^half\.json: malformed/],
			['none.json', json([]), {}, /^none\.json: empty/],
			[
				'null.json',
				json(empty),
				{ strict: true },
				/^null\.json, row 3, column "geometry": value.*20194/
			],
			['twice.json', json(twice), {}, /^twice\.json, row 7, column "code": duplicate.*00004/],
			['yx.json', json(moved(squares(), (x, y) => [y, x])), {}, /^yx\.json, row 1.*look swapped/],
			['m.json', json(moved(squares(), (x, y) => [x * 1e5, y * 1e5])), {}, /look like metres/],
			[
				'far.json',
				json([...squares(), square('x1', 2, 48)]),
				{},
				/^far\.json, row 7.*row 7 \(x1\)/
			],
			['col.json', json(squares()), { columns: { code: 'ma' } }, /"ma".*found "code".*--code/],
			['other.json', json([square('99999', 105, 21)]), {}, /^other\.json: unknown-code/],
			['text.txt', '', {}, /^text\.txt: empty/]
		];
		for (const [name, content, options, message] of cases) {
			const error = await dataErrorOf(() => importFile(name, content, options));
			expect(error.message, name).toMatch(message);
			expect(await imported(), name).toEqual(before);
		}
		const left = await readdir(join(country.data, 'boundaries/2025-07'));
		expect(left.sort()).toEqual([before.report.id, 'report.json'].sort());
		const merged = await importFile('twice.json', json(twice), { mergeParts: true });
		expect(merged).toMatchObject({ polygons: 7, matched: 6, duplicates: ['00004'] });
	});
});

describe('npm run data with imported outlines', () => {
	it('publishes them with their source and report, and the embedded ones when they are gone', async () => {
		const edition = async () => {
			const manifest = (await currentManifest(country.out)) as {
				editions: {
					id: string;
					outlines: string;
					attribution: string;
					boundariesReport?: { url: string };
					details?: Record<string, { url: string }>;
				}[];
			};
			return manifest.editions.find(({ id }) => id === '2025-07')!;
		};
		await importFile('a.json', json(squares()), { attribution: 'Sở Thử Nghiệm' });
		expect(await publishCountry(country)).toMatchObject({ state: 'published' });
		const { outlines, attribution, boundariesReport, details } = await edition();
		expect([outlines, attribution]).toEqual(['imported', 'Sở Thử Nghiệm']);
		for (const name of [boundariesReport!.url, '2025-07/boundaries-report.json']) {
			const report = await readFile(join(country.out, name), 'utf8');
			expect(JSON.parse(report), name).toMatchObject({ matched: 6 });
		}
		expect(Object.keys(details!).sort()).toEqual(['01', '48', '56']);
		const detail = await readFile(join(country.out, details!['48']!.url), 'utf8');
		expect(detail).toBe((await imported()).details.get('48')!.toString());

		await rm(join(country.data, 'boundaries'), { recursive: true });
		expect(await publishCountry(country)).toMatchObject({ state: 'published' });
		expect(await edition()).toMatchObject({ outlines: 'approximate' });
		expect((await edition()).details).toBeUndefined();
		const left = await readdir(country.out, { recursive: true });
		expect(left.filter((name) => /report|2025-07.detail.*json/.test(name))).toEqual([]);
	});

	it('refuses outlines that are not those of the report', async () => {
		await importFile('a.json', json(squares()));
		const { report } = await imported();
		for (const name of ['units.topo.json', 'detail/48.topo.json']) {
			const path = join(country.data, 'boundaries/2025-07', report.id, name);
			const whole = await readFile(path);
			await writeFile(path, '{}');
			const error = await dataErrorOf(() => publishCountry(country));
			expect(error.message).toContain(`${name}: promise`);
			expect(error.message).toContain('expected all from one import');
			await writeFile(path, whole);
		}
	});
});
