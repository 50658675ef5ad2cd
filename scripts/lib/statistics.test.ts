import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupMedians, groupRows, groupSizes, rounded } from './statistics.ts';

function naiveMedian(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	if (sorted.length === 0) return NaN;
	return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

describe('groups', () => {
	it('sizes and medians are those of the values with that number', () => {
		const rows = fc.array(fc.tuple(fc.nat(6), fc.nat(1000)));
		fc.assert(
			fc.property(rows, (given) => {
				const groups = groupRows(
					Int32Array.from(given, ([group]) => group),
					7
				);
				const medians = groupMedians(
					groups,
					Float32Array.from(given, ([, value]) => value)
				);
				const sizes = groupSizes(groups);
				for (let group = 0; group < 7; group++) {
					const own = given.filter(([of]) => of === group).map(([, value]) => value);
					expect(sizes[group]).toBe(own.length);
					expect(medians[group]).toBe(naiveMedian(own));
				}
			})
		);
	});
});

it.each([
	['download', 54.34, 54.3],
	['download', 258.4, 258],
	['upload', 99.96, 100],
	['latency', 8.64, 8.6],
	['latency', 33.4, 33],
	['latency', NaN, NaN]
] as const)('%s of %d is published as %d', (speed, value, expected) =>
	expect(rounded(speed, value)).toBe(expected)
);
