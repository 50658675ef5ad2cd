/** Faulty files: which are read all the same, and what is said of the others. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import mapshaper from 'mapshaper';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { collection, ring, squares, zipped, type Square } from '../testing/squares.ts';
import { SILENT } from '../common/progress.ts';
import { readShapes, type Shapes } from './shapes.ts';
import { readSources } from './sources.ts';

let folder: string;
let notes: string[];
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'faults-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, content: string | Uint8Array): Promise<Shapes> {
	await writeFile(join(folder, name), content);
	notes = [];
	const onNote = (text: string) => void notes.push(text);
	const { layers } = await readSources([join(folder, name)], {
		downloads: folder,
		onProgress() {},
		onNote
	});
	return readShapes(layers, new Set(), { ...SILENT, note: onNote });
}

/** The squares, the third with another geometry. */
function third(geometry: Square['geometry']): string {
	const features = squares();
	features[2]!.geometry = geometry;
	return collection(features);
}

function polygon(...coordinates: unknown[]): string {
	return third({ type: 'Polygon', coordinates });
}

const GOOD = collection(squares());
const SHELL = ring(108, 16);
const BOX = [108, 16, 108.1, 16.1];
/** Both halves are as large, and wind the other way. */
const BOW_TIE = [
	[108, 16],
	[108.1, 16.1],
	[108.1, 16],
	[108, 16.1],
	[108, 16]
];
const LINE = [
	[108, 16],
	[108.1, 16],
	[108.2, 16],
	[108, 16]
];
const DEEP = 100_000;

describe('files that are read all the same', () => {
	const wide = Buffer.from(`\ufeff${GOOD}`, 'utf16le');
	const collected = {
		type: 'GeometryCollection',
		geometries: [
			{ type: 'Point', coordinates: [108, 16] },
			{ type: 'Polygon', coordinates: [SHELL] }
		]
	};
	it.each<[string, string | Uint8Array, number[]?]>([
		['a ring that winds the other way', polygon([...SHELL].reverse())],
		['a ring that is not closed', polygon(SHELL.slice(0, -1))],
		['heights', polygon(SHELL.map((position) => [...position, 12]))],
		['a bow tie', polygon(BOW_TIE.map(([x, y]) => [x, y === 16 && x! > 108 ? 16.02 : y]))],
		['a bow tie whose halves cancel out', polygon(BOW_TIE)],
		['a collection with a polygon in it', third(collected)],
		[
			'a ring that touches itself',
			polygon([...SHELL.slice(0, 2), [108, 16.05], ...SHELL.slice(1)])
		],
		['a byte order mark', `\ufeff${polygon(SHELL)}`],
		[
			'a name twice in an object',
			polygon(SHELL).replace('"code":"00004"', '"code":"x","code":"00004"')
		]
	])('%s', async (name, content) => {
		const { shapes } = await read('a.json', content);
		expect(shapes.map(({ attributes }) => attributes.code)).toContain('00004');
		shapes[2]!.box.forEach((degrees, at) => expect(degrees, name).toBeCloseTo(BOX[at]!, 5));
		expect(notes).toEqual([]);
	});

	it.each([
		['UTF-16 with a mark', wide],
		['UTF-16, the other way round', Buffer.from(wide).swap16()],
		['UTF-16 without a mark', wide.subarray(2)]
	])('%s', async (_, content) => {
		expect((await read('a.json', content)).shapes).toHaveLength(6);
	});

	it('a bow tie keeps both halves', async () => {
		const { snapshot, layers } = await read('a.json', polygon(BOW_TIE));
		const output = await mapshaper.applyCommands(
			`-i all.msx -clean -each "size = this.area" -o t.json format=json target=${layers[0]}`,
			{ 'all.msx': Buffer.from(snapshot) }
		);
		const rows = JSON.parse(Buffer.from(output['t.json']!).toString()) as { size: number }[];
		// A square of a tenth of a degree there, less the two quarters that the bow tie leaves out.
		const square = 111_320 ** 2 * 0.01 * Math.cos((16.05 * Math.PI) / 180);
		expect(rows[2]!.size / square).toBeCloseTo(0.5, 2);
	});

	it.each([
		['no geometry', third(null)],
		['a ring without area', polygon(LINE)],
		['no ring', polygon()]
	])('%s, which is left out and named', async (_, content) => {
		const { shapes, bare } = await read('a.json', content);
		expect(shapes).toHaveLength(5);
		expect(bare).toEqual([{ label: 'a.json', row: 3, attributes: { code: '20194' } }]);
	});

	it('a part without area, of which it tells', async () => {
		const { shapes } = await read(
			'a.json',
			third({ type: 'MultiPolygon', coordinates: [[SHELL], [LINE]] })
		);
		expect(shapes[2]!.box).toEqual(BOX);
		expect(notes).toEqual(['1 rings without area or with faulty coordinates were left out']);
	});
});

describe('files that are refused', () => {
	const metres = ring(540_000, 2_330_000, 1000);
	const geometry = /^a\.json, row 3, column "geometry": value: found "/;
	const nest = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
	it.each<[string, string | Uint8Array, RegExp]>([
		['a point', third({ type: 'Point', coordinates: [108, 16] }), /a Point", expected a polygon/],
		['a line', third({ type: 'LineString', coordinates: SHELL }), /a LineString"/],
		['an unknown type', third({ type: 'Curve', coordinates: SHELL }), /a Curve"/],
		['no coordinates', third({ type: 'Polygon' }), /coordinates left out".*two numbers each/],
		['null for a position', polygon([SHELL[0], null, ...SHELL.slice(1)]), /coordinates null"/],
		['text for numbers', polygon([['108', 'x'], ...SHELL]), /coordinates \[\\"108\\",\\"x\\"\]"/],
		['an infinite number', polygon(SHELL).replace('108.1', '1e999'), /coordinates \[Infinity,16/],
		[
			'metres among degrees',
			polygon(metres),
			/540000 2330000.*one coordinate system.*5 others are degrees/
		],
		[
			'a place far away',
			polygon(ring(2, 48)),
			/coordinates 2 48.*polygons between 101 and 119° east/
		],
		[
			'a nest of lists',
			third(null).replace('"geometry":null', `"geometry":{"type":"Polygon","coordinates":${nest}}`),
			/coordinates \[\[…\]\]"/
		]
	])('%s: the feature is named', async (_, content, message) => {
		const error = await dataErrorOf(() => read('a.json', content));
		expect(error.message).toMatch(geometry);
		expect(error.message).toMatch(message);
	});

	it.each<[string, string, string | Uint8Array, RegExp]>([
		['no number', 'a.json', polygon(SHELL).replace('108.1', 'NaN'), /malformed: found ".*'N'/],
		[
			'only opening brackets',
			'a.json',
			'['.repeat(1e6),
			/malformed: found "\[\[\[.*expected GeoJSON/
		],
		['brackets without end', 'a.json', `${GOOD.slice(0, -10)}${'['.repeat(1e6)}`, /malformed/],
		[
			'the end missing',
			'a.json',
			GOOD.slice(0, 300),
			/malformed: found "JSON parsing error: Unterm/
		],
		['more behind the end', 'a.json', `${GOOD}xyz`, /malformed: found "JSON parsing error/],
		['other JSON', 'a.json', '{"a":1}', /malformed: found "Unknown JSON format"/],
		['no features', 'a.json', collection([]), /empty: found "no features", expected a polygon/],
		['no list of features', 'a.json', '{"type":"FeatureCollection"}', /empty: found "no features"/],
		['blanks', 'a.json', '  \n', /malformed: found "blanks"/],
		[
			'a table',
			'a.csv',
			'code,name\n00004,x',
			/column "geometry": header: found "code,name", expected a column WKT/
		],
		['a web page, packed', 'a.json.gz', gzipSync('<html>'), /malformed.*This is a web page/],
		[
			'a pointer of Git LFS',
			'a.json',
			'version https://git-lfs.github.com/spec/v1\noid sha256:00',
			/git lfs pull/
		],
		[
			'gzip that is cut off',
			'a.json.gz',
			gzipSync(GOOD).subarray(0, 150),
			/truncated: found "unexpected end of file"/
		],
		[
			'zip that is cut off',
			'a.zip',
			zipped({ 'a.json': GOOD }).subarray(0, 150),
			/truncated: found "invalid zip data".*again/
		],
		['zip without polygons', 'a.zip', zipped({ 'readme.txt': 'x' }), /empty: found "readme\.txt"/],
		[
			'a Shapefile without table',
			'a.zip',
			zipped({ 'a.shp': 'x' }),
			/a\.shp: missing-object.*\.dbf/
		],
		['a GeoPackage that is cut off', 'a.gpkg', 'SQLite format 3\0', /truncated: found "16 bytes"/],
		[
			'an unknown coordinate system',
			'a.json',
			collection(squares(), { crs: { type: 'name', properties: { name: 'EPSG:2154' } } }),
			/column "crs": value: found "EPSG:2154"/
		]
	])('%s', async (_, name, content, message) => {
		const error = await dataErrorOf(() => read(name, content));
		expect(error.message).toMatch(message);
		expect(error.message.startsWith(name)).toBe(true);
	});

	it('a damaged file among others, by its path', async () => {
		const files = {
			'x/a.json': GOOD,
			'x/b.json': GOOD.slice(0, 99),
			'x/c.json': '{"type":"Thing"}'
		};
		const broken = await dataErrorOf(() => read('a.zip', zipped(files)));
		expect(broken.message).toMatch(/^a\.zip\/x\/b\.json: malformed/);
		const other = await dataErrorOf(() => read('a.zip', zipped({ ...files, 'x/b.json': GOOD })));
		expect(other.message).toMatch(
			/^a\.zip\/x\/c\.json: malformed: found "an object of type Thing"/
		);
	});
});
