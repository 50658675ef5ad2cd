import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	backTest,
	backTests,
	calibrate,
	CAUTIOUS,
	NOMINAL,
	OUTLOOKS,
	projectMonth,
	TESTED
} from './projection.ts';

const of = (...values: number[]) => Float64Array.from(values);
const names = (outlook: Uint8Array) => [...outlook].map((at) => OUTLOOKS[at]);
const steady = { shape: 64, clump: 1 };

/** Months of a made-up country whose rates vary by a factor of two from month to month. */
function country(months: number, units: number): Float64Array[] {
	let state = 7;
	const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
	const rates = Array.from({ length: units }, () => 20 + 600 * random());
	return Array.from({ length: months }, () =>
		Float64Array.from(rates, (rate) => Math.round(rate * (0.5 + random())))
	);
}

describe('a projection', () => {
	it('tells who is on course, at risk, and will miss', () => {
		const past = [of(900, 310, 40, 500), of(900, 310, 40, 500), of(900, 310, 40, 500)];
		const { outlook } = projectMonth(of(290, 150, 20, 300), past, 0.5, steady);
		expect(names(outlook)).toEqual(['on-course', 'at-risk', 'will-miss', 'reached']);
	});

	it('ends at the count itself when the month is over', () => {
		const { expected, low, high } = projectMonth(of(120), [of(400)], 1, CAUTIOUS);
		expect([expected[0], low[0], high[0]]).toEqual([120, 120, 120]);
	});

	it('has nothing to say without data, nor before a month of which no past is known', () => {
		const { low, outlook } = projectMonth(of(NaN, 0), [], 0, CAUTIOUS);
		expect([...low]).toEqual([NaN, NaN]);
		expect(names(outlook)).toEqual(['unknown', 'unknown']);
	});

	it('never expects less than there is, and its interval holds what it expects or lies around it', () => {
		const count = fc.integer({ min: 0, max: 2000 });
		fc.assert(
			fc.property(
				count,
				count,
				fc.double({ min: 0.03, max: 1, noNaN: true }),
				(sofar, usual, elapsed) => {
					const { low, high, expected } = projectMonth(of(sofar), [of(usual)], elapsed, CAUTIOUS);
					expect(low[0]).toBeGreaterThanOrEqual(sofar);
					expect(high[0]).toBeGreaterThanOrEqual(low[0]!);
					expect(expected[0]).toBeGreaterThanOrEqual(sofar);
				}
			)
		);
	});
});

describe('the back-test', () => {
	const months = country(8, 300);

	it('gives the same figures each time', () => {
		const once = backTest(months, 0.5, calibrate);
		expect(backTest(months, 0.5, calibrate)).toEqual(once);
		expect(once.count).toBe(300 * 5);
	});

	it('finds that the interval holds about what it says, with a spread that the tested month had no part in', () => {
		for (const elapsed of TESTED) {
			const { coverage } = backTest(months, elapsed, calibrate);
			expect(Math.abs(coverage - NOMINAL)).toBeLessThan(0.12);
		}
	});

	it('of the page tests all parts of the month, the same each time', () => {
		const all = backTests(months);
		expect(all.map(({ elapsed }) => elapsed)).toEqual([...TESTED]);
		expect(backTests(months)).toEqual(all);
	});

	it('notices an interval that is too narrow', () => {
		expect(backTest(months, 0.25, { shape: 4096, clump: 0.05 }).coverage).toBeLessThan(0.5);
	});

	it('has nothing to test with too few months', () => {
		expect(backTest(months.slice(0, 3), 0.5, CAUTIOUS).coverage).toBeNaN();
		expect(calibrate(months.slice(0, 3))).toEqual(CAUTIOUS);
	});
});
