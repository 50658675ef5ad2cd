/** Figures of all units and hexagons from the staged measurements of one month and network. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import type { Cells } from './cell-order.ts';
import { HexagonFigures } from './hexagon-figures.ts';
import type { Part } from './part.ts';
import { PlaceCounts } from './place-counts.ts';
import { leafOfPlace } from './register-places.ts';
import { writeStoredHexagons } from './stored-hexagons.ts';
import type { StoredRow } from './stored-table.ts';
import { UnitFigures } from './unit-figures.ts';
import { unitHexagonsOf, writeUnitHexagons, type UnitHexagons } from './unit-hexagons.ts';
import type { UnitTree } from './unit-tree.ts';
import { halvesOf, itemsOf } from './vectors.ts';

/** Everything that is known of the measurements of one month and network. */
export interface Measured {
	rows: StoredRow[];
	/** By resolution: exact, with small cells; empty when they aren't wanted. */
	hexagons: Map<number, HexagonColumns>;
	/** Of the measurements' own edition, then of the others; as `hexagons`. */
	unitHexagons: UnitHexagons[];
}

/** What the numbers of measurements mean. */
export interface Meaning {
	network: Network;
	tree: UnitTree;
	/** As they are shown, in the order of their numbers from 1. */
	operators: readonly string[];
	/** Nothing when no figures of hexagons are wanted. */
	hexagons?: Hexagons;
}

interface Hexagons {
	/** As they are numbered. */
	cells: Cells;
	/** Of other editions: their units, and the leaf in which the centre of each cell lies. */
	others: readonly { tree: UnitTree; leafOfCentre: Int32Array }[];
}

/** Which measurements, and what their numbers mean. */
export interface MeasuredTask extends Meaning {
	/** SQL that chooses the rows of `staged`. */
	measurements: string;
	/** Those that `staged` has. */
	readings: readonly Reading[];
}

/** As the store takes them. */
export type StoredFigures = Pick<Part, 'rows' | 'hexagonFiles'>;

/**
 * Count and sum up the accepted measurements of one month and network.
 * DuckDB puts each speed in order, on disk where memory is too small for that; one pass over them gives the figures of
 * all groups.
 */
export async function groupMeasurements(
	connection: DuckDBConnection,
	task: MeasuredTask
): Promise<Measured> {
	const figures = new Figures(task);
	const { units, hexagons, counts } = figures;
	const { by, from } = sqlOf(task);
	const has = task.readings.map(
		(speed) => `(${speed} IS NOT NULL)::INTEGER * ${1 << READINGS.indexOf(speed)}`
	);
	const places = await connection.stream(
		`SELECT place, ${by || '0'}, ${['0', ...has].join(' + ')}, count(*)::INTEGER ${from} GROUP BY ALL`
	);
	for await (const vector of chunks(places)) {
		const place = halvesOf(vector<BigInt64Array>(0));
		const operator = vector<Int32Array>(1);
		const bits = vector<Int32Array>(2);
		const count = vector<Int32Array>(3);
		for (let row = 0; row < count.length; row++) {
			const leaf = leafOfPlace(place[2 * row]!);
			counts.add(leaf, operator[row]!, place[2 * row + 1]!, bits[row]!, count[row]!);
		}
	}
	figures.endCounts();
	for (const speed of READINGS) {
		units.start(speed);
		hexagons?.start(speed);
		if (task.readings.includes(speed)) await addAscending(connection, task, speed, figures);
		units.end(speed);
		hexagons?.end(speed);
	}
	return figures.measured();
}

async function addAscending(
	connection: DuckDBConnection,
	task: MeasuredTask,
	speed: Reading,
	{ units, hexagons }: Figures
): Promise<void> {
	const { by, from } = sqlOf(task);
	// What isn't asked for needn't be sorted along.
	const columns = [speed, 'place', ...(by ? [by] : [])].join(', ');
	const sorted = await connection.stream(
		`SELECT ${columns} ${from} AND ${speed} IS NOT NULL ORDER BY ${speed}`
	);
	for await (const vector of chunks(sorted)) {
		const values = vector<Float64Array>(0);
		const place = halvesOf(vector<BigInt64Array>(1));
		const operator = by ? vector<Int32Array>(2) : undefined;
		for (let row = 0; row < values.length; row++)
			units.add(leafOfPlace(place[2 * row]!), operator?.[row] ?? 0, values[row]!);
		for (let row = 0; hexagons && row < values.length; row++)
			hexagons.add(place[2 * row + 1]!, values[row]!);
	}
}

/** SQL of the operator's number, nothing where there are none, and `FROM` with `WHERE`. */
function sqlOf({ measurements, operators }: MeasuredTask): { by: string; from: string } {
	if (operators.length === 0) return { by: '', from: `FROM staged WHERE ${measurements}` };
	return {
		by: 'coalesce(number, 0)::INTEGER',
		from: `FROM staged LEFT JOIN operators ON operator = name WHERE ${measurements}`
	};
}

/** The columns of a result, some thousand rows at a time. */
async function* chunks(
	result: Awaited<ReturnType<DuckDBConnection['stream']>>
): AsyncGenerator<<T extends Float64Array | Int32Array | BigInt64Array>(column: number) => T> {
	for (;;) {
		const chunk = await result.fetchChunk();
		if (!chunk || chunk.rowCount === 0) return;
		yield (column) => itemsOf(chunk.getColumnVector(column));
	}
}

/** Counts of all places come first, then each speed in ascending order. */
class Figures {
	readonly units: UnitFigures;
	readonly hexagons: HexagonFigures | undefined;
	readonly counts: PlaceCounts;

	constructor(private readonly meaning: Meaning) {
		const { tree, operators, hexagons } = meaning;
		this.units = new UnitFigures(tree, operators);
		this.hexagons = hexagons && new HexagonFigures(hexagons.cells);
		const cells = hexagons?.cells.names.length ?? 1;
		this.counts = new PlaceCounts(tree.leaves.length, operators.length + 1, cells);
	}

	/** All places are counted. */
	endCounts(): void {
		this.counts.eachLeaf((leaf, by, of) => this.units.count(leaf, by, of));
		const { hexagons } = this;
		if (hexagons) this.counts.eachHexagon((cell, of) => hexagons.count(cell, of));
	}

	/** All speeds were added. */
	measured(): Measured {
		const { network, tree, hexagons } = this.meaning;
		return {
			rows: this.units.rows(),
			hexagons: this.hexagons?.columns(network) ?? new Map<number, HexagonColumns>(),
			unitHexagons: hexagons ? pairsOf(this.counts, tree, hexagons) : []
		};
	}
}

/** Figures as the store takes them. */
export function storedOf({ rows, hexagons, unitHexagons }: Measured): StoredFigures {
	if (hexagons.size === 0) return { rows };
	const hexagonFiles = {
		hexagons: writeStoredHexagons(hexagons),
		unitHexagons: writeUnitHexagons(unitHexagons)
	};
	return { rows, hexagonFiles };
}

/** A hexagon is in the leaves of its measurements, and for other editions in the leaf of its centre. */
function pairsOf(counts: PlaceCounts, tree: UnitTree, { cells, others }: Hexagons): UnitHexagons[] {
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
