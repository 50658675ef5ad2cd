import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf, numberText, safeText } from './sheet-text.ts';

describe('text of cells', () => {
	it.each(['=1+1', '+84', '-1', '@SUM(A1)', '\t=1', '\r=1'])('neutralises %j', (text) => {
		expect(safeText(text)).toBe(`'${text}`);
	});

	it('leaves what no program takes for a formula', () => {
		for (const text of ['', 'Xã An Hòa', '00001', "O'Neil", 'a=b'])
			expect(safeText(text)).toBe(text);
	});

	it('writes numbers as the locale reads them', () => {
		expect(numberText(1234.5, 'vi')).toBe('1234,5');
		expect(numberText(1234.5, 'en')).toBe('1234.5');
		expect(numberText(-3, 'vi')).toBe('-3');
		expect(numberText(NaN, 'vi')).toBe('');
	});
});

describe('CSV', () => {
	it('begins with a byte order mark only when asked to, and separates as asked', () => {
		const rows = [
			['Mã', 'Thiếu'],
			['00001', 12.5]
		];
		expect(csvOf(rows, { separator: ';', bom: true, locale: 'vi' })).toBe(
			'\ufeffMã;Thiếu\r\n00001;12,5\r\n'
		);
		expect(csvOf(rows, { separator: ',', bom: false, locale: 'vi' })).toBe(
			'Mã,Thiếu\r\n00001,"12,5"\r\n'
		);
	});

	it('never lets text begin a formula, and keeps negative numbers', () => {
		const text = csvOf([['=1', -1, null, NaN]], { separator: ';', bom: false, locale: 'vi' });
		expect(text).toBe("'=1;-1;;\r\n");
	});

	it('is read back cell by cell by another library', () => {
		const cell = fc.oneof(
			fc.string(),
			fc.constantFrom('a;b', 'a,b', '"', 'x\ny', ' x ', 'Đắk Lắk')
		);
		const table = fc
			.integer({ min: 1, max: 4 })
			.chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width })));
		fc.assert(
			fc.property(table, fc.constantFrom(';' as const, ',' as const), (rows, separator) => {
				const text = csvOf(rows, { separator, bom: true, locale: 'vi' });
				const read = parse(text, { bom: true, delimiter: separator, skip_empty_lines: false });
				// A row of one empty cell is an empty line, which no reader can tell from none.
				const told = rows.filter((row) => row.length > 1 || row[0] !== '');
				const safe = told.map((row) => row.map(safeText));
				expect((read as string[][]).filter((row) => row.length > 1 || row[0] !== '')).toEqual(safe);
			})
		);
	});
});
