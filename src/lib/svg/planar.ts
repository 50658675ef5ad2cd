import type { Position } from 'geojson';
import { transform } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { Frame } from './frame.ts';

/** Points of a closed arc that stays a shape, the first one twice. */
const LEAST_RING = 4;

/**
 * A topology in the pixels of a frame, without the points that nobody would see. Each arc is thinned
 * once, so neighbours keep one border; islands keep at least a triangle.
 * @param tolerance pixels that an outline may leave out
 */
export function planar(
	topology: Topology,
	{ projection, tolerance }: Pick<Frame, 'projection' | 'tolerance'>
): Topology {
	const place = topology.transform ? transform(topology.transform) : undefined;
	const arcs = topology.arcs.map((arc) => {
		const pixels = arc.map((point, at): Position => {
			const degrees = place ? place(point as [number, number], at > 0) : point;
			return projection(degrees as [number, number])!;
		});
		return thin(pixels, tolerance);
	});
	return { ...topology, transform: undefined, arcs } as unknown as Topology;
}

function thin(points: Position[], tolerance: number): Position[] {
	const last = points.length - 1;
	const isRing = points[0]![0] === points[last]![0] && points[0]![1] === points[last]![1];
	const kept = [points[0]!];
	for (let at = 1; at < last; at++) {
		const [x, y] = kept[kept.length - 1] as [number, number];
		const [px, py] = points[at] as [number, number];
		if (Math.abs(px - x) >= tolerance || Math.abs(py - y) >= tolerance) kept.push(points[at]!);
	}
	kept.push(points[last]!);
	if (!isRing || kept.length >= LEAST_RING || points.length < LEAST_RING) return kept;
	const third = Math.max(1, Math.floor(last / 3));
	return [points[0]!, points[third]!, points[Math.min(last - 1, 2 * third)]!, points[last]!];
}
