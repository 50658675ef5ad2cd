/**
 * The index that answers in which leaf a point lies: squares, divided where borders are dense.
 *
 * A square without an edge has its leaf in a table. One with few edges names them, and the leaf at its south-west
 * corner: a point's leaf is that of the corner after crossing the edges that lie across a path from there to it.
 * One with more edges is divided into 8 × 8.
 */
import { OUTSIDE, type PlaceGeometry } from './geometry.ts';
import { crossesPath } from './side.ts';
import { NO_LEAF, rowOfSum, SEVERAL, unitCodes } from './unit-code.ts';

/** Grid steps along the squares at the top, as a power of two: 0.1°, 12 km. */
export const TOP_BITS = 20;
/** A square is divided into 2^3 × 2^3. */
export const SPLIT_BITS = 3;
/** A square with more edges than this is divided, */
const MOST_EDGES = 16;
/** unless it is this small: 2^11 steps, 20 m. */
const LEAST_BITS = 11;

/** Plain data, which worker threads may share. */
export interface PlaceIndex {
	geometry: PlaceGeometry;
	/** Grid steps of the south-west corner of all. */
	left: number;
	bottom: number;
	/** Squares at the top, east and north. */
	across: number;
	up: number;
	/**
	 * What is known of each square, from `bottom left` eastwards, then north; of those that are divided, the same of
	 * its parts. Negative: the leaf of all of it is `-2 - value`. Else half of it is a place in this array; even:
	 * where the parts begin; odd: where the edges are told: sum of the leaves at its corner, number of runs, and for
	 * each run its first vertex, how many edges, and the sum of the leaves beside.
	 */
	squares: Int32Array;
	/** Of each leaf, see `unitCodes`. */
	unitCodes: Int32Array;
	/** Of each arc: left, bottom, right, top in grid steps. */
	arcBoxes: Int32Array;
}

/** Build the index: about two seconds for four million vertices. */
export function buildIndex(geometry: PlaceGeometry): PlaceIndex {
	const { xy, starts, sides, codes } = geometry;
	const units = shared(unitCodes(codes.length));
	const arcBoxes = boxesOf(geometry);
	const [left, bottom, right, top] = wholeBox(arcBoxes);
	const across = ((right - left) >> TOP_BITS) + 1;
	const up = ((top - bottom) >> TOP_BITS) + 1;
	const labels = new Int32Array(xy.length / 2);
	const edges = new Int32Array(xy.length / 2);
	let edgeCount = 0;
	for (let arc = 0; arc < starts.length - 1; arc++) {
		const label = codeOf(units, sides[2 * arc]!) ^ codeOf(units, sides[2 * arc + 1]!);
		for (let edge = starts[arc]!; edge < starts[arc + 1]! - 1; edge++) {
			labels[edge] = label;
			edges[edgeCount++] = edge;
		}
	}
	const builder = new Builder(xy, labels, units);
	builder.divide(edges.subarray(0, edgeCount), NO_LEAF, left, bottom, TOP_BITS, across, up);
	const squares = shared(builder.squares.subarray(0, builder.length));
	return { geometry, left, bottom, across, up, squares, unitCodes: units, arcBoxes };
}

/** Edges and squares that they touch. */
class Pairs {
	squares = new Int32Array(1 << 12);
	edges = new Int32Array(1 << 12);

	reserve(count: number): void {
		if (count <= this.squares.length) return;
		this.squares = grown(this.squares, count);
		this.edges = grown(this.edges, count);
	}
}

class Builder {
	squares = new Int32Array(1 << 12);
	length = 0;
	private readonly pairs = new Pairs();

	constructor(
		private readonly xy: Int32Array,
		private readonly labels: Int32Array,
		private readonly units: Int32Array
	) {}

	/**
	 * Tell of squares side by side.
	 * @param edges that touch them, ascending
	 * @param corner sum of the leaves at the south-west corner of the first
	 * @returns where their values begin
	 */
	divide(
		edges: Int32Array,
		corner: number,
		left: number,
		bottom: number,
		bits: number,
		across: number,
		up: number
	): number {
		const at = this.reserve(across * up);
		const { ends, lists } = this.distribute(edges, left, bottom, bits, across, up);
		let rowCorner = corner;
		for (let row = 0; row < up; row++) {
			let sum = rowCorner;
			const y = bottom + row * 2 ** bits;
			for (let column = 0; column < across; column++) {
				const square = row * across + column;
				const of = lists.subarray(square === 0 ? 0 : ends[square - 1], ends[square]);
				const x = left + column * 2 ** bits;
				const value = this.tell(of, sum, x, y, bits);
				this.squares[at + square] = value;
				if (column === 0) rowCorner = this.walk(of, sum, x, y, x, y + 2 ** bits);
				sum = this.walk(of, sum, x, y, x + 2 ** bits, y);
			}
		}
		return at;
	}

	/** The value of one square. May replace `squares` by a longer one. */
	private tell(of: Int32Array, sum: number, x: number, y: number, bits: number): number {
		if (of.length === 0) {
			const row = rowOfSum(this.units, sum);
			if (row !== SEVERAL) return -2 - row;
		}
		if (of.length <= MOST_EDGES || bits <= LEAST_BITS) return 2 * this.list(of, sum) + 1;
		const parts = 1 << SPLIT_BITS;
		return 2 * this.divide(of, sum, x, y, bits - SPLIT_BITS, parts, parts);
	}

	/** Name edges as runs: those of an arc follow one another, and between arcs a vertex begins none. */
	private list(of: Int32Array, sum: number): number {
		const at = this.reserve(2 + 3 * of.length);
		const { squares } = this;
		let end = at + 2;
		for (let i = 0; i < of.length; i++) {
			const edge = of[i]!;
			if (i > 0 && edge === of[i - 1]! + 1) {
				squares[end - 2]!++;
				continue;
			}
			squares[end] = edge;
			squares[end + 1] = 1;
			squares[end + 2] = this.labels[edge]!;
			end += 3;
		}
		squares[at] = sum;
		squares[at + 1] = (end - at - 2) / 3;
		this.length = end;
		return at;
	}

	/** The sum of the leaves at b from that at a, along a side of a square that all edges nearby are given of. */
	private walk(of: Int32Array, sum: number, ax: number, ay: number, bx: number, by: number) {
		const { xy, labels } = this;
		for (let i = 0; i < of.length; i++) {
			const edge = of[i]!;
			const x1 = xy[2 * edge]!;
			const y1 = xy[2 * edge + 1]!;
			const x2 = xy[2 * edge + 2]!;
			const y2 = xy[2 * edge + 3]!;
			if (crossesPath(x1, y1, x2, y2, ax, ay, bx, by)) sum ^= labels[edge]!;
		}
		return sum;
	}

	/**
	 * The edges that touch each square, its borders included: all of them, and perhaps some that pass nearby.
	 * `ends` tells where each square's list ends.
	 */
	private distribute(
		edges: Int32Array,
		left: number,
		bottom: number,
		bits: number,
		across: number,
		up: number
	): { ends: Int32Array; lists: Int32Array } {
		const { pairs } = this;
		const total = this.findPairs(edges, left, bottom, 2 ** bits, across, up);
		const ends = new Int32Array(across * up);
		for (let pair = 0; pair < total; pair++) ends[pairs.squares[pair]!]!++;
		let end = 0;
		for (let square = 0; square < ends.length; square++) {
			const count = ends[square]!;
			ends[square] = end;
			end += count;
		}
		const lists = new Int32Array(total);
		for (let pair = 0; pair < total; pair++)
			lists[ends[pairs.squares[pair]!]!++] = pairs.edges[pair]!;
		return { ends, lists };
	}

	/** Fill `pairs` with edges and the squares that they touch; how many there are. */
	private findPairs(
		edges: Int32Array,
		left: number,
		bottom: number,
		size: number,
		across: number,
		up: number
	): number {
		const { xy, pairs } = this;
		let count = 0;
		for (let i = 0; i < edges.length; i++) {
			const edge = edges[i]!;
			const x1 = xy[2 * edge]! - left;
			const y1 = xy[2 * edge + 1]! - bottom;
			const x2 = xy[2 * edge + 2]! - left;
			const y2 = xy[2 * edge + 3]! - bottom;
			const low = Math.min(y1, y2);
			const high = Math.max(y1, y2);
			const firstRow = Math.max(0, squareBefore(low, size));
			const lastRow = Math.min(up - 1, Math.floor(high / size));
			const firstColumn = Math.max(0, squareBefore(Math.min(x1, x2), size));
			const lastColumn = Math.min(across - 1, Math.floor(Math.max(x1, x2) / size));
			const isSlanted = y1 !== y2 && firstRow < lastRow && firstColumn < lastColumn;
			pairs.reserve(count + (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1));
			for (let row = firstRow; row <= lastRow; row++) {
				let from = firstColumn;
				let to = lastColumn;
				if (isSlanted) {
					// Where the edge is within the row's height, a step more either way to be sure.
					const slope = (x2 - x1) / (y2 - y1);
					const xa = x1 + (Math.max(low, row * size) - y1) * slope;
					const xb = x1 + (Math.min(high, (row + 1) * size) - y1) * slope;
					from = Math.max(from, squareBefore(Math.min(xa, xb) - 1, size));
					to = Math.min(to, Math.floor((Math.max(xa, xb) + 1) / size));
				}
				for (let column = from; column <= to; column++) {
					pairs.squares[count] = row * across + column;
					pairs.edges[count++] = edge;
				}
			}
		}
		return count;
	}

	private reserve(count: number): number {
		const at = this.length;
		this.length += count;
		if (this.length > this.squares.length) this.squares = grown(this.squares, this.length);
		return at;
	}
}

/** A longer copy, with room for more than asked. */
function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
	const longer = new Int32Array(Math.max(2 * array.length, length));
	longer.set(array);
	return longer;
}

/** The first square that something at this place touches; on the border between two, the one before. */
function squareBefore(place: number, size: number): number {
	return Math.ceil(place / size) - 1;
}

function codeOf(units: Int32Array, row: number): number {
	return row === OUTSIDE ? NO_LEAF : units[row]!;
}

function boxesOf({ xy, starts }: PlaceGeometry): Int32Array {
	const boxes = shared(new Int32Array(4 * (starts.length - 1)));
	for (let arc = 0; arc < starts.length - 1; arc++) {
		let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
		for (let at = 2 * starts[arc]!; at < 2 * starts[arc + 1]!; at += 2) {
			left = Math.min(left, xy[at]!);
			right = Math.max(right, xy[at]!);
			bottom = Math.min(bottom, xy[at + 1]!);
			top = Math.max(top, xy[at + 1]!);
		}
		boxes.set([left, bottom, right, top], 4 * arc);
	}
	return boxes;
}

/** A step wider to the west and south, where nothing is. */
function wholeBox(boxes: Int32Array): [number, number, number, number] {
	if (boxes.length === 0) return [0, 0, 0, 0];
	let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let at = 0; at < boxes.length; at += 4) {
		left = Math.min(left, boxes[at]!);
		bottom = Math.min(bottom, boxes[at + 1]!);
		right = Math.max(right, boxes[at + 2]!);
		top = Math.max(top, boxes[at + 3]!);
	}
	return [left - 1, bottom - 1, right, top];
}

function shared(array: Int32Array): Int32Array {
	const copy = new Int32Array(new SharedArrayBuffer(array.byteLength));
	copy.set(array);
	return copy;
}
