/** Figures of one month and network are those of its rows, worked out one by one. */
import { READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCountry } from '../testing/country.ts';
import { cellToParent } from 'h3-js';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import { orderCells } from './cell-order.ts';
import { HexagonNumbers } from './hexagon-numbers.ts';
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

const OPERATORS = ['Viettel', 'VNPT'];

/** The figures of 400 rows, most of them with all speeds, and the rows. */
async function figuresOf(speed: string) {
	const { connection } = duck;
	const random = (salt: number) => `(hash(id * 100 + ${salt}) % 1000)::BIGINT`;
	await connection.run(`CREATE OR REPLACE TABLE staged AS SELECT 0 AS fault,
		((${random(2)} % 4) << 32) | (${random(1)} % ${tree.leaves.length}) | ((${random(3)} % 2) << 30) AS place,
		${READINGS.map((name, at) => `CASE WHEN ${random(30 + at)} % 9 > 0 THEN ${speed.replace('R', random(60 + at))} END AS ${name}`).join(', ')},
		['Viettel', 'VNPT', NULL][1 + ${random(9)} % 3] AS operator FROM range(400) AS rows(id)`);
	await connection.run(
		`CREATE OR REPLACE TABLE operators AS FROM (VALUES ('Viettel', 1), ('VNPT', 2)) AS of(name, number)`
	);
	const task = {
		network: 'mobile',
		measurements: 'fault = 0',
		readings: READINGS,
		tree,
		operators: OPERATORS,
		hexagons: { cells, others: [] }
	} as const;
	const result = await connection.runAndReadAll(
		`SELECT (place % (2 ** 30)::BIGINT)::INTEGER AS leaf, (place // (2::BIGINT ** 32)::BIGINT)::INTEGER AS hexagon, operator, ${READINGS.join(', ')} FROM staged`
	);
	const rows = result.getRowObjects() as unknown as Row[];
	return { figures: await groupMeasurements(connection, task), rows };
}

type Row = { leaf: number; hexagon: number; operator: string | null } & Record<
	Reading,
	number | null
>;

function valuesOf(rows: readonly Row[], reading: Reading): number[] {
	return rows.flatMap((row) => row[reading] ?? []).sort((a, b) => a - b);
}

function quantile(values: readonly number[], fraction: number): number {
	const place = (values.length - 1) * fraction;
	const lower = values[Math.floor(place)]!;
	return lower + (values[Math.ceil(place)]! - lower) * (place - Math.floor(place));
}

it.each([
	['hundredths', '(1 + R / 100)::DOUBLE'],
	['thousandths over all that is possible', '(0.001 + R * 19.999)::DOUBLE'],
	['whole numbers, many of them equal', '(1 + R % 5)::DOUBLE'],
	['any numbers', '((1 + R) / 7)::DOUBLE']
])('%s', async (_, speed) => {
	const { figures, rows } = await figuresOf(speed);
	const unitOf = tree.leaves.map((__, leaf) =>
		Array.from(
			tree.groups.slice(tree.starts[leaf]!, tree.starts[leaf + 1]!),
			(at) => tree.codes[at]!
		)
	);
	let compared = 0;
	for (const of of figures.rows) {
		const own = rows.filter(
			({ leaf, operator }) =>
				unitOf[leaf]!.includes(of.code) && (of.operator === '' || operator === of.operator)
		);
		expect(of.samples).toBe(own.length);
		for (const reading of READINGS) {
			const values = valuesOf(own, reading);
			if (values.length === 0) continue;
			compared++;
			const sum = values.reduce((a, b) => a + b);
			expect([of[reading], of[`${reading}_p10`], of[`${reading}_p90`]]).toEqual(
				[0.5, 0.1, 0.9].map((fraction) => quantile(values, fraction))
			);
			expect(of[`${reading}_mean`]).toBe(sum / values.length);
		}
	}
	expect(compared).toBeGreaterThan(60);
	for (const resolution of HEXAGON_RESOLUTIONS) {
		const { cell, samples, ...medians } = figures.hexagons.get(resolution)!;
		expect(samples.reduce((a, b) => a + b)).toBe(rows.length);
		for (const [at, name] of cell.entries()) {
			const own = rows.filter(
				({ hexagon }) => cellToParent(numbers.cells[hexagon]!, resolution) === name
			);
			expect(samples[at]).toBe(own.length);
			for (const reading of READINGS)
				expect(medians[reading]![at]).toBe(quantile(valuesOf(own, reading), 0.5));
		}
	}
	const pairs = new Set(
		rows.map(({ leaf, hexagon }) => `${tree.leaves[leaf]} ${numbers.cells[hexagon]}`)
	);
	const [{ code, cell }] = figures.unitHexagons as [(typeof figures.unitHexagons)[0]];
	expect(code.map((of, at) => `${of} ${cell[at]}`).sort()).toEqual([...pairs].sort());
});
