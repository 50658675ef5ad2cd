/** The same measurements in every form in which an office may have them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { addFiles, figuresOf } from '../testing/office.ts';
import { workbook } from '../testing/workbook.ts';

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

/** A point in commune 00001. */
const A = '105.84966,21.04652';
const HEADER = 'time,longitude,latitude,network,download_mbps,upload_mbps,latency_ms';
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

describe('forms of files', () => {
	const local = '2024-11-05 10:00:00';
	const utf16 = (text: string) =>
		Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
	const [lon, lat] = A.split(',').map(Number) as [number, number];
	const comma = A.split(',')
		.map((text) => text.replace('.', ','))
		.join(';');
	const cases: [name: string, file: string, content: string | Uint8Array][] = [
		['gzip', 'a.csv.gz', gzipSync(csv(`${local},${A},mobile,45.5,9,31`))],
		['UTF-16', 'a.csv', utf16(csv(`${local},${A},mobile,45.5,9,31`))],
		[
			'decimal comma, day first, kbit/s, Vietnamese',
			'a.csv',
			`Thời gian;Kinh độ;Vĩ độ;Loại mạng;Tốc độ tải xuống (kbit/s);Tải lên (Mbps);Độ trễ (ms)\n15/11/2024 10:00:00;${comma};Di động;45500;9,0;31\n`
		],
		[
			'time first, quotes, line breaks inside',
			'a.csv',
			`thoi gian,kinh do,vi do,mang,tai xuong,tai len,do tre,ghi chú\n"10:00 15/11/2024",${A},4G,45.5,9,31,"a\nb"\n`
		],
		['title rows', 'a.csv', `Kết quả đo\nTỉnh X\n\n${csv(`${local},${A},mobile,45.5,9,31`)}`],
		[
			'milliseconds since 1970',
			'a.csv',
			csv(`${Date.parse('2024-11-05T03:00:00Z')},${A},mobile,45.5,9,31`)
		],
		['Excel days', 'a.csv', csv(`45601.416666667,${A},mobile,45.5,9,31`)],
		[
			'JSON',
			'a.json',
			JSON.stringify([
				{
					time: '2024-11-05T03:00:00Z',
					longitude: lon,
					latitude: lat,
					network: 'mobile',
					download: 45.5,
					upload: 9,
					latency: 31
				}
			])
		],
		[
			'Excel',
			'a.xlsx',
			workbook({
				a: [
					['Đo tháng 11'],
					[
						'Thời điểm đo',
						'Kinh độ',
						'Vĩ độ',
						'Mạng',
						'Tải xuống (Mbit/s)',
						'Tải lên (Mbit/s)',
						'Ping (ms)'
					],
					[new Date('2024-11-05T10:00:00Z'), lon, lat, 'Di động', 45.5, 9, 31]
				]
			})
		]
	];
	it.each(cases)('%s', async (_, file, content) => {
		const report = await addFiles(country.data, { [file]: content });
		expect(report!.rejected).toEqual({});
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00001')).toMatchObject({
			samples: 1,
			download: 45.5,
			upload: 9,
			latency: 31
		});
	});

	it.each(['TIMESTAMP', 'TIMESTAMPTZ', 'VARCHAR'])('Parquet with %s', async (type) => {
		const path = join(country.data, 'a.parquet');
		const instance = await DuckDBInstance.create(':memory:');
		const connection = await instance.connect();
		const text = type === 'TIMESTAMPTZ' ? '2024-10-31 17:00:00+00' : '2024-11-01 00:00:00';
		await connection.run(
			`COPY (SELECT '${text}'::${type} AS time, ${lon}::FLOAT AS lon, ${lat} AS lat, 'fixed' AS network, 45::INTEGER AS download, NULL::INTEGER AS upload, 31.5 AS latency) TO '${path}'`
		);
		connection.closeSync();
		instance.closeSync();
		await addFiles(country.data, { 'a.parquet': await readFile(path) });
		const figures = await figuresOf(country.data, '2024-11', 'fixed');
		expect(figures.get('00001')).toMatchObject({
			samples: 1,
			download: 45,
			upload: NaN,
			latency: 31.5
		});
	});

	it('several files go together, by a pattern', async () => {
		await writeFile(join(country.data, 'x1.csv'), csv(`${local},${A},mobile,10,9,31`));
		await writeFile(
			join(country.data, 'x2.csv'),
			csv(`bad,${A},mobile,10,9,31`, `${local},${A},mobile,20,9,31`)
		);
		const files = [join(country.data, 'x*.csv')];
		const report = await addFiles(country.data, {}, { files, acceptPartial: true });
		expect(report).toMatchObject({ rowsRead: 3, accepted: 2 });
		expect(report!.rejected['impossible time']!.first[0]).toMatchObject({ file: 'x2.csv', row: 2 });
	});
});
