import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { orderArcs } from './arc-order.ts';

/** Two squares side by side and their union; arcs are numbered for the union first. */
const topology: Topology = {
	type: 'Topology',
	transform: { scale: [0.5, 0.5], translate: [100, 10] },
	objects: {
		all: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', arcs: [[0, 1]], id: 'a' }] },
		parts: {
			type: 'GeometryCollection',
			geometries: [
				{ type: 'Polygon', arcs: [[0, 2]], id: 'l' },
				{ type: 'MultiPolygon', arcs: [[[~2, 1]]], id: 'r' }
			]
		}
	},
	arcs: [
		[
			[2, 2],
			[-2, 0],
			[0, -2],
			[2, 0]
		],
		[
			[2, 0],
			[2, 0],
			[0, 2],
			[-2, 0]
		],
		[
			[2, 0],
			[0, 2]
		]
	]
};

/** Corners of each shape, whichever corner it begins with. */
function corners(of: Topology, name: string): [unknown, string[]][] {
	const { features } = feature(of, of.objects[name] as GeometryCollection);
	return features.map(({ id, geometry }) => {
		if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
			throw new Error(geometry.type);
		const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
		return [id, rings.flatMap((ring) => ring.slice(1).map(String)).sort()];
	});
}

describe('orderArcs', () => {
	it('changes numbers and directions, not shapes', () => {
		const before = structuredClone(topology);
		const ordered = orderArcs(topology, ['parts', 'all']);
		expect(topology).toEqual(before);
		expect(Object.keys(ordered.objects)).toEqual(['parts', 'all']);
		expect(ordered.arcs).toHaveLength(3);
		for (const name of ['all', 'parts'])
			expect(corners(ordered, name)).toEqual(corners(before, name));
	});

	it('leaves out arcs that no object uses', () => {
		expect(orderArcs(topology, ['all']).arcs).toHaveLength(2);
	});
});
