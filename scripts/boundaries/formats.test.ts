/** The same three units in every format, as GDAL writes it where it is installed; the rest is made here. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { readPolygons } from './polygons.ts';

vi.setConfig({ testTimeout: 240_000 });

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCE = join(ROOT, 'tests/fixtures/boundaries/dong-nai-2025-names.geojson');
const UNITS = ['26248', '26368', '26485'];

let data: string;
beforeAll(async () => {
	data = await mkdtemp(join(tmpdir(), 'formats-'));
	for (const name of ['gazetteer', 'crosswalk', 'editions.csv'])
		await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
});
afterAll(() => rm(data, { recursive: true, force: true }));

async function read(sources: string[], options: object = {}, edition = '2025-07') {
	const gazetteer = await readGazetteer(data, edition);
	const notes: string[] = [];
	const progress = { ...SILENT, note: (text: string) => void notes.push(text) };
	const all = { data, sources, columns: {}, mergeParts: false, progress, ...options };
	const { match, read: shapes } = await readPolygons(gazetteer, all);
	const km2 = shapes.shapes.reduce((sum, shape) => sum + shape.km2, 0);
	return { codes: match.matches.map(({ leaf }) => leaf.code).sort(), km2, notes, shapes };
}

/** Nothing where GDAL isn't installed. */
const gdal = (() => {
	try {
		return execFileSync('ogr2ogr', ['--version'], { encoding: 'utf8' }).trim();
	} catch {
		return undefined;
	}
})();
if (!gdal) console.log('formats that GDAL makes: skipped, no ogr2ogr here (Debian: gdal-bin)');

/** Name of the file, then what GDAL needs. */
const MADE: [file: string, ...args: string[]][] = [
	['a.fgb', '-f', 'FlatGeobuf'],
	['a.kml', '-f', 'KML'],
	['a.kmz', '-f', 'LIBKML'],
	['a.gml', '-f', 'GML'],
	['b.gml', '-f', 'GML', '-dsco', 'FORMAT=GML2'],
	['a.csv', '-f', 'CSV', '-lco', 'GEOMETRY=AS_WKT'],
	['b.csv', '-f', 'CSV', '-lco', 'GEOMETRY=AS_WKT', '-lco', 'SEPARATOR=SEMICOLON'],
	['a.shp', '-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8'],
	['a.gpkg', '-f', 'GPKG'],
	['a.geojsonl', '-f', 'GeoJSONSeq'],
	['a.tab', '-f', 'MapInfo File', '-lco', 'ENCODING=UTF-8'],
	['a.mif', '-f', 'MapInfo File', '-lco', 'ENCODING=UTF-8'],
	['a.gdb', '-f', 'OpenFileGDB'],
	['vn2000.gml', '-f', 'GML', '-t_srs', 'EPSG:32648'],
	['utm.fgb', '-f', 'FlatGeobuf', '-t_srs', 'EPSG:32648']
];

/** Ground of all, km². */
let whole: number | undefined;

describe.skipIf(!gdal)(`files of ${gdal}`, () => {
	it.each(MADE)('%s', async (name, ...args) => {
		const file = join(data, name);
		execFileSync('ogr2ogr', [...args, file, SOURCE], { stdio: 'ignore' });
		const crs = name === 'utm.fgb' ? { crs: 'EPSG:32648' } : {};
		const found = await read([file], crs);
		expect(found.codes).toEqual(UNITS);
		whole ??= (await read([SOURCE])).km2;
		expect(found.km2).toBeCloseTo(whole, 1);
		if (/\.(tab|mif|gdb)$/.test(name))
			expect(found.notes.join('\n')).toContain(
				`ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson ${name}`
			);
	});

	it('coordinates of another system are asked for where it is not known', async () => {
		const file = join(data, 'other.fgb');
		execFileSync('ogr2ogr', ['-f', 'FlatGeobuf', '-t_srs', 'EPSG:32648', file, SOURCE]);
		expect((await dataErrorOf(() => read([file]))).message).toMatch(/utm.*--crs EPSG/);
	});
});

it('GeoParquet', async () => {
	const { features } = JSON.parse(await readFile(SOURCE, 'utf8')) as {
		features: {
			properties: { name: string; province: string };
			geometry: { coordinates: number[][][] };
		}[];
	};
	const wkb = ({ geometry: { coordinates } }: (typeof features)[number]) => {
		const parts = [
			Buffer.from([1, 3, 0, 0, 0]),
			Buffer.from(Int32Array.of(coordinates.length).buffer)
		];
		for (const ring of coordinates) {
			parts.push(Buffer.from(Int32Array.of(ring.length).buffer));
			parts.push(Buffer.from(Float64Array.from(ring.flat()).buffer));
		}
		return new Uint8Array(Buffer.concat(parts));
	};
	const geo = {
		version: '1.0.0',
		primary_column: 'geometry',
		columns: { geometry: { encoding: 'WKB', geometry_types: ['Polygon'] } }
	};
	const content = parquetWriteBuffer({
		columnData: [
			{ name: 'name', data: features.map(({ properties }) => properties.name), type: 'STRING' },
			{
				name: 'province',
				data: features.map(({ properties }) => properties.province),
				type: 'STRING'
			},
			{ name: 'geometry', data: features.map(wkb), type: 'BYTE_ARRAY' }
		],
		kvMetadata: [{ key: 'geo', value: JSON.stringify(geo) }]
	});
	const file = join(data, 'made.parquet');
	await writeFile(file, Buffer.from(content));
	const found = await read([file]);
	expect(found.codes).toEqual(UNITS);
	// Written by another library, with another compression.
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	const other = join(data, 'duck.parquet');
	await connection.run(
		`COPY (SELECT * FROM read_parquet('${file}')) TO '${other}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {geo: '${JSON.stringify(geo)}'})`
	);
	connection.closeSync();
	instance.closeSync();
	expect((await read([other])).codes).toEqual(UNITS);
});

it('patterns name files', async () => {
	for (const at of [1, 2]) await writeFile(join(data, `part-${at}.geojson`), await one(at));
	expect((await read([join(data, 'part-*.geojson')])).codes).toEqual(UNITS.slice(1));
	const error = await dataErrorOf(() => read([join(data, 'none-*.geojson')]));
	expect(error.message).toMatch(/none-\*\.geojson.*no file/);
});

/** One of the units alone. */
async function one(at: number): Promise<string> {
	const { features } = JSON.parse(await readFile(SOURCE, 'utf8')) as { features: unknown[] };
	return JSON.stringify({ type: 'FeatureCollection', features: [features[at - 1]] });
}

describe('geometry that is none', () => {
	it('empty and curved text is named and left out; strict refuses', async () => {
		const file = join(data, 'odd.csv');
		const box = 'POLYGON ((106.9 10.7,106.93 10.7,106.93 10.73,106.9 10.73,106.9 10.7))';
		const curve = 'CURVEPOLYGON (CIRCULARSTRING (106 10, 107 10, 107 11, 106 11, 106 10))';
		const rows = [
			['Xã Long Thành', box],
			['Xã Nhơn Trạch', 'POLYGON EMPTY'],
			['Xã Trảng Bom', curve]
		].map(([name, wkt]) => `"${wkt}",${name},Tỉnh Đồng Nai`);
		await writeFile(file, ['WKT,name,province', ...rows].join('\n'));
		const found = await read([file]);
		expect(found.codes).toEqual(['26368']);
		expect(found.shapes.bare.map(({ row }) => row)).toEqual([2, 3]);
		const error = await dataErrorOf(() => read([file], { strict: true }));
		expect(error.message).toMatch(/row 2, column "geometry"/);
	});
});

describe('what is no outline', () => {
	it.each([
		['page.geojson', '<!DOCTYPE html><html><body>404', /web page/],
		['plain.csv', 'code,name\n26368,Xã Long Thành\n', /column WKT/],
		[
			'text.kml',
			'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
			/text\.kml/
		],
		['text.gml', '<a xmlns:gml="http://www.opengis.net/gml"><gml:featureMember></a>', /whole GML/]
	])('%s is told for what it is', async (name, text, message) => {
		const file = join(data, name);
		await writeFile(file, text);
		expect((await dataErrorOf(() => read([file]))).message).toMatch(message);
	});

	it('metres without a system, swapped coordinates', async () => {
		const { features } = JSON.parse(await readFile(SOURCE, 'utf8')) as {
			features: { geometry: { coordinates: number[][][] } }[];
		};
		const with_ = async (change: (position: number[]) => number[]) => {
			const file = join(data, 'changed.geojson');
			const changed = features.map((feature) => ({
				...feature,
				geometry: {
					...feature.geometry,
					coordinates: feature.geometry.coordinates.map((ring) => ring.map(change))
				}
			}));
			await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: changed }));
			return (await dataErrorOf(() => read([file]))).message;
		};
		expect(await with_(([x, y]) => [y!, x!])).toMatch(/look swapped/);
		expect(await with_(([x, y]) => [x! * 1e4, y! * 1e5])).toMatch(/look like metres.*--crs/);
	});
});

it('KML as Google Earth and ArcGIS write it: a pin beside the polygons, attributes as an HTML table', async () => {
	const place = `<Placemark><name>Khu A</name>
		<description><![CDATA[<html><table><tr><td>MA_XA</td><td>30346</td></tr><tr><td>TEN</td><td>x</td></tr></table>]]></description>
		<MultiGeometry><Point><coordinates>105.07,10.9</coordinates></Point><Polygon><outerBoundaryIs><LinearRing><coordinates>
		105.0626,10.8886 105.0926,10.8886 105.0926,10.9186 105.0626,10.9186 105.0626,10.8886
		</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>`;
	const path = join(data, 'ge.kml');
	await writeFile(
		path,
		`<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${place}</Document></kml>`
	);
	expect((await read([path], {}, '2022-10')).codes).toEqual(['30346']);
});
