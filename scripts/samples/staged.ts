/**
 * Measurements in a table of DuckDB's, `staged`, which may be larger than memory. Devices and ids are in it as hashes,
 * places not at all; it ends with the command.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Reading } from '../../src/lib/domain/figures.ts';
import { countedIn, NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import { MOST_NAMED, type FoundFault } from './faults.ts';
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
	key: string,
	readings: readonly Reading[],
	hasOperator: boolean
): Promise<void> {
	await connection.run(`CREATE OR REPLACE TABLE repeated AS
		SELECT ${key} AS key FROM staged WHERE fault = 0 AND ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1`);
	await connection.run(`UPDATE staged SET fault = ${faultNumber('duplicate')} WHERE rowid IN (
		SELECT id FROM (SELECT rowid AS id, row_number() OVER (PARTITION BY ${key}
			ORDER BY month, network, ${LEAF_SQL}, ${readings.join(', ')}, ${hasOperator ? 'operator, ' : ''}hexagon_rank(${HEXAGON_SQL}), rowid) AS rank
			FROM staged WHERE fault = 0 AND ${key} IN (SELECT key FROM repeated)) WHERE rank > 1)`);
}

/** How many rows were taken, how many of them without a speed, and the faults of the others by number less one. */
export async function stagedFaults(connection: DuckDBConnection): Promise<StagedCounts> {
	const faults: FoundFault[] = FAULTS.map(() => ({ count: 0, first: [] }));
	let [accepted, headers] = [0, 0];
	const noted = await connection.runAndReadAll(
		`SELECT (count(*) FILTER (note IS NOT NULL))::INTEGER, (count(*) FILTER (${IS_OFF_COAST_SQL}))::INTEGER
			FROM staged WHERE fault = 0`
	);
	const counts = await connection.runAndReadAll(
		'SELECT fault, count(*)::INTEGER FROM staged GROUP BY fault'
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
			`SELECT rowid::INTEGER, note FROM staged WHERE fault = ${fault} ORDER BY rowid LIMIT ${MOST_NAMED}`
		);
		faults[fault - 1] = { count, first: first.getRows() as FoundFault['first'] };
	}
	const [withoutSpeed, offCoast] = noted.getRows()[0] as [number, number];
	return { accepted, headers, withoutSpeed, offCoast, faults };
}

/** Months and networks of the taken rows, and SQL that chooses them: those of a part of a network are in the whole, too. */
export async function stagedGroups(
	connection: DuckDBConnection
): Promise<{ month: Month; network: Network; measurements: string }[]> {
	const found = await connection.runAndReadAll(
		'SELECT month, network FROM staged WHERE fault = 0 GROUP BY ALL ORDER BY ALL'
	);
	const rows = (found.getRows() as [number, number][]).flatMap(([month, network]) =>
		countedIn(NETWORKS[network]!).map((of) => ({ month, of, network }))
	);
	const groups = new Map<string, { month: number; network: Network; parts: number[] }>();
	for (const { month, of, network } of rows) {
		const key = `${month} ${of}`;
		const group = groups.get(key) ?? { month, network: of, parts: [] };
		group.parts.push(network);
		groups.set(key, group);
	}
	return [...groups.values()]
		.sort((a, b) => a.month - b.month || NETWORKS.indexOf(a.network) - NETWORKS.indexOf(b.network))
		.map(({ month, network, parts }) => ({
			month: monthOfNumber(month),
			network,
			measurements: `fault = 0 AND month = ${month} AND network IN (${parts.join(', ')})`
		}));
}
