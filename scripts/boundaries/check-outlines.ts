/**
 * What outlines must keep to be published. An import checks what it made by this before it takes the place of the old
 * one, and `npm run data` what it wrote: so whatever was imported can be published.
 */
import { feature } from 'topojson-client';
import type { GeoJsonProperties, MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import {
	childLevel,
	rowsWithin,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { decodeShapes } from '../../src/lib/data/shapes.ts';
import { promise } from '../common/promise.ts';

/** Bytes after Brotli that a province's detail may have: two of them load in a second at 3 Mbit/s. */
export const MOST_DETAIL = 150_000;

/**
 * The two archipelagos as they stand in the official lists: as a district before July 2025, as a commune, or as both.
 * Each edition has them, and they have a shape.
 */
const ARCHIPELAGOS = [
	{ name: 'Hoàng Sa', codes: ['498', '20333'] },
	{ name: 'Trường Sa', codes: ['576', '22736'] }
] as const;

/** A file's content and how messages call it. */
export interface Named<T> {
	url: string;
	content: T;
}

/** All outlines of an edition. */
export interface OutlineFiles {
	/** Of the nation. */
	topology: Named<unknown>;
	/** The same for the page. */
	shapes?: Named<Uint8Array> | undefined;
	/** By code of the province. */
	details?: ReadonlyMap<string, Detail> | undefined;
	/** The provinces of `topology` alone. */
	provinces?: Named<unknown> | undefined;
}

/** A province's finer outlines. */
export interface Detail extends Named<unknown> {
	/** Bytes after Brotli; `undefined` where there is no such file. */
	brotli: number | undefined;
}

/** A geometry of a topology; its properties don't matter here. */
type Outline = GeometryObject<GeoJsonProperties>;

/**
 * Check an edition's outlines against its units and against each other.
 * @throws DataError `promise` for the first that is broken
 */
export function checkOutlines(
	units: Units,
	{ topology, shapes, details, provinces }: OutlineFiles
): void {
	const outlines = topology.content as Topology;
	for (const level of units.levels)
		checkLevel(level, unitsOf(units, level).codes, outlines, topology.url);
	checkArchipelagos(units, [outlines], topology.url);
	checkUnions(units, outlines, topology.url);
	if (shapes) checkShapes(units, shapes, outlines);
	if (details) checkDetails(units, details);
	if (provinces)
		checkLevel('province', unitsOf(units, 'province').codes, provinces.content, provinces.url);
}

/** What the page draws has the areas of the TopoJSON, to the last step of its grid. */
function checkShapes(units: Units, { url, content }: Named<Uint8Array>, topology: Topology): void {
	const shapes = decodeShapes(content, units, url);
	for (const level of units.levels) {
		const areas = areasOf(shapes, level);
		for (const [code, area] of areasOf(topology, level))
			promise(areas.get(code) === area, {
				file: url,
				column: `${TOPOLOGY_OBJECT[level]} ${code}`,
				found: `an area of ${areas.get(code) ?? 'nothing'}`,
				expected: `${area} squares of the grid`
			});
	}
}

/** A unit is what lies in it, to the last step of the grid. */
function checkUnions(units: Units, topology: Topology, file: string): void {
	for (const level of units.levels) {
		const below = childLevel(units, level);
		if (!below) continue;
		const { parents, rowOf } = unitsOf(units, below);
		const sums = new Map<string, number>();
		for (const [code, area] of areasOf(topology, below)) {
			const parent = parents[rowOf.get(code)!]!;
			sums.set(parent, (sums.get(parent) ?? 0) + area);
		}
		const areas = areasOf(topology, level);
		for (const [code, sum] of sums)
			promise(areas.get(code) === sum, {
				file,
				column: `${TOPOLOGY_OBJECT[level]} ${code}`,
				found: `an area of ${areas.get(code) ?? 'nothing'}`,
				expected: `${sum} squares of the grid, as its ${TOPOLOGY_OBJECT[below]} have together`
			});
	}
}

/** Area of each unit in squares of the grid, times two: whole numbers. */
function areasOf(topology: Topology, level: Level): Map<string, number> {
	const arcs = topology.arcs.map((arc) => {
		let [x, y] = [0, 0];
		return arc.map(([dx, dy]) => [(x += dx!), (y += dy!)]);
	});
	const { features } = feature({ ...topology, arcs, transform: undefined }, {
		type: 'GeometryCollection',
		geometries: [...(geometriesOf(topology, level) ?? [])]
	} as GeometryCollection);
	return new Map(
		features.map(({ id, geometry }) => {
			const { coordinates } = geometry as Polygon | MultiPolygon;
			const rings = coordinates.flat(geometry.type === 'Polygon' ? 0 : 1) as Position[][];
			return [String(id), Math.abs(rings.reduce((sum, ring) => sum + twiceArea(ring), 0))];
		})
	);
}

function twiceArea(ring: Position[]): number {
	return ring
		.slice(1)
		.reduce((sum, [x, y], at) => sum + ring[at]![0]! * y! - x! * ring[at]![1]!, 0);
}

/** Each province has its detail, with all its units and no others, on the grid of the edition, small enough. */
function checkDetails(units: Units, details: ReadonlyMap<string, Detail>): void {
	const { codes } = unitsOf(units, 'province');
	const named = [...details.keys()].sort();
	promise(named.join() === codes.join(), {
		file: `details of ${units.edition}`,
		found: named.join(' '),
		expected: codes.join(' ')
	});
	const topologies: Topology[] = [];
	for (const province of codes) {
		const { url, content, brotli } = details.get(province)!;
		const topology = content as Topology;
		for (const level of units.levels) {
			const rows = rowsWithin(units, level, province);
			const own = rows.map((row) => unitsOf(units, level).codes[row]!);
			checkLevel(level, own, topology, url);
		}
		checkUnions(units, topology, url);
		const grid = JSON.stringify(topology.transform);
		const first = JSON.stringify(topologies[0]?.transform ?? topology.transform);
		promise(grid === first, { file: url, column: 'transform', found: grid, expected: first });
		promise(brotli !== undefined && brotli <= MOST_DETAIL, {
			file: `${url}.br`,
			column: 'bytes',
			found: brotli === undefined ? 'no file' : String(brotli),
			expected: `${MOST_DETAIL} at most`
		});
		topologies.push(topology);
	}
	checkArchipelagos(units, topologies, `details of ${units.edition}`);
}

/**
 * The outlines of a level are those of the expected units: none is lost, none is too many, none is empty.
 * @param codes expected
 */
function checkLevel(level: Level, codes: readonly string[], topology: unknown, file: string): void {
	const column = `objects.${TOPOLOGY_OBJECT[level]}`;
	const geometries = geometriesOf(topology as Topology, level);
	promise(geometries !== undefined, { file, column, expected: 'a GeometryCollection' });
	const expected = new Set(codes);
	const seen = new Set<string>();
	for (const geometry of geometries) {
		const code = String(geometry.id);
		promise(expected.has(code) && !seen.has(code), {
			file,
			column: `${column}.id`,
			found: code,
			expected: `a code of the ${codes.length} units, each once`
		});
		seen.add(code);
		promise(hasArea(geometry), { file, column: `${column} ${code}`, expected: 'a polygon' });
	}
	const lost = codes.find((code) => !seen.has(code));
	promise(lost === undefined, {
		file,
		column,
		found: `no outline of ${lost}`,
		expected: `an outline for each of the ${codes.length} units`
	});
}

function checkArchipelagos(units: Units, topologies: readonly Topology[], file: string): void {
	for (const { name, codes } of ARCHIPELAGOS) {
		const present = codes.filter((code) =>
			topologies.some((topology) =>
				units.levels.some((level) => geometriesOf(topology, level)?.some(({ id }) => id === code))
			)
		);
		promise(present.length > 0, {
			file,
			column: name,
			found: 'no outline',
			expected: `an outline of ${codes.join(' or ')}`
		});
	}
}

function geometriesOf(topology: Topology, level: Level): readonly Outline[] | undefined {
	const object: Outline | undefined = topology.objects?.[TOPOLOGY_OBJECT[level]];
	return object?.type === 'GeometryCollection' ? object.geometries : undefined;
}

function hasArea(geometry: Outline): boolean {
	if (geometry.type === 'Polygon') return geometry.arcs.length > 0;
	return geometry.type === 'MultiPolygon' && geometry.arcs.length > 0;
}
