import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber, parseWhole, styleOf } from './numbers.ts';

const read = (text: string, all = [text], wholes: string[] = []) =>
	parseNumber(text, styleOf(all, wholes));

describe('numbers', () => {
	it.each([
		['1.234,56', 1234.56],
		['1,234.56', 1234.56],
		['1.234.567', 1234567],
		['68,2', 68.2],
		['68.2', 68.2],
		['0,125', 0.125],
		['1 234,5', 1234.5],
		['-5', -5],
		['1e3', 1000],
		['12a', undefined],
		['', undefined],
		['1.2.3', undefined],
		['=1+1', undefined]
	])('%s', (text, value) => {
		expect(read(text)).toBe(value);
	});

	it('take the sign before the fraction from the numbers around them', () => {
		expect(read('1.234', ['1.234', '5,5'])).toBe(1234);
		expect(read('1.234', ['1.234', '5.5'])).toBe(1.234);
		expect(read('1.234', ['1.234'], ['12.500'])).toBe(1234);
		expect(read('1.234', ['1.234'])).toBe(1.234);
	});

	it('that are written both ways in one file are read where that is certain', () => {
		const all = ['5.5', '5,5', '1.234'];
		expect(all.map((text) => read(text, all))).toEqual([5.5, 5.5, undefined]);
	});

	it('are read back in both styles', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 9_999_999 }),
				fc.integer({ min: 0, max: 99 }),
				(whole, cents) => {
					const value = Number(`${whole}.${String(cents).padStart(2, '0')}`);
					for (const locale of ['vi-VN', 'en-US']) {
						const text = value.toLocaleString(locale, { minimumFractionDigits: 2 });
						expect(read(text)).toBe(value);
					}
				}
			)
		);
	});
});

describe('whole numbers', () => {
	it.each([
		['1.412', 1412],
		['1,412', 1412],
		['12', 12],
		['12.0', 12],
		['1.000', 1000],
		['5.5', undefined],
		['-5', undefined],
		['1e3', undefined]
	])('%s', (text, value) => {
		expect(parseWhole(text)).toBe(value);
	});
});
