import { cellToParent, getResolution, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { locateCells, shownValue } from './hexagons.ts';

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
			samples: Float64Array.of(5, 15, 10),
			download: Float64Array.of(54.3, 9, 20)
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

	it('leaves out what an old file names without a count', () => {
		const samples = Float64Array.of(7, NaN, 12);
		const download = Float64Array.of(54.3, NaN, 20);
		const located = locateCells({ cell: CELLS, samples, download });
		expect(located.cells).toEqual([CELLS[0], CELLS[2]]);
		expect([...located.samples]).toEqual([7, 12]);
		expect([...located.download]).toEqual([54.3, 20]);
	});

	it('gives no hexagons where there is no table', () => {
		const { cells, samples, download, centres } = locateCells(undefined);
		expect([cells, samples, download, centres].map(({ length }) => length)).toEqual([0, 0, 0, 0]);
	});
});

describe('shownValue', () => {
	const around = cellToParent(CELLS[0]!, 6);
	const hexagons = locateCells({
		cell: [around, CELLS[1]!],
		samples: Float64Array.of(245, 15),
		download: Float64Array.of(30, 40)
	});

	it('is samples by area, so that a coarse hexagon compares with a small one, or the download', () => {
		const dense = [0, 1].map((at) => shownValue(hexagons, at, 'samples'));
		// Cells of Viet Nam are a tenth larger or smaller than the mean: 36.1 km² and 0.737 km².
		expect(dense[0]! * 36.1).toBeGreaterThan(245 * 0.8);
		expect(dense[0]! * 36.1).toBeLessThan(245 * 1.25);
		expect(dense[1]! * 0.737).toBeGreaterThan(15 * 0.8);
		expect(dense[1]! * 0.737).toBeLessThan(15 * 1.25);
		expect([0, 1].map((at) => shownValue(hexagons, at, 'download'))).toEqual([30, 40]);
	});
});
