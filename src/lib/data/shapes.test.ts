import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { buildUnits, type Units } from '../domain/unit.ts';
import { decodeShapes, encodeShapes, united } from './shapes.ts';

const SIZE = 5;

/**
 * A country of squares: each square belongs to one of six communes, these to two districts of one province. A third
 * district has no communes: it is the square far away.
 */
function country(ownerOf: readonly number[]): { units: Units; topology: Topology } {
	const arcs: [number, number][][] = [];
	const known = new Map<string, number>();
	const edge = (from: [number, number], to: [number, number]): number => {
		const turned = known.get(`${to.join()} ${from.join()}`);
		if (turned !== undefined) return ~turned;
		known.set(`${from.join()} ${to.join()}`, arcs.length);
		return arcs.push([from, [to[0] - from[0], to[1] - from[1]]]) - 1;
	};
	const square = (x: number, y: number): number[][] => {
		const corners: [number, number][] = [
			[x, y],
			[x, y + 1],
			[x + 1, y + 1],
			[x + 1, y]
		];
		return [corners.map((corner, at) => edge(corner, corners[(at + 1) % 4]!))];
	};
	const codes = ['00001', '00002', '00003', '00004', '00005', '00006'];
	const communes = codes.map((id, commune) => ({
		type: 'MultiPolygon' as const,
		id,
		arcs: ownerOf.flatMap((owner, at) =>
			owner === commune ? [square(at % SIZE, Math.floor(at / SIZE))] : []
		)
	}));
	const drawn = communes.filter((each) => each.arcs.length > 0);
	const island = { type: 'Polygon' as const, id: '003', arcs: square(90, 80) };
	const column = (code: string[], parent: string[]) => ({
		code,
		parent,
		name: code,
		type: code.map(() => '')
	});
	return {
		units: buildUnits('2022-10', {
			province: column(['01'], ['']),
			district: column(['001', '002', '003'], ['01', '01', '01']),
			commune: column(codes, ['001', '001', '001', '002', '002', '002'])
		}),
		topology: {
			type: 'Topology',
			transform: { scale: [0.5, 0.25], translate: [100, 8] },
			arcs,
			objects: {
				communes: { type: 'GeometryCollection', geometries: drawn },
				districts: { type: 'GeometryCollection', geometries: [island] }
			}
		}
	};
}

/** By unit: its area, and its corners in any order. */
function outlines(topology: Topology, name: string) {
	const { features } = feature(topology, topology.objects[name] as GeometryCollection);
	return new Map(
		features.map(({ id, geometry }) => {
			const { type, coordinates } = geometry as Polygon | MultiPolygon;
			const rings = (type === 'Polygon' ? coordinates : coordinates.flat()) as number[][][];
			const area = rings.reduce((sum, ring) => sum + areaOf(ring), 0);
			return [id, { area, corners: rings.flatMap((ring) => ring.slice(1).map(String)).sort() }];
		})
	);
}

function areaOf(ring: number[][]): number {
	return ring
		.slice(1)
		.reduce((sum, [x, y], at) => sum + (x! * ring[at]![1]! - ring[at]![0]! * y!) / 2, 0);
}

const countries = fc
	.array(fc.integer({ min: 0, max: 5 }), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE })
	.map(country);

describe('outlines for the page', () => {
	it('each unit is drawn as in the TopoJSON; those above are what lies in them together', () => {
		fc.assert(
			fc.property(countries, ({ units, topology }) => {
				const drawn = decodeShapes(encodeShapes(topology, units), units, 'x.shapes');
				expect(outlines(drawn, 'communes')).toEqual(outlines(topology, 'communes'));
				const areas = [...outlines(topology, 'communes')];
				const inside = (codes: string[]) =>
					areas.reduce((sum, [id, { area }]) => sum + (codes.includes(id as string) ? area : 0), 0);
				const districts = outlines(drawn, 'districts');
				expect(districts.get('001')?.area ?? 0).toBeCloseTo(inside(['00001', '00002', '00003']));
				expect(districts.get('002')?.area ?? 0).toBeCloseTo(inside(['00004', '00005', '00006']));
				expect(districts.get('003')).toEqual(outlines(topology, 'districts').get('003'));
				// 25 squares and the island, each an eighth of a square degree; inner borders are gone.
				const province = outlines(drawn, 'provinces').get('01')!;
				expect(province.area).toBeCloseTo(26 / 8);
				expect(province.corners).toHaveLength(4 * SIZE + 4);
			})
		);
	});

	it('a unit above with one unit in it shares no list of arcs with that: they are numbered anew in place', () => {
		const { units, topology } = country(Array.from({ length: SIZE * SIZE }, () => 0));
		const drawn = united(topology, units);
		const lists = Object.values(drawn.objects).flatMap((object) =>
			(object as GeometryCollection).geometries.map((each) => (each as { arcs: unknown }).arcs)
		);
		expect(new Set(lists).size).toBe(lists.length);
	});

	it('a file that is cut off, or of other units, is told of as such', () => {
		const { units, topology } = country(Array.from({ length: SIZE * SIZE }, (_, at) => at % 6));
		const whole = encodeShapes(topology, units);
		const other = buildUnits('2025-07', { province: units.of.province && columnsOf(units) });
		expect(() => decodeShapes(whole, other, 'x.shapes')).toThrow(DataError);
		for (let length = 0; length < whole.length; length++)
			expect(() => decodeShapes(whole.subarray(0, length), units, 'x.shapes')).toThrow(DataError);
	});

	it('no damage makes it fail in any other way', () => {
		const { units, topology } = country(Array.from({ length: SIZE * SIZE }, (_, at) => at % 6));
		const whole = encodeShapes(topology, units);
		const places = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })));
		fc.assert(
			fc.property(places, (changes) => {
				const damaged = whole.slice();
				for (const [at, byte] of changes) damaged[at] = byte;
				try {
					decodeShapes(damaged, units, 'x.shapes');
				} catch (error) {
					expect(error).toBeInstanceOf(DataError);
				}
			})
		);
	});
});

function columnsOf({ of }: Units) {
	const { codes, names, types, parents } = of.province!;
	return { code: codes, name: names, type: types, parent: parents };
}
