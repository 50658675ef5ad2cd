/** How true drawn outlines are: the share of points that fall into the same unit as in full detail. */
import { STEPS_PER_DEGREE, type PlaceGeometry } from '../place/geometry.ts';
import { locate } from '../place/locate.ts';
import { buildIndex, type PlaceIndex } from '../place/place-index.ts';
import { randomStream } from '../common/random.ts';

/** Points that are compared: 99.7 % of them is then sure to 0.03 %. */
export const POINTS = 200_000;
const BATCH = 1 << 16;
const SEED = 1;

/** Places and the leaf in which each lies in full detail. */
export interface Sample {
	/** Degrees. */
	lon: Float64Array;
	lat: Float64Array;
	/** Row of the leaf. */
	row: Int32Array;
}

/**
 * The share of places that lie in the same leaf of a simplified partition.
 * @param sample of the partition in full detail, by {@link sampleGround}
 * @param drawn simplified, with the same codes in the same order
 * @returns 0 to 1
 */
export function agreement({ lon, lat, row }: Sample, drawn: PlaceGeometry): number {
	const found = new Int32Array(row.length);
	locate(buildIndex(drawn), lon, lat, found);
	let same = 0;
	for (let at = 0; at < row.length; at++) if (found[at] === row[at]) same++;
	return same / row.length;
}

/**
 * Places on the ground, evenly by area, the same ones in each run. A leaf is drawn by the area of its box, a point
 * within the box; points that lie in another leaf are thrown away. So the wide sea costs nothing.
 */
export function sampleGround(
	geometry: PlaceGeometry,
	points: number = POINTS,
	index: PlaceIndex = buildIndex(geometry)
): Sample {
	const random = randomStream(SEED, 'agreement');
	const boxes = boxesOf(geometry);
	let sum = 0;
	const sums = boxes.map(([west, low, east, high]) => {
		if (east > west) sum += (east - west) * (high - low);
		return sum;
	});
	const all = {
		lon: new Float64Array(points),
		lat: new Float64Array(points),
		row: new Int32Array(points)
	};
	const lon = new Float64Array(BATCH);
	const lat = new Float64Array(BATCH);
	const row = new Int32Array(BATCH);
	const meant = new Int32Array(BATCH);
	for (let count = 0; count < points;) {
		for (let at = 0; at < BATCH; at++) {
			const leaf = bisectRight(sums, random() * sum);
			const [west, low, east, high] = boxes[leaf]!;
			meant[at] = leaf;
			lon[at] = west + random() * (east - west);
			lat[at] = (Math.asin(low + random() * (high - low)) * 180) / Math.PI;
		}
		locate(index, lon, lat, row);
		const before = count;
		for (let at = 0; at < BATCH && count < points; at++) {
			if (row[at] !== meant[at]) continue;
			all.lon[count] = lon[at]!;
			all.lat[count] = lat[at]!;
			all.row[count++] = row[at]!;
		}
		if (count === before) throw new Error('the leaves have no ground');
	}
	return all;
}

type Box = [west: number, low: number, east: number, high: number];

/** Of each leaf: degrees of longitude, sines of the latitude; these are even by area (Lambert's cylinder). */
function boxesOf({ codes, xy, starts, sides }: PlaceGeometry): Box[] {
	const boxes = codes.map((): Box => [Infinity, Infinity, -Infinity, -Infinity]);
	for (let arc = 0; arc + 1 < starts.length; arc++) {
		for (const leaf of [sides[2 * arc]!, sides[2 * arc + 1]!]) {
			const box = boxes[leaf];
			if (!box) continue;
			for (let at = starts[arc]!; at < starts[arc + 1]!; at++) {
				const [x, y] = [xy[2 * at]!, xy[2 * at + 1]!];
				if (x < box[0]) box[0] = x;
				if (y < box[1]) box[1] = y;
				if (x > box[2]) box[2] = x;
				if (y > box[3]) box[3] = y;
			}
		}
	}
	const sine = (steps: number) => Math.sin(((steps / STEPS_PER_DEGREE) * Math.PI) / 180);
	return boxes.map(([west, south, east, north]) => [
		west / STEPS_PER_DEGREE,
		sine(south),
		east / STEPS_PER_DEGREE,
		sine(north)
	]);
}

/** Index of the first number that is greater. */
function bisectRight(ascending: readonly number[], value: number): number {
	let [low, high] = [0, ascending.length - 1];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (ascending[middle]! > value) high = middle;
		else low = middle + 1;
	}
	return low;
}
