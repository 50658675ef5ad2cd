/** Small countries with every awkward border, for tests of `scripts/place/`. */
import fc from 'fast-check';
import type { Polygon, Topology } from 'topojson-specification';
import { STEPS_PER_DEGREE, type PlaceGeometry } from '../place/geometry.ts';
import { randomStream } from '../common/random.ts';

/** What a country is drawn from. */
export interface Plan {
	/** Places of the lattice's lines, in grid steps, ascending. */
	columns: number[];
	rows: number[];
	/** How many units share the faces, and how likely a face is nobody's. */
	units: number;
	empty: number;
	/** How far vertices leave the lattice, as a share of the room that they have. */
	jitter: number;
	/** Most vertices within a border between two corners. */
	bends: number;
	/** Halves of a degree are steps of the topology, or it isn't quantised. */
	isQuantised: boolean;
	seed: number;
}

/** Sizes of the index's squares that borders fall upon. */
const SIZES = [2 ** 8, 2 ** 11, 2 ** 14, 2 ** 17, 2 ** 20];

/** A line on the border of squares (which begin a step before the first line), a step beside it, or anywhere. */
const line = fc.oneof(
	fc
		.tuple(fc.constantFrom(...SIZES), fc.integer({ min: 1, max: 15 }), fc.constantFrom(-1, 0, -2))
		.map(([size, times, beside]) => size * times + beside),
	fc.integer({ min: 1, max: 2 ** 22 }),
	fc.integer({ min: 1, max: 40 })
);

const lines = fc
	.uniqueArray(line, { minLength: 1, maxLength: 6 })
	.map((of) => [0, ...of].map((at) => at + 1_050_000_000).sort((a, b) => a - b));

/** Plans of partitions: holes, islands, enclaves, slivers, level and upright borders, borders on squares' borders. */
export const plans: fc.Arbitrary<Plan> = fc.record({
	columns: lines,
	rows: lines,
	units: fc.integer({ min: 1, max: 5 }),
	empty: fc.constantFrom(0, 0.2, 0.6),
	jitter: fc.constantFrom(0, 0.1, 0.45),
	bends: fc.constantFrom(0, 1, 6),
	isQuantised: fc.boolean(),
	seed: fc.nat()
});

/**
 * Draw a country: faces of a jittered lattice, dealt out to units at random. Each border between two corners is an
 * arc that the faces beside it share. Object `communes`.
 */
export function drawPartition(plan: Plan): Topology {
	const { columns, rows, bends, empty, units } = plan;
	const random = randomStream(plan.seed, 'partition');
	const jittered = (of: number[], at: number) => {
		const room = Math.min(gap(of, at), gap(of, at + 1));
		return of[at]! + Math.round((random() - 0.5) * plan.jitter * (random() < 0.3 ? 0 : room));
	};
	const corners = rows.map((_, row) =>
		columns.map((__, column) => [jittered(columns, column), jittered(rows, row)] as const)
	);
	const arcs: number[][][] = [];
	const draw = ([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]) => {
		const between = Array.from(
			{ length: Math.floor(random() * (bends + 1)) },
			(_, bend, all = bends) => {
				const part = (bend + 1) / (all + 1);
				const off = () => (random() - 0.5) * plan.jitter * 0.1;
				return [
					Math.round(x1 + (x2 - x1) * part + off() * (y2 - y1)),
					Math.round(y1 + (y2 - y1) * part + off() * (x2 - x1))
				];
			}
		);
		return arcs.push([[x1, y1], ...between, [x2, y2]]) - 1;
	};
	const level = corners.map((of) => of.slice(1).map((corner, at) => draw(of[at]!, corner)));
	const upright = corners
		.slice(1)
		.map((of, row) => of.map((to, at) => draw(corners[row]![at]!, to)));
	const shapes = Array.from({ length: units }, (): number[][][] => []);
	for (let row = 0; row < rows.length - 1; row++)
		for (let column = 0; column < columns.length - 1; column++) {
			if (random() < empty) continue;
			const [south, north] = [level[row]![column]!, level[row + 1]![column]!];
			const [west, east] = [upright[row]![column]!, upright[row]![column + 1]!];
			shapes[Math.floor(random() * units)]!.push([[south, east, ~north, ~west]]);
		}
	const geometries = shapes.map((of, at) => ({
		type: 'MultiPolygon' as const,
		id: String(at).padStart(5, '0'),
		arcs: of
	}));
	return {
		type: 'Topology',
		...(plan.isQuantised ? quantised(arcs) : { arcs: arcs.map((arc) => arc.map(degrees)) }),
		objects: { communes: { type: 'GeometryCollection', geometries } }
	};
}

/** A topology of one ring for each unit, in grid steps; arcs are shared only where rings are the same. */
export function drawRings(rings: Record<string, number[][]>): Topology {
	const geometries = Object.keys(rings).map((id, at): Polygon => ({
		type: 'Polygon',
		id,
		arcs: [[at]]
	}));
	return {
		type: 'Topology',
		arcs: Object.values(rings).map((ring) => [...ring, ring[0]!].map(degrees)),
		objects: { communes: { type: 'GeometryCollection', geometries } }
	};
}

/**
 * Points where mistakes show: vertices, points on edges and their neighbours on the grid.
 * @param of one in so many edges is taken
 * @returns east, north, east, north, … in grid steps
 */
export function awkwardPoints({ xy, starts }: PlaceGeometry, of = 1): Int32Array {
	const points: number[] = [];
	const around = (x: number, y: number) => {
		for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) points.push(x + dx, y + dy);
	};
	let edges = 0;
	for (let arc = 0; arc < starts.length - 1; arc++)
		for (let vertex = starts[arc]!; vertex < starts[arc + 1]! - 1; vertex++) {
			if (edges++ % of > 0) continue;
			const [x1, y1] = [xy[2 * vertex]!, xy[2 * vertex + 1]!];
			const [x2, y2] = [xy[2 * vertex + 2]!, xy[2 * vertex + 3]!];
			around(x1, y1);
			around(Math.round((x1 + x2) / 2), Math.round((y1 + y2) / 2));
			// Between the ends on the grid, exactly on the edge.
			const steps = greatestDivisor(Math.abs(x2 - x1), Math.abs(y2 - y1));
			const part = Math.floor(steps / 3);
			points.push(x1 + ((x2 - x1) / steps) * part, y1 + ((y2 - y1) / steps) * part);
			// Level and in line with vertices.
			points.push(x1, y2, x2, y1);
		}
	return Int32Array.from(points);
}

function quantised(arcs: number[][][]): Pick<Topology, 'arcs' | 'transform'> {
	const [x0, y0] = arcs[0]![0]! as [number, number];
	return {
		transform: {
			scale: [1 / STEPS_PER_DEGREE, 1 / STEPS_PER_DEGREE],
			translate: [x0 / STEPS_PER_DEGREE, y0 / STEPS_PER_DEGREE - 95]
		},
		arcs: arcs.map((arc) =>
			arc.map(([x, y], at) => {
				const [fromX, fromY] = at === 0 ? [x0, y0] : arc[at - 1]!;
				return [x! - fromX!, y! - fromY!];
			})
		)
	};
}

/** Around 105° east and 10° north. */
function degrees([x, y]: readonly number[]): number[] {
	return [x! / STEPS_PER_DEGREE, y! / STEPS_PER_DEGREE - 95];
}

function gap(of: number[], at: number): number {
	return at > 0 && at < of.length ? of[at]! - of[at - 1]! : Infinity;
}

function greatestDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestDivisor(b, a % b);
}
