/** Cells of points are those of h3-js. */
import { latLngToCell } from 'h3-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HexagonNumbers, NO_HEXAGON } from './hexagon-numbers.ts';

const numbers = new HexagonNumbers();
const cellOf = (lon: number, lat: number) => numbers.cells[numbers.numberOne(lon, lat)];
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('the hexagon of a point', () => {
	it.each([
		['Viet Nam and its seas', 100, 118, 6, 24],
		// A face of the icosahedron ends here.
		['from the Himalaya to the Philippines', 80, 125, -5, 35],
		['Europe and Africa', -4, 50, 3, 60]
	])("is h3-js's: %s", (_, west, east, south, north) => {
		fc.assert(
			fc.property(between(west, east), between(south, north), (lon, lat) => {
				expect(cellOf(lon, lat)).toBe(latLngToCell(lat, lon, 8));
			}),
			{ numRuns: 20_000 }
		);
	});

	it('has one number, whichever of its points comes first', () => {
		const lon = Float64Array.of(105.8, 105.8001, 108, 105.8);
		const lat = Float64Array.of(21, 21.0001, 16, 21);
		const out = new Int32Array(4);
		const own = new HexagonNumbers();
		own.number(lon, lat, Int32Array.of(3, 3, -1, 0), out);
		expect([...out]).toEqual([0, 0, NO_HEXAGON, 0]);
		expect(own.cells).toEqual([latLngToCell(21, 105.8, 8)]);
	});
});
