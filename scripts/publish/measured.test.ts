/** A month of measurements, from the office's file to what is published of it. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STATISTICS_COLUMNS, type StatisticsRows } from '../../src/lib/domain/statistics.ts';
import { readMonthTable, readStatistics } from '../../src/lib/data/parquet.ts';
import type { Manifest, ManifestNetwork, PublishedFile } from '../../src/lib/data/schema.ts';
import { checkPublished } from './check.ts';
import { writeMonthTable, writeStatistics } from './parquet.ts';
import { toBuffer } from '../common/promise.ts';
import { writeHashed } from '../common/publish.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { measurementsText, OPERATORS } from '../testing/measurements.ts';
import { addFiles } from '../testing/office.ts';

const MONTH = '2026-09';
/** A commune of the made-up country, with 100 measurements of each operator and one without. */
const COMMUNE = '00004';

let country: Country;
let whole: string;
beforeAll(async () => {
	country = await copyDrawnCountry();
	whole = `${country.out}-whole`;
	const text = await measurementsText(MONTH, '2025-07', { perCommune: 100, slowest: 1 });
	await addFiles(country.data, { 'đo.csv': text });
	const table =
		'month,code,network,samples,download\n2026-08,00004,mobile,312,54.3\n2026-08,00166,mobile,4,80.1\n';
	await addFiles(country.data, { 'tháng-8.csv': table }, { statistic: 'median' });
	await publishCountry({ data: country.data, out: whole });
});
beforeEach(() => cp(whole, country.out, { recursive: true }));
afterEach(() => rm(country.out, { recursive: true, force: true }));
afterAll(() => country.remove());

async function manifestOf(): Promise<Manifest> {
	return JSON.parse(await readFile(join(country.out, 'manifest.json'), 'utf8')) as Manifest;
}

async function mobileOf(month: string): Promise<ManifestNetwork> {
	const { months } = await manifestOf();
	return months.find((of) => of.month === month)!.networks.mobile!;
}

const contentOf = async ({ url }: PublishedFile) =>
	toBuffer(await readFile(join(country.out, url)));

async function statisticsOf(month: string): Promise<StatisticsRows> {
	const { statistics } = await mobileOf(month);
	return readStatistics(await contentOf(statistics!), statistics!.url);
}

/** Put another file in the place of one that the manifest names. */
async function replace(file: PublishedFile, content: Uint8Array): Promise<void> {
	const [, stem] = /^(.*)\.[0-9a-f]{8}\.parquet$/.exec(file.url)!;
	const written = await writeHashed(country.out, stem!, 'parquet', content);
	const text = JSON.stringify(await manifestOf()).replace(
		JSON.stringify(file),
		JSON.stringify(written)
	);
	await writeFile(join(country.out, 'manifest.json'), text);
}

describe('a month of measurements', () => {
	it('publishes mean, percentiles, interval and shares of every unit', async () => {
		const rows = await statisticsOf(MONTH);
		const at = rows.code.indexOf(COMMUNE);
		const figures = Object.fromEntries(STATISTICS_COLUMNS.map((name) => [name, rows[name][at]]));
		// 301 downloads of 1, 2, … 301 Mbit/s: median 151, with ends of the interval at ranks 134 and 168.
		expect(figures).toMatchObject({
			mean_download: 151,
			p10_download: 31,
			p90_download: 271,
			low_download: 134,
			high_download: 168,
			mean_upload: 75.5,
			p10_latency: 40,
			share_40: 0.8704,
			share_100: 0.6711
		});
	});

	it('gives each row of the table a row of statistics', async () => {
		const { table } = await mobileOf(MONTH);
		const { mobile } = await readMonthTable(await contentOf(table), table.url);
		expect((await statisticsOf(MONTH)).code).toEqual(mobile!.code);
	});

	it('publishes the samples of each operator alone', async () => {
		const { operators } = await mobileOf(MONTH);
		expect(Object.keys(operators!).sort()).toEqual([...OPERATORS].sort());
		const file = operators!['VNPT']!;
		const { mobile } = await readMonthTable(await contentOf(file), file.url);
		const at = mobile!.code.indexOf(COMMUNE);
		expect([mobile!.samples[at], mobile!.download[at]]).toEqual([100, 151]);
	});

	it('is content with its own promises', () =>
		expect(checkPublished(country.out)).resolves.toBeUndefined());
});

describe('a monthly table', () => {
	it('has neither statistics nor operators', async () => {
		const stated = await mobileOf('2026-08');
		expect(stated.provenance).toBe('imported');
		expect([stated.statistics, stated.operators]).toEqual([undefined, undefined]);
	});
});

describe('what stands on fewer than five', () => {
	const published = async () => {
		const { table } = await mobileOf('2026-08');
		return { table, mobile: (await readMonthTable(await contentOf(table), table.url)).mobile! };
	};

	it('is counted, without a speed', async () => {
		const { mobile } = await published();
		const of = ['00004', '00166'].map((code) => mobile.code.indexOf(code));
		expect(of.map((at) => [mobile.samples[at], mobile.download[at]])).toEqual([
			[312, 54.3],
			[4, NaN]
		]);
	});

	it('is refused with one', async () => {
		const { table, mobile } = await published();
		const download = Float64Array.from(mobile.download);
		download[mobile.code.indexOf('00166')] = 80.1;
		await replace(table, writeMonthTable({ mobile: { ...mobile, download } }, {}));
		const error = await dataErrorOf(() => checkPublished(country.out));
		expect(error.fault).toMatchObject({ column: '00166 download', found: '80.1 of 4 samples' });
	});
});

describe('publishing refuses', () => {
	it.each([
		['a percentile on the wrong side of the median', 'p10_download', 200],
		['an interval beside its median', 'high_latency', 1],
		['a share above 1', 'share_40', 1.2],
		['more samples at 100 than at 40 Mbit/s', 'share_100', 0.9],
		['a negative spatial coverage', 'spatial_coverage', -0.1],
		['how many hexagons have measurements', 'hexagons', 2]
	] as const)('%s', async (_, name, value) => {
		const rows = await statisticsOf(MONTH);
		rows[name][rows.code.indexOf(COMMUNE)] = value;
		await replace((await mobileOf(MONTH)).statistics!, writeStatistics(rows, {}));
		const error = await dataErrorOf(() => checkPublished(country.out));
		expect(error.code).toBe('promise');
		expect(error.fault.column).toContain(COMMUNE);
		expect(error.fault.found).toContain(String(value));
	});

	it('statistics without one of the units', async () => {
		const rows = await statisticsOf(MONTH);
		const fewer = Object.fromEntries(
			Object.entries(rows).map(([name, values]) => [name, values.slice(1)])
		) as StatisticsRows;
		await replace((await mobileOf(MONTH)).statistics!, writeStatistics(fewer, {}));
		const error = await dataErrorOf(() => checkPublished(country.out));
		expect(error.fault).toMatchObject({
			column: 'code',
			file: expect.stringMatching(/statistics/)
		});
	});

	it('operators with more samples than there are', async () => {
		const file = (await mobileOf(MONTH)).operators!['VNPT']!;
		const { mobile } = await readMonthTable(await contentOf(file), file.url);
		const samples = Float64Array.from(mobile!.samples, (count) => count * 2);
		const content = writeMonthTable({ mobile: { ...mobile!, samples } }, { operator: 'VNPT' });
		await replace(file, content);
		const error = await dataErrorOf(() => checkPublished(country.out));
		expect(error.fault.found).toMatch(/samples of all operators/);
	});
});
