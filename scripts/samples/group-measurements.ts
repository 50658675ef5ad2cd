/** Figures of all units and hexagons from the staged measurements of one month and network. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { READINGS } from '../../src/lib/domain/figures.ts';
import { ReadingRows } from './ascending.ts';
import { Figures, groupRows, type Meaning, type Measured } from './group-rows.ts';
import { itemsOf } from './vectors.ts';

/** Which measurements, and what their numbers mean. */
export interface MeasuredTask extends Meaning {
	/** In memory, or SQL that chooses the rows of `staged`. */
	measurements: ReadingRows | string;
}

/** Rows that are put in order in memory: so many take 110 MB beside all else. A month has a million. */
const MOST_IN_MEMORY = 2_500_000;

/**
 * Count and sum up the accepted measurements of one month and network.
 * Speeds are put in order, in memory or by DuckDB on disk; one pass over them gives the figures of all groups.
 */
export async function groupMeasurements(
	connection: DuckDBConnection,
	task: MeasuredTask,
	mostInMemory = MOST_IN_MEMORY
): Promise<Measured> {
	const { measurements, operators } = task;
	if (typeof measurements !== 'string') return groupRows(measurements, task);
	const sql = sqlOf(measurements, operators);
	const [[rows]] = (
		await connection.runAndReadAll(`SELECT count(*)::INTEGER ${sql.from}`)
	).getRows() as [[number]];
	const held = rows <= mostInMemory ? await hold(connection, sql) : undefined;
	if (held) return groupRows(held, task);
	const figures = new Figures(task);
	await orderByDuckDB(connection, sql, figures);
	return figures.measured();
}

/** What is asked of DuckDB: its columns, and `FROM` with `WHERE`. */
interface Sql {
	operator: string;
	from: string;
}

function sqlOf(where: string, operators: readonly string[]): Sql {
	if (operators.length === 0) return { operator: '0::INTEGER', from: `FROM staged WHERE ${where}` };
	return {
		operator: 'coalesce(number, 0)::INTEGER',
		from: `FROM staged LEFT JOIN operators ON operator = name WHERE ${where}`
	};
}

/** All rows in memory; nothing when they can't be held there. */
async function hold(
	connection: DuckDBConnection,
	{ operator, from }: Sql
): Promise<ReadingRows | undefined> {
	const rows = new ReadingRows();
	const readings = READINGS.map((reading) => `coalesce(${reading}, -1)`).join(', ');
	const result = await connection.stream(`SELECT leaf, hexagon, ${operator}, ${readings} ${from}`);
	let isHeld = true;
	for await (const [leaf, hexagon, by, ...values] of chunks(result))
		for (let row = 0; isHeld && row < leaf!.length; row++)
			isHeld = rows.add(leaf![row]!, by![row]!, hexagon![row]!, values, row);
	return isHeld ? rows : undefined;
}

async function orderByDuckDB(
	connection: DuckDBConnection,
	{ operator, from }: Sql,
	figures: Figures
): Promise<void> {
	const { units, hexagons, counts } = figures;
	const has = READINGS.map((speed, bit) => `(${speed} IS NOT NULL)::INTEGER * ${1 << bit}`).join(
		' + '
	);
	const places = await connection.stream(
		`SELECT leaf, hexagon, ${operator}, ${has}, count(*)::INTEGER ${from} GROUP BY ALL`
	);
	for await (const [leaf, hexagon, by, bits, count] of chunks(places))
		for (let row = 0; row < leaf!.length; row++)
			counts.add(leaf![row]!, by![row]!, hexagon![row]!, bits![row]!, count![row]!);
	figures.endCounts();
	for (const speed of READINGS) {
		units.start(speed);
		hexagons?.start(speed);
		const sorted = await connection.stream(
			`SELECT ${speed}, leaf, hexagon, ${operator} ${from} AND ${speed} IS NOT NULL ORDER BY ${speed}`
		);
		for await (const [values, leaf, hexagon, by] of chunks(sorted)) {
			for (let row = 0; row < values!.length; row++) {
				units.add(leaf![row]!, by![row]!, values![row]!);
				hexagons?.add(hexagon![row]!, values![row]!);
			}
		}
		units.end(speed);
		hexagons?.end(speed);
	}
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
