import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCount } from '../../../tests/fixtures/small-country.ts';
import { classify, classOf, countClasses, NO_DATA } from './classify.ts';
import { breaksOf, MEASURES } from './measure.ts';
import { NETWORKS } from './network.ts';

const anyBreaks = fc
	.constantFrom(
		...MEASURES.flatMap((measure) => NETWORKS.map((network) => [measure, network] as const))
	)
	.map(([measure, network]) => breaksOf(measure, network, '2026-10').at);
const anyValue = fc.oneof(anyCount, fc.double({ min: 0, max: 1000, noNaN: true }));

describe('classOf', () => {
	it('puts samples into 0, 1-29, 30-99, 100-199, 200-299, 300-599 and 600 up', () => {
		const { at } = breaksOf('samples', 'mobile', '2026-10');
		const classes = [0, 1, 29, 30, 99, 100, 199, 200, 299, 300, 599, 600, 64_595].map((value) =>
			classOf(value, at)
		);
		expect(classes).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
	});

	it('gives every value the class whose interval contains it', () => {
		fc.assert(
			fc.property(anyValue, anyBreaks, (value, breaks) => {
				const found = classOf(value, breaks);
				if (Number.isNaN(value)) {
					expect(found).toBe(NO_DATA);
					return;
				}
				expect(found).toBeGreaterThan(NO_DATA);
				expect(found).toBeLessThanOrEqual(breaks.length + 1);
				expect(value).toBeGreaterThanOrEqual(breaks[found - 2] ?? -Infinity);
				expect(value).toBeLessThan(breaks[found - 1] ?? Infinity);
			})
		);
	});

	it('never puts a larger value into a lower class', () => {
		const number = anyValue.filter((value) => !Number.isNaN(value));
		fc.assert(
			fc.property(number, number, anyBreaks, (a, b, breaks) => {
				const [low, high] = [Math.min(a, b), Math.max(a, b)];
				expect(classOf(low, breaks)).toBeLessThanOrEqual(classOf(high, breaks));
			})
		);
	});

	it('tells no data from zero', () => {
		expect(classOf(0, [1, 100])).not.toBe(classOf(NaN, [1, 100]));
	});
});

describe('classify', () => {
	it('gives each unit one class, so that the counts add up to the units', () => {
		fc.assert(
			fc.property(fc.array(anyValue), anyBreaks, (values, breaks) => {
				const classes = classify(values, breaks);
				const counts = countClasses(classes, breaks.length + 2);
				expect(classes).toHaveLength(values.length);
				expect(counts).toHaveLength(breaks.length + 2);
				expect(counts.reduce((a, b) => a + b)).toBe(values.length);
				expect(counts[NO_DATA]).toBe(values.filter(Number.isNaN).length);
			})
		);
	});

	it('keeps the order of the units', () => {
		expect([...classify([NaN, 300, 0], [1, 300])]).toEqual([NO_DATA, 3, 1]);
	});
});

describe('countClasses', () => {
	it('counts only the rows that it is given', () => {
		const classes = Uint8Array.from([0, 1, 1, 2, 2, 2]);
		expect(countClasses(classes, 4)).toEqual([1, 2, 3, 0]);
		expect(countClasses(classes, 4, [1, 3, 5])).toEqual([0, 1, 2, 0]);
		expect(countClasses(classes, 4, [])).toEqual([0, 0, 0, 0]);
	});
});
