import { geoIdentity, geoPath, type GeoPath } from 'd3-geo';
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { LevelUnits } from '../domain/unit.ts';
import type { Frame } from './frame.ts';
import { planar } from './planar.ts';

/** The outlines that a picture needs. */
export interface Geography {
	/** TopoJSON of the model's edition. */
	topology: Topology;
	/** Name of the object of the level in view, and of the provinces. */
	objects: { level: string; province: string };
	/** TopoJSON of the land around Viet Nam, all of its objects. */
	land: Topology;
}

export type Shape = Feature<Polygon | MultiPolygon>;

/** What of a map does not change with month or measure, as path data in the pixels of a frame. */
export interface Outlines {
	land: string;
	/** Viet Nam as a whole, under levels that do not cover it; empty for provinces. */
	ground: string;
	/** By row of the level; empty outside of the frame and for units without outline. */
	units: string[];
	/** Between units of the level; empty for provinces, which have their own. */
	borders: string;
	provinces: string;
	/** By row, for labels. */
	shapes: (Shape | undefined)[];
}

/** Pixels beyond the picture that are still drawn, so that no outline runs along its edge. */
const MARGIN = 8;

/** The outlines of one level in a frame. */
export function outlinesOf(
	{ topology, objects, land }: Geography,
	{ codes, rowOf }: Pick<LevelUnits, 'codes' | 'rowOf'>,
	frame: Frame
): Outlines {
	const path = pathOf(frame);
	const { level, province } = objects;
	const pixels = inSight(planar(topology, frame), frame);
	const shapes: (Shape | undefined)[] = new Array(codes.length);
	for (const shape of feature(pixels, collection(pixels, level)).features) {
		const row = rowOf.get(String(shape.id));
		if (row !== undefined) shapes[row] = shape as Shape;
	}
	return {
		land: landPath(land, frame),
		ground: level === province ? '' : all(pixels, province, path),
		units: Array.from(shapes, (shape) => (shape && path(shape)) ?? ''),
		borders:
			level === province
				? ''
				: (path(mesh(pixels, collection(pixels, level), (a, b) => a !== b)) ?? ''),
		provinces: path(mesh(pixels, collection(pixels, province))) ?? '',
		shapes
	};
}

/**
 * A topology without the shapes that lie outside of the picture: near by, nearly all of them do.
 * @param pixels in the pixels of the frame
 */
function inSight(pixels: Topology, { width, height }: Frame): Topology {
	const boxes = pixels.arcs.map((arc) => {
		const box = [Infinity, Infinity, -Infinity, -Infinity];
		for (const [x, y] of arc as [number, number][]) {
			if (x < box[0]!) box[0] = x;
			if (y < box[1]!) box[1] = y;
			if (x > box[2]!) box[2] = x;
			if (y > box[3]!) box[3] = y;
		}
		return box;
	});
	const isSeen = (geometry: GeometryCollection['geometries'][number]) => {
		const all = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
		if (!('arcs' in geometry)) return false;
		for (const at of (geometry.arcs as unknown[]).flat(3) as number[]) {
			const box = boxes[at < 0 ? ~at : at]!;
			if (box[0]! < all[0]) all[0] = box[0]!;
			if (box[1]! < all[1]) all[1] = box[1]!;
			if (box[2]! > all[2]) all[2] = box[2]!;
			if (box[3]! > all[3]) all[3] = box[3]!;
		}
		const [seenLeft, seenTop] = [all[0] <= width + MARGIN, all[1] <= height + MARGIN];
		return seenLeft && seenTop && all[2] >= -MARGIN && all[3] >= -MARGIN;
	};
	const objects = Object.entries(pixels.objects).map(([name, object]) => [
		name,
		object.type === 'GeometryCollection'
			? { ...object, geometries: (object as GeometryCollection).geometries.filter(isSeen) }
			: object
	]);
	return { ...pixels, objects: Object.fromEntries(objects) as Topology['objects'] };
}

/** The land around Viet Nam. */
export function landPath(land: Topology, frame: Frame): string {
	const path = pathOf(frame);
	const { landTolerance: tolerance = frame.tolerance } = frame;
	const pixels = planar(land, { ...frame, tolerance });
	return Object.keys(pixels.objects)
		.map((name) => all(pixels, name, path))
		.join('');
}

/** Viet Nam in one piece. */
export function countryPath({ topology, objects }: Geography, frame: Frame): string {
	return all(planar(topology, frame), objects.province, pathOf(frame));
}

function pathOf({ width, height }: Frame): GeoPath {
	const clip = geoIdentity().clipExtent([
		[-MARGIN, -MARGIN],
		[width + MARGIN, height + MARGIN]
	]);
	return geoPath(clip).digits(1);
}

function collection(topology: Topology, name: string): GeometryCollection {
	return topology.objects[name] as GeometryCollection;
}

function all(topology: Topology, name: string, path: GeoPath): string {
	return path(feature(topology, topology.objects[name]!) as Geometry | Feature) ?? '';
}
