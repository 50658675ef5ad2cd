/** Figures of all units and hexagons from the staged measurements of one month and network. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { HexagonColumns } from '../../../src/lib/data/parquet.ts';
import type { Network } from '../../../src/lib/domain/network.ts';
import type { Cells } from '../cell-order.ts';
import { SPEEDS } from '../trend.ts';
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
	/** SQL that chooses the rows of `staged`. */
	where: string;
	tree: UnitTree;
	/** The numbered hexagons. */
	cells: Cells;
	/** Of other editions: their units, and the leaf in which the centre of each cell lies. */
	others: readonly { tree: UnitTree; leafOfCentre: Int32Array }[];
	/** As they are shown, in the order of their numbers in the table `operators` from 1; none without that table. */
	operators: readonly string[];
}

/**
 * Count and sum up the accepted measurements of one month and network.
 * DuckDB sorts, on disk if need be; one pass over the sorted values gives the figures of all groups.
 */
export async function groupMeasurements(
	connection: DuckDBConnection,
	{ network, where, tree, cells, others, operators }: MeasuredTask
): Promise<Measured> {
	const from = operators.length > 0 ? 'staged LEFT JOIN operators ON operator = name' : 'staged';
	const operator = operators.length > 0 ? 'coalesce(number, 0)::INTEGER' : '0::INTEGER';
	const units = new UnitFigures(tree, operators);
	const hexagons = new HexagonFigures(cells);
	const counts = new PlaceCounts(tree.leaves.length, operators.length + 1, cells.names.length);
	const has = SPEEDS.map((speed, bit) => `(${speed} IS NOT NULL)::INTEGER * ${1 << bit}`).join(
		' + '
	);
	const places = await connection.stream(
		`SELECT leaf, hexagon, ${operator}, ${has} FROM ${from} WHERE ${where}`
	);
	for await (const [leaf, hexagon, by, bits] of chunks(places))
		for (let row = 0; row < leaf!.length; row++)
			counts.add(leaf![row]!, by![row]!, hexagon![row]!, bits![row]!);
	counts.eachLeaf((leaf, by, of) => units.count(leaf, by, of));
	counts.eachHexagon((cell, of) => hexagons.count(cell, of));
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
		unitHexagons: pairsOf(counts, tree, cells, others)
	};
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
