/** Speeds put in order in memory and by DuckDB give the same figures. */
import { READINGS } from '../../src/lib/domain/figures.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCountry } from '../testing/country.ts';
import { orderCells } from './cell-order.ts';
import { HexagonNumbers } from './hexagon-numbers.ts';
import { ReadingRows } from './ascending.ts';
import { openDuck, type Duck } from './duck.ts';
import { groupMeasurements } from './group-measurements.ts';
import { unitTree } from './unit-tree.ts';

let duck: Duck;
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'group-'));
	duck = await openDuck(folder);
});
afterAll(async () => {
	await duck.close();
	await rm(folder, { recursive: true, force: true });
});

const [gazetteer] = await readCountry();
const tree = unitTree(gazetteer!.units);
const numbers = new HexagonNumbers();
for (const at of [0, 1, 2, 3]) numbers.numberOne(105.8 + at / 50, 21 + at / 90);
const cells = orderCells(numbers.cells);

/** The figures of 400 rows, most of them with all speeds, put in order in memory up to so many. */
async function figures(mostInMemory: number, speed: string) {
	const random = (salt: number) => `(hash(id * 100 + ${salt}) % 1000)::INTEGER`;
	await duck.connection.run(`CREATE OR REPLACE TABLE staged AS SELECT 0 AS fault,
		${random(1)} % ${tree.leaves.length} AS leaf, ${random(2)} % 4 AS hexagon,
		${READINGS.map((name, at) => `CASE WHEN ${random(30 + at)} % 9 > 0 THEN ${speed.replace('R', random(60 + at))} END AS ${name}`).join(', ')},
		['Viettel', 'VNPT', NULL][1 + ${random(9)} % 3] AS operator FROM range(400) AS rows(id)`);
	await duck.connection.run(
		`CREATE OR REPLACE TABLE operators AS FROM (VALUES ('Viettel', 1), ('VNPT', 2)) AS of(name, number)`
	);
	const task = {
		network: 'mobile',
		measurements: 'fault = 0',
		tree,
		cells,
		others: [],
		operators: ['Viettel', 'VNPT']
	} as const;
	return groupMeasurements(duck.connection, task, mostInMemory);
}

it.each([
	['hundredths', '(1 + R / 100)::DOUBLE'],
	['thousandths over all that is possible', '(0.001 + R * 19.999)::DOUBLE'],
	['whole numbers, many of them equal', '(1 + R % 5)::DOUBLE'],
	// Not held in memory.
	['any numbers', '((1 + R) / 7)::DOUBLE']
])('%s', async (_, speed) => {
	const held = await figures(1000, speed);
	expect(held.rows.length).toBeGreaterThan(20);
	expect(held.rows.some(({ download_low: low }) => low > 0)).toBe(true);
	expect(held).toEqual(await figures(0, speed));
});

it('rows are in ascending order of each speed', () => {
	const thousandths = fc.integer({ min: 0, max: 20_000_000 }).map((key) => key / 1000);
	const row = fc.tuple(fc.nat(65_535), fc.nat(32_767), fc.nat(1e6), thousandths, thousandths);
	fc.assert(
		fc.property(fc.array(row), (all) => {
			const rows = new ReadingRows(['download', 'upload', 'latency']);
			for (const [leaf, by, hexagon, download, upload] of all)
				expect(rows.add(leaf, by, hexagon, [[download], [upload], [NaN]], 0)).toBe(true);
			const seen: number[][] = [];
			rows.eachPlace((...of) => seen.push(of));
			const bits = (download: number, upload: number) =>
				Number(download > 0) + 2 * Number(upload > 0);
			expect(seen).toEqual(all.map(([a, b, c, d, e]) => [a, b, c, bits(d, e)]));
			const sorted: number[][] = [];
			rows.eachAscending('upload', (...of) => sorted.push(of));
			const wanted = all
				.map(([a, b, c, , e]) => [a, b, c, e])
				.filter((of) => of[3]! > 0)
				.sort((x, y) => x[3]! - y[3]!);
			expect(sorted).toEqual(wanted);
			rows.eachAscending('latency', () => expect.unreachable());
		})
	);
});

it('what is not in whole thousandths is not held', () => {
	const add = (...of: [number, number, number]) =>
		new ReadingRows().add(
			0,
			0,
			0,
			of.map((value) => [value]),
			0
		);
	expect(add(1.001, 20_000, -1)).toBe(true);
	expect(add(1 / 3, 1, 1)).toBe(false);
	expect(add(1, 0.0004, 1)).toBe(false);
	expect(add(1, 1, 20_000.5)).toBe(false);
	expect(new ReadingRows().add(70_000, 0, 0, [[1]], 0)).toBe(false);
});
