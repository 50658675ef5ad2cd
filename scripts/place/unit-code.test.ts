import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LEAVES, NO_LEAF, rowOfSum, SEVERAL, unitCodes } from './unit-code.ts';

const codes = unitCodes(MOST_LEAVES);
const rows = (count: number) =>
	fc.uniqueArray(fc.nat(MOST_LEAVES - 1), { minLength: count, maxLength: count });

function sumOf(of: number[]): number {
	return of.reduce((sum, row) => sum ^ codes[row]!, NO_LEAF);
}

describe('unitCodes', () => {
	it('tells a leaf, none and several apart', () => {
		expect(rowOfSum(codes, NO_LEAF)).toBe(-1);
		expect(codes.every((code, row) => rowOfSum(codes, code) === row)).toBe(true);
		for (const count of [2, 3])
			fc.assert(
				fc.property(rows(count), (of) => void expect(rowOfSum(codes, sumOf(of))).toBe(SEVERAL)),
				{ numRuns: 5000 }
			);
	});

	it('has no four numbers that cancel out', () => {
		fc.assert(
			fc.property(rows(4), (of) => void expect(sumOf(of)).not.toBe(NO_LEAF)),
			{ numRuns: 5000 }
		);
		// With few leaves: all of them. Two pairs never have the same sum.
		const few = codes.slice(0, 300);
		const sums = [...few].flatMap((a, at) => [...few.slice(at + 1)].map((b) => a ^ b));
		expect(new Set(sums).size).toBe(sums.length);
	});

	it('takes a leaf that it has no number for as several', () => {
		expect(rowOfSum(unitCodes(10), codes[10]!)).toBe(SEVERAL);
		expect(() => unitCodes(MOST_LEAVES + 1)).toThrow('65536');
	});
});
