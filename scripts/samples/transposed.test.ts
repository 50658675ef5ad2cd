/** Tables whose units are columns and whose readings or months are rows. */
import { describe, expect, it } from 'vitest';
import { sheetsOfBytes } from '../../src/lib/intake/decode.ts';
import { buildDraft, type Draft } from '../../src/lib/intake/index.ts';
import { workbook } from '../testing/workbook.ts';
import { draftOfText, realContext } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (...lines: string[]) => draftOfText(lines.join('\n'), {}, context);
const TITLE = 'Số mẫu di động tháng 10/2026 Hà Nội';
const figures = ({ status, parts }: Draft) => [
	status,
	...parts.flatMap(({ month, network, rows }) =>
		rows
			.filter(({ code }) => code.length === 5)
			.map(({ code, samples, download }) =>
				[month, network, code, samples, download].filter((of) => !Number.isNaN(of)).join(' ')
			)
	)
];
const READ = ['accepted', '2026-10 mobile 00004 310 41.2', '2026-10 mobile 00008 295 38'];
const VALUES = ['Số mẫu,310,295', 'Tốc độ tải xuống trung vị (Mbps),"41,2",38'];

describe('units as columns', () => {
	it.each(['Xã', 'Tên xã', 'Chỉ tiêu', ''])('with "%s" in the corner are turned and read', (of) => {
		const found = draft(TITLE, `${of},Phường Ba Đình,Phường Ngọc Hà`, ...VALUES);
		expect(figures(found)).toEqual(READ);
		expect(found.notes.map(({ vi }) => vi).join()).toContain('được xoay');
		expect(found.tables[0]!.range).toBe('A2:C4');
	});
	it.each([
		['capitals', 'CHỈ TIÊU,PHƯỜNG BA ĐÌNH,PHƯỜNG NGỌC HÀ', ...VALUES],
		['a province above', 'Tỉnh,Hà Nội,', 'Xã,Phường Ba Đình,Phường Ngọc Hà', ...VALUES],
		['codes', 'Mã xã,00004,00008', ...VALUES],
		['codes and names', 'Mã xã,00004,00008', 'Tên xã,Phường Ba Đình,Phường Ngọc Hà', ...VALUES],
		['their sum', 'Xã,Phường Ba Đình,Phường Ngọc Hà,Tổng cộng', `${VALUES[0]!},605`, VALUES[1]!],
		[
			'numbers and units of values',
			'STT,Chỉ tiêu,ĐVT,Phường Ba Đình,Phường Ngọc Hà',
			'1,Số mẫu,mẫu,310,295',
			'2,Tốc độ tải xuống trung vị,Mbps,"41,2",38'
		],
		[
			'a line of numbers and empty lines',
			'STT,1,2',
			'Xã,Phường Ba Đình,Phường Ngọc Hà',
			'',
			...VALUES,
			'',
			'Ghi chú: số liệu i-Speed'
		]
	])('with %s are read alike', (_, ...lines) => {
		expect(figures(draft(TITLE, ...lines))).toEqual(READ);
	});
	it('of two provinces are told apart by the row above', () => {
		const found = draft(
			'Số mẫu di động tháng 10/2026',
			'Tỉnh,Hà Nội,,Hải Phòng',
			'Xã,Phường Ba Đình,Phường Ngọc Hà,Phường Hải Dương',
			'Số mẫu,310,295,20'
		);
		expect(found.parts.map(({ province, samples }) => [province, samples])).toEqual([
			['01', 605],
			['31', 20]
		]);
	});
	it('with months as rows are read by month', () => {
		const found = draft(
			'Số mẫu di động Hà Nội',
			'Tháng,Phường Ba Đình,Phường Ngọc Hà',
			'9/2026,300,200',
			'10/2026,310,295'
		);
		expect(figures(found)).toEqual([
			'accepted',
			'2026-09 mobile 00004 300',
			'2026-09 mobile 00008 200',
			'2026-10 mobile 00004 310',
			'2026-10 mobile 00008 295'
		]);
	});
	it('with networks as headings of rows are read by network', () => {
		const found = draft(
			'Số mẫu tháng 10/2026 Hà Nội',
			'Chỉ tiêu,Phường Ba Đình,Phường Ngọc Hà',
			'Di động,,',
			'Số mẫu,310,295',
			'Cố định,,',
			'Số mẫu,10,20'
		);
		expect(figures(found).sort()).toEqual([
			'2026-10 fixed 00004 10',
			'2026-10 fixed 00008 20',
			'2026-10 mobile 00004 310',
			'2026-10 mobile 00008 295',
			'accepted'
		]);
	});
	it('in two tables of a sheet hold by the title of each', () => {
		const table = ['Chỉ tiêu,Phường Ba Đình,Phường Ngọc Hà', 'Số mẫu,310,295'];
		const found = draft(
			'Hà Nội tháng 10/2026',
			'A. Di động',
			...table,
			'',
			'B. Cố định',
			table[0]!,
			'Số mẫu,10,20'
		);
		expect(figures(found).sort()).toEqual([
			'2026-10 fixed 00004 10',
			'2026-10 fixed 00008 20',
			'2026-10 mobile 00004 310',
			'2026-10 mobile 00008 295',
			'accepted'
		]);
	});
	it('with rows that nobody knows are refused with the way to transpose', () => {
		const found = draft(TITLE, 'Xã,Phường Ba Đình,Phường Ngọc Hà', 'Khu A,310,295', 'Khu B,1,2');
		expect(found).toMatchObject({ status: 'refused', parts: [] });
		expect(found.refusals.map(({ vi }) => vi?.expected).join()).toContain('Chuyển vị (Transpose)');
	});
	it('that a workbook strikes through or hides are told as rows are', () => {
		const bytes = workbook(
			{
				T10: [
					[TITLE],
					[null, 'Phường Ba Đình', 'Phường Ngọc Hà', 'Phường Giảng Võ'],
					['Số mẫu', 310, 295, { struck: 20 }]
				]
			},
			[],
			{ columns: [3] }
		);
		const found = buildDraft(sheetsOfBytes(bytes, 'tệp.xlsx'), {}, context);
		expect(figures(found)).toEqual([
			'accepted',
			'2026-10 mobile 00004 310',
			'2026-10 mobile 00008 295'
		]);
		const notes = found.notes.map(({ en }) => en).join('\n');
		expect(notes).toMatch(/1 rows .*struck through do not count: rows 4 /);
		expect(notes).toMatch(/1 hidden rows .*: rows 3 /);
	});
	it('that nobody knows wait, each for itself', () => {
		const found = draft(TITLE, 'Xã,Phường Ba Đình,Phường Không Đâu', ...VALUES);
		expect([found.accepted, found.rejected]).toEqual([1, 1]);
	});
});

describe('units as rows', () => {
	it('stay so, with months and networks in front', () => {
		const found = draft(
			'Mạng,Tháng,Xã,Tỉnh,Số mẫu',
			'Di động,10/2026,Phường Ba Đình,Hà Nội,310',
			'Di động,10/2026,Phường Ngọc Hà,Hà Nội,295'
		);
		expect(found.notes.map(({ vi }) => vi).join()).not.toContain('xoay');
		expect(figures(found)).toEqual([
			'accepted',
			'2026-10 mobile 00004 310',
			'2026-10 mobile 00008 295'
		]);
	});
});
