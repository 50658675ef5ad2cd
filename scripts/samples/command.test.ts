/** Files of an office become months: monthly tables of every form, and what is wrong with them. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { describeReport, type Report } from './report.ts';
import type { Reason } from '../../src/lib/intake/index.ts';
import { removeMonth } from './remove.ts';
import { forgetVersions } from './restore.ts';
import { readStore } from './store.ts';
import { copyCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, figuresOf, storeText } from '../testing/office.ts';
import { workbook } from '../testing/workbook.ts';

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

const HEADER = 'month,code,network,samples,download_mbps,upload_mbps,latency_ms,statistic';
/** Few rows, of which many can't be taken. */
const partly = { acceptPartial: true };
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

describe('a monthly table', () => {
	it('is recognised by English headers, with codes', async () => {
		const text = csv('2024-11,00001,mobile,412,68.2,24.1,31,median', '2024-11,005,mobile,20,,,,');
		const report = await addFiles(country.data, { 'a.csv': text });
		expect(report).toMatchObject({ kind: 'table', rowsRead: 2, accepted: 2, rejected: {} });
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00001')).toMatchObject({
			samples: 412,
			download: 68.2,
			upload: 24.1,
			latency: 31
		});
		expect(figures.get('005')).toMatchObject({ samples: 20, download: NaN });
	});

	it('is recognised by Vietnamese headers, with titles, merged names, a total and a footer', async () => {
		const text = [
			'UBND THÀNH PHỐ THỬ NGHIỆM;;;;',
			'Kết quả đo tháng 11 năm 2024, mạng di động;;;;',
			'Quận;Tên xã, phường;Số mẫu đo;Tốc độ tải xuống trung vị (Mbps);Độ trễ (ms)',
			'(1);(2);(3);(4);(5)',
			'Quận Một;Phúc Xá;1.412;68,2;31',
			';Phường Trúc Bạch;88;-;N/A',
			';Tổng cộng;1.500;;',
			'Ghi chú: số liệu của VNNIC;;;;'
		].join('\r\n');
		const report = await addFiles(country.data, { 'a.csv': text });
		expect(report).toMatchObject({ rowsRead: 2, accepted: 2, notRows: 5 });
		expect(report!.checks).toMatchObject([{ about: 'total', isRight: true }]);
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00001')).toMatchObject({ samples: 1412, download: 68.2, latency: 31 });
		expect(figures.get('00004')).toMatchObject({ samples: 88, download: NaN, latency: NaN });
	});

	it('says when a total is not the sum', async () => {
		const text = 'code,network,samples\n00001,mobile,10\n00004,mobile,5\nTổng,mobile,16\n';
		const answers = { total: ['rows'] };
		const report = await addFiles(country.data, { 'a.csv': text }, { month: '2024-11', answers });
		expect(report!.checks).toMatchObject([{ about: 'total', isRight: false }]);
		expect(describeReport(report!).join('\n')).toContain(
			'! The total at a.csv!C4 says 16, the rows add up to 15'
		);
	});

	it('may have a column a month', async () => {
		const text = 'Mã xã,T11/2024,Tháng 12/2024,Tổng\n00001,5,6,11\n00004,7,,7\n';
		const report = await addFiles(country.data, { 'a.csv': text }, { network: 'fixed' });
		expect(report).toMatchObject({ rowsRead: 2, accepted: 2 });
		expect((await figuresOf(country.data, '2024-12', 'fixed')).get('00001')!.samples).toBe(6);
		expect((await figuresOf(country.data, '2024-11', 'fixed')).get('00004')!.samples).toBe(7);
	});

	it('may have a column a network, below a merged heading', async () => {
		const text = [
			'Mã,Di động,,Cố định,',
			',Số mẫu,Tải xuống trung vị (kbit/s),Số mẫu,Tải xuống trung vị (kbit/s)',
			'00001,5,45000,6,90500'
		].join('\n');
		// The code's own heading is merged over both rows.
		const report = await addFiles(
			country.data,
			{ 'a.csv': text.replace('\n,Số', '\nMã,Số') },
			{ month: '2024-11' }
		);
		expect(report).toMatchObject({ rowsRead: 1, accepted: 1 });
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('00001')).toMatchObject({
			samples: 5,
			download: 45
		});
		expect((await figuresOf(country.data, '2024-11', 'fixed')).get('00001')).toMatchObject({
			samples: 6,
			download: 90.5
		});
	});

	it('is read from Excel: titles, merged cells, formulas, dates', async () => {
		const november = new Date(Date.UTC(2024, 10, 1));
		const file = workbook(
			{
				'Hướng dẫn': [['Điền số liệu vào sheet sau']],
				'Số liệu': [
					['BÁO CÁO', null],
					[
						'Kỳ báo cáo',
						'Tỉnh',
						'Quận',
						'Phường',
						'Mạng',
						'Số mẫu',
						'Tải xuống (Mbit/s)',
						'Cách tính'
					],
					[
						november,
						'Thử Nghiệm',
						'Quận Một',
						'Phúc Xá',
						'Di động',
						{ formula: 'SUM(A1)', value: 41 },
						12.5,
						'Trung bình'
					],
					[45597, null, null, 'Trúc Bạch', 'Di động', 3, null, null]
				]
			},
			['B3:B4', 'C3:C4']
		);
		const report = await addFiles(country.data, { 'a.xlsx': file });
		expect(report).toMatchObject({ rowsRead: 2, accepted: 2, rejected: {} });
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00001')).toMatchObject({
			samples: 41,
			download: 12.5,
			download_mean: 12.5
		});
		expect(figures.get('00004')).toMatchObject({ samples: 3, download: NaN });
	});

	it('is read from gzip, UTF-16, JSON and newline-delimited JSON', async () => {
		const text = csv('2024-11,00001,mobile,5,,,,');
		const utf16 = Buffer.concat([
			Buffer.from([0xff, 0xfe]),
			Buffer.from(csv('2024-12,00001,mobile,6,,,,'), 'utf16le')
		]);
		await addFiles(country.data, {
			'a.csv.gz': gzipSync(text),
			'b.csv': utf16,
			'c.json': JSON.stringify([
				{ month: '2025-01', code: '00001', network: 'mobile', samples: 7 }
			]),
			'd.ndjson': '{"month":"2025-02","code":"00001","network":"mobile","samples":8}\n'
		});
		for (const [month, samples] of [
			['2024-11', 5],
			['2024-12', 6],
			['2025-01', 7],
			['2025-02', 8]
		] as const)
			expect((await figuresOf(country.data, month, 'mobile')).get('00001')!.samples).toBe(samples);
	});

	it('gives codes their lost leading zeros back, and says so', async () => {
		const text = 'code,samples\n1,5\n20194,6\n22327,7\n';
		const report = await addFiles(
			country.data,
			{ 'a.csv': text },
			{ month: '2024-11', network: 'mobile' }
		);
		expect(report!.repaired).toMatchObject([
			{ row: 2, text: { en: expect.stringContaining('00001') } }
		]);
		expect((await figuresOf(country.data, '2024-11', 'mobile')).get('00001')!.samples).toBe(5);
	});

	it('keeps rows of districts and provinces apart from communes', async () => {
		const text = 'Đơn vị,Số mẫu\nPhường Phúc Xá,5\nQuận Một,50\nThành phố Biển,500\n';
		await addFiles(country.data, { 'a.csv': text }, { month: '2024-11', network: 'mobile' });
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect([...figures].map(([code, { samples }]) => [code, samples])).toEqual([
			['00001', 5],
			['001', 50],
			['48', 500]
		]);
	});

	it('with headers of its own is read by --map', async () => {
		const text = 'ký hiệu,lượng\n00001,5\n';
		const error = await dataErrorOf(() => addFiles(country.data, { 'a.csv': text }));
		expect(error.message).toContain('is not understood (1 rows with numbers): ký hiệu, l');
		const map = ['code=ký hiệu', 'samples=Lượng'];
		await addFiles(country.data, { 'a.csv': text }, { map, month: '2024-11', network: 'fixed' });
		expect((await figuresOf(country.data, '2024-11', 'fixed')).get('00001')!.samples).toBe(5);
	});
});

describe('a faulty row', () => {
	const cases: [row: string, reason: Reason, found: string][] = [
		['2024-11,99999,mobile,5,,,,', 'unknown unit', '99999'],
		['2025-07,00001,mobile,5,,,,', 'unknown unit', '00001'],
		['2025-07,498,mobile,5,,,,', 'unknown unit', '498'],
		['2024-11,00001,mobile,-5,,,,', 'impossible value', '-5'],
		['2024-11,00001,mobile,5.5,,,,', 'impossible value', '5.5'],
		['2024-11,00001,mobile,1e3,,,,', 'impossible value', '1e3'],
		['2024-11,00001,mobile,99999999,,,,', 'impossible value', '99999999'],
		['2022-09,00001,mobile,5,,,,', 'impossible time', '2022-09'],
		['2026-12,00004,mobile,5,,,,', 'impossible time', '2026-12'],
		['2024-13,00001,mobile,5,,,,', 'missing month', '2024-13'],
		[',00001,mobile,5,,,,', 'missing month', ''],
		['2024-11,00001,unknown,5,,,,', 'missing network', 'unknown'],
		['2024-11,00001,,5,,,,', 'missing network', ''],
		['2024-11,00001,mobile,,,,,', 'no value', ''],
		['2024-11,00001,mobile,N/A,-,–,,', 'no value', ''],
		["2024-11,=cmd|' /C calc'!A0,mobile,5,,,,", 'unknown unit', "=cmd|' /C calc'!A0"]
	];

	it.each(cases)('%s', async (row, reason, found) => {
		const good = '2024-11,00004,mobile,7,,,,';
		// A unit of the list before is asked about.
		const answers = row.startsWith('2025-07') ? { list: ['2025-07'] } : {};
		const report = await addFiles(
			country.data,
			{ 'a.csv': csv(good, row) },
			{ answers, ...partly }
		);
		expect(report).toMatchObject({ rowsRead: 2, accepted: 1 });
		expect(Object.keys(report!.rejected)).toEqual([reason]);
		const fault = report!.rejected[reason]!.first[0]!;
		expect(fault).toMatchObject({ file: 'a.csv', row: 3 });
		if (found) expect(fault.found).toBe(found);
	});

	it.each([
		'2024-11,00001,mobile,5,-1,,,median',
		'2024-11,00001,mobile,5,,,1000000,median',
		'2024-11,00001,mobile,5,54.3,,,',
		'2024-11,00001,mobile,0,54.3,,,mean'
	])('with a bad speed keeps its count: %s', async (row) => {
		const report = await addFiles(country.data, {
			'a.csv': csv('2024-11,00004,mobile,7,60,,31,median', row)
		});
		expect(report).toMatchObject({ rowsRead: 2, accepted: 2, rejected: {} });
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect(figures.get('00001')).toMatchObject({ download: NaN, upload: NaN, latency: NaN });
		expect(report!.notes).toHaveLength(1);
	});

	it('that repeats the header is none', async () => {
		const report = await addFiles(country.data, {
			'a.csv': csv('2024-11,00004,mobile,7,,,,', HEADER, '2024-11,00001,mobile,5,,,,')
		});
		expect(report).toMatchObject({ rowsRead: 2, accepted: 2 });
	});

	it('that names two units is asked about, and nothing is kept', async () => {
		const text = 'Tỉnh,Phường,Số mẫu\n,Phường Trùng Tên,5\nThành phố Biển,Phường Trùng Tên,6\n';
		const options = { month: '2024-11', network: 'mobile' } as const;
		const error = await dataErrorOf(() => addFiles(country.data, { 'a.csv': text }, options));
		expect(error.message).toContain('province: 1 of 2 rows name no province');
		expect(await storeText(country.data)).toBe('');
	});

	it('twice the same stands once; contradicting rows stand not at all, in any order', async () => {
		const rows = [
			'2024-11,00001,mobile,5,,,,',
			'2024-11,00001,mobile,5,,,,',
			'2024-11,00004,mobile,5,,,,',
			'2024-11,00004,mobile,6,,,,',
			'2024-11,00007,mobile,1,,,,'
		];
		const report = await addFiles(country.data, { 'a.csv': csv(...rows) }, partly);
		expect(report).toMatchObject({ rowsRead: 5, accepted: 2 });
		expect(report!.rejected).toMatchObject({
			duplicate: { count: 1 },
			contradiction: { count: 2 }
		});
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect([...figures.keys()]).toEqual(['00001', '00007']);
	});

	it('of a speed that could be two keeps its count alone', async () => {
		const text = 'code;samples;download_mbps\n00001;5;1.5\n00004;5;1,5\n00007;5;1.234\n';
		const options = { month: '2024-11', network: 'mobile', statistic: 'mean' } as const;
		await addFiles(country.data, { 'a.csv': text }, options);
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect([...figures.values()].map(({ samples, download }) => [samples, download])).toEqual([
			[5, 1.5],
			[5, 1.5],
			[5, NaN]
		]);
	});
});

describe('again and undo', () => {
	const good = csv('2024-11,00001,mobile,5,,,,');

	it('the same file twice changes nothing, under any name', async () => {
		await addFiles(country.data, { 'a.csv': good });
		const before = await storeText(country.data);
		expect(await addFiles(country.data, { 'a.csv': good })).toBeUndefined();
		expect(await addFiles(country.data, { 'other.csv': good })).toBeUndefined();
		expect(await storeText(country.data)).toBe(before);
	});

	it('further units of a month join those that are in; a unit that is in stays', async () => {
		await addFiles(country.data, { 'a.csv': good });
		const text = csv('2024-11,00001,mobile,9,,,,', '2024-11,00004,mobile,6,,,,');
		const report = await addFiles(country.data, { 'b.csv': text }, partly);
		expect(report).toMatchObject({ rowsRead: 2, accepted: 1 });
		expect(report!.rejected.contradiction!.first[0]!.remedy).toContain('replace');
		const figures = await figuresOf(country.data, '2024-11', 'mobile');
		expect([...figures.values()].map(({ samples }) => samples)).toEqual([5, 6]);
	});

	it('replace touches only the units and networks of the file; remove takes the month out', async () => {
		await addFiles(country.data, { 'a.csv': good });
		const text = 'code,network,samples\n00004,mobile,8\n';
		await addFiles(country.data, { 'b.csv': text }, { replace: '2024-11', month: '2024-11' });
		expect([...(await figuresOf(country.data, '2024-11', 'mobile')).keys()]).toEqual([
			'00001',
			'00004'
		]);
		await removeMonth(join(country.data, 'samples'), '2024-11');
		expect((await readStore(join(country.data, 'samples'))).months).toEqual([]);
		await forgetVersions(country.data, { keep: 1 });
		const left = await readdir(join(country.data, 'samples'), { recursive: true });
		expect(left.filter((name) => name.endsWith('.parquet'))).toEqual([]);
		const error = await dataErrorOf(() => removeMonth(join(country.data, 'samples'), '2024-11'));
		expect(error.message).toContain('"2024-11", expected one of the months that are in: none');
	});

	it('a table put into the folder by hand is refused with what to do', async () => {
		await addFiles(country.data, { 'a.csv': good });
		await writeFile(join(country.data, 'samples/mine.csv'), good);
		const error = await dataErrorOf(() => addFiles(country.data, { 'b.csv': good }));
		expect(error.message).toMatch(/mine\.csv.*put here by hand.*npm run samples -- add/);
	});
});

it('accounts for every row, whatever the rows and their order', async () => {
	const field = <T>(good: T[], bad: T[]) => fc.constantFrom(...good, ...good, ...good, ...bad);
	const row = fc
		.tuple(
			field(['2024-11', '2025-07'], ['2020-01', 'x', '']),
			field(['00001', '00004', '20194', '01', '001'], ['99999', '', 'Tổng']),
			field(['mobile', 'fixed'], ['5G', '-']),
			field(['0', '300', '1.234'], ['-1', '2.5', '']),
			field(['', '54.3'], ['x', '0']),
			field(['median'], ['', 'x'])
		)
		.map(([month, code, network, samples, speed, statistic]) =>
			[month, code, network, samples, speed, '', '', statistic].join(',')
		);
	await fc.assert(
		fc.asyncProperty(
			fc.array(row, { maxLength: 20 }),
			fc.infiniteStream(fc.nat()),
			async (rows, numbers) => {
				// A month that stands in each of two rows is never left out below as merged cells are.
				const good = '2024-12,00001,mobile,1,50,,,median\n2024-12,00004,mobile,1,50,,,median';
				const tables: string[] = [];
				const shuffled = [...rows].sort(() => (numbers.next().value! % 2 ? 1 : -1));
				for (const order of [rows, shuffled]) {
					const own = await copyCountry();
					try {
						const added = await addFiles(own.data, { 'a.csv': csv(good, ...order) }, partly).catch(
							(error: unknown) => (error instanceof DataError ? 'not taken' : Promise.reject(error))
						);
						if (added === 'not taken') {
							expect(await storeText(own.data)).toBe('');
							tables.push(added);
							continue;
						}
						const report = added as Report;
						const rejected = Object.values(report.rejected).reduce(
							(sum, { count }) => sum + count,
							0
						);
						expect(report.rowsRead + report.notRows!).toBe(rows.length + 2);
						expect(report.accepted + rejected).toBe(report.rowsRead);
						const { months } = await readStore(join(own.data, 'samples'));
						const files = months.flatMap(({ parts }) => parts.map(({ table }) => table));
						tables.push(JSON.stringify(files));
					} finally {
						await own.remove();
					}
				}
				expect(tables[1]).toBe(tables[0]);
			}
		),
		{ numRuns: 12 }
	);
}, 120_000);
