/** Rows of monthly tables as offices write them, from cells alone. */
import { describe, expect, it } from 'vitest';
import { readCountry } from '../testing/country.ts';
import { findHeader } from './columns.ts';
import { Rejections } from './rejections.ts';
import type { Cell } from './sheet.ts';
import { TableReader, type TableNotes } from './table.ts';
import { UnitFinder } from './unit-finder.ts';

const country = await readCountry();
const finders = new Map(country.map(({ edition, units }) => [edition, new UnitFinder(units)]));

/** Read a sheet of November 2024, mobile unless it says otherwise. */
function read(...cells: Cell[][]) {
	const rows = cells.map((of, at) => ({ line: at + 1, cells: of }));
	const sheet = { file: 'a.xlsx', title: '', rows };
	const rejections = new Rejections();
	const notes: TableNotes = { repaired: [], renamed: [], inherited: 0, totals: [], unused: [] };
	const options = {
		month: '2024-11',
		network: 'mobile',
		statistic: 'median',
		thisMonth: '2026-11',
		editions: country.map(({ period }) => period),
		finderOf: (edition: string) => finders.get(edition)!
	} as const;
	const reader = new TableReader(
		sheet,
		findHeader(cells, {}, 'a.xlsx'),
		options,
		rejections,
		notes
	);
	const taken = reader.rows.map(({ code, network, samples }) => [code, network, samples]);
	return { taken, rowsRead: reader.rowsRead, rejected: rejections.toRecord(), notes };
}

describe('a monthly table', () => {
	it('may have its headers, titles and signatures merged as a report has them', () => {
		const { taken, rowsRead, rejected, notes } = read(
			['ỦY BAN NHÂN DÂN', null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
			['STT', 'Quận', 'Phường', 'Mạng di động', null, 'Mạng cố định', null],
			[null, null, null, 'Số mẫu đo', 'Tải xuống (Mbps)', 'Số mẫu đo', 'Tải xuống (Mbps)'],
			[1, 'Quận Một', 'Phúc Xá', 412, 68.2, 100, 150.5],
			[2, null, 'Trúc Bạch', 88, 55, '-', 'N/A'],
			[null, 'Tổng cộng', null, 500, null, 99, null],
			[null, null, null, null, null, 'Ngày 05 tháng 12 năm 2024', null],
			[null, null, null, null, null, 'GIÁM ĐỐC', null]
		);
		expect(taken).toEqual([
			['00001', 'mobile', 412],
			['00001', 'fixed', 100],
			['00004', 'mobile', 88]
		]);
		expect(rowsRead).toBe(6);
		expect(rejected).toMatchObject({
			note: { count: 2, first: [{ row: 7, found: 'Ngày 05 tháng 12 năm 2024' }, { row: 8 }] },
			total: { count: 1 }
		});
		expect(notes.totals.map(({ network, stated, isRight }) => [network, stated, isRight])).toEqual([
			['mobile', 500, true],
			['fixed', 99, false]
		]);
	});

	it('tells of numbers that no unit is named for, and of the column that names an unknown one', () => {
		const { taken, rejected } = read(
			['Mã xã', 'Tên xã', 'Số mẫu'],
			['00001', 'Phúc Xá', 5],
			[null, null, 7],
			['99999', 'Phúc Xá', 8]
		);
		expect(taken).toHaveLength(1);
		expect(rejected['unknown unit']).toMatchObject({
			count: 2,
			first: [
				{ row: 3, found: '7' },
				{ row: 4, column: 'Mã xã', found: '99999' }
			]
		});
	});

	it('may have lost the zeros of some codes where the header says that they are of communes', () => {
		const rows: Cell[][] = [
			['00001', 5],
			[4, 6],
			['20194', 7]
		];
		const { taken, notes } = read(['Mã xã', 'Số mẫu'], ...rows);
		expect(taken.map(([code]) => code)).toEqual(['00001', '00004', '20194']);
		expect(notes.repaired).toEqual([{ file: 'a.xlsx', row: 3, found: '4', code: '00004' }]);
		// Codes of any level: 4 may be a province's.
		expect(read(['Mã', 'Số mẫu'], ...rows).rejected).toMatchObject({
			'unknown unit': { count: 1 }
		});
	});
	it('says nothing of the level with codes of one digit alone, unless a name or the column does', () => {
		const rows: Cell[][] = [
			[4, 'x', 5],
			[1, 'x', 6],
			[48, 'x', 7]
		];
		const { taken, rejected } = read(['Mã', 'Ghi chú', 'Số mẫu'], ...rows);
		// There is no commune 00048.
		expect(taken.map(([code]) => code)).toEqual(['00004', '48']);
		expect(rejected['ambiguous unit']!.first).toMatchObject([
			{ row: 3, column: 'Mã', found: '1', expected: expect.stringContaining(' | 01 ') as string }
		]);
		expect(rejected['ambiguous unit']!.first[0]!.remedy).toContain('Mã xã, Mã huyện or Mã tỉnh');
		const named = read(['Mã', 'Đơn vị', 'Số mẫu'], [1, 'Thử Nghiệm', 5], [4, 'Trúc Bạch', 6]);
		expect(named.taken.map(([code]) => code)).toEqual(['01', '00004']);
		const provinces = read(['Mã tỉnh', 'Số mẫu'], [1, 5]);
		expect(provinces.taken.map(([code]) => code)).toEqual(['01']);
		const communes = read(['Mã xã', 'Số mẫu'], [1, 5]);
		expect(communes.taken.map(([code]) => code)).toEqual(['00001']);
	});
});
