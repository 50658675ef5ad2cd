/**
 * Against formulas of EPSG Guidance Note 7-2 written here a second time: Transverse Mercator (3.5.3.1, after JHS) and
 * Coordinate Frame rotation (4.3.3), themselves tested on the note's own examples.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import mapshaper from 'mapshaper';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { SILENT } from '../common/progress.ts';
import { crsMember, projectionOf, projectionOfPrj } from './projection.ts';
import { readShapes } from './shapes.ts';
import { readSources } from './sources.ts';

interface Ellipsoid {
	a: number;
	f: number;
}
interface Grid {
	latitude: number;
	longitude: number;
	scale: number;
	easting: number;
	northing: number;
}
type Point = readonly [x: number, y: number, z?: number];

const WGS84: Ellipsoid = { a: 6378137, f: 1 / 298.257223563 };
const RADIANS = Math.PI / 180;
const SECONDS = RADIANS / 3600;

function sines(factors: number[], xi: number, eta: number): [number, number] {
	return factors.reduce(
		([x, y], factor, at) => [
			x + factor * Math.sin(2 * (at + 1) * xi) * Math.cosh(2 * (at + 1) * eta),
			y + factor * Math.cos(2 * (at + 1) * xi) * Math.sinh(2 * (at + 1) * eta)
		],
		[0, 0]
	);
}

function series({ a, f }: Ellipsoid) {
	const n = f / (2 - f);
	return {
		e: Math.sqrt(f * (2 - f)),
		b: (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64),
		forward: [
			n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
			(13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
			(61 / 240) * n ** 3 - (103 / 140) * n ** 4,
			(49561 / 161280) * n ** 4
		],
		inverse: [
			n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4,
			(1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4,
			(17 / 480) * n ** 3 - (37 / 840) * n ** 4,
			(4397 / 161280) * n ** 4
		]
	};
}

function meridianArc(ellipsoid: Ellipsoid, latitude: number): number {
	const { b, e, forward } = series(ellipsoid);
	const phi = latitude * RADIANS;
	const q = Math.asinh(Math.tan(phi)) - e * Math.atanh(e * Math.sin(phi));
	const xi = Math.atan(Math.sinh(q));
	return b * (xi + sines(forward, xi, 0)[0]);
}

/** Longitude and latitude of easting and northing. */
function unproject([x, y]: Point, grid: Grid, ellipsoid: Ellipsoid): [number, number] {
	const { b, e, inverse } = series(ellipsoid);
	const eta0 = (x - grid.easting) / (b * grid.scale);
	const arc = grid.scale * meridianArc(ellipsoid, grid.latitude);
	const xi0 = (y - grid.northing + arc) / (b * grid.scale);
	const [dXi, dEta] = sines(inverse, xi0, eta0);
	const [xi, eta] = [xi0 - dXi, eta0 - dEta];
	const beta = Math.asin(Math.sin(xi) / Math.cosh(eta));
	const q = Math.asinh(Math.tan(beta));
	let turned = q;
	for (let round = 0; round < 20; round++) turned = q + e * Math.atanh(e * Math.tanh(turned));
	const longitude = grid.longitude + Math.asin(Math.tanh(eta) / Math.cos(beta)) / RADIANS;
	return [longitude, Math.atan(Math.sinh(turned)) / RADIANS];
}

function geocentric([longitude, latitude]: Point, { a, f }: Ellipsoid): [number, number, number] {
	const [lambda, phi, e2] = [longitude * RADIANS, latitude * RADIANS, f * (2 - f)];
	const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
	const ring = nu * Math.cos(phi);
	return [ring * Math.cos(lambda), ring * Math.sin(lambda), nu * (1 - e2) * Math.sin(phi)];
}

function geographic([x, y, z]: [number, number, number], { a, f }: Ellipsoid): [number, number] {
	const e2 = f * (2 - f);
	const p = Math.hypot(x, y);
	let phi = Math.atan2(z, p * (1 - e2));
	for (let round = 0; round < 20; round++) {
		const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
		phi = Math.atan2(z + e2 * nu * Math.sin(phi), p);
	}
	return [Math.atan2(y, x) / RADIANS, phi / RADIANS];
}

/** Metres, seconds, parts per million. */
type Shift = [number, number, number, number, number, number, number];

function coordinateFrame(
	[x, y, z]: [number, number, number],
	[dx, dy, dz, rx, ry, rz, ds]: Shift
): [number, number, number] {
	const m = 1 + ds * 1e-6;
	const [a, b, c] = [rx * SECONDS, ry * SECONDS, rz * SECONDS];
	return [
		m * (x + c * y - b * z) + dx,
		m * (-c * x + y + a * z) + dy,
		m * (b * x - a * y + z) + dz
	];
}

/** Decision 05/2007/QĐ-BTNMT. */
const VN2000: Shift = [
	-191.90441429, -39.30318279, -111.45032835, -0.00928836, 0.01975479, -0.00427372, 0.252906278
];

function fromVn2000(point: Point): [number, number] {
	return geographic(coordinateFrame(geocentric(point, WGS84), VN2000), WGS84);
}

const tm = (longitude: number, scale: number): Grid => ({
	latitude: 0,
	longitude,
	scale,
	easting: 500_000,
	northing: 0
});

/** Metres between two places near each other. */
function distance([x1, y1]: Point, [x2, y2]: Point): number {
	return 111_320 * Math.hypot((x1 - x2) * Math.cos(y1 * RADIANS), y1 - y2);
}

describe('the formulas of this test', () => {
	it('give the examples of the guidance note', () => {
		const airy = { a: 6377563.396, f: 1 / 299.32496 };
		const british = {
			latitude: 49,
			longitude: -2,
			scale: 0.9996012717,
			easting: 400_000,
			northing: -100_000
		};
		const [longitude, latitude] = unproject([577274.99, 69740.5], british, airy);
		expect(distance([longitude, latitude], [0.5, 50.5])).toBeLessThan(0.02);
		const moved = coordinateFrame(
			[3657660.66, 255768.55, 5201382.11],
			[0, 0, 4.5, 0, 0, -0.554, 0.219]
		);
		[3657660.78, 255778.43, 5201387.75].forEach((expected, at) =>
			expect(Math.abs(moved[at]! - expected)).toBeLessThan(0.01)
		);
	});
});

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'projection-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A square so small that its box is a point. */
function square([x, y]: Point, size: number, more: object = {}): string {
	const ring = [
		[x, y],
		[x, y + size],
		[x + size, y + size],
		[x + size, y],
		[x, y]
	];
	return JSON.stringify({
		type: 'FeatureCollection',
		...more,
		features: [
			{
				type: 'Feature',
				properties: { code: '00004' },
				geometry: { type: 'Polygon', coordinates: [ring] }
			}
		]
	});
}

async function placeOf(name: string, content: Uint8Array | string, crs?: string): Promise<Point> {
	const path = join(folder, name);
	await writeFile(path, content);
	const options = { downloads: folder, crs, onProgress() {}, onNote() {} };
	const { layers } = await readSources([path], options);
	const { shapes } = await readShapes(layers, new Set(), SILENT);
	const [left, bottom] = shapes[0]!.box;
	return [left, bottom];
}

/** A zipped Shapefile with a projection of its own. */
async function shapefile(point: Point, size: number, prj: string): Promise<Uint8Array> {
	const files = await mapshaper.applyCommands('-i a.json -o a.shp', {
		'a.json': square(point, size)
	});
	const entries = Object.entries({ ...files, 'a.prj': Buffer.from(prj) });
	return zipSync(Object.fromEntries(entries.map(([name, of]) => [name, new Uint8Array(of)])));
}

function prj(name: string, datum: string, meridian: number, scale: number, shift = ''): string {
	return `PROJCS["${name}",GEOGCS["GCS_${datum}",DATUM["${datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]${shift}],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
}

/** Eastings and northings near the country's ends. */
const NEAR_HANOI: Point = [485_000, 2_330_000];
const NEAR_CA_MAU: Point = [512_000, 1_015_000];

describe('VN-2000 to WGS 84, to half a metre', () => {
	const OFFICIAL = `,TOWGS84[${VN2000.join(',')}]`;
	const cases: [string, string, number, number, Point][] = [
		['TM-3', prj('VN_2000_TM_105_30', 'D_Vietnam_2000', 105.5, 0.9999), 105.5, 0.9999, NEAR_CA_MAU],
		[
			'TM-3, named in Vietnamese',
			prj('VN2000 Hà Nội', 'WGS_1984', 105, 0.9999),
			105,
			0.9999,
			NEAR_HANOI
		],
		[
			'TM-3, shift of zero',
			prj('VN-2000 / TM-3 108-15', 'VN_2000', 108.25, 0.9999, ',TOWGS84[0,0,0,0,0,0,0]'),
			108.25,
			0.9999,
			NEAR_CA_MAU
		],
		[
			'TM-3, official shift',
			prj('VN-2000 / TM-3 107-45', 'VN-2000', 107.75, 0.9999, OFFICIAL),
			107.75,
			0.9999,
			NEAR_HANOI
		],
		['UTM 48', prj('VN_2000_UTM_Zone_48N', 'D_Vietnam_2000', 105, 0.9996), 105, 0.9996, NEAR_HANOI],
		[
			'UTM 49',
			prj('VN_2000_UTM_Zone_49N', 'D_Vietnam_2000', 111, 0.9996),
			111,
			0.9996,
			[300_000, 1_340_000]
		]
	];
	it.each(cases)('a Shapefile in %s', async (name, wkt, meridian, scale, point) => {
		const file = await shapefile(point, 0.1, wkt);
		const place = await placeOf(`${name.replace(/\W/g, '')}.zip`, file);
		const plain = unproject(point, tm(meridian, scale), WGS84);
		expect(distance(place, fromVn2000(plain))).toBeLessThan(0.5);
		// The shift isn't lost: without it the place is far.
		expect(distance(place, plain)).toBeGreaterThan(150);
	});

	it('a Shapefile in degrees', async () => {
		const wkt =
			'GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
		const place = await placeOf('degrees.zip', await shapefile([105.8, 21], 1e-6, wkt));
		expect(distance(place, fromVn2000([105.8, 21]))).toBeLessThan(0.5);
		expect(distance(place, [105.8, 21])).toBeGreaterThan(150);
	});

	it.each([
		['EPSG:3405', 105, 0.9996, NEAR_HANOI],
		['urn:ogc:def:crs:EPSG::3406', 111, 0.9996, [300_000, 1_340_000]],
		['urn:ogc:def:crs:EPSG::9209', 105.5, 0.9999, NEAR_CA_MAU],
		['http://www.opengis.net/def/crs/EPSG/0/5897', 105, 0.9999, NEAR_HANOI]
	] as [string, number, number, Point][])(
		'GeoJSON that names %s',
		async (name, meridian, scale, point) => {
			const crs = { type: 'name', properties: { name } };
			const expected = fromVn2000(unproject(point, tm(meridian, scale), WGS84));
			expect(
				distance(await placeOf('crs.json', square(point, 0.1, { crs })), expected)
			).toBeLessThan(0.5);
			expect(distance(await placeOf('bare.json', square(point, 0.1), name), expected)).toBeLessThan(
				0.5
			);
		}
	);

	it('GeoJSON in degrees of VN-2000, WGS 84 by two names, and UTM on WGS 84', async () => {
		const of = (name: string, point: Point, size: number) =>
			placeOf('crs.json', square(point, size, { crs: { type: 'name', properties: { name } } }));
		const place: Point = [105.8, 21];
		expect(distance(await of('EPSG:4756', place, 1e-6), fromVn2000(place))).toBeLessThan(0.5);
		expect(await of('urn:ogc:def:crs:OGC:1.3:CRS84', place, 1e-6)).toEqual(place);
		expect(await of('EPSG:4326', place, 1e-6)).toEqual(place);
		const utm = unproject(NEAR_HANOI, tm(105, 0.9996), WGS84);
		expect(distance(await of('EPSG:32648', NEAR_HANOI, 0.1), utm)).toBeLessThan(0.5);
	});
});

describe('projections that are not known', () => {
	it('are refused with what to do', async () => {
		const crs = await dataErrorOf(() => projectionOf('EPSG:2154', 'a.json', 'crs'));
		expect(crs.message).toMatch(/^a\.json, column "crs": value: found "EPSG:2154".*3405.*ogr2ogr/);
		const old = await dataErrorOf(() =>
			projectionOfPrj('GEOGCS["Hanoi 1972",DATUM["Hanoi_1972"]]', 'a.shp')
		);
		expect(old.message).toContain('Reproject with the shift of your province');
		const bare = await dataErrorOf(() =>
			projectionOfPrj('PROJCS["VN-2000",PROJECTION["Lambert_Conformal_Conic"]]', 'a.shp')
		);
		expect(bare.message).toContain('--crs EPSG:<code>');
	});

	it('leave other .prj files to mapshaper, and WGS 84 alone', () => {
		expect(projectionOfPrj('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]', 'a')).toBe('');
		expect(projectionOfPrj('PROJCS["WGS_1984_UTM_Zone_48N"]', 'a')).toBe('prj');
	});
});

describe('crsMember', () => {
	it('finds the name in its usual forms', () => {
		const named = '{ "type": "name", "properties": { "name": "EPSG:3405" } }';
		expect(crsMember(`{"type":"FeatureCollection","crs": ${named},"features":[`)).toBe('EPSG:3405');
		expect(crsMember('"crs":{"type":"EPSG","properties":{"code":3405}}')).toBe('3405');
		expect(crsMember('"crs":null,"features":[{"properties":{"name":"x"}}]')).toBeUndefined();
	});
});
