import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTED_OPERATORS } from './listed.ts';
import { OTHER_OPERATOR, operatorName } from './names.ts';
import { operatorOf } from './operator.ts';

const names = LISTED_OPERATORS.map(({ name }) => name);

describe('an operator', () => {
	it.each([
		['Viettel', 'Viettel'],
		['  VIETTEL ', 'Viettel'],
		['viettel telecom', 'Viettel'],
		['Tập đoàn Công nghiệp – Viễn thông Quân đội', 'Viettel'],
		['tap doan cong nghiep vien thong quan doi', 'Viettel'],
		['VinaPhone', 'VNPT'],
		['VNPT-VinaPhone', 'VNPT'],
		['Mobi Fone', 'MobiFone'],
		['45201', 'MobiFone'],
		['VIETNAMOBILE', 'Vietnamobile'],
		['FPT', 'FPT Telecom'],
		['Mobiphone', 'MobiFone'],
		['TCT Viễn thông MobiFone', 'MobiFone'],
		['Vietnam Mobile', 'Vietnamobile'],
		['Việt Nam Mobile', 'Vietnamobile'],
		['Viễn thông FPT', 'FPT Telecom'],
		['Công ty CP Viễn thông FPT', 'FPT Telecom'],
		['Mạng Viettel', 'Viettel'],
		['CTCP Viễn thông Di động Toàn Cầu', 'Gmobile'],
		['Mạng Reddi', 'Wintel']
	])('"%s" is %s', (text, name) => expect(operatorOf(text)).toBe(name));

	it('is another where the list has no such text, whatever it is', () => {
		const texts = [
			'0912345678',
			'__proto__',
			'constructor',
			'toString',
			'hasOwnProperty',
			'…',
			'khác'
		];
		for (const text of [...texts, '<img src=x onerror=alert(1)>', '=cmd|calc', '../../etc/pwn'])
			expect(operatorOf(text), text).toBe(OTHER_OPERATOR);
	});

	it('is one of the list or another, and never a text of a file', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect([...names, OTHER_OPERATOR]).toContain(operatorOf(text));
			})
		);
	});

	it('has every text of the hostile file among the others but the one of the list', () => {
		const text = readFileSync(
			new URL('../../../tests/fixtures/operators-hostile.csv', import.meta.url),
			'utf8'
		);
		const texts = text
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.split(',').slice(7).join(','));
		expect(texts.length).toBeGreaterThan(20);
		expect(new Set(texts.map(operatorOf))).toEqual(new Set(['Viettel', OTHER_OPERATOR]));
	});

	it('is shown by its name, and the others in the reader’s language', () => {
		expect(operatorName('Viettel', 'en')).toBe('Viettel');
		expect([operatorName(OTHER_OPERATOR, 'vi'), operatorName(OTHER_OPERATOR, 'en')]).toEqual([
			'Khác',
			'Other'
		]);
	});
});
