/** Vietnamese of before Unicode. The bytes were written by hand after the fonts' tables, not by the code under test. */
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { sheetsOfBytes } from './decode.ts';
import { decoderOf, encodingOf } from './encoding.ts';
import { textOf } from './sheet.ts';

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** The same row in TCVN3, VNI and Windows-1258. */
const ROW = 'Tháng;Tên xã;Tỉnh;Mạng;Số mẫu\nPhường Ba Đình;Hà Nội;Cố định\nƯớc;ở đây;nghĩ;kỹ\n';
const TCVN3 = latin(
	'Th\u00b8ng;T\u00aan x\u00b7;T\u00d8nh;M\u00b9ng;S\u00e8 m\u00c9u\nPh\u00ad\u00eang Ba \u00a7\u00d7nh;H\u00b5 N\u00e9i;C\u00e8 \u00ae\u00denh\n\u00a6\u00edc;\u00eb \u00ae\u00a9y;ngh\u00dc;k\u00fc\n'
);
const VNI = latin(
	'Thaùng;Teân xaõ;Tænh;Maïng;Soá maãu\nPhöôøng Ba Ñình;Haø Noäi;Coá ñònh\nÖôùc;ôû ñaây;nghó;kyõ\n'
);
const CP1258 = latin(
	'Th\u00e1ng;T\u00ean xa\u00de;Ti\u00d2nh;Ma\u00f2ng;S\u00f4\u00ec m\u00e2\u00deu\nPh\u00fd\u00f5\u00ccng Ba \u00d0i\u00ccnh;H\u00e0 N\u00f4\u00f2i;C\u00f4\u00ec \u00f0i\u00f2nh\n\u00dd\u00f5\u00ecc;\u00f5\u00d2 \u00f0\u00e2y;nghi\u00de;ky\u00de\n'
);

describe('text of before Unicode', () => {
	const cases = [
		['tcvn3', TCVN3],
		['vni', VNI],
		['windows-1258', CP1258]
	] as const;
	it.each(cases)('in %s is read, in composed letters, and told', (encoding, bytes) => {
		expect(encodingOf(bytes)).toBe(encoding);
		const [sheet] = sheetsOfBytes(bytes, 'a.csv');
		const text = sheet!.rows.map(({ cells }) => cells.map(textOf).join(';')).join('\n');
		expect(text).toBe(ROW.trim());
		expect(sheet!.notes).toHaveLength(1);
	});
	it.each(cases)('in %s is the same in parts', (encoding, bytes) => {
		const decoder = decoderOf(encoding);
		let text = '';
		for (const byte of bytes) text += decoder.decode(Uint8Array.of(byte), { stream: true });
		expect((text + decoder.decode()).normalize('NFC')).toBe(ROW);
	});
	it('in a workbook is what its fonts drew', () => {
		const sheet = utils.aoa_to_sheet(
			new TextDecoder('latin1')
				.decode(VNI)
				.trim()
				.split('\n')
				.map((line) => line.split(';'))
		);
		const book = utils.book_new();
		utils.book_append_sheet(book, sheet, 'T9');
		const [read] = sheetsOfBytes(
			new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer),
			'a.xlsx'
		);
		expect(read!.rows.map(({ cells }) => cells.map(textOf).join(';')).join('\n')).toBe(ROW.trim());
		expect(read!.notes).toHaveLength(1);
	});
	it('that no word tells is refused with its line', () => {
		const bytes = latin('a,b\n1,\u00ff\u00fe\u00e1\n');
		expect(() => sheetsOfBytes(bytes, 'a.csv')).toThrow(/a\.csv, row 2: encoding/);
	});
	it('is left as it is where it is Western', () => {
		const sheet = utils.aoa_to_sheet([
			['Département', 'Réseau', 'número'],
			['Ain', 'Wi-Fi', 3]
		]);
		const book = utils.book_new();
		utils.book_append_sheet(book, sheet, 'a');
		const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
		expect(sheetsOfBytes(bytes, 'a.xlsx')[0]!.rows[0]!.cells[0]).toBe('Département');
	});
	it('is left as it is where it is Unicode, whatever VNI would make of it', () => {
		const sheet = utils.aoa_to_sheet([
			['Phường', 'Số thuê bao', 'Tháng'],
			['Việt Hoà', 3, 'a']
		]);
		const book = utils.book_new();
		utils.book_append_sheet(book, sheet, 'a');
		const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
		expect(sheetsOfBytes(bytes, 'a.xlsx')[0]!.rows[0]!.cells[1]).toBe('Số thuê bao');
	});
	it('with combining marks is composed', () => {
		const bytes = new TextEncoder().encode(ROW.normalize('NFD'));
		const [sheet] = sheetsOfBytes(bytes, 'a.csv');
		expect(sheet!.rows[0]!.cells).toEqual(ROW.split('\n')[0]!.split(';'));
		expect(sheet!.notes).toEqual([]);
	});
});
