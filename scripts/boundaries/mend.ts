/** A second look at GeoJSON that mapshaper refused or took only in part: what can be mended, and where the fault is. */
import type { Feature, Geometry, Position } from 'geojson';
import { DataError } from '../../src/lib/domain/errors.ts';

/** 1-based place of a feature. */
type Place = { label: string; row: number };

/** Degrees that a point of a bow tie is moved by, about a centimetre. */
const NUDGE = 1e-7;
const LEAST_RING = 4;

/**
 * Mend geometries: polygons are taken out of collections; a bow tie whose halves cancel out exactly becomes two rings
 * of which each keeps another half.
 * @param places of the features, in order
 * @param onFault takes the fault of a feature, which then has no geometry; without it the fault is thrown
 * @returns the same content where there is nothing to mend
 * @throws DataError for the first feature that is no polygon or has faulty coordinates
 */
export function mend(
	content: Buffer,
	places: (count: number) => readonly Place[],
	onFault?: (fault: DataError) => void
): Buffer {
	let read: { type?: unknown; features?: unknown };
	try {
		read = JSON.parse(content.toString('utf8')) as typeof read;
	} catch {
		// mapshaper's own message says where.
		return content;
	}
	const features = read?.type === 'FeatureCollection' ? read.features : [read];
	if (features === undefined) return content;
	if (!Array.isArray(features)) throw noFeature(places(1)[0]!, 'features', features);
	const where = places(features.length);
	let isChanged = false;
	(features as Feature[]).forEach((feature, at) => {
		const place = where[at] ?? { label: '', row: at + 1 };
		if (read.type === 'FeatureCollection') checkFeature(feature, place);
		const geometry = feature?.geometry;
		if (!geometry) return;
		const mended = attempt(geometry, place);
		if (mended === geometry) return;
		(feature as { geometry: Geometry | null }).geometry = mended;
		isChanged = true;
	});
	return isChanged ? Buffer.from(JSON.stringify(read)) : content;

	function attempt(geometry: Geometry, place: Place): Geometry | null {
		try {
			return mendGeometry(geometry, place);
		} catch (error) {
			if (!onFault || !(error instanceof DataError)) throw error;
			onFault(error);
			return null;
		}
	}
}

/** @throws DataError for what is no feature of GeoJSON */
function checkFeature(feature: unknown, place: Place): void {
	if (!isObject(feature)) throw noFeature(place, 'features', feature);
	const { properties = null, geometry = null } = feature as Partial<Feature>;
	if (properties !== null && !isObject(properties))
		throw noFeature(place, 'properties', properties);
	if (geometry !== null && !isObject(geometry)) throw noFeature(place, 'geometry', geometry);
}

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noFeature({ label, row }: Place, column: string, found: unknown): DataError {
	return new DataError('malformed', {
		...{ file: label, row, column },
		found: shown(found),
		expected: 'features of GeoJSON with properties and a polygon'
	});
}

function mendGeometry(geometry: Geometry, place: Place): Geometry {
	const polygons = polygonsOf(geometry, place);
	let isChanged = geometry.type === 'GeometryCollection';
	const mended = polygons.flatMap((polygon) => {
		if (!Array.isArray(polygon)) throw faulty(place, polygon);
		for (const ring of polygon) checkRing(ring, place);
		const [shell, ...holes] = polygon;
		if (!shell || !isBowTie(shell)) return [polygon];
		isChanged = true;
		return [NUDGE, -NUDGE].map((by) => [nudged(shell, by), ...holes]);
	});
	return isChanged ? { type: 'MultiPolygon', coordinates: mended } : geometry;
}

function polygonsOf(geometry: Geometry, place: Place): Position[][][] {
	const { type } = geometry;
	if (type === 'Polygon') return [geometry.coordinates];
	if (type === 'MultiPolygon') {
		if (!Array.isArray(geometry.coordinates)) throw faulty(place, geometry.coordinates);
		return geometry.coordinates;
	}
	if (type === 'GeometryCollection' && Array.isArray(geometry.geometries)) {
		const inside = geometry.geometries.filter(({ type }) => /Polygon|Collection/.test(type));
		if (inside.length > 0) return inside.flatMap((of) => polygonsOf(of, place));
	}
	throw new DataError('value', {
		file: place.label,
		row: place.row,
		column: 'geometry',
		found: `a ${String(type)}`,
		expected: 'a polygon',
		remedy: 'Remove the feature: its unit then keeps its approximate outline'
	});
}

function checkRing(ring: unknown, place: Place): void {
	if (!Array.isArray(ring)) throw faulty(place, ring);
	for (const position of ring) {
		const isRight =
			Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1]);
		if (!isRight) throw faulty(place, position);
	}
}

function faulty(place: Place, found: unknown): DataError {
	return new DataError('value', {
		file: place.label,
		row: place.row,
		column: 'geometry',
		found: `coordinates ${shown(found)}`,
		expected: 'rings of positions, two numbers each'
	});
}

/** A position, or what stands in its place; nests of lists may be deeper than the stack. */
function shown(found: unknown): string {
	if (!Array.isArray(found)) return JSON.stringify(found) ?? 'left out';
	const items = found.slice(0, 3).map((item) => (Array.isArray(item) ? '[…]' : asText(item)));
	return `[${items.join(',')}${found.length > 3 ? ',…' : ''}]`;
}

/** JSON has no infinite numbers. */
function asText(item: unknown): string {
	return typeof item === 'number' ? String(item) : JSON.stringify(item);
}

/** True for a ring without signed area that isn't a mere line. */
function isBowTie(ring: readonly Position[]): boolean {
	if (ring.length < LEAST_RING || signedArea(ring) !== 0) return false;
	const [a, b] = [
		ring[0]!,
		ring.find((position) => position[0] !== ring[0]![0] || position[1] !== ring[0]![1])
	];
	if (!b) return false;
	return ring.some((c) => (b[0]! - a[0]!) * (c[1]! - a[1]!) !== (b[1]! - a[1]!) * (c[0]! - a[0]!));
}

/** Twice the area, summed as mapshaper does. */
function signedArea(ring: readonly Position[]): number {
	const [x0, y0] = ring[0]! as [number, number];
	let sum = 0;
	for (let at = 1; at < ring.length; at++) {
		const [x1, y1] = ring[at - 1]! as [number, number];
		const [x2, y2] = ring[at]! as [number, number];
		sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
	}
	return sum;
}

/** The ring with a point moved so that one half outweighs the other. */
function nudged(ring: readonly Position[], by: number): Position[] {
	for (const [dx, dy] of [
		[0, by],
		[by, 0]
	] as const) {
		const moved = ring.map((position, at) =>
			at === 1 ? [position[0]! + dx, position[1]! + dy] : position
		);
		if (signedArea(moved) !== 0) return moved;
	}
	return [...ring];
}
