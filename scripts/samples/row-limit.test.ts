/** Files of too many measurements are refused before they are read, with the limit and what to do. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { NOW, officeFile } from '../testing/office.ts';
import { addSamples } from './add.ts';
import { openDuck, literal } from './duck.ts';

const ROWS = 20_000;
const HEADER = ['time', 'longitude', 'latitude', 'network', 'download', 'upload', 'latency'];
let country: Country;
const files = new Map<string, string>();
beforeAll(async () => {
	country = await copyDrawnCountry();
	const rows = Array.from({ length: ROWS }, (_, at) => [
		`2024-11-${String((at % 28) + 1).padStart(2, '0')} 10:00:00`,
		...['105.84966', '21.04652', 'mobile', String(1 + (at % 99)), '5', '20']
	]);
	const csv = [HEADER, ...rows].map((row) => row.join(',')).join('\n');
	const objects = rows.map((row) => Object.fromEntries(HEADER.map((name, at) => [name, row[at]])));
	const put = async (name: string, content: string | Uint8Array) =>
		void files.set(name, await officeFile(country.data, name, content));
	await put('a.csv', csv);
	await put('a.csv.gz', gzipSync(csv));
	await put('a.json', JSON.stringify(objects));
	await put('a.ndjson', objects.map((of) => JSON.stringify(of)).join('\n'));
	const parquet = await officeFile(country.data, 'a.parquet', '');
	const duck = await openDuck(join(country.data, 'cache'));
	await duck.connection.run(
		`COPY (FROM read_csv(${literal(files.get('a.csv')!)})) TO ${literal(parquet)} (FORMAT parquet)`
	);
	await duck.close();
	files.set('a.parquet', parquet);
}, 120_000);
afterAll(() => country.remove());

const add = (name: string, mostRows: number) =>
	addSamples({
		...{ data: country.data, files: [files.get(name)!], now: NOW, progress: SILENT },
		...{ sheetBytes: 0, dryRun: true, mostRows }
	});

it.each(['a.csv', 'a.csv.gz', 'a.json', 'a.ndjson', 'a.parquet'])(
	'%s: the limit is told, and nothing is there but what was',
	async (name) => {
		const error = await dataErrorOf(() => add(name, ROWS * 0.8));
		expect(error.message).toMatch(/about (20|19|21),000 measurements/);
		expect(error.message).toContain('at most 16,000 measurements in one command');
		expect(error.message).toContain('Divide the file by month');
		const cache = await readdir(join(country.data, 'cache'));
		expect(cache.filter((of) => of.startsWith('samples-'))).toEqual([]);
		expect((await add(name, ROWS * 1.2)).status).toBe('accepted');
	},
	60_000
);

it('counts those that a month has already', async () => {
	const { data } = country;
	const more = { now: NOW, progress: SILENT, sheetBytes: 0 };
	await addSamples({ data, files: [files.get('a.csv')!], ...more });
	const late = await officeFile(
		data,
		'late.csv',
		`${HEADER.join(',')}\n2024-11-30 10:00:00,105.84966,21.04652,mobile,7,5,20\n`
	);
	const error = await dataErrorOf(() =>
		addSamples({ data, files: [late], ...more, mostRows: 100 })
	);
	expect(error.message).toContain('at most 100 measurements in one command');
	expect((await addSamples({ data, files: [late], ...more })).status).toBe('accepted');
});
