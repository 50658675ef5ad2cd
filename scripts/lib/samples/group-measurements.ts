/** Figures of all units and hexagons from the staged measurements of one month and network. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { HexagonColumns } from '../../../src/lib/data/parquet.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import type { Cells } from '../cell-order.ts';
import { SPEEDS } from '../trend.ts';
import { SpeedRows } from './ascending.ts';
import { HexagonFigures } from './hexagon-figures.ts';
import { PlaceCounts } from './place-counts.ts';
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
	/** Of the measurements' own edition, then of the others. */
	unitHexagons: UnitHexagons[];
}

/** Which measurements, and what their numbers mean. */
export interface MeasuredTask {
	network: Network;
	/** In memory, or SQL that chooses the rows of `staged`. */
	measurements: SpeedRows | string;
	tree: UnitTree;
	/** The numbered hexagons. */
	cells: Cells;
	/** Of other editions: their units, and the leaf in which the centre of each cell lies. */
	others: readonly { tree: UnitTree; leafOfCentre: Int32Array }[];
	/** As they are shown, in the order of their numbers in the table `operators` from 1; none without that table. */
	operators: readonly string[];
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
	const { network, measurements, tree, cells, others, operators } = task;
	const figures: Figures = {
		units: new UnitFigures(tree, operators),
		hexagons: new HexagonFigures(cells),
		counts: new PlaceCounts(tree.leaves.length, operators.length + 1, cells.names.length)
	};
	if (typeof measurements !== 'string') orderInMemory(measurements, figures);
	else {
		const sql = sqlOf(measurements, operators);
		const [[rows]] = (
			await connection.runAndReadAll(`SELECT count(*)::INTEGER ${sql.from}`)
		).getRows() as [[number]];
		const held = rows <= mostInMemory ? await hold(connection, sql) : undefined;
		if (held) orderInMemory(held, figures);
		else await orderByDuckDB(connection, sql, figures);
	}
	return {
		rows: figures.units.rows(),
		hexagons: figures.hexagons.columns(network),
		unitHexagons: pairsOf(figures.counts, tree, cells, others)
	};
}

interface Figures {
	units: UnitFigures;
	hexagons: HexagonFigures;
	counts: PlaceCounts;
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
): Promise<SpeedRows | undefined> {
	const rows = new SpeedRows();
	const speeds = SPEEDS.map((speed) => `coalesce(${speed}, -1)`).join(', ');
	const result = await connection.stream(`SELECT leaf, hexagon, ${operator}, ${speeds} ${from}`);
	let isHeld = true;
	for await (const [leaf, hexagon, by, download, upload, latency] of chunks(result))
		for (let row = 0; isHeld && row < leaf!.length; row++)
			isHeld = rows.add(
				leaf![row]!,
				by![row]!,
				hexagon![row]!,
				download![row]!,
				upload![row]!,
				latency![row]!
			);
	return isHeld ? rows : undefined;
}

function orderInMemory(rows: SpeedRows, { units, hexagons, counts }: Figures): void {
	rows.eachPlace((leaf, by, hexagon, has) => counts.add(leaf, by, hexagon, has));
	tellCounts(counts, units, hexagons);
	for (const speed of SPEEDS) {
		units.start(speed);
		hexagons.start(speed);
		rows.eachAscending(speed, (leaf, by, hexagon, value) => {
			units.add(leaf, by, value);
			hexagons.add(hexagon, value);
		});
		units.end(speed);
		hexagons.end(speed);
	}
}

async function orderByDuckDB(
	connection: DuckDBConnection,
	{ operator, from }: Sql,
	{ units, hexagons, counts }: Figures
): Promise<void> {
	const has = SPEEDS.map((speed, bit) => `(${speed} IS NOT NULL)::INTEGER * ${1 << bit}`).join(
		' + '
	);
	const places = await connection.stream(
		`SELECT leaf, hexagon, ${operator}, ${has}, count(*)::INTEGER ${from} GROUP BY ALL`
	);
	for await (const [leaf, hexagon, by, bits, count] of chunks(places))
		for (let row = 0; row < leaf!.length; row++)
			counts.add(leaf![row]!, by![row]!, hexagon![row]!, bits![row]!, count![row]!);
	tellCounts(counts, units, hexagons);
	for (const speed of SPEEDS) {
		units.start(speed);
		hexagons.start(speed);
		const sorted = await connection.stream(
			`SELECT ${speed}, leaf, hexagon, ${operator} ${from} AND ${speed} IS NOT NULL ORDER BY ${speed}`
		);
		for await (const [values, leaf, hexagon, by] of chunks(sorted)) {
			for (let row = 0; row < values!.length; row++) {
				units.add(leaf![row]!, by![row]!, values![row]!);
				hexagons.add(hexagon![row]!, values![row]!);
			}
		}
		units.end(speed);
		hexagons.end(speed);
	}
}

function tellCounts(counts: PlaceCounts, units: UnitFigures, hexagons: HexagonFigures): void {
	counts.eachLeaf((leaf, by, of) => units.count(leaf, by, of));
	counts.eachHexagon((cell, of) => hexagons.count(cell, of));
}

/** A hexagon is in the leaves of its measurements, and for other editions in the leaf of its centre. */
function pairsOf(
	counts: PlaceCounts,
	tree: UnitTree,
	cells: Cells,
	others: MeasuredTask['others']
): UnitHexagons[] {
	const { leaf, hexagon } = counts.pairs();
	const measured = counts.hexagons();
	return [
		unitHexagonsOf(tree, cells, leaf, hexagon),
		...others.map(({ tree: other, leafOfCentre }) =>
			unitHexagonsOf(
				other,
				cells,
				measured.map((cell) => leafOfCentre[cell]!),
				measured
			)
		)
	];
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
