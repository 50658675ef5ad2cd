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
	const pixels = planar(topology, frame);
	const { level, province } = objects;
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

/** The land around Viet Nam. */
export function landPath(land: Topology, frame: Frame): string {
	const path = pathOf(frame);
	const pixels = planar(land, frame);
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
