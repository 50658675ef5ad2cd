import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { pruned } from './prune.ts';

/** Two squares that share a side, in one province, and an island without neighbours. */
const TOPOLOGY: Topology = {
	type: 'Topology',
	arcs: [
		[
			[1, 0],
			[1, 1]
		],
		[
			[1, 1],
			[0, 1],
			[0, 0],
			[1, 0]
		],
		[
			[1, 0],
			[2, 0],
			[2, 1],
			[1, 1]
		],
		[
			[5, 5],
			[6, 5],
			[6, 6],
			[5, 5]
		]
	],
	objects: {
		communes: {
			type: 'GeometryCollection',
			geometries: [
				{ type: 'Polygon', id: 'west', arcs: [[0, 1]] },
				{ type: 'Polygon', id: 'east', arcs: [[~0, 2]] },
				{ type: 'MultiPolygon', id: 'island', arcs: [[[3]]] }
			]
		},
		provinces: {
			type: 'GeometryCollection',
			geometries: [{ type: 'Polygon', id: 'all', arcs: [[1, 2]] }]
		}
	}
};

const shapes = (topology: Topology, name: string) =>
	feature(topology, topology.objects[name] as GeometryCollection).features;

describe('a topology without what is not needed', () => {
	it('keeps the shapes as they were, and only their arcs', () => {
		const part = pruned(TOPOLOGY, { communes: new Set(['east', 'island']) });
		expect(Object.keys(part.objects)).toEqual(['communes']);
		expect(part.arcs).toHaveLength(3);
		expect(shapes(part, 'communes')).toEqual(shapes(TOPOLOGY, 'communes').slice(1));
	});

	it('keeps whole objects, and leaves its input alone', () => {
		const before = structuredClone(TOPOLOGY);
		const part = pruned(TOPOLOGY, { provinces: 'all', communes: new Set() });
		expect(part.arcs).toHaveLength(2);
		expect(shapes(part, 'provinces')).toEqual(shapes(TOPOLOGY, 'provinces'));
		expect(shapes(part, 'communes')).toEqual([]);
		expect(TOPOLOGY).toEqual(before);
	});
});
