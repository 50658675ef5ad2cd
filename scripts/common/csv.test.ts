import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { decodeUtf8, parseCsv, readCsv } from './csv.ts';

const HEADER = { required: ['code', 'name'], optional: ['lon', 'lat'] };
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

describe('decodeUtf8', () => {
	it('reads Vietnamese with and without byte order mark', () => {
		const text = 'code,name\n00001,Phường Phúc Xá\n';
		for (const mark of ['', '\uFEFF']) {
			const rows = parseCsv(decodeUtf8(bytes(mark + text), 'a.csv'), HEADER, 'a.csv');
			expect(rows).toEqual([{ line: 2, fields: { code: '00001', name: 'Phường Phúc Xá' } }]);
		}
	});

	it.each([
		['UTF-16 LE with mark', Buffer.from('\uFEFFcode,name\n1,Xã', 'utf16le'), 'UTF-16 LE'],
		['UTF-16 LE without', Buffer.from('code,name\n1,Xã', 'utf16le'), 'UTF-16 LE'],
		['UTF-16 BE with mark', Buffer.from('\uFEFFcode,name', 'utf16le').swap16(), 'UTF-16 BE'],
		['UTF-16 BE without', Buffer.from('code,name', 'utf16le').swap16(), 'UTF-16 BE']
	])('refuses %s', async (_, content, found) => {
		const error = await dataErrorOf(() => decodeUtf8(content, 'a.csv'));
		expect(error.code).toBe('encoding');
		expect(error.fault).toMatchObject({ file: 'a.csv', row: 1, found, expected: 'UTF-8 text' });
		expect(error.fault.remedy).toContain('CSV UTF-8');
	});

	it('refuses Latin-1 and names the line', async () => {
		const content = bytes('code,name\n00001,abc\n00002,Vi\u00eat Nam\n', 'latin1');
		const error = await dataErrorOf(() => decodeUtf8(content, 'a.csv'));
		expect(error.code).toBe('encoding');
		expect(error.fault.row).toBe(3);
		expect(error.fault.found).toContain('0xea');
	});
});

describe('parseCsv', () => {
	it.each(['', ' \n\n', '\uFEFF'])('refuses an empty file (%j)', async (text) => {
		const error = await dataErrorOf(() => parseCsv(text, HEADER, 'a.csv'));
		expect(error.code).toBe('empty');
		expect(error.fault.file).toBe('a.csv');
	});

	it('refuses a file of 0 bytes', async () => {
		expect((await dataErrorOf(() => decodeUtf8(bytes(''), 'a.csv'))).code).toBe('empty');
	});

	it.each([
		['code\n1', undefined],
		['name,code\n1,2', 'name'],
		['Code,Name\n1,2', 'Code'],
		['code;name\n1;2', 'code;name'],
		['code,name,height\n1,2,3', 'height'],
		['code,name,lat,lat\n1,2,3,4', undefined]
	])('refuses the header of %j', async (text, column) => {
		const error = await dataErrorOf(() => parseCsv(text, HEADER, 'a.csv'));
		expect(error.code).toBe('header');
		expect(error.fault).toMatchObject({ row: 1, found: text.split('\n')[0] });
		expect(error.fault.column).toBe(column);
		expect(error.fault.expected).toContain('code,name');
	});

	it('takes optional columns in any order', () => {
		const [row] = parseCsv('code,name,lat,lon\n1,a,2,3', HEADER, 'a.csv');
		expect(row!.fields).toEqual({ code: '1', name: 'a', lat: '2', lon: '3' });
	});

	it.each(['code,name\n1,2,3', 'code,name\n1', 'code,name\n1,"2'])(
		'refuses fields that do not fit (%j)',
		async (text) => {
			const error = await dataErrorOf(() => parseCsv(text, HEADER, 'a.csv'));
			expect(error.code).toBe('malformed');
			expect(error.fault.row).toBeGreaterThanOrEqual(1);
		}
	);

	it('numbers lines as an editor does, past blank lines and line breaks in quotes', () => {
		const text = 'code,name\r\n1,"two\r\nlines"\r\n\r\n2,b\r\n';
		expect(parseCsv(text, HEADER, 'a.csv').map(({ line }) => line)).toEqual([2, 5]);
	});

	it('gives back any text that was quoted', () => {
		const field = fc
			.string({ unit: 'grapheme' })
			.filter((text) => text === text.trim() && !text.includes('\r'));
		fc.assert(
			fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
				const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
				const text = ['code,name', ...rows.map((row) => row.map(quote).join(','))].join('\n');
				const parsed = parseCsv(text, HEADER, 'a.csv');
				expect(parsed.map(({ fields }) => [fields['code'], fields['name']])).toEqual(rows);
			})
		);
	});
});

it('readCsv names a missing file', async () => {
	const error = await dataErrorOf(() => readCsv('/nowhere/a.csv', HEADER));
	expect(error.code).toBe('unreachable');
	expect(error.fault).toMatchObject({ file: '/nowhere/a.csv', found: 'ENOENT' });
});
