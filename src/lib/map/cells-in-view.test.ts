import fc from 'fast-check';
import { getHexagonEdgeLengthAvg, UNITS } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { HEXAGON_RESOLUTIONS } from '../data/schema.ts';
import type { Hexagons } from '../data/hexagons.ts';
import { cellsWithin, resolutionAt } from './cells-in-view.ts';

/** Hexagons with the given centres; nothing else of them matters here. */
function hexagonsAt(points: readonly (readonly [number, number])[]): Hexagons {
	const values = new Float64Array(points.length);
	return {
		cells: points.map((_, at) => String(at)),
		samples: values,
		download: values,
		centres: Float32Array.from(points.flat()),
		areas: Float32Array.from(points, () => 1)
	};
}

const BOX = { west: 102, south: 8, east: 110, north: 23 };

describe('resolutionAt', () => {
	const zoom = fc.double({ min: 0, max: 22, noNaN: true });

	it('gives one of the published resolutions at every zoom', () => {
		fc.assert(
			fc.property(zoom, (at) => {
				expect(HEXAGON_RESOLUTIONS).toContain(resolutionAt(at));
			})
		);
	});

	it('never gives coarser cells for a closer view', () => {
		fc.assert(
			fc.property(zoom, zoom, (a, b) => {
				expect(resolutionAt(Math.min(a, b))).toBeLessThanOrEqual(resolutionAt(Math.max(a, b)));
			})
		);
	});

	it('uses every published resolution', () => {
		const used = new Set(Array.from({ length: 221 }, (_, step) => resolutionAt(step / 10)));
		expect([...used]).toEqual([...HEXAGON_RESOLUTIONS]);
	});

	it('draws cells that can be seen and told apart: 8 to 40 pixels wide from the nation to a town', () => {
		for (let at = 4; at <= 10; at += 0.1) {
			const metresPerPixel = (40_075_016 * Math.cos((16 * Math.PI) / 180)) / 512 / 2 ** at;
			const width = getHexagonEdgeLengthAvg(resolutionAt(at), UNITS.m) * Math.sqrt(3);
			expect(width / metresPerPixel, `zoom ${at}`).toBeGreaterThan(8);
			expect(width / metresPerPixel, `zoom ${at}`).toBeLessThan(40);
		}
	});
});

describe('cellsWithin', () => {
	it('finds the cells whose centre lies in the box, its edges included', () => {
		const hexagons = hexagonsAt([
			[105, 21],
			[101, 21],
			[111, 21],
			[105, 7],
			[105, 24],
			[102, 8],
			[110, 23]
		]);
		expect(cellsWithin(hexagons, BOX, 0)).toEqual([0, 5, 6]);
	});

	it('widens the box by the margin on every side', () => {
		const hexagons = hexagonsAt([
			[101.5, 7.5],
			[110.5, 23.5],
			[101, 15],
			[105, 24]
		]);
		expect(cellsWithin(hexagons, BOX, 0)).toEqual([]);
		expect(cellsWithin(hexagons, BOX, 0.5)).toEqual([0, 1]);
	});

	it('finds nothing among nothing', () => {
		expect(cellsWithin(hexagonsAt([]), BOX, 1)).toEqual([]);
	});

	it('keeps every cell in one of two boxes that share an edge', () => {
		const points = fc.array(
			fc.tuple(fc.integer({ min: 102, max: 110 }), fc.integer({ min: 8, max: 23 })),
			{ minLength: 1 }
		);
		fc.assert(
			fc.property(points, fc.integer({ min: 102, max: 110 }), (centres, edge) => {
				const hexagons = hexagonsAt(centres);
				const west = cellsWithin(hexagons, { ...BOX, east: edge }, 0);
				const east = cellsWithin(hexagons, { ...BOX, west: edge }, 0);
				expect(new Set([...west, ...east]).size).toBe(centres.length);
				for (const at of west) expect(centres[at]![0]).toBeLessThanOrEqual(edge);
				for (const at of east) expect(centres[at]![0]).toBeGreaterThanOrEqual(edge);
			})
		);
	});
});
