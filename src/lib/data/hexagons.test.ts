import { getResolution, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { locateCells } from './hexagons.ts';

/** Latitude, longitude of Hà Nội, Hoàng Sa and Trường Sa. */
const PLACES = [
	[21.0285, 105.8542],
	[16.5344, 111.6086],
	[8.6441, 111.92]
] as const;
const CELLS = PLACES.map(([latitude, longitude]) => latLngToCell(latitude, longitude, 8));

describe('locateCells', () => {
	it('gives each cell its centre, longitude before latitude, within the cell', () => {
		const { cells, centres } = locateCells({
			cell: CELLS,
			samples: Float64Array.of(7, NaN, 12),
			download: Float64Array.of(54.3, NaN, 20)
		});
		expect(cells).toEqual(CELLS);
		expect(centres).toHaveLength(6);
		CELLS.forEach((cell, at) => {
			const [longitude, latitude] = [centres[at * 2]!, centres[at * 2 + 1]!];
			expect(latLngToCell(latitude, longitude, getResolution(cell))).toBe(cell);
			expect(longitude).toBeCloseTo(PLACES[at]![1], 1);
			expect(latitude).toBeCloseTo(PLACES[at]![0], 1);
		});
	});

	it('keeps the values in the order of the cells, and a suppressed one without value', () => {
		const samples = Float64Array.of(7, NaN, 12);
		const download = Float64Array.of(54.3, NaN, 20);
		const located = locateCells({ cell: CELLS, samples, download });
		expect([...located.samples]).toEqual([7, NaN, 12]);
		expect([...located.download]).toEqual([54.3, NaN, 20]);
	});

	it('gives no hexagons where there is no table', () => {
		const { cells, samples, download, centres } = locateCells(undefined);
		expect([cells, samples, download, centres].map(({ length }) => length)).toEqual([0, 0, 0, 0]);
	});
});
