/**
 * The embedded outlines: drawn from the gazetteer's points, as no surveyed outline is free to be shipped.
 * Cells of a power diagram, clipped to Natural Earth's land; see DESIGN.md, "Boundaries".
 */
import type { Feature, FeatureCollection, Polygon } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { DataError } from '../../src/lib/domain/errors.ts';
import { ancestorRow, LEVELS, unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { orderArcs } from './arc-order.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import {
	capsule,
	edgesOf,
	landOf,
	readAtlas,
	shoreOf,
	toDegrees,
	toPlane,
	VIET_NAM,
	type Atlas,
	type Edge,
	type Land
} from './land.ts';
import { powerCells, type OpenRing } from './power-cells.ts';

/** Part of a circle of the unit's area that is its cell's weight: 0.6 to 0.9 fits the real outlines best. */
const WEIGHT = 0.75;
/** Degrees around all units: left, bottom, right, top. */
const FRAME = [101, 5, 120, 25] as const;
/** A coordinate step is about 83 m, half a pixel at zoom 10: the outlines are no nearer than that. */
const QUANTISATION = 2e4;
/** A step of about 150 m in the wider frame of the land around. */
const SURROUNDINGS_QUANTISATION = 4e4;

/** A shape on an island off the land: radius in km, so that it can be seen, and does not hide its sea. */
const ISLAND_RADIUS = { least: 1.5, most: 3 };
/** An offshore point further than this from the land, less its own radius, is an island; in km. */
const ISLAND_GAP = 2.5;
/** A point needs this much land around it, so that rounding cannot put it into the sea; in km. */
const FOOTING = 0.25;
const COAST_RADIUS = 0.5;
/** Natural Earth's borders are up to 6 km off: a point beyond one gets a narrow strip. In km. */
const BORDER_RADIUS = 0.7;

/** Detail of the land around, in metres; Viet Nam's own border keeps all. */
const SURROUNDINGS_DETAIL = 1500;
/** What lies further is seen in wide windows alone: degrees left, bottom, right, top; its detail; its least island. */
const NEAR = '95,2,125,28';
const FAR_DETAIL = 9000;
const LEAST_FAR_ISLAND = '3000km2';

/** How far the land around reaches under Viet Nam at the land border, and how far it stays from the coast; in km. */
const UNDER_BORDER = 8;
const CLEAR_OF_COAST = 3;

/** Countries with a land border: Cambodia, China, Laos. */
const BORDERING = ['116', '156', '418'];

/** Called with the name of each step as it begins. */
export type OnProgress = (phase: string) => void;

/** Codes that a cell's parts are dissolved to; empty text where a level has no unit. */
export type CellCodes = Record<Level, string>;

/** A point that belongs to a unit, with the circle of its area. */
interface Place {
	codes: CellCodes;
	x: number;
	y: number;
	/** km */
	radius: number;
	isIsland: boolean;
}

/**
 * Draw an edition's units.
 * @returns TopoJSON with the objects `communes`, `districts` (if the edition has any) and `provinces` on shared arcs;
 * a geometry's `id` is the official code; degrees
 * @throws DataError when a point is missing or a unit was lost
 */
export async function drawBoundaries(
	gazetteer: Gazetteer,
	onProgress: OnProgress = () => {}
): Promise<Topology> {
	const atlas = await readAtlas();
	const places = placesOf(gazetteer);
	onProgress('cells');
	const box: [[number, number], [number, number]] = [
		toPlane(FRAME[0], FRAME[1]),
		toPlane(FRAME[2], FRAME[3])
	];
	const rings = powerCells(
		places.map(({ x, y, radius }) => ({ x, y, weight: WEIGHT * radius ** 2 })),
		box
	);
	const cells = rings.map((ring, at) => polygon(ring, places[at]!.codes));
	onProgress('coast');
	const { offshore, border } = groundFor(places, atlas);
	onProgress('clip and dissolve');
	const { levels } = gazetteer.units;
	const { default: mapshaper } = await import('mapshaper');
	const output = await mapshaper.applyCommands(clipCommands(levels), {
		'atlas.json': atlas,
		'offshore.json': collection(offshore),
		'border.json': collection(border),
		'cells.json': collection(cells)
	});
	const names = levels.map((level) => TOPOLOGY_OBJECT[level]).reverse();
	const topology = orderArcs(tidy(output['units.json']!), names);
	checkComplete(gazetteer, topology);
	return topology;
}

/** Mapshaper's way from cells and land to the levels of an edition. */
function clipCommands(levels: readonly Level[]): string {
	const objects = levels.map((level) => TOPOLOGY_OBJECT[level]);
	return [
		'-i atlas.json offshore.json border.json cells.json combine-files',
		'-rename-layers atlas,offshore,border,cells',
		`-filter "id === '${VIET_NAM}'" + name=land target=atlas`,
		`-filter "id !== '${VIET_NAM}'" + name=others target=atlas`,
		'-erase others target=offshore',
		'-merge-layers force name=land target=land,offshore,border',
		'-dissolve2 gap-fill-area=0.5km2 target=land',
		'-clip land target=cells',
		...levelCommands(levels, 'cells'),
		`-o units.json format=topojson id-field=code quantization=${QUANTISATION} target=${objects.join(',')}`
	].join(' ');
}

/** Mapshaper's way from a layer of shapes with the codes of {@link codesOf} to a layer for each level. */
export function levelCommands(levels: readonly Level[], layer: string): string[] {
	return levels.map(
		(level) =>
			`-filter "${level} !== ''" + name=some target=${layer} -dissolve ${level} name=${TOPOLOGY_OBJECT[level]} target=some` +
			` -rename-fields code=${level} target=${TOPOLOGY_OBJECT[level]}`
	);
}

/**
 * Draw the land around Viet Nam. Along the land border it reaches under Viet Nam, since surveyed outlines and Natural
 * Earth's are up to 6 km apart there and no sea may show between them; along the coast it doesn't.
 * @returns TopoJSON with one object `neighbours`: nameless land, nothing in the two archipelagos; degrees
 */
export async function drawLand(onProgress: OnProgress = () => {}): Promise<Topology> {
	onProgress('neighbours');
	const atlas = await readAtlas();
	const commands = [
		'-i atlas.json name=atlas',
		`-erase bbox=${NEAR} + name=far target=atlas`,
		`-clip bbox=${NEAR} target=atlas`,
		`-filter-islands min-area=${LEAST_FAR_ISLAND} target=far`,
		'-each "isFar = false" target=atlas',
		'-each "isFar = true" target=far',
		'-merge-layers force name=atlas target=atlas,far',
		`-simplify variable interval="id === '${VIET_NAM}' ? 0 : isFar ? ${FAR_DETAIL} : ${SURROUNDINGS_DETAIL}" target=atlas`,
		`-filter "id === '${VIET_NAM}'" + name=inside target=atlas`,
		`-filter "id !== '${VIET_NAM}'" target=atlas`,
		'-i border.json coast.json combine-files',
		'-dissolve2 target=border',
		'-dissolve2 target=coast',
		'-clip inside target=border',
		'-erase coast target=border',
		'-merge-layers force name=land target=atlas,border',
		'-dissolve2 name=neighbours target=land',
		`-o land.json format=topojson quantization=${SURROUNDINGS_QUANTISATION} target=neighbours`
	];
	const { border, coast } = edgesOf(atlas);
	const isNear = ([[x, y]]: Edge) =>
		border.some(([[ax, ay]]) => Math.hypot(ax - x, ay - y) < 3 * UNDER_BORDER);
	const { default: mapshaper } = await import('mapshaper');
	const output = await mapshaper.applyCommands(commands.join(' '), {
		'atlas.json': atlas,
		'border.json': collection(border.map((line) => around(line, UNDER_BORDER))),
		'coast.json': collection(coast.filter(isNear).map((line) => around(line, CLEAR_OF_COAST)))
	});
	return tidy(output['land.json']!);
}

/** Everything within `radius` km of a line. */
function around([from, to]: Edge, radius: number): Shape {
	return polygon(capsule(from, to, radius));
}

/** All points that a unit's shape is drawn around: of communes, of districts without any, of islands. */
function placesOf({ edition, units, facts, islands }: Gazetteer): Place[] {
	const places: Place[] = [];
	for (const level of ['commune', 'district'] as const) {
		const own = units.of[level];
		const known = facts[level];
		if (!own || !known) continue;
		const isParent = new Set(level === 'district' ? unitsOf(units, 'commune').parents : []);
		own.codes.forEach((code, row) => {
			if (isParent.has(code)) return;
			const [lon, lat, area] = [known.lon[row]!, known.lat[row]!, known.area[row]!];
			if (Number.isNaN(lon + lat + area))
				throw new DataError('value', {
					file: `data/gazetteer/${edition}-${TOPOLOGY_OBJECT[level]}.csv`,
					column: 'lon, lat, area_km2',
					found: `none for ${code}`,
					expected: 'a point and an area for every unit'
				});
			const codes = codesOf(units, level, row);
			const isles = islands.filter((island) => island.code === code);
			const radius = Math.sqrt(area / (isles.length + 1) / Math.PI);
			for (const point of [{ lon, lat }, ...isles]) {
				const [x, y] = toPlane(point.lon, point.lat);
				places.push({ codes, x, y, radius, isIsland: isles.length > 0 });
			}
		});
	}
	return places;
}

/** Codes of a unit and of those above it; empty text below it and where the edition has no level. */
export function codesOf(units: Units, level: Level, row: number): CellCodes {
	const codes: CellCodes = { province: '', district: '', commune: '' };
	for (const above of LEVELS) {
		const at = units.of[above] ? ancestorRow(units, level, row, above) : -1;
		if (at >= 0) codes[above] = unitsOf(units, above).codes[at]!;
	}
	return codes;
}

/**
 * Ground for points that have none under them in the atlas: a disc on islands, a rounded strip to the land elsewhere.
 * Offshore ground must not lie on a neighbour's land; ground beyond a border does so by its nature and is kept small.
 */
function groundFor(places: readonly Place[], atlas: Atlas): { offshore: Shape[]; border: Shape[] } {
	const land = landOf(atlas, (id) => id === VIET_NAM);
	const others = landOf(atlas, (id) => BORDERING.includes(id));
	const ground: { offshore: Shape[]; border: Shape[] } = { offshore: [], border: [] };
	for (const place of places) {
		const shape = groundUnder(place, land, others);
		if (shape) ground[shape.beyond ? 'border' : 'offshore'].push(polygon(shape.ring));
	}
	return ground;
}

function groundUnder(
	{ x, y, radius, isIsland }: Place,
	land: Land,
	others: Land
): { ring: OpenRing; beyond: boolean } | undefined {
	const point: [number, number] = [x, y];
	const shore = shoreOf(land, x, y);
	if (shore.inside) {
		const beyond = shore.distance < FOOTING && shoreOf(others, x, y).distance < FOOTING;
		return shore.distance < FOOTING ? { ring: capsule(point, point, FOOTING), beyond } : undefined;
	}
	const beyond = shoreOf(others, x, y).inside;
	if (!beyond && (isIsland || shore.distance - radius > ISLAND_GAP)) {
		const { least, most } = ISLAND_RADIUS;
		const visible = Math.max(least, isIsland ? Math.min(radius, most) : radius);
		return { ring: capsule(point, point, visible), beyond };
	}
	// Wide enough that strips side by side close up: fingers would look odd.
	const width = beyond
		? Math.max(BORDER_RADIUS, Math.min(radius, shore.distance / 2))
		: Math.max(COAST_RADIUS, Math.min(radius, shore.distance + COAST_RADIUS));
	return { ring: capsule([shore.x, shore.y], point, width), beyond };
}

type Shape = Feature<Polygon, Partial<CellCodes>>;

/** A GeoJSON feature in degrees from a ring in the plane. */
function polygon(ring: OpenRing, properties: Partial<CellCodes> = {}): Shape {
	const closed = [...ring, ring[0]!].map(([x, y]) => toDegrees(x, y));
	return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [closed] } };
}

function collection(features: Shape[]): FeatureCollection {
	return { type: 'FeatureCollection', features };
}

/** Leave out what a reader of the topology has no use for. */
export function tidy(file: Uint8Array): Topology {
	const { type, transform, objects, arcs } = JSON.parse(Buffer.from(file).toString()) as Topology;
	for (const object of Object.values(objects)) {
		const { geometries } = object as GeometryCollection;
		for (const geometry of geometries) delete geometry.properties;
	}
	return { type, transform, objects, arcs };
}

/** @throws DataError unless each level's object has exactly the edition's units, none of them empty */
export function checkComplete(
	{ edition, units }: Pick<Gazetteer, 'edition' | 'units'>,
	{ objects }: Topology
): void {
	for (const level of units.levels) {
		const column = TOPOLOGY_OBJECT[level];
		const { geometries } = objects[column] as GeometryCollection;
		const drawn = new Set(geometries.filter(({ type }) => type).map(({ id }) => String(id)));
		const { codes } = unitsOf(units, level);
		const lost = codes.filter((code) => !drawn.has(code));
		if (lost.length || geometries.length !== codes.length)
			throw new DataError('promise', {
				file: `outlines of ${edition}`,
				column,
				found: `${geometries.length} shapes, none for ${lost.join(' ') || 'no unit'}`,
				expected: `one for each of ${codes.length} units`
			});
	}
}
