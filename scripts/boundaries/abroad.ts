/** Where a neighbour's land is, or so near that a coarse border doesn't tell. */
import { createRequire } from 'node:module';
import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { Atlas } from './land.ts';

/** China, Laos, Cambodia. */
const NEIGHBOURS = ['156', '418', '116'];
/** Natural Earth's borders are up to so many km off. */
const OFF = 8;
const KM_PER_DEGREE = 111.2;
/** Rings that reach west of this are the neighbours' mainland; what the atlas has in the archipelagos is not used. */
const MAINLAND = 109;

interface Abroad {
	boxes: Flatbush;
	edges: [from: Position, to: Position][];
}

let read: Abroad | undefined;

/** True for a place in a neighbouring country by Natural Earth, or within 8 km of one. */
export function isAbroad(lon: number, lat: number): boolean {
	const { boxes, edges } = (read ??= readAbroad());
	const reach = OFF / KM_PER_DEGREE;
	const east = Math.cos((lat * Math.PI) / 180);
	const near = boxes.search(lon - reach / east, lat - reach, lon + reach / east, lat + reach);
	if (near.some((edge) => distance(edges[edge]!, lon, lat, east) <= OFF)) return true;
	return isWithin({ boxes, edges }, lon, lat);
}

/** True where a line to the east crosses an odd number of borders. Whole rings take 40 times as long for each point. */
function isWithin({ boxes, edges }: Abroad, lon: number, lat: number): boolean {
	let isIn = false;
	for (const edge of boxes.search(lon, lat, 180, lat)) {
		const [[x1, y1], [x2, y2]] = edges[edge]! as [[number, number], [number, number]];
		if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) isIn = !isIn;
	}
	return isIn;
}

function distance(
	[from, to]: [Position, Position],
	lon: number,
	lat: number,
	east: number
): number {
	const [ax, ay] = [(from[0]! - lon) * east, from[1]! - lat];
	const [bx, by] = [(to[0]! - lon) * east, to[1]! - lat];
	const [ux, uy] = [bx - ax, by - ay];
	const length = ux * ux + uy * uy;
	const part = length > 0 ? Math.min(1, Math.max(0, -(ax * ux + ay * uy) / length)) : 0;
	return Math.hypot(ax + part * ux, ay + part * uy) * KM_PER_DEGREE;
}

function readAbroad(): Abroad {
	const atlas = createRequire(import.meta.url)('world-atlas/countries-10m.json') as Atlas;
	const polygons = feature(atlas, atlas.objects.countries)
		.features.filter(({ id }) => NEIGHBOURS.includes(String(id)))
		.flatMap(({ geometry }) => polygonsOf(geometry as Polygon | MultiPolygon))
		.filter(([shell]) => shell!.some(([lon]) => lon! < MAINLAND));
	const edges = polygons
		.flat()
		.flatMap((ring) => ring.slice(1).map((to, at): [Position, Position] => [ring[at]!, to]));
	const boxes = new Flatbush(edges.length);
	for (const [[x1, y1], [x2, y2]] of edges as [[number, number], [number, number]][])
		boxes.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
	boxes.finish();
	return { boxes, edges };
}

function polygonsOf(geometry: Polygon | MultiPolygon): Position[][][] {
	return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
