import polylabel from 'polylabel';
import { feature } from 'topojson-client';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { DataError } from '../domain/errors.ts';

/** A unit's polygons with its official code as `properties.code`. */
export type UnitFeature = Feature<Polygon | MultiPolygon, { code: string }>;

/** Polygons of one level with their extents, ready for a map source. */
export interface LevelGeometry {
	collection: FeatureCollection<UnitFeature['geometry'], UnitFeature['properties']>;
	/** West, south, east, north in degrees, four a unit, in the order of `codes`; `NaN` without geometry. */
	bounds: Float64Array;
	/** Longitude and latitude inside the largest part, two a unit; `NaN` without geometry. */
	anchors: Float64Array;
}

/**
 * The polygons of one object of a topology.
 * @param codes units in row order
 * @throws DataError `missing-object` when the topology has no such object, `schema` when it is no topology
 */
export function readObject(
	topology: unknown,
	objectName: string,
	codes: readonly string[],
	url: string
): LevelGeometry {
	const rowOf = new Map(codes.map((code, row) => [code, row]));
	const bounds = new Float64Array(codes.length * 4).fill(NaN);
	const anchors = new Float64Array(codes.length * 2).fill(NaN);
	const features = readFeatures(topology, objectName, rowOf, url);
	for (const { properties, geometry } of features) {
		const row = rowOf.get(properties.code)!;
		measure(geometry, bounds.subarray(row * 4, row * 4 + 4), anchors.subarray(row * 2, row * 2 + 2));
	}
	return { collection: { type: 'FeatureCollection', features }, bounds, anchors };
}

/**
 * The polygons of known units in one object of a topology, in the file's order.
 * @throws DataError as {@link readObject}
 */
export function readFeatures(
	topology: unknown,
	objectName: string,
	known: { has(code: string): boolean },
	url: string
): UnitFeature[] {
	const object = objectOf(topology, objectName, url);
	const features: UnitFeature[] = [];
	for (const { id, geometry } of decode(topology as Topology, object, url).features) {
		if (known.has(String(id)) && geometry)
			features.push({
				type: 'Feature',
				properties: { code: String(id) },
				geometry: geometry as UnitFeature['geometry']
			});
	}
	return features;
}

/** All features of an object that has no units, such as the land of the neighbours. */
export function readLand(topology: unknown, objectName: string, url: string): FeatureCollection {
	return decode(topology as Topology, objectOf(topology, objectName, url), url);
}

/** An arc that is named and not there makes topojson-client fail in its own words. */
function decode(topology: Topology, object: GeometryCollection, url: string): FeatureCollection {
	try {
		return feature(topology, object);
	} catch (error) {
		throw new DataError('malformed', {
			file: url,
			column: 'arcs',
			found: String(error),
			expected: 'arcs that all exist'
		});
	}
}

function objectOf(topology: unknown, name: string, url: string): GeometryCollection {
	const objects = (topology as Partial<Topology> | null)?.objects;
	if (!objects || !Array.isArray((topology as Topology).arcs)) {
		throw new DataError('schema', { file: url, expected: 'a TopoJSON topology' });
	}
	const object = objects[name];
	if (object?.type !== 'GeometryCollection') {
		throw new DataError('missing-object', {
			file: url,
			column: name,
			found: Object.keys(objects).join(', ') || 'no objects',
			expected: `the object "${name}" (a GeometryCollection)`
		});
	}
	return object as GeometryCollection;
}

/** Extent of all parts; the anchor is the place of the largest part that is farthest from its outline. */
function measure(geometry: Polygon | MultiPolygon, bounds: Float64Array, anchor: Float64Array) {
	const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
	let [west, south, east, north, largest] = [Infinity, Infinity, -Infinity, -Infinity, -1];
	let main: Position[][] | undefined;
	for (const polygon of polygons) {
		const outer = polygon[0];
		if (!outer) continue;
		for (const [x, y] of outer as [number, number][]) {
			west = Math.min(west, x);
			south = Math.min(south, y);
			east = Math.max(east, x);
			north = Math.max(north, y);
		}
		const area = ringArea(outer);
		if (area > largest) {
			largest = area;
			main = polygon;
		}
	}
	if (!main) return;
	bounds.set([west, south, east, north]);
	const [x, y] = polylabel(main as [number, number][][], Math.sqrt(largest) / 20);
	anchor[0] = x;
	anchor[1] = y;
}

/** Area of a ring in square degrees (shoelace formula). */
function ringArea(ring: Position[]): number {
	let twice = 0;
	for (let at = 0; at + 1 < ring.length; at++) {
		const [ax, ay] = ring[at] as [number, number];
		const [bx, by] = ring[at + 1] as [number, number];
		twice += ax * by - bx * ay;
	}
	return Math.abs(twice) / 2;
}
