/** What fuzzers found, each made small: it ended a reader, and is told as a fault of the file now. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMonthTable } from '../../src/lib/data/parquet.ts';
import { byReading } from '../../src/lib/domain/figures.ts';
import { readUnits } from '../../src/lib/data/tables.ts';
import { sheetsOfBytes } from '../../src/lib/intake/index.ts';
import { writtenName } from '../../src/lib/intake/unit-names.ts';
import { zoneOf } from '../../src/lib/intake/zones.ts';
import { misunderstood } from '../../src/lib/intake/answers.ts';
import { readShapes } from '../boundaries/shapes.ts';
import { readSources } from '../boundaries/sources.ts';
import { SILENT } from '../common/progress.ts';
import { writeMonthTable } from '../publish/parquet.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { collection, squares, zipped } from '../testing/squares.ts';
import { workbook } from '../testing/workbook.ts';

/** A workbook of which bytes of a packed part are others. */
function damaged(change: (bytes: Uint8Array, at: number) => void): Uint8Array {
	const bytes = zipSync(unzipSync(workbook({ a: [['code', 'samples'], ...many()] })), { level: 9 });
	const name = Buffer.from('xl/worksheets/sheet1.xml');
	change(bytes, Buffer.from(bytes).indexOf(name) + name.length);
	return bytes;
}

function many(): (string | number)[][] {
	return Array.from({ length: 200 }, (_, at) => [`0000${at}`, at * 7919]);
}

describe('a workbook', () => {
	it('whose parts no longer unpack is a damaged file', async () => {
		for (let at = 0; at < 300; at += 7) {
			const bytes = damaged((of, start) => void (of[start + at]! ^= 0xff));
			const { code } = await dataErrorOf(() => sheetsOfBytes(bytes, 'a.xlsx'));
			expect(['truncated', 'malformed']).toContain(code);
		}
	});
	it('packed in an unknown way is a damaged file', async () => {
		const bytes = Buffer.from(damaged(() => {}));
		const directory = bytes.lastIndexOf('PK\u0001\u0002');
		bytes.writeUInt16LE(19_969, directory + 10);
		const names = Object.keys(unzipSync(bytes, { filter: () => false }));
		expect(names).toEqual([]);
		expect((await dataErrorOf(() => sheetsOfBytes(bytes, 'a.xlsx'))).code).toBe('truncated');
	});
	it('of thousands of parts is refused before they are looked at', async () => {
		const parts = Object.fromEntries(
			Array.from({ length: 5000 }, (_, at) => [`xl/worksheets/sheet${at}.xml`, new Uint8Array()])
		);
		const bytes = zipSync({ ...unzipSync(workbook({ a: [['a']] })), ...parts });
		const { message } = await dataErrorOf(() => sheetsOfBytes(bytes, 'a.xlsx'));
		expect(message).toMatch(/found "500\d files in it", expected at most 4096/);
	});
});

it('words that every object of the program has are words like others', () => {
	for (const word of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__']) {
		expect(writtenName(word).isAlias).toBe(false);
		expect(writtenName(word).foldedKeys.every((key) => typeof key === 'string')).toBe(true);
		expect(zoneOf(word)).toBeUndefined();
		expect(misunderstood({ 'latency-unit': [word] }, [])).toEqual([`--latency-unit ${word}`]);
	}
});

describe('polygons', () => {
	let folder: string;
	beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cases-'))));
	afterAll(() => rm(folder, { recursive: true, force: true }));

	const [square] = squares();
	it.each<[string, string | Uint8Array, RegExp]>([
		['features that are none', '{"type":"FeatureCollection","features":7}', /features/],
		[
			'attributes that are a text',
			collection([square, { ...square, properties: 'Feature' }]),
			/row 2, column "properties".*features of GeoJSON/
		],
		[
			'attributes that are a list',
			collection([square, { ...square, properties: [1] }]),
			/row 2, column "properties"/
		],
		[
			'rings of Esri that are a number',
			'{"geometryType":"esriGeometryPolygon","features":[{"geometry":{"rings":1e21}}]}',
			/features\.0\.geometry\.rings".*found "1e\+21"/
		],
		[
			'a ring of Esri with a text',
			'{"geometryType":"esriGeometryPolygon","features":[{"geometry":{"rings":[[["1","2"]]]}}]}',
			/pairs of numbers/
		],
		[
			'several files of which one has other things among its features',
			zipped({
				'a.geojson': collection(squares()),
				'b.geojson': collection([{ type: 'X' }, square])
			}),
			/b\.geojson, row 1, column "features"/
		]
	])('with %s are told', async (_, content, message) => {
		const path = join(folder, typeof content === 'string' ? 'a.json' : 'a.zip');
		await writeFile(path, content);
		const options = { downloads: folder, onProgress() {}, onNote() {} };
		const error = await dataErrorOf(async () => {
			const { layers } = await readSources([path], options);
			await readShapes(layers, new Set(), SILENT);
		});
		expect(error.message).toMatch(message);
	});

	it('as well-known text with a million digits are read in time', async () => {
		const path = join(folder, 'a.csv');
		await writeFile(path, `code;wkt\n00004;"POLYGON((${'1'.repeat(200_000)}))"\n`);
		const start = performance.now();
		const options = { downloads: folder, onProgress() {}, onNote() {} };
		await readSources([path], options).catch(() => {});
		expect(performance.now() - start).toBeLessThan(5000);
	});
});

describe('published files', () => {
	it('with a unit in no unit above are refused', async () => {
		const level = (code: string, parent: string) => ({
			...{ code: [code], name: ['x'], type: [0], parent: [parent] }
		});
		const data = {
			...{ version: 2, edition: '2025-07', types: ['Xã'], changes: [], aliases: {} },
			levels: { province: level('01', ''), commune: level('00004', '79') }
		};
		const { message } = await dataErrorOf(() => readUnits('2025-07', data, 'units.json'));
		expect(message).toMatch(/levels\.commune\.parent\.0.*found "79"/);
	});
	it('of Parquet with more rows than its parts have are refused', async () => {
		const rows = { code: ['01'], samples: Float64Array.of(3), derived: Uint8Array.of(0) };
		const table = { mobile: { ...rows, ...byReading(() => Float64Array.of(1)) } };
		const bytes = Uint8Array.from(writeMonthTable(table, { version: '2' }));
		const { buffer } = bytes;
		await readMonthTable(buffer, 'x.parquet');
		// One of these tells how many rows there are.
		const length = new DataView(buffer).getUint32(bytes.length - 8, true);
		const told: string[] = [];
		for (let at = bytes.length - 8 - length; at < bytes.length - 8; at++) {
			const one = Uint8Array.from(bytes);
			one[at] = 0x7e;
			const error = await readMonthTable(one.buffer, 'x.parquet').catch((of: unknown) => of);
			if (error instanceof Error) expect(error.name).toBe('DataError');
			if (error instanceof Error) told.push(error.message);
		}
		expect(told.join('\n')).toContain('as many rows as its parts have');
	});
});
