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

it.each([
	['%PDF-1.7\n%\u00e2\u00e3', /found "a PDF"/],
	['{\\rtf1\\ansi', /found "an RTF document"/],
	['\u0089PNG\r\n', /found "a picture"/],
	['Rar!\u001a\u0007', /found "a RAR or 7z archive"/]
])('%j is called what it is, whatever its name says', (text, message) => {
	const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
	expect(() => sheetsOfBytes(bytes, 'bảng.xlsx')).toThrow(message);
});

it('a Word document is called one', () => {
	const part = strToU8('<a/>');
	const bytes = zipSync({ '[Content_Types].xml': part, 'word/document.xml': part });
	expect(() => sheetsOfBytes(bytes, 'bảng.xlsx')).toThrow(/found "a Word document"/);
});

it('text tells its delimiter by its rows, and a CR inside of a line is refused', () => {
	const [sheet] = sheetsOfBytes(strToU8('Bảng, số 1\nMã;Tên;Số\n1;a, b;2\n2;c, d;3\n'), 'a.csv');
	expect(sheet!.rows.map(({ cells }) => cells.length)).toEqual([1, 3, 3, 3]);
	expect(() => sheetsOfBytes(strToU8('a,b\n1\r2,3\n'), 'a.csv')).toThrow(DataError);
});
