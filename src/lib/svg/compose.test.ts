import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { composed } from './compose.ts';

const square = (x: number, size: number) => [
	[x, 0],
	[x + size, 0],
	[x + size, size],
	[x, 0]
];
const polygon = (id: string, ...arcs: number[]) => ({ type: 'Polygon' as const, id, arcs: [arcs] });
const of = (...geometries: GeometryCollection['geometries']): GeometryCollection => ({
	type: 'GeometryCollection',
	geometries
});

const PROVINCES: Topology = {
	type: 'Topology',
	arcs: [square(0, 1), square(5, 1)],
	objects: { provinces: of(polygon('01', 0), polygon('02', ~1)) }
};
/** Quantised: steps of half a degree from 5 on. */
const DETAIL: Topology = {
	type: 'Topology',
	transform: { scale: [0.5, 0.5], translate: [5, 0] },
	arcs: [
		[
			[0, 0],
			[2, 0],
			[0, 2],
			[-2, -2]
		]
	],
	objects: { provinces: of(polygon('02', 0)), communes: of(polygon('00004', ~0)) }
};

const coordinates = (topology: Topology, name: string) =>
	feature(topology, topology.objects[name] as GeometryCollection).features.map(
		({ id, geometry }) => [id, 'coordinates' in geometry ? geometry.coordinates : null]
	);

describe('finer outlines among coarser ones', () => {
	it('both stay where they are on the Earth, and the finer one stands for its province', () => {
		const both = composed(PROVINCES, DETAIL, 'provinces');
		expect(coordinates(both, 'provinces')).toEqual([
			['01', [square(0, 1)]],
			['02', [square(5, 1)]]
		]);
		expect(coordinates(both, 'communes')).toEqual([['00004', [square(5, 1).reverse()]]]);
		expect(both.arcs).toHaveLength(3);
	});
});
