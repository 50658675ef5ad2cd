import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromTcvn3, fromVni, hasForeignText, readTexts } from './encodings.ts';
import { nameKey } from './names.ts';

const NAMES = [
	'Phường Ba Đình',
	'Xã Đường Hoa',
	'Phường Hoà Khánh',
	'Xã Mỹ Lợi',
	'Thị trấn Sa Pa',
	'Xã Ngũ Hiệp'
];
const known = new Set(NAMES.map(nameKey));
/** The same six names as fonts of that time need them, as Windows-1252 shows the bytes. */
const TCVN3 = [
	'Ph\u00adêng Ba §×nh',
	'X· §\u00adêng Hoa',
	'Ph\u00adêng Hoµ Kh¸nh',
	'X· Mü Lîi',
	'ThÞ trÊn Sa Pa',
	'X· Ngò HiÖp'
];
const VNI = [
	'Phöôøng Ba Ñình',
	'Xaõ Ñöôøng Hoa',
	'Phöôøng Hoaø Khaùnh',
	'Xaõ Myõ Lôïi',
	'Thò traán Sa Pa',
	'Xaõ Nguõ Hieäp'
];

/** Every Vietnamese letter with every tone. */
const LETTERS = [...'aăâeêioôơuưy'].flatMap((vowel) =>
	['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'].map((tone) =>
		(vowel + tone).normalize('NFC')
	)
);

describe('TCVN3 and VNI', () => {
	it('read names', () => {
		expect(TCVN3.map(fromTcvn3)).toEqual(NAMES);
		expect(VNI.map(fromVni)).toEqual(NAMES);
	});

	it('have a spelling for every letter, none twice', () => {
		const single = Array.from({ length: 128 }, (_, at) => String.fromCharCode(128 + at));
		const tcvn3 = new Set([...'aeiouy', ...single].map(fromTcvn3));
		const pairs = [...'aeiouyôö'].flatMap((vowel) => single.map((mark) => vowel + mark));
		const vni = new Set([...'aeiouy', ...single, ...pairs].map(fromVni));
		for (const letter of [...LETTERS, 'đ']) {
			expect(tcvn3, letter).toContain(letter);
			expect(vni, letter).toContain(letter);
		}
	});

	it('leave plain text as it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
				expect(fromTcvn3(text)).toBe(text);
				expect(fromVni(text)).toBe(text);
			})
		);
	});
});

describe('readTexts', () => {
	const rows = (names: readonly string[]) => names.map((name, at) => ({ name, code: String(at) }));
	const bytes = (names: readonly string[], encode: (name: string) => Buffer) =>
		rows(names.map((name) => encode(name).toString('latin1')));
	const oneByte = (name: string) => Buffer.from(name, 'latin1');

	it('finds the encoding that gives names of the gazetteer', () => {
		const cases: [string, { name: string; code: string }[]][] = [
			['UTF-8', bytes(NAMES, (name) => Buffer.from(name))],
			['UTF-8', bytes(NAMES, (name) => Buffer.from(name.normalize('NFD')))],
			['TCVN3', bytes(TCVN3, oneByte)],
			['VNI', bytes(VNI, oneByte)],
			// "Phường" in Windows-1258: ư 0xfd, ơ with the mark 0xcc; "Đ" 0xd0.
			['Windows-1258', rows(['Ph\u00fd\u00f5\u00ccng Ba \u00d0i\u00ccnh'])]
		];
		for (const [encoding, given] of cases) {
			const read = readTexts(given, true, known);
			expect(read.encoding).toBe(encoding);
			expect(read.rows.map(({ name }) => name)).toEqual(NAMES.slice(0, given.length));
			expect(read.rows.map(({ code }) => code)).toEqual(given.map(({ code }) => code));
		}
	});

	it('mends text that was decoded wrongly before, and leaves right text alone', () => {
		expect(readTexts(rows(TCVN3), false, known)).toMatchObject({
			encoding: 'TCVN3',
			rows: rows(NAMES)
		});
		expect(readTexts(rows(VNI), false, known).encoding).toBe('VNI');
		const right = readTexts(rows([...NAMES, 'Côte d’Or', 'ñandú']), false, known);
		expect(right).toEqual({ encoding: '', rows: rows([...NAMES, 'Côte d’Or', 'ñandú']) });
	});

	it('guesses UTF-8 or Windows-1252 where no name is known', () => {
		const none = new Set<string>();
		expect(
			readTexts(
				bytes(NAMES, (name) => Buffer.from(name)),
				true,
				none
			).encoding
		).toBe('UTF-8');
		expect(readTexts(rows(['caf\u00e9']), true, none)).toEqual({
			encoding: 'Windows-1252',
			rows: rows(['café'])
		});
	});
});

describe('hasForeignText', () => {
	it('looks at the records only', () => {
		const table = Buffer.alloc(40, 0x20);
		table.writeUInt16LE(33, 8);
		table[1] = 0xff;
		expect(hasForeignText(table)).toBe(false);
		table[39] = 0xe9;
		expect(hasForeignText(table)).toBe(true);
	});
});
