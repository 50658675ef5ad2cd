/**
 * `npx tsx scripts/bench/places.ts`: how fast and how exactly points find their unit, on the full geometry of the
 * newest edition
 * (`../shared/boundaries`), beside other ways to do it. Seconds are processor time: other work on the machine counts
 * less, and one core is what they are of.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import Flatbush from 'flatbush';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { askPostgis, findPostgis } from './postgis.ts';
import { runMapshaper } from '../boundaries/shapes.ts';
import { geometryFromTopology, STEPS_PER_DEGREE, toGrid } from '../place/geometry.ts';
import { locate } from '../place/locate.ts';
import { buildIndex, type PlaceIndex } from '../place/place-index.ts';
import { replaceFile, sha256 } from '../common/publish.ts';
import { randomStream } from '../common/random.ts';
import { awkwardPoints } from '../testing/partitions.ts';
import { castRays, holds, ringedLeaves, type RingedLeaf } from '../testing/ray-casting.ts';
import { NEWEST } from './lists.ts';

const EDITION = NEWEST.id;
const SOURCE = resolve(
	import.meta.dirname,
	`../../../shared/boundaries/${EDITION}/communes.geojson.gz`
);
/** Cleaned once, then kept. */
const TOPOLOGY = resolve(import.meta.dirname, `../../data/cache/bench/${EDITION}.topo.json`);
const OBJECT = 'communes';
/** The mainland's box in degrees: left, bottom, right, top. */
const MAINLAND = [102.1, 8.3, 109.5, 23.4] as const;
const ROUNDS = 9;
const CHUNK = 2048;
const COUNT = { ours: 2_000_000, others: 50_000, random: 1_000_000, awkward: 101_000 };

/** Degrees. */
type Axis = Float64Array;
interface Points {
	lon: Axis;
	lat: Axis;
}

if (!existsSync(TOPOLOGY) && !existsSync(SOURCE)) console.log(`skipped: ${SOURCE} is not there`);
else await bench();

async function bench(): Promise<void> {
	const topology = JSON.parse((await readTopology()).toString()) as Topology;
	const options = { edition: EDITION, source: sha256(EDITION), objects: [OBJECT] };
	const [geometry, taking] = timed(() => geometryFromTopology(topology, options));
	const shapes = feature(topology, topology.objects[OBJECT] as GeometryCollection)
		.features as Feature<Polygon | MultiPolygon>[];
	const leaves = ringedLeaves(topology, [OBJECT], geometry.codes);
	const vertices = leaves.reduce((sum, { rings }) => sum + lengthOf(rings) / 2, 0);
	row(
		'vertices of all polygons; on shared arcs',
		`${count(vertices)}; ${count(geometry.xy.length / 2)}`
	);
	row('arcs out of the topology', `${taking.toFixed(2)} s`);
	const [index, building] = timed(() => buildIndex(geometry));
	row('index built', `${building.toFixed(2)} s`);
	const { xy, starts, sides } = geometry;
	row(
		'memory: index; geometry',
		`${megabytes(index.squares, index.arcBoxes)}; ${megabytes(xy, starts, sides)}`
	);

	const box = randomPoints(COUNT.ours, 'box');
	const land = landPoints(index, COUNT.ours);
	row('ours, uniform over the mainland’s box', rate(box, locateAll(index)));
	row('ours, uniform over land', rate(land, locateAll(index)));
	const few = slice(land, COUNT.others);
	const ours = locateAll(index)(few);
	const others: [name: string, find: Finder][] = [
		['flatbush + ray casting', withFlatbush(leaves)],
		['flatbush + @turf/boolean-point-in-polygon', withTurf(leaves, shapes)]
	];
	for (const [name, find] of others) {
		const [rows, seconds] = timed(() => find(few));
		tellOther(name, rows, seconds, ours);
	}
	await comparePostgis(shapes, few, ours);

	row('load of the machine', loadavg()[0]!.toFixed(1));

	const random = slice(box, COUNT.random);
	row('as plain ray casting, random points', agreement(index, leaves, random));
	const every = Math.floor((21 * xy.length) / 2 / COUNT.awkward);
	row(
		'as plain ray casting, points on and beside borders',
		agreement(index, leaves, degreesOf(awkwardPoints(geometry, every)))
	);
}

function tellOther(name: string, rows: Int32Array, seconds: number, ours: Int32Array): void {
	const same = rows.filter((found, at) => found === ours[at]).length;
	const speed = (rows.length / seconds / 1e6).toFixed(3);
	row(
		`${name}, uniform over land`,
		`${speed} M points/s; ${count(same)} of ${count(rows.length)} as ours`
	);
}

/** On the same grid as ours, so that all ask the same. */
async function comparePostgis(
	shapes: readonly Feature<Polygon | MultiPolygon>[],
	{ lon, lat }: Points,
	ours: Int32Array
): Promise<void> {
	const programs = findPostgis();
	if (!programs) {
		row('PostGIS', 'not installed: apt-get install postgresql-15-postgis-3');
		return;
	}
	function* polygons() {
		for (const { geometry } of shapes)
			yield JSON.stringify(geometry, (_, value: unknown) =>
				typeof value === 'number' ? toGrid(value) : value
			);
	}
	const points = new Int32Array(2 * lon.length);
	lon.forEach((east, at) => points.set([toGrid(east), toGrid(lat[at]!)], 2 * at));
	for (const { name, rows, seconds } of await askPostgis(programs, polygons(), points))
		tellOther(name, rows, seconds, ours);
}

async function readTopology(): Promise<Buffer> {
	if (existsSync(TOPOLOGY)) return readFile(TOPOLOGY);
	console.log('cleaning the full geometry, once …');
	const output = await runMapshaper(
		`-i a.json name=${OBJECT} -clean gap-fill-area=0.2km2 -o full.json format=topojson no-quantization id-field=code drop-table`,
		{ 'a.json': gunzipSync(await readFile(SOURCE)) },
		SOURCE
	);
	await mkdir(dirname(TOPOLOGY), { recursive: true });
	await replaceFile(TOPOLOGY, output['full.json']!);
	return Buffer.from(output['full.json']!);
}

/** A way to find the rows of points. */
type Finder = (points: Points) => Int32Array;

/** In chunks as DuckDB hands them over. */
function locateAll(index: PlaceIndex): Finder {
	return ({ lon, lat }) => {
		const rows = new Int32Array(lon.length);
		for (let at = 0; at < rows.length; at += CHUNK) {
			const chunk = [lon, lat].map((of) => of.subarray(at, at + CHUNK)) as [Axis, Axis];
			locate(index, ...chunk, rows.subarray(at, at + CHUNK));
		}
		return rows;
	};
}

function withFlatbush(leaves: readonly RingedLeaf[]): Finder {
	const tree = treeOf(leaves);
	return ({ lon, lat }) =>
		Int32Array.from(lon, (east, at) => {
			const [x, y] = [toGrid(east), toGrid(lat[at]!)];
			return tree.search(x, y, x, y).find((leaf) => holds(leaves[leaf]!, x, y)) ?? -1;
		});
}

function withTurf(
	leaves: readonly RingedLeaf[],
	shapes: readonly Feature<Polygon | MultiPolygon>[]
): Finder {
	const tree = treeOf(leaves);
	return ({ lon, lat }) =>
		Int32Array.from(lon, (east, at) => {
			const [x, y] = [toGrid(east), toGrid(lat[at]!)];
			const position = [east, lat[at]!];
			return (
				tree.search(x, y, x, y).find((leaf) => booleanPointInPolygon(position, shapes[leaf]!)) ?? -1
			);
		});
}

function treeOf(leaves: readonly RingedLeaf[]): Flatbush {
	const tree = new Flatbush(leaves.length);
	for (const { box } of leaves) tree.add(...box);
	tree.finish();
	return tree;
}

function agreement(index: PlaceIndex, leaves: readonly RingedLeaf[], points: Points): string {
	const rows = locateAll(index)(points);
	const same = rows.filter(
		(found, at) => found === castRays(leaves, toGrid(points.lon[at]!), toGrid(points.lat[at]!))
	).length;
	if (same < rows.length) process.exitCode = 1;
	return `${count(same)} of ${count(rows.length)}`;
}

/** Median of some rounds, and the best of them (which others on the machine slow least), in points a second. */
function rate(points: Points, find: Finder, rounds = ROUNDS): string {
	const seconds = Array.from({ length: rounds }, () => timed(() => find(points))[1]);
	seconds.sort((a, b) => a - b);
	const figure = (at: number) => (points.lon.length / seconds[at]! / 1e6).toFixed(2);
	const best = rounds > 1 ? ` (best ${figure(0)})` : '';
	return `${figure(Math.floor(rounds / 2))} M points/s${best}`;
}

/** A result and the seconds of processor time that it took. */
function timed<T>(run: () => T): [T, number] {
	const before = process.cpuUsage();
	const result = run();
	const { user, system } = process.cpuUsage(before);
	return [result, (user + system) / 1e6];
}

function randomPoints(length: number, key: string): Points {
	const random = randomStream(1, key);
	const [left, bottom, right, top] = MAINLAND;
	const lon = Float64Array.from({ length }, () => left + random() * (right - left));
	return { lon, lat: Float64Array.from({ length }, () => bottom + random() * (top - bottom)) };
}

function landPoints(index: PlaceIndex, length: number): Points {
	const land = { lon: new Float64Array(length), lat: new Float64Array(length) };
	let found = 0;
	for (let turn = 0; found < length; turn++) {
		const points = randomPoints(length, `land ${turn}`);
		const rows = locateAll(index)(points);
		for (let at = 0; at < length && found < length; at++) {
			if (rows[at]! < 0) continue;
			land.lon[found] = points.lon[at]!;
			land.lat[found++] = points.lat[at]!;
		}
	}
	return land;
}

function degreesOf(points: Int32Array): Points {
	const axis = (of: 0 | 1) => points.filter((_, at) => at % 2 === of);
	return {
		lon: Float64Array.from(axis(0), (steps) => steps / STEPS_PER_DEGREE),
		lat: Float64Array.from(axis(1), (steps) => steps / STEPS_PER_DEGREE)
	};
}

function slice({ lon, lat }: Points, length: number): Points {
	return { lon: lon.subarray(0, length), lat: lat.subarray(0, length) };
}

function lengthOf(arrays: readonly Int32Array[]): number {
	return arrays.reduce((sum, { length }) => sum + length, 0);
}

function megabytes(...arrays: Int32Array[]): string {
	return `${((4 * lengthOf(arrays)) / 1e6).toFixed(0)} MB`;
}

function count(value: number): string {
	return value.toLocaleString('en');
}

function row(name: string, value: string): void {
	console.log(`${name.padEnd(62)} ${value}`);
}
