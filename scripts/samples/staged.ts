/**
 * Measurements in a table of DuckDB's, `staged`, which may be larger than memory. Devices and ids are in it as hashes,
 * places not at all; it ends with the command.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Reading } from '../../src/lib/domain/figures.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { countedIn, NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import { MOST_NAMED, type FoundFault } from './faults.ts';
import { keysOf, orderOf, type HashName, type MeasuredColumns } from './measured-hashes.ts';
import type { NumberedOperators } from './operators.ts';
import { HEXAGON_SQL, IS_OFF_COAST_SQL, LEAF_SQL } from './register-places.ts';
import { FAULTS, faultNumber, HEADER, monthOfNumber } from './measured-sql.ts';

/** What became of the staged rows. */
export interface StagedCounts {
	accepted: number;
	/** Headers among the rows. */
	headers: number;
	/** Accepted rows that have a speed that can't be. */
	withoutSpeed: number;
	/** Accepted rows in no unit that count in that of the coast near them. */
	offCoast: number;
	/** By the number of the fault, less one. */
	faults: FoundFault[];
}

/**
 * In the place of a fault for repetitions that differ from what stands in something that is known. Rows that come later
 * may make another one stand, so these are kept beside it.
 */
const DIFFERING = 101;
/** SQL that is true for all that stands or might. */
export const MAY_STAND = `fault IN (0, ${DIFFERING})`;

/** Let repetitions stand again, to be looked for among more rows. */
export async function unmarkDuplicates(connection: DuckDBConnection): Promise<void> {
	await connection.run(`UPDATE staged SET fault = 0 WHERE fault = ${DIFFERING}`);
}

/** What `staged` has, and what its operators' numbers are. */
export interface StagedTable {
	readings: readonly Reading[];
	hashes: readonly HashName[];
	operators: NumberedOperators;
}

/** As the search for repetitions needs it. */
export function columnsIn({ readings, hashes, operators }: StagedTable): MeasuredColumns {
	const of = { leaf: LEAF_SQL, hexagon: HEXAGON_SQL, operator: operators.number };
	return { columns: { readings, hashes }, of };
}

/** Begin anew. */
export async function createStaged(connection: DuckDBConnection, columns: string): Promise<void> {
	await connection.run(`CREATE OR REPLACE TABLE staged (${columns})`);
}

/** How many rows there are, faulty ones among them. */
export async function stagedRows(connection: DuckDBConnection): Promise<number> {
	const rows = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM staged');
	return Number(rows.getRows()[0]![0]);
}

/**
 * Of measurements with the same key one stands: whichever order they come in, the one with the lowest figures.
 * Few keys repeat, so the costly choice is made among their rows alone.
 */
export async function markDuplicates(
	connection: DuckDBConnection,
	table: MeasuredColumns
): Promise<void> {
	const order = orderOf(table);
	for (const { column, all } of keysOf(table)) {
		await connection.run(`CREATE OR REPLACE TABLE repeated AS
			SELECT ${column} AS key FROM staged WHERE fault = 0 AND ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1`);
		// Those equal in everything that is known are next to each other in the order.
		await connection.run(`UPDATE staged SET fault = found.fault FROM (
			SELECT id, CASE WHEN place > first THEN ${faultNumber('duplicate')} ELSE ${DIFFERING} END AS fault FROM (
				SELECT rowid AS id, row_number() OVER (PARTITION BY ${all} ORDER BY ${order}, rowid) AS place,
					rank() OVER (PARTITION BY ${all} ORDER BY ${order}) AS first
				FROM staged WHERE fault = 0 AND ${column} IN (SELECT key FROM repeated)) WHERE place > 1) AS found
			WHERE staged.rowid = found.id`);
	}
}

/** How many rows were taken, how many of them without a speed, and the faults of the others by number less one. */
export async function stagedFaults(connection: DuckDBConnection): Promise<StagedCounts> {
	const faults: FoundFault[] = FAULTS.map(() => ({ count: 0, first: [] }));
	let [accepted, headers] = [0, 0];
	const noted = await connection.runAndReadAll(
		`SELECT (count(*) FILTER (note IS NOT NULL))::INTEGER, (count(*) FILTER (${IS_OFF_COAST_SQL}))::INTEGER
			FROM staged WHERE fault = 0`
	);
	const told = `CASE fault WHEN ${DIFFERING} THEN ${faultNumber('duplicate')} ELSE fault END`;
	const counts = await connection.runAndReadAll(
		`SELECT ${told} AS told, count(*)::INTEGER FROM staged GROUP BY told`
	);
	for (const [fault, count] of counts.getRows() as [number, number][]) {
		if (fault === 0) {
			accepted = count;
			continue;
		}
		if (fault === HEADER) {
			headers = count;
			continue;
		}
		const first = await connection.runAndReadAll(
			`SELECT rowid::INTEGER, note FROM staged WHERE ${told} = ${fault} ORDER BY rowid LIMIT ${MOST_NAMED}`
		);
		faults[fault - 1] = { count, first: first.getRows() as FoundFault['first'] };
	}
	const [withoutSpeed, offCoast] = noted.getRows()[0] as [number, number];
	return { accepted, headers, withoutSpeed, offCoast, faults };
}

/** Months and networks of the taken rows, and SQL that chooses them: those of a part of a network are in the whole, too. */
export async function stagedGroups(
	connection: DuckDBConnection
): Promise<{ month: Month; network: Network; parts: Network[]; measurements: string }[]> {
	const found = await connection.runAndReadAll(
		`SELECT month, network, (count(*) FILTER (fault = 0))::INTEGER FROM staged WHERE ${MAY_STAND} GROUP BY ALL ORDER BY ALL`
	);
	const rows = (found.getRows() as [number, number, number][]).flatMap(
		([month, network, accepted]) =>
			countedIn(NETWORKS[network]!).map((of) => ({ month, of, network, accepted }))
	);
	const groups = new Map<
		string,
		{ month: number; network: Network; parts: number[]; samples: number }
	>();
	for (const { month, of, network, accepted } of rows) {
		const key = `${month} ${of}`;
		const group = groups.get(key) ?? { month, network: of, parts: [], samples: 0 };
		group.parts.push(network);
		group.samples += accepted;
		groups.set(key, group);
	}
	return [...groups.values()]
		.filter(({ samples }) => samples > 0)
		.sort((a, b) => a.month - b.month || NETWORKS.indexOf(a.network) - NETWORKS.indexOf(b.network))
		.map(({ month, network, parts }) => ({
			month: monthOfNumber(month),
			network,
			parts: parts.map((part) => NETWORKS[part]!),
			measurements: `fault = 0 AND month = ${month} AND network IN (${parts.join(', ')})`
		}));
}
