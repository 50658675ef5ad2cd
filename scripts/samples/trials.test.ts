/** Measurements that say they are tests, of emulators and the like: told and left out, in both ways of reading. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isTrial } from '../../src/lib/intake/trials.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { addFiles, storeText } from '../testing/office.ts';

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

const REAL = [
	['Samsung SM-A526B', 'Viettel', ''],
	['Samsung SM-A526B', 'Viettel', 'i-Speed test, xã Gia Lập'],
	['Laptop Thu Phong', 'Vietnamobile', 'Speedtest by Ookla']
];
const TESTS = [
	['Android SDK built for x86 (emulator)', 'Viettel', ''],
	['sdk_gphone64_arm64', 'VNPT', ''],
	['iPhone Simulator', 'VNPT', ''],
	['Samsung SM-A526B', 'TEST PLMN 1-1', ''],
	['Samsung SM-A526B', 'Viettel', 'TEST'],
	['Samsung SM-A526B', 'Viettel', 'Số liệu THỬ NGHIỆM'],
	['Samsung SM-A526B', 'Viettel', 'giả lập']
];
const INVALID = ['Samsung SM-A526B', 'Viettel', 'Không hợp lệ'];

it.each([undefined, 0])('of a file read as a sheet, or (%s) by DuckDB', async (sheetBytes) => {
	const lines = [...REAL, ...TESTS, INVALID].map(
		([device, operator, note], at) =>
			`2024-11-${String(at + 1).padStart(2, '0')} 10:00:00,105.84966,21.04652,mobile,${40 + at},${device},${operator},"${note}"`
	);
	const text = ['time,lon,lat,network,download_mbps,device,operator,note', ...lines, ''].join('\n');
	const more = sheetBytes === undefined ? {} : { sheetBytes };
	const report = await addFiles(country.data, { 'a.csv': text }, { ...more, acceptPartial: true });
	expect([report!.rowsRead, report!.accepted]).toEqual([11, 3]);
	expect(report!.rejected['marked invalid']!.count).toBe(1);
	const { count, first } = report!.rejected['test measurement']!;
	expect(count).toBe(7);
	expect(first[3]).toMatchObject({
		row: 8,
		found: 'TEST PLMN 1-1',
		expected: expect.stringContaining('--tests take')
	});
	const store = JSON.parse(await storeText(country.data)) as { parts: { month: string }[] };
	expect(store.parts.map(({ month }) => month)).toEqual(['2024-11']);
	await country.remove();
	country = await copyDrawnCountry();
	const taken = await addFiles(
		country.data,
		{ 'a.csv': text },
		{ ...more, answers: { tests: ['take'] } }
	);
	expect([taken!.rowsRead, taken!.accepted]).toEqual([11, 10]);
});

it.each(['Test Server Hà Nội', 'Xã Gia Lập (cũ)', 'Kiên Thử', 'Latest', 'demo graph ok', 'Thu Hà'])(
	'"%s" is no such word',
	(text) => {
		expect(isTrial(text)).toBe(false);
	}
);

it.each([
	'Vị trí giả',
	'Giả lập vị trí',
	'mock_location',
	'is_mock',
	'isFromMockProvider',
	'is_emulator'
])(
	'rows that "%s" says are of no real place are left out, in both ways of reading',
	async (header) => {
		for (const more of [{}, { sheetBytes: 0 }]) {
			await country.remove();
			country = await copyDrawnCountry();
			const marks = header === 'is_mock' ? ['true', 'false', 'false'] : ['1', '0', '0'];
			const lines = (header.includes(' ') ? ['Có', 'Không', 'Không'] : marks).map(
				(mark, at) => `2024-11-0${at + 1} 10:00:00,105.84966,21.04652,mobile,${40 + at},${mark}`
			);
			const text = [`time,lon,lat,network,download_mbps,${header}`, ...lines, ''].join('\n');
			const report = await addFiles(
				country.data,
				{ 'a.csv': text },
				{ ...more, acceptPartial: true }
			);
			expect([report!.accepted, report!.rejected['test measurement']?.count]).toEqual([2, 1]);
		}
	}
);
