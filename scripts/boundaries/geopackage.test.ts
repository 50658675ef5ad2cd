/** GeoPackages made here, on the made-up country. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8 } from 'fflate';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import {
	blobOf,
	geoPackage,
	partsBytes,
	pointBytes,
	polygonBlob,
	polygonBytes,
	type GeoPackageLayer
} from '../testing/geopackage.ts';
import { ACCEPTED, collection, ring, squares, zipped } from '../testing/squares.ts';
import { SILENT } from '../common/progress.ts';
import { geometryText } from './geopackage-geometry.ts';
import { readGeoPackage } from './geopackage.ts';
import { importBoundaries } from './import.ts';
import { projectionOf, WGS84 } from './projection.ts';
import { readSources } from './sources.ts';

const PLACE = { file: 'x.gpkg', row: 3 };
const COMMUNES: GeoPackageLayer = { name: 'xã "2025"', type: 'MULTIPOLYGON', features: squares() };
const PROVINCES: GeoPackageLayer = { name: 'tỉnh', type: 'POLYGON', features: [] };
const POINTS: GeoPackageLayer = { name: 'trụ sở', type: 'POINT', features: [] };
const TM3 =
	'PROJCS["VN-2000 / TM-3 105-45",GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563]]],' +
	'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",105.75],' +
	'PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],PARAMETER["false_northing",0]]';

function read(content: Buffer, layer?: string) {
	return readGeoPackage('x.gpkg', content, { layer, onProgress: () => {} });
}

async function featuresOf(content: Buffer, layer?: string) {
	const text = (await read(content, layer)).content.toString();
	return (JSON.parse(text) as { features: { properties: object; geometry: unknown }[] }).features;
}

const polygons = fc.array(
	fc.array(
		fc.array(fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true })), { minLength: 1 }),
		{ minLength: 1 }
	),
	{ minLength: 1 }
);

describe('a geometry', () => {
	it('keeps every coordinate, in any byte order, with heights and measures, behind any envelope', () => {
		fc.assert(
			fc.property(
				polygons,
				fc.boolean(),
				fc.constantFrom(0, 1, 2),
				fc.nat(4),
				(coordinates, isLittle, more, envelope) => {
					fc.pre(coordinates.flat(3).every(Number.isFinite));
					const options = { isLittle, more: more as 0 | 1 | 2, envelope };
					const parts = coordinates.map((rings) => polygonBytes(rings, options));
					const text = geometryText(blobOf(partsBytes(6, parts), options), PLACE);
					// JSON knows no negative zero.
					const expected = JSON.parse(JSON.stringify(coordinates)) as unknown;
					expect(JSON.parse(text)).toEqual({ type: 'MultiPolygon', coordinates: expected });
				}
			)
		);
	});

	it('is nothing when it is empty, by its header or by what it holds', () => {
		expect(geometryText(blobOf(polygonBytes([ring(105, 21)]), { flags: 0x10 }), PLACE)).toBe(
			'null'
		);
		expect(geometryText(blobOf(partsBytes(6, [])), PLACE)).toBe('null');
		expect(geometryText(blobOf(polygonBytes([])), PLACE)).toBe('null');
	});

	it('is the polygons of a collection, without its points', () => {
		const polygon = polygonBytes([ring(105, 21)]);
		const both = partsBytes(7, [
			pointBytes(1, 2),
			partsBytes(4, [pointBytes(1, 2)]),
			polygon,
			partsBytes(12, [polygon])
		]);
		const { coordinates } = JSON.parse(geometryText(blobOf(both), PLACE)) as {
			coordinates: unknown;
		};
		expect(coordinates).toEqual([[ring(105, 21)], [ring(105, 21)]]);
	});

	it('is refused when it is curved, and says how to straighten it', async () => {
		const curved = blobOf(partsBytes(12, [partsBytes(10, [])]));
		const error = await dataErrorOf(() => geometryText(curved, PLACE));
		expect(error.fault).toMatchObject({ ...PLACE, found: 'a CurvePolygon', expected: 'a polygon' });
		expect(error.fault.remedy).toContain('CONVERT_TO_LINEAR');
	});

	it('is refused when it is a point, cut off, of an extension, without numbers or no geometry', async () => {
		const whole = polygonBlob(squares()[0]!);
		const cases: [Uint8Array, string][] = [
			[blobOf(pointBytes(105, 21)), 'found "a Point"'],
			[blobOf(polygonBytes([ring(105, 21)]), { flags: 0x20 }), 'extension'],
			[blobOf(polygonBytes([[[NaN, 21]]])), 'coordinates NaN 21'],
			[blobOf(partsBytes(99, [])), 'geometry type 99'],
			[Buffer.from('LINESTRING'), 'bytes that are no geometry'],
			[new Uint8Array(), 'bytes that are no geometry'],
			...Array.from({ length: whole.length - 8 }, (_, at): [Uint8Array, string] => [
				whole.subarray(0, 8 + at),
				'that end too early'
			])
		];
		for (const [bytes, found] of cases) {
			const error = await dataErrorOf(() => geometryText(bytes, PLACE));
			expect(error.message, found).toContain(found);
			expect(error.fault.row).toBe(3);
		}
	});
});

describe('a GeoPackage', () => {
	it('gives the attributes and the geometry of its layer of polygons, past other layers', async () => {
		const content = await geoPackage({ layers: [POINTS, COMMUNES] });
		const features = await featuresOf(content);
		expect(features).toHaveLength(6);
		// Pictures and other bytes are left out.
		expect(features[0]!.properties).toEqual({ fid: 1, MaXa: '00004' });
		expect(features[0]!.geometry).toEqual({
			type: 'MultiPolygon',
			coordinates: [squares()[0]!.geometry!.coordinates]
		});
		expect((await read(content)).projection).toBe(WGS84);
	});

	it('wants the name of one of several layers of polygons', async () => {
		const content = await geoPackage({ layers: [PROVINCES, COMMUNES, POINTS] });
		const { fault } = await dataErrorOf(() => read(content));
		expect(fault.found).toBe('tỉnh (POLYGON), xã "2025" (MULTIPOLYGON)');
		expect(fault.remedy).toContain('--layer');
		expect(await featuresOf(content, 'xã "2025"')).toHaveLength(6);
		const unknown = await dataErrorOf(() => read(content, 'huyện'));
		expect(unknown.fault).toMatchObject({ expected: 'a layer "huyện"' });
		const points = await geoPackage({ layers: [POINTS] });
		expect((await dataErrorOf(() => read(points))).fault.found).toBe('trụ sở (POINT)');
	});

	it('tells its coordinates by code or by definition, or not at all', async () => {
		const projectionFor = async (code: number, organization = '', definition = '') => {
			const systems = definition ? [{ code, organization, definition }] : [];
			return (await read(await geoPackage({ layers: [{ ...COMMUNES, system: code }], systems })))
				.projection;
		};
		const tm3 = projectionOf('EPSG:9210', '', '');
		expect(await projectionFor(9210, 'EPSG', TM3)).toBe(tm3);
		expect(await projectionFor(100_002, 'NONE', TM3)).toBe(tm3);
		expect(await projectionFor(32648, 'EPSG', 'undefined')).toBe(projectionOf('32648', '', ''));
		expect(await projectionFor(0)).toBeUndefined();
		expect(await projectionFor(-1)).toBeUndefined();
		const error = await dataErrorOf(() => projectionFor(2154, 'EPSG', 'PROJCS["RGF93 v1"]'));
		expect(error.fault).toMatchObject({ column: 'gpkg_spatial_ref_sys', found: 'EPSG:2154' });
	});

	it('is read whether or not a program has used it with write-ahead logging', async () => {
		const content = await geoPackage({ layers: [COMMUNES] });
		content[18] = content[19] = 2;
		expect(await featuresOf(content)).toHaveLength(6);
	});

	it('is refused when it is cut off, another database or damaged', async () => {
		const content = await geoPackage({ layers: [COMMUNES] });
		for (const length of [50, 4096, content.length - 1]) {
			const error = await dataErrorOf(() => read(content.subarray(0, length)));
			expect(error.code).toBe('truncated');
		}
		const { Database } = await initSqlJs();
		const database = new Database();
		database.run('CREATE TABLE communes (code TEXT)');
		const other = await dataErrorOf(() => read(Buffer.from(database.export())));
		expect(other.fault.found).toBe('a SQLite database that is no GeoPackage');
		const damaged = Buffer.from(content).fill(0xff, 100, 4096);
		expect((await dataErrorOf(() => read(damaged))).code).toBe('malformed');
	});
});

describe('an import', () => {
	let country: Country;
	let folder: string;
	beforeEach(async () => {
		country = await copyCountry();
		folder = await mkdtemp(join(tmpdir(), 'gpkg-'));
	});
	afterEach(async () => {
		await country.remove();
		await rm(folder, { recursive: true, force: true });
	});

	async function importFrom(name: string, content: Uint8Array, layer?: string) {
		const path = join(folder, name);
		await writeFile(path, content);
		return importBoundaries({
			data: country.data,
			edition: '2025-07',
			sources: [path],
			columns: {},
			layer,
			strict: true,
			accept: ACCEPTED,
			mergeParts: false,
			progress: SILENT
		});
	}

	it('draws the same from a GeoPackage as from GeoJSON', async () => {
		const content = await geoPackage({ layers: [PROVINCES, COMMUNES] });
		const { topology } = await importFrom('x.geojson', strToU8(collection(squares())));
		expect(await importFrom('x.gpkg', content, COMMUNES.name)).toMatchObject({
			matched: 6,
			topology
		});
	});

	it('finds one in gzip and zip files', async () => {
		const plain = await geoPackage({ layers: [COMMUNES] });
		const expected = (await read(plain)).content;
		for (const [name, content] of [
			['x.gpkg.gz', gzipSync(plain)],
			['x.zip', zipped({ 'x/y.gpkg': plain, 'x/readme.txt': 'no polygons' })]
		] as const) {
			const path = join(folder, name);
			await writeFile(path, content);
			const { layers } = await readSources([path], {
				downloads: folder,
				onProgress: () => {},
				onNote: () => {}
			});
			expect(layers).toHaveLength(1);
			expect(layers[0]!.files[layers[0]!.main]!.equals(expected), name).toBe(true);
		}
	});

	it('tells the row of a feature without geometry, and of changes that lie beside the file', async () => {
		const blob: GeoPackageLayer['blob'] = (feature) =>
			feature.properties.code === '20194' ? null : polygonBlob(feature);
		const content = await geoPackage({ layers: [{ ...COMMUNES, blob }] });
		const { fault } = await dataErrorOf(() => importFrom('x.gpkg', content));
		expect(fault).toMatchObject({ file: 'x.gpkg', row: 3, column: 'geometry' });
		await writeFile(join(folder, 'y.gpkg-wal'), 'changes');
		const open = await dataErrorOf(() => importFrom('y.gpkg', content));
		expect(open.fault.remedy).toContain('Close it');
	});
});
