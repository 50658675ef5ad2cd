import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { geometryFromTopology, type PlaceGeometry } from '../place/geometry.ts';
import { agreement, sampleGround } from './agreement.ts';

/** Two neighbours in a strip of 4° by 1° along the equator, and an island far away; the border lies at `border`. */
function strip(border: number): PlaceGeometry {
	const polygon = (id: string, west: number, east: number, south = 0) => {
		const north = south + 1;
		return { id, ring: [[west, south], [east, south], [east, north], [west, north], [west, south]] }; // prettier-ignore
	};
	const shapes = [polygon('a', 0, border), polygon('b', border, 4), polygon('c', 9, 9.5, 60)];
	const topology: Topology = {
		type: 'Topology',
		objects: {
			units: {
				type: 'GeometryCollection',
				geometries: shapes.map(({ id }, at) => ({ type: 'Polygon', id, arcs: [[at]] }))
			}
		},
		arcs: shapes.map(({ ring }) => ring)
	};
	return geometryFromTopology(topology, { edition: 'x', source: 'x', objects: ['units'] });
}

/** Area of half a degree square between 60 and 61° north, as a part of all three. */
const ISLAND = (Math.sin((61 * Math.PI) / 180) - Math.sin(Math.PI / 3)) * 0.5;
const MAINLAND = Math.sin(Math.PI / 180) * 4;

describe('agreement', () => {
	it('is whole for the same outlines', () => {
		expect(agreement(sampleGround(strip(2), 10_000), strip(2))).toBe(1);
	});

	it('is less by the share of the ground that changed its unit', () => {
		const sample = sampleGround(strip(2), 100_000);
		const [nearer, farther] = [2.2, 3].map((border) => agreement(sample, strip(border)));
		const changed = (degrees: number) => (degrees * MAINLAND) / 4 / (MAINLAND + ISLAND);
		expect(1 - nearer!).toBeCloseTo(changed(0.2), 2);
		expect(1 - farther!).toBeCloseTo(changed(1), 2);
	});

	it('counts points that fall into the sea as lost', () => {
		const full = strip(2);
		const without = { ...full, sides: full.sides.map((side) => (side === 2 ? -1 : side)) };
		const share = agreement(sampleGround(full, 100_000), without);
		expect(1 - share).toBeCloseTo(ISLAND / (MAINLAND + ISLAND), 2);
	});

	it('refuses leaves without ground, rather than looking for ever', () => {
		const full = strip(2);
		const none = { ...full, sides: full.sides.map(() => -1) };
		expect(() => sampleGround(none, 10)).toThrow('no ground');
	});
});
