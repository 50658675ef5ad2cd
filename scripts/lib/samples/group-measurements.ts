/** Figures of all units and hexagons from the staged measurements of one month and network. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { HexagonColumns } from '../../../src/lib/data/parquet.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import { SPEEDS } from '../trend.ts';
import { HexagonFigures } from './hexagon-figures.ts';
import type { StoredRow } from './stored-table.ts';
import { UnitFigures } from './unit-figures.ts';
import { unitHexagonsOf, type UnitHexagons } from './unit-hexagons.ts';
import type { UnitTree } from './unit-tree.ts';
import { itemsOf } from './vectors.ts';

/** Everything that is known of the measurements of one month and network. */
export interface Measured {
	rows: StoredRow[];
	/** By resolution: exact, with small cells. */
	hexagons: Map<number, HexagonColumns>;
	unitHexagons: UnitHexagons;
}

/** Which measurements, and what their numbers mean. */
export interface MeasuredTask {
	network: Network;
	/** SQL that chooses the rows of `staged`. */
	where: string;
	tree: UnitTree;
	/** Names of the numbered hexagons. */
	cells: readonly string[];
	hasOperator: boolean;
}

/**
 * Count and sum up the accepted measurements of one month and network.
 * DuckDB sorts, on disk if need be; one pass over the sorted values gives the figures of all groups.
 */
export async function groupMeasurements(
	connection: DuckDBConnection,
	{ network, where, tree, cells, hasOperator }: MeasuredTask
): Promise<Measured> {
	const operators = hasOperator ? await operatorsOf(connection, where) : [];
	const from = operators.length > 0 ? 'staged LEFT JOIN operators ON operator = name' : 'staged';
	const operator = operators.length > 0 ? 'coalesce(number, 0)::INTEGER' : '0::INTEGER';
	const units = new UnitFigures(tree, operators);
	const hexagons = new HexagonFigures(cells);
	const places: { leaf: number; hexagon: number }[] = [];
	const counted = await connection.stream(
		`SELECT leaf, hexagon, ${operator}, ${['*', ...SPEEDS].map((of) => `count(${of})::INTEGER`).join(', ')}
		FROM ${from} WHERE ${where} GROUP BY ALL`
	);
	for await (const [leaf, hexagon, by, samples, download, upload, latency] of chunks(counted)) {
		for (let row = 0; row < leaf!.length; row++) {
			const counts = {
				samples: samples![row]!,
				download: download![row]!,
				upload: upload![row]!,
				latency: latency![row]!
			};
			units.count(leaf![row]!, by![row]!, counts);
			hexagons.count(hexagon![row]!, counts);
			places.push({ leaf: leaf![row]!, hexagon: hexagon![row]! });
		}
	}
	for (const speed of SPEEDS) {
		units.start(speed);
		hexagons.start(speed);
		const sorted = await connection.stream(
			`SELECT ${speed}, leaf, hexagon${operators.length > 0 ? `, ${operator}` : ''} FROM ${from} WHERE ${where} AND ${speed} IS NOT NULL ORDER BY ${speed}`
		);
		for await (const [values, leaf, hexagon, by] of chunks(sorted)) {
			for (let row = 0; row < values!.length; row++) {
				units.add(leaf![row]!, by ? by[row]! : 0, values![row]!);
				hexagons.add(hexagon![row]!, values![row]!);
			}
		}
		units.end(speed);
		hexagons.end(speed);
	}
	return {
		rows: units.rows(),
		hexagons: hexagons.columns(network),
		unitHexagons: unitHexagonsOf(tree, cells, places)
	};
}

/** The columns of a result, some thousand rows at a time. */
async function* chunks(
	result: Awaited<ReturnType<DuckDBConnection['stream']>>
): AsyncGenerator<(Float64Array | Int32Array)[]> {
	for (;;) {
		const chunk = await result.fetchChunk();
		if (!chunk || chunk.rowCount === 0) return;
		yield Array.from({ length: chunk.columnCount }, (_, at) =>
			itemsOf<Float64Array | Int32Array>(chunk.getColumnVector(at)).subarray(0, chunk.rowCount)
		);
	}
}

/** Operators of the rows, in the order of their numbers from 1; none when there is no such column. */
async function operatorsOf(connection: DuckDBConnection, where: string): Promise<string[]> {
	const result = await connection.runAndReadAll(
		`SELECT DISTINCT operator FROM staged WHERE ${where} AND operator IS NOT NULL AND operator <> '' ORDER BY operator`
	);
	const operators = result.getColumns()[0]?.map(String) ?? [];
	await connection.run('CREATE OR REPLACE TABLE operators (name VARCHAR, number INTEGER)');
	for (const [at, name] of operators.entries())
		await connection.run('INSERT INTO operators VALUES ($1, $2)', [name, at + 1]);
	return operators;
}
