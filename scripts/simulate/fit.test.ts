import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, fitGroups, fitRows, setTotal } from './fit.ts';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
const reachedOf = (samples: Float64Array) => samples.filter((value) => value >= 300).length;

describe('apportion', () => {
	it('gives whole parts that add up, each within one of its share', () => {
		fc.assert(
			fc.property(
				fc.nat(100_000),
				fc.array(fc.nat(1000), { minLength: 1, maxLength: 50 }),
				(total, weights) => {
					const parts = apportion(total, weights);
					expect(sum(parts)).toBe(total);
					const all = sum(weights);
					parts.forEach((part, at) => {
						const share = all > 0 ? (total * weights[at]!) / all : total / weights.length;
						expect(Number.isInteger(part)).toBe(true);
						expect(Math.abs(part - share)).toBeLessThanOrEqual(1);
					});
				}
			)
		);
	});
});

describe('fitRows', () => {
	it('lets exactly as many reach as wanted, and keeps totals', () => {
		const counts = fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 20, maxLength: 60 });
		fc.assert(
			fc.property(counts, fc.integer({ min: 1, max: 3 }), (given, wanted) => {
				// Far fewer than could reach, and room for all that is pressed under.
				const samples = Float64Array.from(given, (count) => (count > 330 ? 310 : count % 200));
				const before = sum(samples);
				fc.pre(before > wanted * 700 && before < given.length * 200);
				fitRows(samples, [given.map((_, row) => row)], wanted, 300);
				expect(reachedOf(samples)).toBe(wanted);
				expect(sum(samples)).toBe(before);
				expect(samples.every((count) => count >= 0)).toBe(true);
			})
		);
	});

	it.each([
		[6, 1],
		[50, 2],
		[1000, 1]
	])('counts by a threshold of %i', (threshold, wanted) => {
		const samples = Float64Array.from({ length: 40 }, (_, row) =>
			Math.floor(((row % 9) * threshold) / 12)
		);
		const before = sum(samples);
		samples[0] = threshold;
		fitRows(samples, [[...samples.keys()]], wanted, threshold);
		expect([...samples].filter((count) => count >= threshold)).toHaveLength(wanted);
		expect(sum(samples)).toBe(before + threshold);
		expect(Math.min(...samples)).toBeGreaterThanOrEqual(0);
	});

	it('says when it is impossible', () => {
		expect(() => fitRows(Float64Array.of(1, 2), [[0, 1]], 1, 300)).toThrow('cannot reach');
	});
});

describe('fitGroups', () => {
	it('lets exactly as many groups reach as wanted', () => {
		const groups = fc.array(fc.array(fc.nat(300), { minLength: 1, maxLength: 6 }), {
			minLength: 3,
			maxLength: 20
		});
		fc.assert(
			fc.property(groups, fc.integer({ min: 0, max: 3 }), (given, wanted) => {
				let row = 0;
				const rows = given.map((group) => group.map(() => row++));
				const samples = Float64Array.from(given.flat());
				fitGroups(samples, rows, wanted, 300);
				const totals = rows.map((group) => sum(group.map((at) => samples[at]!)));
				expect(totals.filter((total) => total >= 300)).toHaveLength(wanted);
			})
		);
	});
});

it('setTotal changes only its rows', () => {
	const samples = Float64Array.of(1, 2, 3, 4);
	setTotal(samples, [0, 3], 50);
	expect([...samples]).toEqual([10, 2, 3, 40]);
});
