/** The unit whose coast is near a point that lies in none: a boat in a harbour, a pier, a coast that was drawn coarsely. */
import Flatbush from 'flatbush';
import { OUTSIDE, STEPS_PER_DEGREE, toGrid, type PlaceGeometry } from './geometry.ts';
import { locateOne } from './locate.ts';
import { TOP_BITS, type PlaceIndex } from './place-index.ts';

/** How far off a coast counts as its unit's; km. */
export const COAST = 2;
const KM_PER_DEGREE = 111.2;
/** Vertices of an arc that are looked at together. */
const RUN = 32;

/** Finds the unit of points off the coast. */
export class Coast {
	#runs: { boxes: Flatbush; first: Int32Array; last: Int32Array; row: Int32Array } | undefined;

	/**
	 * @param isAbroad true for places where a border with a neighbour is near, whose far side is no sea
	 */
	constructor(
		private readonly index: PlaceIndex,
		private readonly isAbroad: (lon: number, lat: number) => boolean
	) {}

	/** Row of the leaf whose coast is nearest and within {@link COAST}, else {@link OUTSIDE}; for points in no leaf. */
	leafNear(lon: number, lat: number): number {
		const { left, bottom, across, up, geometry } = this.index;
		const reach = COAST / KM_PER_DEGREE;
		const wide = reach / Math.cos((lat * Math.PI) / 180);
		const [x, y] = [toGrid(lon), toGrid(lat)];
		const margin = wide * STEPS_PER_DEGREE;
		const isNear =
			x > left - margin &&
			y > bottom - margin &&
			x < left + across * 2 ** TOP_BITS + margin &&
			y < bottom + up * 2 ** TOP_BITS + margin;
		// Not a number fails every comparison.
		if (!isNear) return OUTSIDE;
		const { boxes, first, last, row } = (this.#runs ??= runsOf(this.index));
		const [dx, dy] = [wide * STEPS_PER_DEGREE, reach * STEPS_PER_DEGREE];
		let [best, least] = [OUTSIDE, COAST];
		for (const run of boxes.search(x - dx, y - dy, x + dx, y + dy)) {
			const distance = distanceTo(geometry, first[run]!, last[run]!, x, y, lat);
			if (distance < least || (distance === least && row[run]! < best)) {
				least = distance;
				best = row[run]!;
			}
		}
		// A gap between units is nobody's, and a border no coast.
		return best < 0 || this.isAbroad(lon, lat) ? OUTSIDE : best;
	}
}

/** km from a point to a line of vertices. */
function distanceTo(
	{ xy }: PlaceGeometry,
	first: number,
	last: number,
	x: number,
	y: number,
	lat: number
): number {
	const east = Math.cos((lat * Math.PI) / 180);
	let least = Infinity;
	for (let at = first; at < last; at++) {
		const [ax, ay] = [(xy[2 * at]! - x) * east, xy[2 * at + 1]! - y];
		const [bx, by] = [(xy[2 * at + 2]! - x) * east, xy[2 * at + 3]! - y];
		const [ux, uy] = [bx - ax, by - ay];
		const length = ux * ux + uy * uy;
		const part = length > 0 ? Math.min(1, Math.max(0, -(ax * ux + ay * uy) / length)) : 0;
		least = Math.min(least, Math.hypot(ax + part * ux, ay + part * uy));
	}
	return (least / STEPS_PER_DEGREE) * KM_PER_DEGREE;
}

/** Pieces of all arcs beyond which is no unit; those around gaps between units have no row, so that they are nearest. */
function runsOf(index: PlaceIndex) {
	const { geometry } = index;
	const { starts, sides } = geometry;
	const outer: number[] = [];
	for (let arc = 0; arc + 1 < starts.length; arc++)
		if ((sides[2 * arc] === OUTSIDE) !== (sides[2 * arc + 1] === OUTSIDE)) outer.push(arc);
	const isGap = gapsAmong(index, outer);
	const runs: [first: number, last: number, row: number][] = [];
	for (const arc of outer) {
		const [first, end] = [starts[arc]!, starts[arc + 1]! - 1];
		const row = isGap(arc) ? OUTSIDE : Math.max(sides[2 * arc]!, sides[2 * arc + 1]!);
		for (let at = first; at < end; at += RUN) runs.push([at, Math.min(at + RUN, end), row]);
	}
	const boxes = new Flatbush(Math.max(1, runs.length), 16, Int32Array);
	if (runs.length === 0) boxes.add(0, 0, 0, 0);
	for (const [first, last] of runs) boxes.add(...boxOf(geometry, first, last));
	boxes.finish();
	const column = (of: 0 | 1 | 2) => Int32Array.from(runs, (run) => run[of]);
	return { boxes, first: column(0), last: column(1), row: column(2) };
}

function boxOf(
	{ xy }: PlaceGeometry,
	first: number,
	last: number
): [number, number, number, number] {
	const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let at = first; at <= last; at++) {
		const [x, y] = [xy[2 * at]!, xy[2 * at + 1]!];
		if (x < box[0]) box[0] = x;
		if (y < box[1]) box[1] = y;
		if (x > box[2]) box[2] = x;
		if (y > box[3]) box[3] = y;
	}
	return box;
}

/** Arcs that hang together enclose a gap when there is a unit west of their westernmost point. */
function gapsAmong(index: PlaceIndex, outer: readonly number[]): (arc: number) => boolean {
	const { xy, starts } = index.geometry;
	const groupOf = new Map<string, number>();
	const parent = new Map<number, number>();
	const rootOf = (arc: number): number => {
		let root = arc;
		while (parent.get(root)! !== root) root = parent.get(root)!;
		parent.set(arc, root);
		return root;
	};
	for (const arc of outer) {
		parent.set(arc, arc);
		for (const vertex of [starts[arc]!, starts[arc + 1]! - 1]) {
			const key = `${xy[2 * vertex]} ${xy[2 * vertex + 1]}`;
			const other = groupOf.get(key);
			if (other === undefined) groupOf.set(key, arc);
			else parent.set(rootOf(arc), rootOf(other));
		}
	}
	const west = new Map<number, number>();
	for (const arc of outer) {
		const root = rootOf(arc);
		for (let at = starts[arc]!; at < starts[arc + 1]!; at++) {
			const known = west.get(root);
			if (known === undefined || xy[2 * at]! < xy[2 * known]!) west.set(root, at);
		}
	}
	const gaps = new Set(
		[...west].flatMap(([root, at]) => {
			const lon = (xy[2 * at]! - 2) / STEPS_PER_DEGREE;
			return locateOne(index, lon, xy[2 * at + 1]! / STEPS_PER_DEGREE) >= 0 ? [root] : [];
		})
	);
	return (arc) => gaps.has(rootOf(arc));
}
