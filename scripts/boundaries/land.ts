import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { OpenRing } from './power-cells.ts';

/** World Atlas: Natural Earth 1:10m, public domain. */
export type Atlas = Topology<{ countries: GeometryCollection<{ id: string }> }>;

/** ISO 3166 numeric id of Viet Nam in the atlas. */
export const VIET_NAM = '704';

/** km in a degree east and north, at the middle of the country. */
const KM_EAST = Math.cos((16 * Math.PI) / 180) * 111.32;
const KM_NORTH = 110.6;

/** Degrees to km in the plane. */
export function toPlane(lon: number, lat: number): [number, number] {
	return [lon * KM_EAST, lat * KM_NORTH];
}

/** km in the plane to degrees. */
export function toDegrees(x: number, y: number): [number, number] {
	return [x / KM_EAST, y / KM_NORTH];
}

/** The part of the atlas that is drawn, as far as the widest window shows it; degrees left, bottom, right, top. */
const SURROUNDINGS = '80,-9,141,41';
/**
 * Hoàng Sa, where the atlas has land under a neighbour's name. Hoàng Sa and Trường Sa are drawn as the units that
 * they are, so nothing of the atlas is used there.
 */
const HOANG_SA = '110.9,15.5,113,17.4';
/** Trà Cổ and the wards of Móng Cái south of the border river, which the atlas has on the wrong side. */
const MONG_CAI = '107.9,21.4,108.1,21.53';

/**
 * Read the countries around Viet Nam from the package world-atlas, without what it has in the two archipelagos
 * (features without an id are claims there, not countries) and with the whole of Móng Cái in Viet Nam.
 */
export async function readAtlas(): Promise<Atlas> {
	text ??= mendAtlas();
	return JSON.parse(await text) as Atlas;
}

/** The mended atlas, made once; as text, for whoever reads it may change what they got. */
let text: Promise<string> | undefined;

async function mendAtlas(): Promise<string> {
	const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
	const { type, arcs, transform, objects } = JSON.parse(await readFile(path, 'utf8')) as Topology;
	const world = objects['countries'] as GeometryCollection;
	const geometries = world.geometries
		.filter(({ id }) => id !== undefined)
		.map((geometry) => ({ ...geometry, properties: { id: String(geometry.id) } }));
	const countries = { type: 'GeometryCollection', geometries };
	const commands = [
		'-i atlas.json',
		`-clip bbox=${SURROUNDINGS}`,
		`-erase bbox=${HOANG_SA}`,
		'-filter true + name=wrong',
		`-clip bbox=${MONG_CAI} target=wrong`,
		'-erase wrong target=countries',
		`-each "id = '${VIET_NAM}'" target=wrong`,
		'-merge-layers name=countries target=countries,wrong',
		'-dissolve2 id target=countries',
		'-o atlas.json format=topojson no-quantization target=countries'
	];
	const { default: mapshaper } = await import('mapshaper');
	const output = await mapshaper.applyCommands(commands.join(' '), {
		'atlas.json': { type, arcs, transform, objects: { countries } }
	});
	return Buffer.from(output['atlas.json']!).toString();
}

/** Closed rings of countries in the plane, x and y in turn. */
export interface Land {
	rings: Float64Array[];
}

/** The rings of the atlas's countries that pass `keep`. */
export function landOf(atlas: Atlas, keep: (id: string) => boolean): Land {
	const rings: Land['rings'] = [];
	for (const { properties, geometry } of feature(atlas, atlas.objects.countries).features) {
		if (!keep(properties.id)) continue;
		for (const polygon of polygonsOf(geometry as Polygon | MultiPolygon))
			for (const ring of polygon)
				rings.push(Float64Array.from(ring.flatMap(([lon, lat]) => toPlane(lon!, lat!))));
	}
	return { rings };
}

function polygonsOf(geometry: Polygon | MultiPolygon): Position[][][] {
	return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** A straight line in the plane, km. */
export type Edge = [from: [number, number], to: [number, number]];

/** Edges closer together than this are joined to one, in km: what is drawn around them is much wider. */
const LEAST_EDGE = 3;

/** Viet Nam's mainland outline: where a neighbour is beyond it, and where the sea is. */
export function edgesOf(atlas: Atlas): { border: Edge[]; coast: Edge[] } {
	const { countries } = atlas.objects;
	const isOwn = ({ properties }: { properties?: { id: string } }) => properties?.id === VIET_NAM;
	const edges = (keep: (a: Parameters<typeof isOwn>[0], b: typeof a) => boolean) =>
		mesh(atlas, countries, keep as never).coordinates.flatMap(coarseEdges);
	return {
		border: edges((a, b) => a !== b && isOwn(a) !== isOwn(b)),
		coast: edges((a, b) => a === b && isOwn(a))
	};
}

function coarseEdges(line: Position[]): Edge[] {
	const edges: Edge[] = [];
	let from = toPlane(line[0]![0]!, line[0]![1]!);
	line.slice(1).forEach(([lon, lat], at) => {
		const to = toPlane(lon!, lat!);
		const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
		if (length < LEAST_EDGE && at < line.length - 2) return;
		edges.push([from, to]);
		from = to;
	});
	return edges;
}

/** The nearest point of the land's outline, and whether the asked point is on the land. Plane, km. */
export interface Shore {
	inside: boolean;
	distance: number;
	x: number;
	y: number;
}

/** Where a point of the plane stands to the land. */
export function shoreOf({ rings }: Land, x: number, y: number): Shore {
	const shore: Shore = { inside: false, distance: Infinity, x: NaN, y: NaN };
	let least = Infinity;
	for (const ring of rings) {
		for (let at = 2; at < ring.length; at += 2) {
			const ax = ring[at - 2]!;
			const ay = ring[at - 1]!;
			const bx = ring[at]!;
			const by = ring[at + 1]!;
			if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax))
				shore.inside = !shore.inside;
			const squared = (bx - ax) ** 2 + (by - ay) ** 2;
			const along = squared ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared : 0;
			const share = Math.max(0, Math.min(1, along));
			const nearX = ax + share * (bx - ax);
			const nearY = ay + share * (by - ay);
			const distance = (nearX - x) ** 2 + (nearY - y) ** 2;
			if (distance >= least) continue;
			least = distance;
			shore.x = nearX;
			shore.y = nearY;
		}
	}
	shore.distance = Math.sqrt(least);
	return shore;
}

/**
 * Everything within `radius` of the line between two points, with few corners; a disc when they are one point.
 * @returns an open ring in the plane, anticlockwise
 */
export function capsule(
	from: readonly [number, number],
	to: readonly [number, number],
	radius: number
): OpenRing {
	const steps = radius < 2 ? 8 : 12;
	const heading = Math.atan2(to[1] - from[1], to[0] - from[0]);
	const isDisc = from[0] === to[0] && from[1] === to[1];
	const half = (centre: readonly [number, number], start: number): OpenRing =>
		Array.from({ length: isDisc ? steps : steps + 1 }, (_, step) => {
			const angle = start + (step * Math.PI) / steps;
			return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)];
		});
	return [...half(to, heading - Math.PI / 2), ...half(from, heading + Math.PI / 2)];
}
