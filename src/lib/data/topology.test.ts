import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { readLand, readObject } from './topology.ts';

const URL_OF_FILE = 'https://example.vn/data/2022-10/units.1a2b.json';

/** A closed square, clockwise, from its south-western corner. */
function square(x: number, y: number, side: number): Position[] {
	return [
		[x, y],
		[x, y + side],
		[x + side, y + side],
		[x + side, y],
		[x, y]
	];
}

/** A mainland of 4 degrees with a hole between an island and an islet to its west, and a unit of one square. */
function topology() {
	return {
		type: 'Topology',
		arcs: [square(100, 8, 4), square(101, 9, 1), square(96, 5, 1), square(110, 16, 2), square(97, 9, 0.5)],
		objects: {
			communes: {
				type: 'GeometryCollection',
				geometries: [
					{ type: 'MultiPolygon', id: '00004', arcs: [[[2]], [[0], [1]], [[4]]] },
					{ type: 'Polygon', id: '20333', arcs: [[3]] },
					{ type: 'Polygon', id: '99999', arcs: [[3]] },
					{ type: null, id: '00007' }
				]
			},
			neighbours: {
				type: 'GeometryCollection',
				geometries: [{ type: 'Polygon', arcs: [[3]] }]
			},
			outline: { type: 'Polygon', arcs: [[0]] }
		}
	};
}

const read = (codes: string[]) => readObject(topology(), 'communes', codes, URL_OF_FILE);

function faultOf(work: () => unknown): DataError {
	try {
		work();
	} catch (error) {
		if (error instanceof DataError) return error;
		throw error;
	}
	throw new Error('nothing was thrown');
}

describe('readObject', () => {
	it('gives the polygons of the units, each with its code as text', () => {
		const { collection } = read(['00004', '20333']);
		expect(collection.features.map(({ properties }) => properties)).toEqual([
			{ code: '00004' },
			{ code: '20333' }
		]);
		expect(collection.features[1]!.geometry).toEqual({
			type: 'Polygon',
			coordinates: [square(110, 16, 2)]
		});
	});

	it('takes an id that was written as a number for the same code', () => {
		const numbered = topology();
		Object.assign(numbered.objects.communes.geometries[1]!, { id: 20333 });
		const { collection } = readObject(numbered, 'communes', ['20333'], URL_OF_FILE);
		expect(collection.features.map(({ properties }) => properties.code)).toEqual(['20333']);
	});

	it('ignores what is no unit of the edition', () => {
		const codes = read(['20333']).collection.features.map(({ properties }) => properties.code);
		expect(codes).toEqual(['20333']);
	});

	it('bounds all parts of a unit: west, south, east, north', () => {
		expect([...read(['00004']).bounds]).toEqual([96, 5, 104, 12]);
	});

	it('anchors the name of a unit well inside its largest part and out of its holes', () => {
		const [x, y] = read(['00004']).anchors as unknown as [number, number];
		const distance = (west: number, south: number, side: number) =>
			Math.min(x - west, west + side - x, y - south, south + side - y);
		expect(distance(100, 8, 4)).toBeGreaterThan(1);
		expect(distance(101, 9, 1)).toBeLessThan(0);
	});

	it('orders bounds and anchors by the units, not by the file', () => {
		const { bounds, anchors } = read(['20333', '00004']);
		expect([...bounds]).toEqual([110, 16, 112, 18, 96, 5, 104, 12]);
		expect([...anchors.subarray(0, 2)]).toEqual([111, 17]);
		expect([...anchors.subarray(2)]).toEqual([...read(['00004']).anchors]);
	});

	it('has no bounds for a unit without geometry, and does not take that for (0, 0)', () => {
		const { collection, bounds, anchors } = read(['00007', '11111']);
		expect(collection.features).toEqual([]);
		expect([...bounds]).toEqual(Array(8).fill(NaN));
		expect([...anchors]).toEqual(Array(4).fill(NaN));
	});

	it('anchors a unit without area at a point of its own', () => {
		const flat = topology();
		flat.arcs[3] = [
			[110, 16],
			[112, 16],
			[110, 16],
			[110, 16]
		];
		const { anchors, bounds } = readObject(flat, 'communes', ['20333'], URL_OF_FILE);
		expect([...anchors]).toEqual([110, 16]);
		expect([...bounds]).toEqual([110, 16, 112, 16]);
	});

	it('names file, object, what is there and what is missing when the object is not there', () => {
		const { code, fault } = faultOf(() => readObject(topology(), 'districts', [], URL_OF_FILE));
		expect(code).toBe('missing-object');
		expect(fault).toEqual({
			file: URL_OF_FILE,
			column: 'districts',
			found: 'communes, neighbours, outline',
			expected: 'the object "districts" (a GeometryCollection)'
		});
	});

	it('says so when there are no objects at all', () => {
		const empty = { type: 'Topology', arcs: [], objects: {} };
		expect(faultOf(() => readObject(empty, 'communes', [], URL_OF_FILE)).fault.found).toBe(
			'no objects'
		);
	});

	it('does not take a single geometry for the units', () => {
		expect(faultOf(() => readObject(topology(), 'outline', [], URL_OF_FILE)).code).toBe(
			'missing-object'
		);
	});

	it.each([
		['nothing', null],
		['text', 'Topology'],
		['a list', []],
		['GeoJSON', { type: 'FeatureCollection', features: [] }],
		['a topology without arcs', { type: 'Topology', objects: topology().objects }]
	])('refuses %s as no topology', (_, found) => {
		const { code, fault } = faultOf(() => readObject(found, 'communes', [], URL_OF_FILE));
		expect(code).toBe('schema');
		expect(fault).toMatchObject({ file: URL_OF_FILE, expected: 'a TopoJSON topology' });
	});
});

describe('readLand', () => {
	it('gives all features of the object, units or not', () => {
		const land = readLand(topology(), 'neighbours', URL_OF_FILE);
		expect(land.features.map(({ geometry }) => geometry)).toEqual([
			{ type: 'Polygon', coordinates: [square(110, 16, 2)] }
		]);
	});

	it('names file and object when the object is not there', () => {
		const { code, fault } = faultOf(() => readLand(topology(), 'land', URL_OF_FILE));
		expect(code).toBe('missing-object');
		expect(fault).toMatchObject({ file: URL_OF_FILE, column: 'land' });
	});
});
