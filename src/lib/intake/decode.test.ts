import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { sheetsOfBytes } from './decode.ts';

const CASES = join(import.meta.dirname, '../../../tests/fixtures/intake');
const sheetsOf = (name: string) => sheetsOfBytes(readFileSync(join(CASES, name)), name);

describe('a workbook', () => {
	it('gives its sheets with what is merged and what is hidden', () => {
		const sheets = sheetsOf('A27-trang-an.xlsx');
		expect(sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
			['T9-2026', false],
			['T8-2026 (nháp)', true]
		]);
		const [sheet] = sheetsOf('A23-gop-doc.xlsx');
		expect(sheet!.merges).toContainEqual({ top: 2, left: 0, bottom: 5, right: 0 });
	});
	it('keeps dates with their seconds', () => {
		const [sheet] = sheetsOf('T9-lech-giay.xlsx');
		expect(sheet!.rows[1]!.cells[0]).toEqual(new Date('2026-08-31T23:59:11.616Z'));
	});
	it('of OpenDocument is the same', () => {
		expect(sheetsOf('F-src.ods')[0]!.rows.length).toBeGreaterThan(2);
	});
});

it('a zip of one table is that table; of two it is refused', () => {
	expect(sheetsOf('F-src.zip')).toHaveLength(1);
	const two = zipSync({ 'a.csv': strToU8('a,b\n1,2\n'), 'b.csv': strToU8('a,b\n1,2\n') });
	expect(() => sheetsOfBytes(two, 'two.zip')).toThrow(/holds 2 files/);
});

it('text tells its delimiter by its rows, and a CR inside of a line is refused', () => {
	const [sheet] = sheetsOfBytes(strToU8('Bảng, số 1\nMã;Tên;Số\n1;a, b;2\n2;c, d;3\n'), 'a.csv');
	expect(sheet!.rows.map(({ cells }) => cells.length)).toEqual([1, 3, 3, 3]);
	expect(() => sheetsOfBytes(strToU8('a,b\n1\r2,3\n'), 'a.csv')).toThrow(DataError);
});
