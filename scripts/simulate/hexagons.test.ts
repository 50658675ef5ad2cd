import fc from 'fast-check';
import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { OLD_UNITS } from '../../tests/fixtures/small-country.ts';
import { withHexagons } from '../samples/hexagons.ts';
import type { Measurements } from './measurements.ts';
import { figuresOf } from './figures-of.ts';
import { unitTree } from '../samples/unit-tree.ts';

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

const hexagonsOf = (places: { lon: number; lat: number; speed: number }[]) =>
	figuresOf(unitTree(OLD_UNITS), 'mobile', measure(places)).hexagons;

function naiveMedian(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

describe('hexagons', () => {
	it('count every measurement at every resolution, with exact medians', () => {
		fc.assert(
			fc.property(fc.array(place, { maxLength: 120 }), (places) => {
				for (const [resolution, columns] of hexagonsOf(places)) {
					const expected = new Map<string, number[]>();
					for (const { lon, lat, speed } of places) {
						const cell = cellToParent(latLngToCell(lat, lon, 8), resolution);
						expected.set(cell, [...(expected.get(cell) ?? []), speed]);
					}
					expect(columns.cell).toEqual([...expected.keys()].sort());
					columns.cell.forEach((cell, row) => {
						expect(columns.samples[row]).toBe(expected.get(cell)!.length);
						for (const speed of ['download', 'upload', 'latency'] as const)
							expect(columns[speed][row]).toBe(naiveMedian(expected.get(cell)!));
					});
				}
			}),
			{ numRuns: 30 }
		);
	});

	it('of one network take the place of its own, in the usual order', () => {
		const one = [{ lon: 105.8, lat: 21, speed: 1 }];
		const mobile = hexagonsOf(one);
		const fixed = new Map(
			[...mobile].map(([at, of]) => [at, { ...of, network: 'fixed' as const }])
		);
		const both = withHexagons(withHexagons(new Map(), 'fixed', fixed), 'mobile', mobile);
		expect([...both.keys()]).toEqual([4, 5, 6, 7, 8]);
		expect(both.get(8)!.map(({ network }) => network)).toEqual(['mobile', 'fixed']);
		expect(withHexagons(both, 'mobile', mobile)).toEqual(both);
		const left = withHexagons(both, 'mobile', undefined);
		expect(left.get(4)!.map(({ network }) => network)).toEqual(['fixed']);
		expect(withHexagons(left, 'fixed', undefined).size).toBe(0);
	});
});
