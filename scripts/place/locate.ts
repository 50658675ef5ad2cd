/** In which leaf points lie. */
import { OUTSIDE, toGrid } from './geometry.ts';
import { SPLIT_BITS, TOP_BITS, type PlaceIndex } from './place-index.ts';
import { crossesPath, isLeft, isWest } from './side.ts';
import { rowOfSum, SEVERAL } from './unit-code.ts';

const PARTS = 1 << SPLIT_BITS;
/** Points that go from level to level together: many short loops run faster than one with all in it (1.4 times). */
const CHUNK = 256;

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
	const width = across * 2 ** TOP_BITS;
	const height = up * 2 ** TOP_BITS;
	// Points that are not decided yet: which, where from the south-west corner of all, value of their square.
	const which = new Int32Array(CHUNK);
	const easts = new Int32Array(CHUNK);
	const norths = new Int32Array(CHUNK);
	const values = new Int32Array(CHUNK);
	for (let start = 0; start < lon.length; start += CHUNK) {
		const end = Math.min(lon.length, start + CHUNK);
		let open = 0;
		for (let i = start; i < end; i++) {
			const east = toGrid(lon[i]!) - left;
			const north = toGrid(lat[i]!) - bottom;
			// Not a number fails every comparison.
			if (!(east >= 0 && east < width && north >= 0 && north < height)) {
				out[i] = OUTSIDE;
				continue;
			}
			const value = squares[(north >> TOP_BITS) * across + (east >> TOP_BITS)]!;
			if (value < 0) {
				out[i] = -2 - value;
				continue;
			}
			which[open] = i;
			easts[open] = east;
			norths[open] = north;
			values[open++] = value;
		}
		for (let bits = TOP_BITS; open > 0; bits -= SPLIT_BITS) {
			const count = open;
			open = 0;
			for (let k = 0; k < count; k++) {
				const i = which[k]!;
				const east = easts[k]!;
				const north = norths[k]!;
				const place = values[k]! >> 1;
				if (values[k]! & 1) {
					out[i] = fromCorner(index, place, bits, east, north);
					continue;
				}
				const column = (east >> (bits - SPLIT_BITS)) & (PARTS - 1);
				const row = (north >> (bits - SPLIT_BITS)) & (PARTS - 1);
				const value = squares[place + row * PARTS + column]!;
				if (value < 0) {
					out[i] = -2 - value;
					continue;
				}
				which[open] = i;
				easts[open] = east;
				norths[open] = north;
				values[open++] = value;
			}
		}
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
	const px = east + left;
	const py = north + bottom;
	const mask = (1 << bits) - 1;
	const cornerX = px - (east & mask);
	const cornerY = py - (north & mask);
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
