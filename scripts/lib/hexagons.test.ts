import fc from 'fast-check';
import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { countHexagons, HEXAGON_MINIMUM } from './hexagons.ts';
import type { Measurements } from './measurements.ts';

/** Few places, so that some cells have many measurements and others few. */
const place = fc.record({
	lon: fc.integer({ min: 0, max: 20 }).map((step) => 105.8 + step * 0.013),
	lat: fc.integer({ min: 0, max: 2 }).map((step) => 21 + step * 0.013),
	speed: fc.integer({ min: 1, max: 500 })
});

function measure(places: { lon: number; lat: number; speed: number }[]): Measurements {
	const speeds = () => Float32Array.from(places, ({ speed }) => speed);
	return {
		commune: new Int32Array(places.length),
		time: new Float64Array(places.length),
		lon: Float64Array.from(places, ({ lon }) => lon),
		lat: Float64Array.from(places, ({ lat }) => lat),
		download: speeds(),
		upload: speeds(),
		latency: speeds()
	};
}

describe('countHexagons', () => {
	it('counts every measurement at every resolution, and hides small cells', () => {
		fc.assert(
			fc.property(fc.array(place, { maxLength: 120 }), (places) => {
				for (const [resolution, columns] of countHexagons('mobile', measure(places))) {
					const expected = new Map<string, number>();
					for (const { lon, lat } of places) {
						const cell = cellToParent(latLngToCell(lat, lon, 8), resolution);
						expected.set(cell, (expected.get(cell) ?? 0) + 1);
					}
					expect(columns.cell).toEqual([...expected.keys()].sort());
					columns.cell.forEach((cell, row) => {
						const count = expected.get(cell)!;
						const isShown = count >= HEXAGON_MINIMUM;
						expect(columns.samples[row]).toBe(isShown ? count : NaN);
						for (const measure of ['download', 'upload', 'latency'] as const)
							expect(Number.isNaN(columns[measure][row]!)).toBe(!isShown);
					});
				}
			}),
			{ numRuns: 30 }
		);
	});
});
