/**
 * A month that is easy to attack: measurements in one village alone, of one operator but for a single phone, which is the
 * only one with 5G. From the office's file to what is published of it.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { parquetReadObjects } from 'hyparquet';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBuffer } from '../common/promise.ts';
import { copyDrawnCountry, publishCountry, readCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';
import { checkPublished } from './check.ts';

type Row = Record<string, unknown>;
const COMMUNE = '20194';

let country: Country;
let village: string;
let phone: string;
/** Rows of every Parquet file of the month, by its path. */
const published = new Map<string, Row[]>();
beforeAll(async () => {
	country = await copyDrawnCountry();
	const { units, facts } = (await readCountry()).find((of) => of.edition === '2025-07')!;
	const at = units.of.commune!.rowOf.get(COMMUNE)!;
	village = latLngToCell(facts.commune!.lat[at]!, facts.commune!.lon[at]!, 8);
	const rows = ['Thời gian,Vĩ độ,Kinh độ,Loại mạng,Nhà mạng,Tải xuống,Tải lên,Độ trễ'];
	const measure = (cell: string, count: number, kind: string, operator: string, from: number) => {
		const [lat, lon] = cellToLatLng(cell);
		for (let n = 0; n < count; n++)
			rows.push(
				`2026-09-${String(1 + (n % 28)).padStart(2, '0')} 08:${String(from).padStart(2, '0')}:${String(n % 60).padStart(2, '0')},${lat},${lon},${kind},${operator},${from + n},20,30`
			);
	};
	measure(village, 40, '4G', 'Viettel', 10);
	// Three measurements in the next hexagon.
	phone = gridDisk(village, 1)[1]!;
	measure(phone, 3, '5G', 'MobiFone', 50);
	await addFiles(country.data, { 'đo.csv': rows.join('\n') });
	await publishCountry(country);
	const entries = await readdir(country.out, { recursive: true });
	for (const path of entries.filter((of) => of.endsWith('.parquet')))
		published.set(
			path,
			(await parquetReadObjects({
				file: toBuffer(await readFile(join(country.out, path))),
				compressors: { GZIP: (page) => gunzipSync(page) }
			})) as Row[]
		);
}, 120_000);
afterAll(() => country.remove());

const rowsOf = (pattern: RegExp) =>
	[...published].filter(([path]) => pattern.test(path)).flatMap(([, rows]) => rows);
const speedsOf = (row: Row) =>
	Object.entries(row).filter(
		([name, value]) =>
			/download|upload|latency|jitter|share/.test(name) &&
			value !== null &&
			!Number.isNaN(value as number)
	);

describe('a month of one village, one operator and one 5G phone', () => {
	it('keeps every promise against the attacker', async () => {
		await expect(checkPublished(country.out, undefined, { attack: true })).resolves.toBeUndefined();
	});

	it('publishes the exact counts of units: 43 of mobile, 3 of them of 5G', () => {
		const counts = (pattern: RegExp) =>
			rowsOf(pattern)
				.filter(({ code }) => code === COMMUNE)
				.map(({ samples }) => Number(samples));
		expect(counts(/\.mobile\.[0-9a-f]{8}\.parquet$/)).toContain(43);
		expect(counts(/\.5g\.[0-9a-f]{8}\.parquet$/)).toContain(3);
	});

	it('publishes no speed and no statistic of the phone', () => {
		const few = [...published.values()]
			.flat()
			.filter(({ samples }) => samples !== undefined && Number(samples) > 0 && Number(samples) < 5);
		expect(few.length).toBeGreaterThan(0);
		expect(few.filter((row) => speedsOf(row).length > 0)).toEqual([]);
	});

	it('lists no hexagon of the phone, in any network or resolution', () => {
		expect([...published.keys()].filter((path) => /hexagons.*5g/.test(path))).toEqual([]);
		const finest = rowsOf(/hexagons\/2026-09\/8\./).map(({ network, cell }) => [
			network,
			(cell as bigint).toString(16)
		]);
		expect(finest).toEqual([['mobile', village]]);
		expect(phone).not.toBe(village);
	});
});
