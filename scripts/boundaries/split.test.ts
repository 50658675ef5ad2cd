import fc from 'fast-check';
import type { Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { buildUnits } from '../../src/lib/domain/unit.ts';
import { splitByProvince } from './split.ts';

/** A country on a chessboard of `width` × `height` communes, each of the province that `provinceOf` tells. */
interface Board {
	width: number;
	height: number;
	provinceOf: number[];
}

const PROVINCES = ['01', '02', '04'];

const anyBoard: fc.Arbitrary<Board> = fc
	.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
	.chain(([width, height]) =>
		fc.record({
			width: fc.constant(width),
			height: fc.constant(height),
			provinceOf: fc.array(fc.nat(PROVINCES.length - 1), {
				minLength: width * height,
				maxLength: width * height
			})
		})
	);

const codeAt = (at: number) => String(at + 1).padStart(5, '0');

function unitsOf({ provinceOf }: Board) {
	const names = provinceOf.map((_, at) => codeAt(at));
	return buildUnits('board', {
		province: {
			code: PROVINCES,
			name: PROVINCES,
			type: PROVINCES.map(() => 'Tỉnh'),
			parent: PROVINCES.map(() => '')
		},
		commune: {
			code: names,
			name: names,
			type: names.map(() => 'Xã'),
			parent: provinceOf.map((province) => PROVINCES[province]!)
		}
	});
}

/** Every side of a square is an arc; provinces are drawn as the multipolygon of their squares. */
function topologyOf({ width, height, provinceOf }: Board): Topology {
	const arcs: number[][][] = [];
	const across = (x: number, y: number) => y * width + x;
	const up = (x: number, y: number) => (height + 1) * width + y * (width + 1) + x;
	for (let y = 0; y <= height; y++)
		for (let x = 0; x < width; x++) arcs[across(x, y)] = [[x * 10, y * 10], [4, 1], [6, -1]]; // prettier-ignore
	for (let y = 0; y < height; y++)
		for (let x = 0; x <= width; x++) arcs[up(x, y)] = [[x * 10, y * 10], [-1, 5], [1, 5]]; // prettier-ignore
	const ring = (at: number) => {
		const [x, y] = [at % width, Math.floor(at / width)];
		return [across(x, y), up(x + 1, y), ~across(x, y + 1), ~up(x, y)];
	};
	const communes = provinceOf.map((_, at) => ({
		type: 'Polygon' as const,
		id: codeAt(at),
		arcs: [ring(at)]
	}));
	const provinces = PROVINCES.map((id, province) => ({
		type: 'MultiPolygon' as const,
		id,
		arcs: provinceOf.flatMap((of, at) => (of === province ? [[ring(at)]] : []))
	}));
	return {
		type: 'Topology',
		transform: { scale: [0.5, 0.25], translate: [100, 8] },
		objects: {
			communes: { type: 'GeometryCollection', geometries: communes },
			provinces: { type: 'GeometryCollection', geometries: provinces }
		},
		arcs
	};
}

/** Shapes by code; a ring begins anywhere, so it is turned to begin at its least position. */
function shapesOf(topology: Topology, name: string): Map<unknown, unknown> {
	const { features } = feature(topology, topology.objects[name] as GeometryCollection);
	return new Map(features.map(({ id, geometry }) => [id, normalised(geometry)]));
}

function normalised(geometry: unknown): unknown {
	return JSON.parse(JSON.stringify(geometry), (key, value: unknown) => {
		if (key !== 'coordinates') return value;
		const turn = (rings: unknown): unknown => {
			const [first] = rings as Position[][];
			if (typeof first?.[0]?.[0] !== 'number') return (rings as unknown[]).map(turn);
			return (rings as Position[][]).map((ring) => {
				const open = ring.slice(0, -1);
				const keys = open.map((position) => position.join());
				const start = keys.indexOf([...keys].sort()[0]!);
				return [...open.slice(start), ...open.slice(0, start)];
			});
		};
		return turn(value);
	});
}

describe('splitByProvince', () => {
	it('gives each province its shapes as they were, on the same grid, and nothing else', () => {
		fc.assert(
			fc.property(anyBoard, (board) => {
				const topology = topologyOf(board);
				const before = structuredClone(topology);
				const parts = splitByProvince(topology, unitsOf(board));
				expect(topology).toEqual(before);
				expect([...parts.keys()]).toEqual(PROVINCES);
				for (const name of ['communes', 'provinces']) {
					const whole = shapesOf(topology, name);
					const split = [...parts.values()].flatMap((part) => [...shapesOf(part, name)]);
					expect(new Map(split)).toEqual(whole);
					expect(split).toHaveLength(whole.size);
				}
				for (const part of parts.values()) {
					expect(part.transform).toEqual(topology.transform);
					const used = new Set(JSON.stringify(part.objects).match(/(?<=[[,])-?\d+(?=[\],])/g));
					const arcs = [...used].map(Number).map((arc) => (arc < 0 ? ~arc : arc));
					expect(new Set(arcs).size).toBe(part.arcs.length);
				}
			})
		);
	});
});
