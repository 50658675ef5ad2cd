/**
 * The ground of an edition's leaf units in full detail, as shared arcs on an integer grid.
 *
 * A leaf is a unit whose ground isn't made up of other units. Each arc knows the two leaves that it separates, so
 * that neither rings nor their winding matter: a line that crosses the arc leaves one leaf and enters the other.
 */
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { DataError } from '../../src/lib/domain/errors.ts';

/** Grid steps in a degree: a step is about 1 cm. */
export const STEPS_PER_DEGREE = 1e7;
/** Row of no leaf: the sea, abroad, a gap. */
export const OUTSIDE = -1;
/**
 * No edge may be longer than this along either axis (3.4°, 370 km). Products of two differences then stay below
 * 2^52 even for points half a grid cell beyond the edge, and doubles hold them and their difference exactly.
 */
export const LONGEST_EDGE = 2 ** 25;

/** A planar partition: leaves, and the arcs between them. */
export interface PlaceGeometry {
	edition: string;
	/** SHA-256 in hexadecimal of what it was made from. */
	source: string;
	/** Codes of the leaves; a leaf's place in this list is its row. */
	codes: readonly string[];
	/** Vertices of all arcs one after the other: east, north, east, north, … in grid steps. */
	xy: Int32Array;
	/** First vertex of each arc, and behind the last arc the number of vertices. */
	starts: Int32Array;
	/** Two for each arc: rows of the leaves that it separates, or {@link OUTSIDE}; their order says nothing. */
	sides: Int32Array;
}

/** What {@link geometryFromTopology} must know beside the topology. */
export interface GeometryOptions {
	edition: string;
	/** SHA-256 in hexadecimal of what the topology was made from. */
	source: string;
	/** Names of the objects that hold the leaves. */
	objects: readonly string[];
	/** Codes of the leaves in row order; other shapes are left out. All shapes in their order when not given. */
	codes?: readonly string[];
}

/** Degrees on the grid: the nearest step, of two as near the one to the east or north. */
export function toGrid(degrees: number): number {
	return Math.floor(degrees * STEPS_PER_DEGREE + 0.5);
}

/**
 * Take the arcs of leaves out of a topology, quantised or not.
 * @throws DataError when an object or a leaf's shape is missing, a leaf comes twice, an arc separates more than two
 * leaves, a coordinate isn't in degrees or an edge is longer than {@link LONGEST_EDGE}
 */
export function geometryFromTopology(
	topology: Topology,
	{ edition, source, objects, codes: wanted }: GeometryOptions
): PlaceGeometry {
	const file = `geometry of ${edition}`;
	const shapes = objects.flatMap((name) => shapesOf(topology, name, file));
	const codes = wanted ?? shapes.map(({ id }) => String(id));
	const rowOf = new Map(codes.map((code, row) => [code, row]));
	const sides = new Int32Array(2 * topology.arcs.length).fill(OUTSIDE);
	const isSeen = new Uint8Array(codes.length);
	for (const shape of shapes) {
		const row = rowOf.get(String(shape.id));
		if (row === undefined) continue;
		if (isSeen[row]) throw new DataError('duplicate', { file, found: String(shape.id) });
		isSeen[row] = 1;
		forEachArc(shape, (arc) => {
			if (toggleSide(sides, arc, row)) return;
			const found = [sides[2 * arc]!, sides[2 * arc + 1]!, row].map((at) => codes[at]);
			throw new DataError('value', {
				file,
				column: `arc ${arc}`,
				found: `border of ${found.join(', ')}`,
				expected: 'two leaves at most beside a border',
				remedy: 'Clean the topology'
			});
		});
	}
	const missing = codes.filter((_, row) => !isSeen[row]);
	if (missing.length > 0)
		throw new DataError('missing-object', {
			file,
			column: objects.join(', '),
			found: `no shape for ${missing.slice(0, 5).join(', ')} (${missing.length} in all)`,
			expected: 'a shape for each leaf'
		});
	return { edition, source, codes, ...gridArcs(topology, sides, file) };
}

function shapesOf(topology: Topology, name: string, file: string): GeometryObject[] {
	const object = topology.objects[name] as GeometryCollection | undefined;
	if (object) return object.type === 'GeometryCollection' ? object.geometries : [object];
	throw new DataError('missing-object', {
		file,
		column: name,
		found: Object.keys(topology.objects).join(', ') || 'nothing',
		expected: `an object "${name}"`
	});
}

/** Index of each arc of a shape, whichever way it runs. */
function forEachArc(shape: GeometryObject, visit: (arc: number) => void): void {
	const visitRings = (rings: readonly number[][]) => {
		for (const ring of rings) for (const arc of ring) visit(arc < 0 ? ~arc : arc);
	};
	if (shape.type === 'Polygon') visitRings(shape.arcs);
	else if (shape.type === 'MultiPolygon') shape.arcs.forEach(visitRings);
}

/** Put a leaf beside an arc, or take it away again when it is on both sides; false when there is no room. */
function toggleSide(sides: Int32Array, arc: number, row: number): boolean {
	for (const was of [row, OUTSIDE])
		for (const side of [2 * arc, 2 * arc + 1])
			if (sides[side] === was) {
				sides[side] = was === row ? OUTSIDE : row;
				return true;
			}
	return false;
}

/** The arcs that separate something, on the grid, without vertices that fall onto the one before. */
function gridArcs(
	{ arcs, transform }: Topology,
	allSides: Int32Array,
	file: string
): Pick<PlaceGeometry, 'xy' | 'starts' | 'sides'> {
	const used = arcs.flatMap((_, arc) => (allSides[2 * arc] !== allSides[2 * arc + 1] ? [arc] : []));
	const most = used.reduce((sum, arc) => sum + arcs[arc]!.length, 0);
	const xy = new Int32Array(2 * most);
	const starts = new Int32Array(used.length + 1);
	const sides = new Int32Array(2 * used.length);
	const scale = transform?.scale ?? [1, 1];
	const shift = transform?.translate ?? [0, 0];
	let kept = 0;
	let end = 0;
	for (const arc of used) {
		const start = end;
		let [east, north] = [0, 0];
		for (const position of arcs[arc]!) {
			// Positions of a quantised topology are steps from the one before.
			east = transform ? east + position[0]! : position[0]!;
			north = transform ? north + position[1]! : position[1]!;
			const lon = east * scale[0] + shift[0];
			const lat = north * scale[1] + shift[1];
			if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) throw notDegrees(file, lon, lat);
			const [x, y] = [toGrid(lon), toGrid(lat)];
			if (end > start) {
				const [dx, dy] = [x - xy[2 * end - 2]!, y - xy[2 * end - 1]!];
				if (dx === 0 && dy === 0) continue;
				if (Math.max(Math.abs(dx), Math.abs(dy)) > LONGEST_EDGE) throw tooLong(file, lon, lat);
			}
			xy[2 * end] = x;
			xy[2 * end + 1] = y;
			end++;
		}
		if (end < start + 2) {
			end = start;
			continue;
		}
		starts[kept] = start;
		sides[2 * kept] = allSides[2 * arc]!;
		sides[2 * kept + 1] = allSides[2 * arc + 1]!;
		kept++;
	}
	starts[kept] = end;
	return {
		xy: xy.slice(0, 2 * end),
		starts: starts.slice(0, kept + 1),
		sides: sides.slice(0, 2 * kept)
	};
}

function notDegrees(file: string, lon: number, lat: number): DataError {
	return new DataError('value', {
		file,
		found: `${lon} ${lat}`,
		expected: 'longitude and latitude in degrees'
	});
}

function tooLong(file: string, lon: number, lat: number): DataError {
	return new DataError('value', {
		file,
		found: `a longer edge that ends at ${lon} ${lat}`,
		expected: `edges of at most ${(LONGEST_EDGE / STEPS_PER_DEGREE).toFixed(1)}°`,
		remedy: 'Add vertices along it'
	});
}
