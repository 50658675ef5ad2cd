import type { Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Extent } from '../domain/sea.ts';
import type { Outlines, Shape } from './outlines.ts';

/** The extent of a unit of any level; `null` where the topology does not have it. Degrees. */
export function extentOfUnit(topology: Topology, code: string): Extent | null {
	for (const object of Object.values(topology.objects)) {
		const { geometries } = object as GeometryCollection;
		const found = geometries.find(({ id }) => String(id) === code);
		if (!found) continue;
		const shape = feature(topology, found) as Shape;
		return boxOf(partsOf(shape).flatMap((part) => part[0]!));
	}
	return null;
}

/** The polygons of a shape. */
export function partsOf({ geometry }: Shape): Position[][][] {
	return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** The box around some points. */
export function boxOf(points: readonly Position[]): Extent {
	const box: Extent = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of points as [number, number][]) {
		box[0] = Math.min(box[0], x);
		box[1] = Math.min(box[1], y);
		box[2] = Math.max(box[2], x);
		box[3] = Math.max(box[3], y);
	}
	return box;
}

/** Middle of the largest part of each unit in pixels, two a row; `NaN` outside of the picture. */
export function centresOf({
	shapes,
	units: drawn
}: Pick<Outlines, 'shapes' | 'units'>): Float64Array {
	const centres = new Float64Array(drawn.length * 2).fill(NaN);
	shapes.forEach((shape, row) => {
		if (!shape || !drawn[row]) return;
		let largest = -1;
		for (const part of partsOf(shape)) {
			const [left, top, right, bottom] = boxOf(part[0]!);
			const area = (right - left) * (bottom - top);
			if (area <= largest) continue;
			largest = area;
			centres.set([(left + right) / 2, (top + bottom) / 2], row * 2);
		}
	});
	return centres;
}
