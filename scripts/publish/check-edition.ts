import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { feature } from 'topojson-client';
import type { GeoJsonProperties, MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import {
	buildUnits,
	CODE_LENGTH,
	rowsWithin,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import {
	checked,
	TOPOLOGY_OBJECT,
	UnitFactsSchema,
	UnitsSchema,
	type ManifestEdition,
	type PublishedFile,
	type PublishedUnits
} from '../../src/lib/data/schema.ts';
import { decodeShapes } from '../../src/lib/data/shapes.ts';
import { decodeJson, promise, readVerified } from '../common/promise.ts';

/**
 * The two archipelagos as they stand in the official lists: as a district before July 2025, as a commune, or as both.
 * Each edition has them, and they have a shape.
 */
const ARCHIPELAGOS = [
	{ name: 'Hoàng Sa', codes: ['498', '20333'] },
	{ name: 'Trường Sa', codes: ['576', '22736'] }
] as const;

/** Bytes after Brotli that a province's detail may have: two of them load in a second at 3 Mbit/s. */
const MOST_DETAIL = 150_000;

/** A geometry of a topology; its properties don't matter here. */
type Outline = GeometryObject<GeoJsonProperties>;

/**
 * Check an edition's units and outlines against each other.
 * @returns its units
 */
export async function checkEdition(folder: string, edition: ManifestEdition): Promise<Units> {
	const { url } = edition.units;
	const content = decodeJson(await readVerified(folder, edition.units), url);
	const published = checked(UnitsSchema, content, url);
	for (const level of edition.levels) checkColumns(published, level, url);
	checkDates(published, url);
	const { changes, aliases } = published;
	const units = buildUnits(edition.id, columnsOf(published), {
		changes,
		aliases: new Map(Object.entries(aliases))
	});
	promise(units.levels.join() === edition.levels.join(), {
		file: url,
		column: 'levels',
		found: units.levels.join(),
		expected: edition.levels.join()
	});
	const outlines = decodeJson(await readVerified(folder, edition.topology), edition.topology.url);
	for (const level of units.levels)
		checkOutlines(level, unitsOf(units, level).codes, outlines, edition.topology.url);
	checkArchipelagos(units, [outlines as Topology], edition.topology.url);
	if (edition.shapes) await checkShapes(folder, units, edition.shapes, outlines as Topology);
	if (edition.details) await checkDetails(folder, units, edition.details);
	if (edition.facts) await checkFacts(folder, units, edition.facts);
	return units;
}

/** What the page draws has the areas of the TopoJSON, to the last step of its grid. */
async function checkShapes(
	folder: string,
	units: Units,
	file: PublishedFile,
	topology: Topology
): Promise<void> {
	const shapes = decodeShapes(await readVerified(folder, file), units, file.url);
	for (const level of units.levels) {
		const areas = areasOf(shapes, level);
		for (const [code, area] of areasOf(topology, level))
			promise(areas.get(code) === area, {
				file: file.url,
				column: `${TOPOLOGY_OBJECT[level]} ${code}`,
				found: `an area of ${areas.get(code) ?? 'nothing'}`,
				expected: `${area} squares of the grid`
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

/** Facts stand in the order of the units, one of each for each; regions are told of all provinces or of none. */
async function checkFacts(folder: string, units: Units, file: PublishedFile): Promise<void> {
	const { edition, levels, regions, region } = checked(
		UnitFactsSchema,
		decodeJson(await readVerified(folder, file), file.url),
		file.url
	);
	for (const level of units.levels)
		for (const [column, values] of Object.entries(levels[level] ?? { area: [] }))
			promise(values.length === unitsOf(units, level).codes.length, {
				file: file.url,
				column: `levels.${level}.${column}`,
				found: `${values.length} entries`,
				expected: `${unitsOf(units, level).codes.length} entries`
			});
	promise(edition === units.edition, {
		file: file.url,
		column: 'edition',
		found: edition,
		expected: units.edition
	});
	const provinces = unitsOf(units, 'province').codes.length;
	promise(region.length === (regions.length ? provinces : 0), {
		file: file.url,
		column: 'region',
		found: `${region.length} entries`,
		expected: `${regions.length ? provinces : 0} entries`
	});
	region.forEach((at, row) =>
		promise(at < regions.length, {
			file: file.url,
			column: `region.${row}`,
			found: String(at),
			expected: `an index below ${regions.length}`
		})
	);
	const nobody = levels.commune.population.findIndex((people) => people === 0);
	promise(nobody < 0, {
		file: file.url,
		column: `levels.commune.population.${nobody}`,
		found: '0',
		expected: 'people, or null where their number is not known'
	});
}

/** Each province has its detail, with all its units and no others, on the grid of the edition, small enough. */
async function checkDetails(
	folder: string,
	units: Units,
	details: NonNullable<ManifestEdition['details']>
): Promise<void> {
	const { codes } = unitsOf(units, 'province');
	const named = Object.keys(details).sort();
	promise(named.join() === codes.join(), {
		file: `details of ${units.edition}`,
		found: named.join(' '),
		expected: codes.join(' ')
	});
	const topologies: Topology[] = [];
	for (const province of codes) {
		const file = details[province]!;
		const topology = decodeJson(await readVerified(folder, file), file.url) as Topology;
		for (const level of units.levels) {
			const rows = rowsWithin(units, level, province);
			const own = rows.map((row) => unitsOf(units, level).codes[row]!);
			checkOutlines(level, own, topology, file.url);
		}
		const grid = JSON.stringify(topology.transform);
		const first = JSON.stringify(topologies[0]?.transform ?? topology.transform);
		promise(grid === first, { file: file.url, column: 'transform', found: grid, expected: first });
		await checkSize(folder, file.url);
		topologies.push(topology);
	}
	checkArchipelagos(units, topologies, `details of ${units.edition}`);
}

async function checkSize(folder: string, url: string): Promise<void> {
	const size = await stat(join(folder, `${url}.br`)).then(
		(found) => found.size,
		() => undefined
	);
	promise(size !== undefined && size <= MOST_DETAIL, {
		file: `${url}.br`,
		column: 'bytes',
		found: size === undefined ? 'no file' : String(size),
		expected: `${MOST_DETAIL} at most`
	});
}

function columnsOf({ levels, types }: PublishedUnits): Parameters<typeof buildUnits>[1] {
	return Object.fromEntries(
		Object.entries(levels).map(([level, { code, name, type, parent }]) => [
			level,
			{ code, name, parent, type: type.map((index) => types[index]!) }
		])
	);
}

function checkColumns({ levels, types }: PublishedUnits, level: Level, file: string): void {
	const columns = levels[level];
	promise(columns !== undefined, { file, column: `levels.${level}`, expected: 'units' });
	const { code, name, type, parent } = columns;
	const column = `levels.${level}`;
	for (const [key, values] of Object.entries({ name, type, parent }))
		promise(values.length === code.length, {
			file,
			column: `${column}.${key}`,
			found: `${values.length} entries`,
			expected: `${code.length} entries`
		});
	code.forEach((value, row) => {
		promise(value.length === CODE_LENGTH[level] && (row === 0 || code[row - 1]! < value), {
			file,
			column: `${column}.code.${row}`,
			found: value,
			expected: `${CODE_LENGTH[level]} digits, ascending, each once`
		});
		promise(types[type[row]!] !== undefined, {
			file,
			column: `${column}.type.${row}`,
			found: String(type[row]),
			expected: `an index below ${types.length}`
		});
	});
}

/** Later names stand in order of time and are of units of the list; so are other spellings of codes, which are no codes. */
function checkDates({ levels, changes, aliases }: PublishedUnits, file: string): void {
	changes.forEach(({ level, code, from }, at) => {
		const column = `changes.${at}`;
		promise(levels[level]?.code.includes(code) ?? false, {
			file,
			column: `${column}.code`,
			found: code,
			expected: `a code of a ${level}`
		});
		promise(at === 0 || changes[at - 1]!.from <= from, {
			file,
			column: `${column}.from`,
			found: from,
			expected: `no day before ${changes[at - 1]?.from}`
		});
	});
	const codes = new Set(Object.values(levels).flatMap(({ code }) => code));
	for (const [alias, code] of Object.entries(aliases))
		promise(codes.has(code) && !codes.has(alias), {
			file,
			column: `aliases.${alias}`,
			found: code,
			expected: 'a code of the list, by a text that is none'
		});
}

/**
 * The outlines of a level are those of the expected units: none is lost, none is too many, none is empty.
 * @param codes expected
 */
function checkOutlines(
	level: Level,
	codes: readonly string[],
	topology: unknown,
	file: string
): void {
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
