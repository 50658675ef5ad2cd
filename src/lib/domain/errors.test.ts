import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError, describeFault } from './errors.ts';

describe('DataError', () => {
	it('says file, row, column, what was found and what was expected, in this order', () => {
		const error = new DataError('value', {
			file: 'data/samples/2024-11.csv',
			row: 17,
			column: 'samples',
			found: '-3',
			expected: 'a whole number from 0',
			remedy: 'Correct the row.'
		});
		expect(error.message).toBe(
			'data/samples/2024-11.csv, row 17, column "samples": value: found "-3", expected a whole number from 0. Correct the row.'
		);
	});

	it('leaves out what is not known', () => {
		expect(new DataError('empty', { file: 'a.csv' }).message).toBe('a.csv: empty');
	});

	it('keeps code and fault for the interface, and can be told from an error of the program', () => {
		const fault = { file: 'a.csv', row: 1 };
		const error = new DataError('header', fault);
		expect(error).toBeInstanceOf(Error);
		expect(error.name).toBe('DataError');
		expect(error.code).toBe('header');
		expect(error.fault).toEqual(fault);
		expect(new Error('x')).not.toBeInstanceOf(DataError);
	});
});

describe('describeFault', () => {
	it('says that nothing was found, which is not the same as not saying what was found', () => {
		expect(describeFault('value', { file: 'a.csv', found: '' })).toBe('a.csv: value: found ""');
	});

	it('shows 80 characters of what was found and no more', () => {
		const found = (text: string) => describeFault('value', { file: 'a.csv', found: text });
		expect(found('x'.repeat(80))).toBe(`a.csv: value: found "${'x'.repeat(80)}"`);
		expect(found('x'.repeat(81))).toBe(`a.csv: value: found "${'x'.repeat(80)}…"`);
	});

	it('is one line of visible characters, whatever was found', () => {
		const control = fc.string({ unit: fc.constantFrom('\0', '\n', '\r', '\t', '\x1b', 'a') });
		fc.assert(
			fc.property(control, (found) => {
				const text = describeFault('encoding', { file: 'a.csv', found });
				expect([...text].every((character) => character >= ' ')).toBe(true);
			})
		);
	});

	it('shows Vietnamese as it is written', () => {
		expect(describeFault('unknown-code', { file: 'a.csv', found: 'Xã Đồi' })).toContain('"Xã Đồi"');
	});
});
