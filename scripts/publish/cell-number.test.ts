import fc from 'fast-check';
import { cellToChildren, cellToParent, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { cellOf, numberOf, placeFrom } from './cell-number.ts';

const cell = fc
	.tuple(
		fc.integer({ min: 4, max: 8 }),
		fc.double({ min: 8, max: 24 }),
		fc.double({ min: 102, max: 118 })
	)
	.filter((of) => of.every(Number.isFinite))
	.map(([resolution, lat, lon]) => ({ resolution, name: latLngToCell(lat, lon, resolution) }));

it('a number names its cell, the one around it and those within it', () => {
	fc.assert(
		fc.property(cell, ({ resolution, name }) => {
			const number = numberOf(name);
			expect(cellOf(number, resolution)).toBe(name);
			expect(cellOf(number >> 3, resolution - 1)).toBe(cellToParent(name, resolution - 1));
			if (resolution < 8)
				expect(cellToChildren(name, resolution + 1).map(numberOf)).toEqual(
					[0, 1, 2, 3, 4, 5, 6].map((digit) => number * 8 + digit)
				);
		})
	);
});

it('cells of the whole world have numbers, each its own', () => {
	expect(cellOf(numberOf('88f2830807fffff'), 8)).toBe('88f2830807fffff');
	expect(numberOf('88f2830807fffff')).toBeLessThan(2 ** 31);
});

it('finds the place of a number among ascending ones', () => {
	const numbers = Int32Array.of(3, 5, 5, 9);
	expect([0, 3, 4, 5, 9, 10].map((number) => placeFrom(numbers, number))).toEqual([
		0, 0, 1, 1, 3, 4
	]);
});
