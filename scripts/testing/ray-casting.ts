/**
 * Point in polygon as in the textbook, for comparison: even-odd ray casting over all rings of every leaf
 * (Shimrat 1962), exact on the grid. Knows nothing of arcs and of `scripts/place/side.ts`.
 *
 * The same rule for borders: the point stands for one infinitesimally further east, and far less than that north.
 */
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { toGrid } from '../place/geometry.ts';

/** A leaf as rings. */
export interface RingedLeaf {
	code: string;
	/** Grid steps: left, bottom, right, top. */
	box: [number, number, number, number];
	/** East, north, east, north, … in grid steps; the last vertex is the first. */
	rings: Int32Array[];
}

/** The leaves of a topology's objects as rings, in the order of `codes`. */
export function ringedLeaves(
	topology: Topology,
	objects: readonly string[],
	codes: readonly string[]
): RingedLeaf[] {
	const shapes = new Map(
		objects
			.flatMap((name) => feature(topology, topology.objects[name] as GeometryCollection).features)
			.map((shape) => [String(shape.id), shape as Feature<Polygon | MultiPolygon>])
	);
	return codes.map((code) => {
		const { geometry } = shapes.get(code)!;
		const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
		const rings = polygons.flat().map((ring) => Int32Array.from(ring.flat(), toGrid));
		const box: RingedLeaf['box'] = [Infinity, Infinity, -Infinity, -Infinity];
		for (const ring of rings)
			for (let at = 0; at < ring.length; at += 2) {
				box[0] = Math.min(box[0], ring[at]!);
				box[1] = Math.min(box[1], ring[at + 1]!);
				box[2] = Math.max(box[2], ring[at]!);
				box[3] = Math.max(box[3], ring[at + 1]!);
			}
		return { code, box, rings };
	});
}

/** Row of the first leaf that holds a point of the grid, −1 when none does. */
export function castRays(leaves: readonly RingedLeaf[], x: number, y: number): number {
	return leaves.findIndex((leaf) => holds(leaf, x, y));
}

/** True when a point of the grid lies in a leaf. */
export function holds({ box, rings }: RingedLeaf, x: number, y: number): boolean {
	if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
	let isInside = false;
	for (const ring of rings)
		for (let at = 0; at < ring.length - 2; at += 2) {
			const [x1, y1, x2, y2] = [ring[at]!, ring[at + 1]!, ring[at + 2]!, ring[at + 3]!];
			// A vertex level with the point counts as below it: the point is a little further north.
			if (y1 > y === y2 > y) continue;
			const [run, rise] = [(x2 - x1) * (y - y1), (x - x1) * (y2 - y1)];
			// An edge through the point is west of it: the point is a little further east.
			if (y2 > y1 ? run > rise : run < rise) isInside = !isInside;
		}
	return isInside;
}
