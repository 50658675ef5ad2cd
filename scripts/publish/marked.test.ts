/**
 * Nothing that is kept, printed or published holds places, devices, ids, addresses or telephone numbers: files with
 * marked values in every column go the whole way, and everything that was written is searched for them.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { describeError } from '../../src/lib/intake/told.ts';
import { SILENT } from '../common/progress.ts';
import { toBuffer } from '../common/promise.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import { addSamples } from '../samples/add.ts';
import { literal, openDuck, type Duck } from '../samples/duck.ts';
import { showMonth } from '../samples/months.ts';
import type { AddOptions } from '../samples/part.ts';
import { linesOf, toldOf } from '../samples/tell.ts';
import { copyDrawnCountry, publishCountry, readCountry, type Country } from '../testing/country.ts';
import { workbook } from '../testing/workbook.ts';

/** What stands for something personal, each as a column of its own and in the place of every other column. */
const MARKS: Record<string, string> = {
	phone: '0912770031',
	'phone abroad': '+84 98 877 0032',
	imei: '356938770033809',
	device: 'a1b2c3d477003418',
	uuid: '3f2b8c1e-9d47-4a51-b1f2-770035cc9911',
	mac: 'aa:bb:cc:77:00:36',
	mail: 'nguyen.770037@vnpt.vn',
	ip: '113.190.77.38',
	ipv6: '2402:800:61b1:7700:39aa:bb:cc:dd',
	place: '105.8377041',
	latitude: '21.0477042'
};
/** Columns that the reader knows; others have names that say nothing. */
const COLUMNS: Record<string, string> = {
	phone: 'Điện thoại',
	imei: 'IMEI',
	mail: 'Email',
	ip: 'IP'
};
const NOW = new Date('2026-11-10T05:00:00Z');

let duck: Duck;
/** Rows of measurements that the store keeps. */
const kept: string[] = [];
let country: Country;
let rows: string[][];
/** Everything that commands printed. */
let printed = '';
beforeAll(async () => {
	country = await copyDrawnCountry();
	duck = await openDuck(join(country.data, 'cache'));
	const { units, facts } = (await readCountry()).find((of) => of.edition === '2025-07')!;
	const at = units.of.commune!.rowOf.get('00004')!;
	const { lon, lat } = facts.commune!;
	// Marked digits behind the fourth decimal: within a few metres of the commune's point.
	const [x, y] = [lon[at]!.toFixed(4) + '77051', lat[at]!.toFixed(4) + '77052'];
	rows = Array.from({ length: 400 }, (_, n) => [
		`2026-10-${String((n % 28) + 1).padStart(2, '0')} 08:${String(n % 60).padStart(2, '0')}:0${n % 10}`,
		x,
		y,
		n % 3 === 0 ? '5G' : '4G',
		n % 2 === 0 ? 'Viettel' : 'VNPT',
		`${40 + (n % 50)}`,
		'20',
		`${15 + (n % 9)}`
	]);
});
afterAll(async () => {
	await duck.close();
	await country.remove();
});

const HEADER = [
	'Thời gian',
	'Kinh độ',
	'Vĩ độ',
	'Loại mạng',
	'Nhà mạng',
	'Tải xuống',
	'Tải lên',
	'Độ trễ'
];
const PLACE_MARKS = ['77051', '77052'];

/** What the command does with a file; all that it prints, in both languages, for people and for programs, is kept. */
async function take(file: string, more: Partial<AddOptions> = {}): Promise<string> {
	try {
		const result = await addSamples({
			data: country.data,
			files: [file],
			crosswalks: (gazetteers) => crosswalksOf(country.data, gazetteers),
			now: NOW,
			progress: SILENT,
			...more
		});
		for (const language of ['vi', 'en'] as const)
			printed += [
				...linesOf(result, language, more.dryRun === true),
				JSON.stringify(toldOf(result, language))
			].join('\n');
		return result.status;
	} catch (error) {
		if (!(error instanceof DataError)) throw error;
		for (const language of ['vi', 'en'] as const) printed += describeError(error, language);
		return 'refused';
	}
}

/** Good rows with all marks in columns of their own, then rows in which each mark stands in each known column. */
function measurements(): string[][] {
	const marks = Object.values(MARKS);
	const shifted = marks.flatMap((mark) =>
		HEADER.map((_, column) => rows[column]!.map((cell, at) => (at === column ? mark : cell)))
	);
	return [
		[...HEADER, ...Object.keys(MARKS).map((mark, at) => COLUMNS[mark] ?? `Ghi chú ${at}`)],
		...[...rows, ...shifted].map((cells) => [...cells, ...marks])
	];
}

/** A monthly table with the same. */
function table(): string[][] {
	const header = ['Tháng', 'Mã xã', 'Tên xã', 'Mạng', 'Số mẫu', 'Tải xuống trung vị (Mbit/s)'];
	const good = [
		['2026-09', '00004', 'Phường Một', 'Di động', '412', '61.5'],
		['2026-09', '20194', 'Phường Bờ Biển', 'Di động', '320', '48.5']
	];
	const marks = Object.values(MARKS);
	const shifted = marks.flatMap((mark) =>
		header.map((_, column) => good[0]!.map((cell, at) => (at === column ? mark : cell)))
	);
	return [
		[...header, 'Người gửi', 'Ghi chú'],
		...good.map((cells) => [...cells, MARKS.phone!, MARKS.mail!]),
		...shifted.map((cells) => [...cells, MARKS.device!, MARKS.uuid!])
	];
}

const csv = (cells: readonly string[][]) => cells.map((row) => row.join(',')).join('\n');

/** All files below a folder as texts: Parquet as its rows, what is packed unpacked. */
async function texts(folder: string): Promise<[name: string, text: string][]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return Promise.all(
		entries
			.filter((entry) => entry.isFile())
			.map(async (entry): Promise<[string, string]> => {
				const path = join(entry.parentPath, entry.name);
				const bytes = await readFile(path);
				// Measurements for late files are packed otherwise.
				if (/\.measurements\.\w+\.parquet$/.test(entry.name)) {
					// A number in a column of readings is one, whatever it was meant to be.
					const rows = await duck.connection.runAndReadAll(
						`SELECT kept::VARCHAR FROM (SELECT * EXCLUDE (${READINGS.join(', ')}) FROM read_parquet(${literal(path)})) AS kept`
					);
					kept.push(...rows.getRows().map(([row]) => String(row)));
					return [path, JSON.stringify(rows.getRows()) + bytes.toString('latin1')];
				}
				if (entry.name.endsWith('.parquet')) {
					const read = await parquetReadObjects({
						file: toBuffer(bytes),
						compressors: { GZIP: (page) => gunzipSync(page) }
					});
					return [
						path,
						JSON.stringify(read, (_, of: unknown) => (typeof of === 'bigint' ? String(of) : of))
					];
				}
				const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
				return [path, plain.toString('latin1') + plain.toString('utf16le')];
			})
	);
}

const found = (all: readonly (readonly [string, string])[]) =>
	all.flatMap(([name, text]) =>
		[...Object.entries(MARKS), ...PLACE_MARKS.map((of) => ['coordinate', of] as const)]
			.filter(([, mark]) => text.includes(mark))
			.map(([mark]) => `${mark} in ${name}`)
	);

it('no marked value comes out of anything that is kept, printed or published', async () => {
	const files = join(country.data, '..', 'in');
	await mkdir(files);
	const put = async (name: string, content: string | Uint8Array) => {
		const path = join(files, name);
		await writeFile(path, content);
		return path;
	};
	const measured = measurements();
	const small = await put('đo.csv', csv(measured));
	const book = await put('đo.xlsx', workbook({ đo: measured }));
	const json = await put(
		'đo.json',
		JSON.stringify(
			measured
				.slice(1)
				.map((row) => Object.fromEntries(measured[0]!.map((name, at) => [name, row[at]])))
		)
	);
	const monthly = await put('bảng.csv', csv(table()));
	const monthlyBook = await put('bảng.xlsx', workbook({ bảng: table() }));
	for (const file of [small, book, json, monthly, monthlyBook])
		for (const acceptPartial of [false, true]) await take(file, { dryRun: true, acceptPartial });
	const partly = { acceptPartial: true, statistic: 'median' as const };
	expect(await take(small, partly)).toBe('accepted');
	// As large files are read, by DuckDB.
	expect(await take(small, { ...partly, replace: '2026-10', sheetBytes: 0 })).toBe('accepted');
	expect(await take(book, { ...partly, replace: '2026-10' })).toBe('accepted');
	expect(await take(monthly, { ...partly, answers: { trust: ['code'] } })).toBe('accepted');
	// As a late file, whose rows join those.
	const late = await put('muộn.csv', csv([measured[0]!, ...measured.slice(1).reverse()]));
	expect(await take(late, partly)).toBe('accepted');
	for (const month of ['2026-09', '2026-10'])
		printed += (await showMonth(country.data, month)).join('\n');
	expect(found([['what was printed', printed]])).toEqual([]);
	// Rows that were not taken are told of, without what they hold.
	expect(printed).toMatch(/impossible place|outside every unit/);
	await publishCountry(country);
	const written = [...(await texts(country.data)), ...(await texts(country.out))];
	expect(written.filter(([name]) => name.includes('2026-10')).length).toBeGreaterThan(3);
	expect(found(written)).toEqual([]);
	expect(kept.length).toBeGreaterThan(399);
	// Neither minutes nor places.
	expect(kept.filter((row) => /08:\d\d|105\.8|21\.0/.test(row))).toEqual([]);
}, 300_000);
