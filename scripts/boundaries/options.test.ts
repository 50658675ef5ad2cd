/** What is asked for is heeded, or it is said that it is not. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { readPolygons, type PolygonOptions } from './polygons.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CASES = join(ROOT, 'tests/fixtures/boundaries');
/** One polygon with the code 30346. */
const ONE = join(CASES, 'float-text.geojson');

let data: string;
beforeAll(async () => {
	data = await mkdtemp(join(tmpdir(), 'options-'));
	for (const name of ['gazetteer', 'crosswalk', 'editions.csv'])
		await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
});
afterAll(() => rm(data, { recursive: true, force: true }));

async function read(source: string, options: Partial<PolygonOptions> = {}) {
	const gazetteer = await readGazetteer(data, '2022-10');
	const notes: string[] = [];
	const progress = { ...SILENT, note: (text: string) => void notes.push(text) };
	const all = { data, sources: [source], columns: {}, mergeParts: false, progress };
	return { ...(await readPolygons(gazetteer, { ...all, ...options })), notes };
}

async function written(name: string, content: unknown): Promise<string> {
	const path = join(data, name);
	await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

/** Ring around the place of 30346, of its size. */
const RING = [
	[105.0626, 10.8886],
	[105.0926, 10.8886],
	[105.0926, 10.9186],
	[105.0626, 10.9186],
	[105.0626, 10.8886]
];

/** TopoJSON with communes and, with fewer shapes, their province. */
function topology() {
	const polygon = (ma: string) => ({ type: 'Polygon', arcs: [[0]], properties: { ma } });
	const collection = (...codes: readonly string[]) => ({
		type: 'GeometryCollection',
		geometries: codes.map(polygon)
	});
	return {
		type: 'Topology',
		arcs: [RING],
		objects: { tinh: collection('89'), xa: collection('30346', '30349') }
	};
}

/** GeoJSON of 30346 that tells its coordinates, or not. */
function geojson(crs?: unknown) {
	const geometry = { type: 'Polygon', coordinates: [RING] };
	const feature = { type: 'Feature', properties: { ma: '30346' }, geometry };
	return { type: 'FeatureCollection', ...(crs ? { crs } : {}), features: [feature] };
}

it('a layer is named where the file has none to choose from: refused', async () => {
	const error = await dataErrorOf(() => read(ONE, { layer: 'communes' }));
	expect(error.fault).toMatchObject({ column: '--layer', found: 'communes' });
	expect(error.message).toContain('Leave --layer out');
});

it('TopoJSON has the object that is named, and which is read of several is told', async () => {
	const path = await written('two.topojson', topology());
	const { notes } = await read(path, { accept: ['30349'] });
	expect(notes).toContain('two.topojson: read xa, not tinh; --layer names another');
	const named = await read(path, { layer: 'xa', accept: ['30349'] });
	expect(named.notes.join()).not.toContain('--layer');
	const error = await dataErrorOf(() => read(path, { layer: 'communes' }));
	expect(error.fault).toMatchObject({ column: '--layer', found: 'xa, tinh' });
});

it('a system of coordinates beside files that tell theirs: refused', async () => {
	const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } };
	const path = await written('tells.geojson', geojson(crs));
	await expect(read(path)).resolves.toBeTruthy();
	const error = await dataErrorOf(() => read(path, { crs: 'EPSG:3405' }));
	expect(error.fault).toMatchObject({ column: '--crs', found: 'EPSG:3405' });
	// Where the file tells nothing it is heeded, rightly or not: degrees are no metres.
	const plain = await dataErrorOf(() => read(ONE, { crs: 'EPSG:3405' }));
	expect(plain.fault.column).toBe('geometry');
});

it('a sum for a source of several files, or for each file of a pattern: refused', async () => {
	const error = await dataErrorOf(() => read(CASES, { checksums: ['0'.repeat(64)] }));
	expect(error.fault).toMatchObject({ file: '--sha256' });
	const pattern = join(CASES, '*.geojson');
	const several = await dataErrorOf(() => read(pattern, { checksums: ['0'.repeat(64)] }));
	expect(several.fault).toMatchObject({ file: '--sha256' });
});

it('a unit is accepted with which the list agrees, and parts are joined where there are none: told', async () => {
	const path = await written('right.geojson', geojson());
	const { notes, accepted } = await read(path, { accept: ['30346'], mergeParts: true });
	expect(accepted).toEqual([]);
	expect(notes.join()).toContain('--accept 30346 changed nothing');
	expect(notes.join()).toContain('--merge-parts changed nothing');
});

it('a table of matches names rows that there are not: refused', async () => {
	const table = 'file,row,unit\nfloat-text.geojson,1,30346\nother.geojson,1,30349\n';
	const path = await written('matches.csv', table);
	const error = await dataErrorOf(() => read(ONE, { matches: path }));
	expect(error.fault).toMatchObject({ file: path, row: 3, found: 'other.geojson 1' });
});

it('a tenth of the polygons without unit: a column is wrong, which is asked; --strict=false takes the rest', async () => {
	const some = (await readGazetteer(data, '2022-10')).facts.commune!;
	const codes = (await readGazetteer(data, '2022-10')).units.of.commune!.codes;
	const features = Array.from({ length: 30 }, (_, at) => {
		const row = 200 * (at + 1);
		const half = Math.sqrt(some.area[row]!) / 2 / 111.2;
		const [x, y] = [some.lon[row]!, some.lat[row]!];
		const ring = [
			[x - half, y - half],
			[x + half, y - half],
			[x + half, y + half],
			[x - half, y + half],
			[x - half, y - half]
		];
		const ma = at < 4 ? `sai ${at}` : codes[row]!;
		return {
			type: 'Feature',
			properties: { ma },
			geometry: { type: 'Polygon', coordinates: [ring] }
		};
	});
	const path = await written('some.geojson', { type: 'FeatureCollection', features });
	const error = await dataErrorOf(() => read(path));
	expect(error.fault.found).toContain('4 of 30');
	expect(error.message).toContain('--strict=false');
	expect((await read(path, { strict: false })).match.strangers).toHaveLength(4);
});
