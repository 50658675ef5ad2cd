import { expect, it } from 'vitest';
import { inLine, printable } from './printable.ts';

it('writes what steers a terminal as its code, and leaves text of any language', () => {
	expect(printable('Số liệu\n\tThủ Đức 😀')).toBe('Số liệu\n\tThủ Đức 😀');
	expect(printable('\x1b[2J\u202Egpj.exe\x9b\r\u2028\u{E0041}')).toBe(
		'\\u001b[2J\\u202egpj.exe\\u009b\\u000d\\u2028\\udb40\\udc41'
	);
	expect(inLine('a\nPhiên bản 9\t')).toBe('a\\u000aPhiên bản 9\\u0009');
	// In JSON it means what it meant.
	const name = 'a\u202Eb\u{E0041}';
	expect(JSON.parse(printable(JSON.stringify(name)))).toBe(name);
});
