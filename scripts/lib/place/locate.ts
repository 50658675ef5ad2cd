/** In which leaf points lie. */
import { OUTSIDE, toGrid } from './geometry.ts';
import { SPLIT_BITS, TOP_BITS, type PlaceIndex } from './place-index.ts';
import { crossesPath, isLeft, isWest } from './side.ts';
import { rowOfSum, SEVERAL } from './unit-code.ts';

const PARTS = 1 << SPLIT_BITS;

/**
 * The leaf's row of each point, −1 outside of all and for what is no place. Points are first rounded to the grid,
 * see `toGrid`; on a border, the leaf to the east has it, see `side.ts`. Where leaves lie over one another, the first
 * of them.
 * @param lon degrees
 * @param lat degrees, as many as `lon`
 * @param out is filled; as long as `lon`
 */
export function locate(
	index: PlaceIndex,
	lon: Float64Array,
	lat: Float64Array,
	out: Int32Array
): void {
	const { left, bottom, across, up, squares } = index;
	const [width, height] = [across * 2 ** TOP_BITS, up * 2 ** TOP_BITS];
	for (let i = 0; i < lon.length; i++) {
		const east = toGrid(lon[i]!) - left;
		const north = toGrid(lat[i]!) - bottom;
		// Not a number fails every comparison.
		if (!(east >= 0 && east < width && north >= 0 && north < height)) {
			out[i] = OUTSIDE;
			continue;
		}
		let bits = TOP_BITS;
		let value = squares[(north >> bits) * across + (east >> bits)]!;
		while (value >= 0 && (value & 1) === 0) {
			bits -= SPLIT_BITS;
			const part = (((north >> bits) & (PARTS - 1)) << SPLIT_BITS) | ((east >> bits) & (PARTS - 1));
			value = squares[(value >> 1) + part]!;
		}
		out[i] = value < 0 ? -2 - value : fromCorner(index, value >> 1, bits, east | 0, north | 0);
	}
}

/** As {@link locate}, for one point. */
export function locateOne(index: PlaceIndex, lon: number, lat: number): number {
	const out = new Int32Array(1);
	locate(index, Float64Array.of(lon), Float64Array.of(lat), out);
	return out[0]!;
}

/** The leaf of a point in a square with edges. */
function fromCorner(
	index: PlaceIndex,
	at: number,
	bits: number,
	east: number,
	north: number
): number {
	const { squares, left, bottom, geometry } = index;
	const { xy } = geometry;
	const [px, py] = [east + left, north + bottom];
	const mask = (1 << bits) - 1;
	const [cornerX, cornerY] = [px - (east & mask), py - (north & mask)];
	let sum = squares[at]!;
	const end = at + 2 + 3 * squares[at + 1]!;
	for (let run = at + 2; run < end; run += 3) {
		let vertex = 2 * squares[run]!;
		const last = vertex + 2 * squares[run + 1]!;
		let x1 = xy[vertex]!;
		let y1 = xy[vertex + 1]!;
		let isCrossed = 0;
		while (vertex < last) {
			vertex += 2;
			const x2 = xy[vertex]!;
			const y2 = xy[vertex + 1]!;
			if (x1 > cornerX && x2 > cornerX) {
				// Only the level part of the path can cross it: an edge that is not west of the corner.
				if (y1 <= py !== y2 <= py && (x1 <= px || x2 <= px))
					if ((x1 <= px && x2 <= px) || isLeft(x1, y1, x2, y2, px, py) !== y1 < y2) isCrossed ^= 1;
			} else if (crossesPath(x1, y1, x2, y2, cornerX, cornerY, px, py)) isCrossed ^= 1;
			x1 = x2;
			y1 = y2;
		}
		if (isCrossed) sum ^= squares[run + 2]!;
	}
	const row = rowOfSum(index.unitCodes, sum);
	return row === SEVERAL ? firstOf(index, px, py) : row;
}

/** The first leaf over a point that has several, found by the ray to the west across all arcs. */
function firstOf({ geometry, arcBoxes }: PlaceIndex, px: number, py: number): number {
	const { xy, starts, sides } = geometry;
	const leaves = new Set<number>();
	for (let arc = 0; arc < starts.length - 1; arc++) {
		if (arcBoxes[4 * arc]! > px || arcBoxes[4 * arc + 1]! > py || arcBoxes[4 * arc + 3]! <= py)
			continue;
		let isCrossed = false;
		for (let at = 2 * starts[arc]!; at < 2 * starts[arc + 1]! - 2; at += 2)
			if (isWest(xy[at]!, xy[at + 1]!, xy[at + 2]!, xy[at + 3]!, px, py)) isCrossed = !isCrossed;
		if (!isCrossed) continue;
		for (const row of [sides[2 * arc]!, sides[2 * arc + 1]!])
			if (!leaves.delete(row)) leaves.add(row);
	}
	leaves.delete(OUTSIDE);
	return leaves.size === 0 ? OUTSIDE : Math.min(...leaves);
}
