import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISTANCES, findGaps, monthsUpTo, perDay } from './gaps.ts';
import { deficit } from './threshold.ts';

const of = (...values: number[]) => Float64Array.from(values);
const names = (distance: Uint8Array) => [...distance].map((at) => DISTANCES[at]);

describe('gaps', () => {
	it('classes units by their distance to the threshold', () => {
		const { distance, deficit } = findGaps(
			of(NaN, 0, 1, 99, 100, 199, 200, 299, 300, 900),
			[],
			true
		);
		expect(names(distance)).toEqual(
			'none zero far far midway midway near near reached reached'.split(' ')
		);
		expect([...deficit]).toEqual([NaN, 300, 299, 201, 200, 101, 100, 1, 0, 0]);
	});

	it('counts months in a row without any sample; a month without data ends them', () => {
		const past = [of(0, 0, 0), of(0, NaN, 5), of(0, 0, 0)];
		const { silent, distance } = findGaps(of(0, 0, 0), past, true);
		expect([...silent]).toEqual([4, 2, 2]);
		expect(names(distance)).toEqual(['silent', 'zero', 'zero']);
	});

	it('spreads the deficit over the days that are left, rounded up to a tenth', () => {
		expect(perDay(0, 7)).toBe(0);
		expect(perDay(1, 7)).toBe(0.2);
		expect(perDay(300, 7)).toBe(42.9);
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 400 }),
				fc.integer({ min: 1, max: 31 }),
				(samples, days) => {
					const missing = deficit(samples);
					expect(perDay(missing, days) * days).toBeGreaterThanOrEqual(missing - 1e-9);
				}
			)
		);
	});

	it('tells the trend of whole months only', () => {
		const past = [of(10, NaN), of(20, NaN)];
		expect([...findGaps(of(30, 4), past, true).trend]).toEqual([10, NaN]);
		expect(findGaps(of(900, 4), past, false).trend[0]).toBe(10);
	});

	it('tells the trend by calendar months: one that is not published is no step', () => {
		const trend = (known: [string, number][]) => {
			const past = monthsUpTo('2026-08', new Map(known.map(([month, n]) => [month, of(n)])), 1);
			return Math.round(findGaps(of(299), past, true).trend[0]!);
		};
		const [march, april] = ['2026-03', '2026-04'];
		expect(
			trend([
				[march, 0],
				[april, 0],
				['2026-07', NaN]
			])
		).toBe(64);
		expect(
			trend([
				[march, 0],
				[april, 0]
			])
		).toBe(64);
		expect(
			trend([
				[march, 3],
				[april, 300],
				['2026-07', 0]
			])
		).toBe(17);
	});

	it('ends a row of months without any sample at one that is not published', () => {
		const known = new Map([
			['2026-03', of(0)],
			['2026-04', of(0)],
			['2026-07', of(0)]
		]);
		expect(findGaps(of(0), monthsUpTo('2026-08', known, 1), true).silent[0]).toBe(2);
	});

	it('has no months before the first', () => {
		expect(monthsUpTo('2026-08', new Map(), 1)).toEqual([]);
	});
});
