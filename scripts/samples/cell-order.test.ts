/** Numbers of cells stand for their names. */
import fc from 'fast-check';
import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { cellKey, cellName, orderCells, parentKey } from './cell-order.ts';

const cell = (resolution: number) =>
	fc
		.tuple(
			fc.double({ min: -89, max: 89, noNaN: true }),
			fc.double({ min: -180, max: 180, noNaN: true })
		)
		.map(([lat, lon]) => latLngToCell(lat, lon, resolution));

describe('the number of a cell', () => {
	it('gives its name back, and that of each cell around it', () => {
		fc.assert(
			fc.property(cell(8), fc.integer({ min: 0, max: 8 }), (name, resolution) => {
				expect(cellName(cellKey(name), 8)).toBe(name);
				expect(cellName(parentKey(cellKey(name), resolution), resolution)).toBe(
					cellToParent(name, resolution)
				);
			})
		);
	});

	it('is in the order of the names', () => {
		fc.assert(
			fc.property(fc.uniqueArray(cell(8)), (names) => {
				const { keys, ranks } = orderCells(names);
				const sorted = [...names].sort();
				expect(Array.from(keys, (key) => cellName(key, 8))).toEqual(sorted);
				expect(Array.from(ranks, (rank) => sorted[rank])).toEqual(names);
			})
		);
	});
});
