import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { awkwardPoints, drawPartition, drawRings, plans } from '../testing/partitions.ts';
import { castRays, ringedLeaves } from '../testing/ray-casting.ts';
import { runMapshaper } from '../boundaries/shapes.ts';
import { randomStream } from '../common/random.ts';
import { geometryFromTopology, STEPS_PER_DEGREE, toGrid, type PlaceGeometry } from './geometry.ts';
import { locate, locateOne } from './locate.ts';
import { buildIndex, type PlaceIndex } from './place-index.ts';

const COMMUNES = { edition: 'test', source: '', objects: ['communes'] };

/** Rows of points of the grid. */
function locateAll(index: PlaceIndex, points: Int32Array): Int32Array {
	const [lon, lat] = [0, 1].map((axis) =>
		Float64Array.from(
			{ length: points.length / 2 },
			(_, at) => points[2 * at + axis]! / STEPS_PER_DEGREE
		)
	) as [Float64Array, Float64Array];
	const rows = new Int32Array(lon.length);
	locate(index, lon, lat, rows);
	return rows;
}

/** Points in the country's box and a little around. */
function randomPoints({ xy }: PlaceGeometry, count: number, seed: number): Int32Array {
	const random = randomStream(seed, 'points');
	const range = [0, 1].map((axis) => {
		const along = xy
			.filter((_, at) => at % 2 === axis)
			.reduce(
				([least, most], at) => [Math.min(least!, at), Math.max(most!, at)],
				[Infinity, -Infinity]
			) as [number, number];
		const room = 2 + 0.05 * (along[1] - along[0]);
		return [along[0] - room, along[1] - along[0] + 2 * room] as const;
	});
	return Int32Array.from({ length: 2 * count }, (_, at) =>
		Math.round(range[at % 2]![0] + random() * range[at % 2]![1])
	);
}

/** The same shapes, parts in another order and rings the other way round. */
function turnRings(topology: Topology): Topology {
	const turned = structuredClone(topology);
	const { communes } = turned.objects;
	if (communes?.type !== 'GeometryCollection') throw new Error('no collection');
	for (const shape of communes.geometries) {
		if (shape.type !== 'MultiPolygon') throw new Error('no polygons');
		shape.arcs = shape.arcs.reverse().map(([ring]) => [ring!.reverse().map((arc) => ~arc)]);
	}
	return turned;
}

/** Points whose leaf differs from that of plain ray casting: x, y, found, expected. */
function differences(
	topology: Topology,
	objects: string[],
	of: (from: PlaceGeometry) => Int32Array
) {
	const geometry = geometryFromTopology(topology, { ...COMMUNES, objects });
	const leaves = ringedLeaves(topology, objects, geometry.codes);
	const points = of(geometry);
	const rows = locateAll(buildIndex(geometry), points);
	const wrong: number[][] = [];
	rows.forEach((row, at) => {
		const [x, y] = [points[2 * at]!, points[2 * at + 1]!];
		const expected = castRays(leaves, x, y);
		if (row !== expected) wrong.push([x, y, row, expected]);
	});
	return { wrong, count: rows.length };
}

describe('locate', () => {
	it('agrees with plain ray casting on any partition, on and beside vertices and edges too', () => {
		fc.assert(
			fc.property(plans, (plan) => {
				const topology = drawPartition(plan);
				const { wrong } = differences(topology, ['communes'], (geometry) =>
					geometry.xy.length === 0
						? new Int32Array([0, 0])
						: Int32Array.from([
								...awkwardPoints(geometry),
								...randomPoints(geometry, 200, plan.seed)
							])
				);
				expect(wrong).toEqual([]);
			}),
			{ numRuns: 600 }
		);
	});

	it('gives every point of a rectangle without gaps to one unit, whatever the order of rings', () => {
		fc.assert(
			fc.property(plans, (plan) => {
				const whole = { ...plan, empty: 0, jitter: 0, isQuantised: true };
				const topology = drawPartition(whole);
				const geometry = geometryFromTopology(topology, COMMUNES);
				const points = awkwardPoints(geometry);
				const rows = locateAll(buildIndex(geometry), points);
				const turned = geometryFromTopology(turnRings(topology), COMMUNES);
				expect(locateAll(buildIndex(turned), points)).toEqual(rows);
				const [left, right] = [plan.columns[0]!, plan.columns.at(-1)!];
				const [bottom, top] = [plan.rows[0]!, plan.rows.at(-1)!].map((y) => y - 95e7);
				rows.forEach((row, at) => {
					const [x, y] = [points[2 * at]!, points[2 * at + 1]!];
					expect(row >= 0).toBe(x >= left && x < right && y >= bottom! && y < top!);
				});
			}),
			{ numRuns: 100 }
		);
	});

	it('gives a point on a border to the unit east of it, on a level border to the one north', () => {
		const square = (x: number, y: number) => [
			[x, y],
			[x + 10, y],
			[x + 10, y + 10],
			[x, y + 10]
		];
		const at = (x: number, y: number) => [105e7 + x, 105e7 + y] as const;
		const topology = drawRings({
			west: square(...at(0, 0)),
			east: square(...at(10, 0)),
			north: square(...at(0, 10))
		});
		const geometry = geometryFromTopology(topology, COMMUNES);
		const index = buildIndex(geometry);
		const unitAt = (x: number, y: number) =>
			geometry.codes[locateOne(index, 105 + x / STEPS_PER_DEGREE, 10 + y / STEPS_PER_DEGREE)];
		expect([unitAt(10, 5), unitAt(9, 5), unitAt(0, 5), unitAt(20, 5)]).toEqual([
			'east',
			'west',
			'west',
			undefined
		]);
		expect([unitAt(5, 10), unitAt(5, 9), unitAt(5, 20), unitAt(5, 0)]).toEqual([
			'north',
			'west',
			undefined,
			'west'
		]);
		expect([unitAt(10, 10), unitAt(0, 0), unitAt(10, 0)]).toEqual([undefined, 'west', 'east']);
	});

	it('gives ground that several units claim to the first, and ground that none claims to none', () => {
		const topology = drawRings({
			a: [
				[1.05e9, 1.05e9],
				[1.053e9, 1.05e9],
				[1.053e9, 1.053e9],
				[1.05e9, 1.053e9]
			],
			b: [
				[1.051e9, 1.051e9],
				[1.054e9, 1.051e9],
				[1.054e9, 1.054e9],
				[1.051e9, 1.054e9]
			],
			c: [
				[1.052e9, 1.049e9],
				[1.056e9, 1.052e9],
				[1.052e9, 1.0525e9]
			]
		});
		const { wrong, count } = differences(topology, ['communes'], (geometry) =>
			Int32Array.from([...awkwardPoints(geometry), ...randomPoints(geometry, 5000, 1)])
		);
		expect(count).toBeGreaterThan(5000);
		expect(wrong).toEqual([]);
	});

	it('rounds places to the grid first', () => {
		const ring = [
			[1.05e9, 1.05e9],
			[1.05e9 + 9, 1.05e9],
			[1.05e9 + 9, 1.05e9 + 9],
			[1.05e9, 1.05e9 + 9]
		];
		const index = buildIndex(geometryFromTopology(drawRings({ a: ring }), COMMUNES));
		expect([105 - 0.4e-7, 105 - 0.6e-7].map((lon) => locateOne(index, lon, 10.0000001))).toEqual([
			0, -1
		]);
	});

	it('finds nothing where no place is', () => {
		const ring = [
			[1.05e9, 1.05e9],
			[1.06e9, 1.05e9],
			[1.06e9, 1.06e9]
		];
		const index = buildIndex(geometryFromTopology(drawRings({ a: ring }), COMMUNES));
		expect(locateOne(index, 105.9, 10.5)).toBe(0);
		for (const bad of [NaN, Infinity, -Infinity, 1e300, -1e300, 181, 91, 4294967296 / 1e7 + 105.9])
			expect([locateOne(index, bad, 10.5), locateOne(index, 105.9, bad)]).toEqual([-1, -1]);
	});

	it('answers for a country without ground', () => {
		const geometry = { ...geometryFromTopology(drawRings({}), COMMUNES) };
		expect(locateOne(buildIndex(geometry), 0, 0)).toBe(-1);
	});

	it('needs nothing but arrays that threads can share', () => {
		const ring = [
			[1.05e9, 1.05e9],
			[1.06e9, 1.05e9],
			[1.06e9, 1.06e9]
		];
		const index = buildIndex(geometryFromTopology(drawRings({ a: ring }), COMMUNES));
		expect(index.squares.buffer).toBeInstanceOf(SharedArrayBuffer);
		expect(locateOne(structuredClone(index), 105.9, 10.5)).toBe(0);
	});
});

describe('locate on the real communes of 2022-10', () => {
	const folder = resolve(import.meta.dirname, '../../../shared/boundaries/2022-10');
	const isThere = existsSync(folder);
	if (!isThere) console.log(`skipped: ${folder} is not there`);

	it.skipIf(!isThere)('agrees with plain ray casting', { timeout: 120_000 }, async () => {
		const packed = await readFile(join(folder, 'communes.geojson.gz'));
		const output = await runMapshaper(
			[
				'-i communes.json islands.json combine-files',
				'-merge-layers force name=units',
				'-clean gap-fill-area=0.2km2',
				'-o full.json format=topojson no-quantization id-field=code drop-table'
			].join(' '),
			{
				'communes.json': gunzipSync(packed),
				'islands.json': await readFile(join(folder, 'districts-without-communes.geojson'))
			},
			folder
		);
		const topology = JSON.parse(Buffer.from(output['full.json']!).toString()) as Topology;
		const { wrong, count } = differences(topology, ['units'], (geometry) =>
			Int32Array.from([...awkwardPoints(geometry, 400), ...randomPoints(geometry, 10_000, 1)])
		);
		expect(count).toBeGreaterThan(20_000);
		expect(wrong).toEqual([]);
	});
});

describe('toGrid', () => {
	it('brings points of the grid back from degrees', () => {
		const random = randomStream(1, 'grid');
		const steps = Array.from({ length: 100_000 }, () => Math.floor((random() - 0.5) * 3.6e9));
		expect(steps.filter((step) => toGrid(step / STEPS_PER_DEGREE) !== step)).toEqual([]);
	});
});
