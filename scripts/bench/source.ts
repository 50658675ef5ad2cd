/**
 * `npx tsx scripts/bench/source.ts [--data <folder>] <edition> <GeoJSON> [<GeoJSON> …]`: which unit a point lies in, by
 * what was imported and by plain ray casting on the files themselves: 300,000 random points, 100,000 within 11 m of a
 * border. Files are plain or gzip, with the official code in `code`. Of each kind of disagreement it tells how far the
 * points are from a border of the files: mapshaper snaps and cuts borders, which moves them by a hair.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import Flatbush from 'flatbush';
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { readImported } from '../boundaries/imported.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { placeIndexOf } from '../boundaries/place-geometry.ts';
import { randomStream } from '../common/random.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { locate } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { data: { type: 'string', default: resolve(import.meta.dirname, '../..', 'data') } }
});
const DATA = resolve(values.data);
const RANDOM = 300_000;
const BORDER = 100_000;
/** Degrees to either side of a border. */
const NEAR = 1e-4;
const MOST_NAMED = 8;
const METRES_PER_DEGREE = 111_200;

/** A polygon of the files. */
interface Piece {
	code: string;
	rings: Position[][];
}

type Point = [lon: number, lat: number];

const [edition, ...files] = positionals;
if (!edition || files.length === 0)
	throw new Error('npx tsx scripts/bench/source.ts <edition> <GeoJSON> [<GeoJSON> …]');
await main(edition, files);

async function main(id: string, paths: readonly string[]): Promise<void> {
	const gazetteer = await readGazetteer(DATA, id);
	const index = await placeIndexOf(DATA, gazetteer);
	const codes = leavesOf(gazetteer.units).map(({ code }) => code);
	const official = (code: string) => gazetteer.units.aliases.get(code) ?? code;
	const pieces = (await Promise.all(paths.map(piecesOf))).flat();
	for (const piece of pieces) piece.code = official(piece.code);
	const boxes = new Flatbush(pieces.length);
	for (const { rings } of pieces) boxes.add(...boxOf(rings[0]!));
	boxes.finish();
	const random = randomStream(1, 'source');
	const anywhere = Array.from({ length: RANDOM }, (): Point => [
		102.1 + random() * 7.4,
		8.5 + random() * 14.9
	]);
	const borders = Array.from({ length: BORDER }, (): Point => {
		const { rings } = pieces[Math.floor(random() * pieces.length)]!;
		const ring = rings[0]!;
		const at = 1 + Math.floor(random() * (ring.length - 1));
		const part = random();
		const between = (axis: 0 | 1) =>
			ring[at - 1]![axis]! + part * (ring[at]![axis]! - ring[at - 1]![axis]!);
		return [between(0) + (2 * random() - 1) * NEAR, between(1) + (2 * random() - 1) * NEAR];
	});
	const unitsAt = ([x, y]: Point) =>
		boxes
			.search(x, y, x, y)
			.filter((piece) => isInside(pieces[piece]!.rings, x, y))
			.map((piece) => pieces[piece]!.code);
	const added = await addedOf(id);
	const source: Source = {
		unitsAt,
		isAdded: ([x, y]) => added.some((rings) => isInside(rings, x, y)),
		metresToBorder: ([x, y]) =>
			Math.min(
				...boxes
					.search(x - 10 * NEAR, y - 10 * NEAR, x + 10 * NEAR, y + 10 * NEAR)
					.flatMap((piece) => pieces[piece]!.rings.map((ring) => metresTo(ring, x, y)))
			)
	};
	compare('random points', anywhere, index, codes, source);
	compare('points within 11 m of a border', borders, index, codes, source);
}

/** What the files say of a point. */
interface Source {
	unitsAt: (point: Point) => string[];
	/** Whether the import says that it added the ground: a sliver that was filled, an island that was kept. */
	isAdded: (point: Point) => boolean;
	metresToBorder: (point: Point) => number;
}

/** Polygons that the import added. */
async function addedOf(id: string): Promise<Position[][][]> {
	const imported = await readImported(join(DATA, 'boundaries'), id);
	if (!imported?.added) return [];
	const { features } = JSON.parse(imported.added.toString()) as FeatureCollection<
		Polygon | MultiPolygon
	>;
	return features.flatMap(({ geometry }) =>
		geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
	);
}

/** From a point to the nearest edge of a ring. */
function metresTo(ring: readonly Position[], x: number, y: number): number {
	const east = Math.cos((y * Math.PI) / 180);
	let nearest = Infinity;
	for (let at = 1; at < ring.length; at++) {
		const [[ax, ay], [bx, by]] = [ring[at - 1] as Point, ring[at] as Point];
		const [dx, dy] = [(bx - ax) * east, by - ay];
		const [px, py] = [(x - ax) * east, y - ay];
		const length = dx * dx + dy * dy;
		const part = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
		nearest = Math.min(nearest, Math.hypot(px - part * dx, py - part * dy));
	}
	return nearest * METRES_PER_DEGREE;
}

async function piecesOf(path: string): Promise<Piece[]> {
	const bytes = await readFile(path);
	const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
	const { features } = JSON.parse(text) as FeatureCollection<
		Polygon | MultiPolygon,
		{ code: unknown }
	>;
	return features.flatMap(({ properties, geometry }) => {
		const code = String(properties.code);
		const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
		return polygons.map((rings) => ({ code, rings }));
	});
}

function boxOf(ring: readonly Position[]): [number, number, number, number] {
	const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of ring as Point[]) {
		box[0] = Math.min(box[0], x);
		box[1] = Math.min(box[1], y);
		box[2] = Math.max(box[2], x);
		box[3] = Math.max(box[3], y);
	}
	return box;
}

function isInside(rings: readonly Position[][], x: number, y: number): boolean {
	let inside = false;
	for (const ring of rings)
		for (let at = 1; at < ring.length; at++) {
			const [[ax, ay], [bx, by]] = [ring[at - 1] as Point, ring[at] as Point];
			if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
		}
	return inside;
}

function compare(
	what: string,
	points: readonly Point[],
	index: PlaceIndex,
	codes: readonly string[],
	{ unitsAt, isAdded, metresToBorder }: Source
): void {
	const found = new Int32Array(points.length);
	const axis = (at: 0 | 1) => Float64Array.from(points, (point) => point[at]);
	locate(index, axis(0), axis(1), found);
	const kinds = new Map<string, { metres: number; place: string }[]>();
	points.forEach((point, at) => {
		const source = unitsAt(point);
		const ours = codes[found[at]!] ?? '';
		if (source.length === 0 ? ours === '' : source.includes(ours)) return;
		const kind = kindOf(source.length > 0, ours !== '', isAdded(point));
		const metres = metresToBorder(point);
		const place = `${point[1].toFixed(5)}° N ${point[0].toFixed(5)}° E ${source.join('+')} ${ours}`;
		kinds.set(kind, [...(kinds.get(kind) ?? []), { metres, place }]);
	});
	const count = [...kinds.values()].reduce((sum, { length }) => sum + length, 0);
	console.log(`${points.length} ${what}: ${count} disagree`);
	for (const [kind, points] of kinds) {
		const far = points.sort((a, b) => b.metres - a.metres);
		const named = far
			.slice(0, MOST_NAMED)
			.map(({ metres, place }) => `${place} ${metres.toFixed(3)} m`);
		console.log(
			`  ${far.length} ${kind}, at most ${far[0]!.metres.toFixed(3)} m from a border of the files: ${named.join('; ')}`
		);
	}
}

function kindOf(isInFiles: boolean, isOurs: boolean, isAdded: boolean): string {
	if (isInFiles)
		return isOurs ? "in another unit than the polygon's" : 'in a polygon, in no unit of ours';
	return isAdded
		? 'in no polygon, on ground that the import says it added'
		: 'in no polygon, in a unit of ours, not told as added';
}
