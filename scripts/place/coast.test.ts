import { describe, expect, it } from 'vitest';
import type { Topology } from 'topojson-specification';
import { isAbroad } from '../boundaries/abroad.ts';
import { Coast } from './coast.ts';
import { geometryFromTopology } from './geometry.ts';
import { buildIndex } from './place-index.ts';

/** Two squares beside each other, the left one with a hole. */
const topology: Topology = {
	type: 'Topology',
	objects: {
		units: {
			type: 'GeometryCollection',
			geometries: [
				{ type: 'Polygon', id: 'left', arcs: [[0, 1], [2]] },
				{ type: 'Polygon', id: 'right', arcs: [[~0, 3]] }
			]
		}
	},
	arcs: [
		[
			[108.2, 16.2],
			[108.2, 16]
		],
		[
			[108.2, 16],
			[108, 16],
			[108, 16.2],
			[108.2, 16.2]
		],
		[
			[108.08, 16.08],
			[108.08, 16.12],
			[108.12, 16.12],
			[108.12, 16.08],
			[108.08, 16.08]
		],
		[
			[108.2, 16.2],
			[108.4, 16.2],
			[108.4, 16],
			[108.2, 16]
		]
	]
};
const index = buildIndex(
	geometryFromTopology(topology, { edition: 'e', source: 's', objects: ['units'] })
);
const km = 1 / 111.2;

describe('a point off the coast', () => {
	const coast = new Coast(index, () => false);
	it('belongs to the unit of the nearest coast, up to 2 km off', () => {
		expect(coast.leafNear(108.1, 16.2 + 1.9 * km)).toBe(0);
		expect(coast.leafNear(108.3, 16.2 + 1.9 * km)).toBe(1);
		expect(coast.leafNear(108.1999, 16 - km)).toBe(0);
		expect(coast.leafNear(108.1, 16.2 + 2.1 * km)).toBe(-1);
		// Off a corner the distance is that to the corner.
		expect(coast.leafNear(108.4 + 1.6 * km, 16.2 + 1.6 * km)).toBe(-1);
		expect(coast.leafNear(150, 16)).toBe(-1);
		expect(coast.leafNear(NaN, 16)).toBe(-1);
	});

	it("is nobody's in a gap between units, and near a border", () => {
		expect(coast.leafNear(108.1, 16.1)).toBe(-1);
		expect(coast.leafNear(108.081, 16.1)).toBe(-1);
		expect(new Coast(index, () => true).leafNear(108.1, 16.2 + km)).toBe(-1);
	});
});

it('abroad is what lies in a neighbouring country or near one, never the sea or the archipelagos', () => {
	const abroad: [number, number][] = [
		[102.6, 17.97],
		[104.9, 11.55],
		[108.3, 22.8],
		[106.7, 22.0]
	];
	const home: [number, number][] = [
		[105.85, 21.03],
		[109.2, 12.25],
		[112.336, 16.835],
		[114.33, 9.886],
		[107.1, 20.7]
	];
	expect(abroad.map(([lon, lat]) => isAbroad(lon, lat))).toEqual([true, true, true, true]);
	expect(home.map(([lon, lat]) => isAbroad(lon, lat))).toEqual(home.map(() => false));
});
