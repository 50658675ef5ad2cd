/**
 * What the store keeps of single measurements, so that late ones can join their month: everything that figures are made
 * of, and hashes by which repetitions are known. No places (the unit and the finest hexagon that is published stand for
 * them), no ids, no seconds, no texts but the operators' listed names.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { cellToLatLng } from 'h3-js';
import { dirname, join } from 'node:path';
import { READINGS } from '../../src/lib/domain/figures.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import { disk } from '../common/disk.ts';
import { literal } from './duck.ts';
import type { HexagonNumbers } from './hexagon-numbers.ts';
import { HASHES } from './measured-hashes.ts';
import { monthNumber } from './measured-sql.ts';
import { HEXAGON_SQL, LEAF_SQL } from './register-places.ts';
import { MAY_STAND } from './staged.ts';
import type { KeptRows } from './store-schema.ts';
import { keepLarge } from './store-write.ts';

/** Version of the files: how their rows are hashed, too. */
const VERSION = 1;
const HASH_NAMES = Object.keys(HASHES);
/** Rows that are packed together. */
const ROW_GROUP = 122_880;

/** Whose measurements they are, and what their numbers mean. */
export interface KeptOf {
	month: Month;
	/** As it was measured: those of a part of a network are not in the whole's. */
	network: Network;
	/** Codes by the number of the leaf. */
	leaves: readonly string[];
	/** Names by the number of the hexagon. */
	hexagons: readonly string[];
	/** By their number from 1, and SQL of it. */
	operators: readonly string[];
	operator: string;
	/** `id` of the key by which hashes were made. */
	key: string;
	/** `source` of the outlines in which they were placed. */
	outlines: string;
}

/**
 * Write the staged rows of a month and network beside those in force.
 * @param folder `data/samples`
 */
export async function writeKept(
	connection: DuckDBConnection,
	folder: string,
	{ month, network, leaves, hexagons, operators, operator, key, outlines }: KeptOf
): Promise<KeptRows> {
	await numberTexts(connection, 'kept_leaves', leaves);
	await numberTexts(connection, 'kept_operators', ['', ...operators]);
	await numberCells(connection, hexagons);
	const from = `FROM staged WHERE ${MAY_STAND} AND month = ${monthNumber(month)} AND network = ${NETWORKS.indexOf(network)}`;
	const there = new Set(await columnsOf(connection, 'staged'));
	const columns = [...READINGS, ...HASH_NAMES].map((name) =>
		there.has(name) ? name : `NULL::${typeOf(name)} AS ${name}`
	);
	const stem = `${month}/${network}.measurements`;
	const path = join(folder, `${stem}.${process.pid}.tmp`);
	await disk().mkdir(dirname(path));
	await inOrder(
		connection,
		`COPY (SELECT kept_leaves.name AS unit, kept_cells.cell, kept_operators.name AS operator, ${columns.join(', ')}
		FROM (SELECT *, ${LEAF_SQL} AS leaf, ${HEXAGON_SQL} AS hexagon, ${operator} AS operator_number ${from})
		JOIN kept_leaves ON leaf = kept_leaves.number
		JOIN kept_cells ON hexagon = kept_cells.number
		JOIN kept_operators ON operator_number = kept_operators.number)
		TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE ${ROW_GROUP}, KV_METADATA {version: '${VERSION}'})`
	);
	const counted = await connection.runAndReadAll(
		`SELECT (count(*) FILTER (fault = 0))::INTEGER ${from}`
	);
	const samples = Number(counted.getRows()[0]![0]);
	return { network, samples, key, outlines, ...(await keepLarge(folder, stem, 'parquet', path)) };
}

/** What kept rows become again. */
export interface StagedOf {
	month: Month;
	leaves: readonly string[];
	hexagons: HexagonNumbers;
}

/** Put kept rows into `staged`, which has all columns; their hexagons are numbered. */
export async function stageKept(
	connection: DuckDBConnection,
	folder: string,
	{ url, network }: KeptRows,
	{ month, leaves, hexagons }: StagedOf
): Promise<void> {
	const source = `read_parquet(${literal(join(folder, url))})`;
	const found = await connection.runAndReadAll(`SELECT DISTINCT cell FROM ${source}`);
	for (const [cell] of found.getRows() as [bigint][]) {
		const [lat, lon] = cellToLatLng(cell.toString(16));
		hexagons.numberOne(lon, lat);
	}
	await numberTexts(connection, 'kept_leaves', leaves);
	await numberCells(connection, hexagons.cells);
	await inOrder(
		connection,
		`INSERT INTO staged BY NAME
		SELECT 0::UTINYINT AS fault, ${monthNumber(month)}::SMALLINT AS month, ${NETWORKS.indexOf(network)}::UTINYINT AS network,
			(kept_cells.number::BIGINT << 32) | kept_leaves.number AS place, nullif(operator, '') AS operator,
			${[...READINGS, ...HASH_NAMES].join(', ')}
		FROM ${source} AS kept JOIN kept_leaves ON kept.unit = kept_leaves.name JOIN kept_cells ON kept.cell = kept_cells.cell`
	);
}

/** Run SQL whose joins give rows in the order of their first table: DuckDB turns them round where that table is the smaller one. */
async function inOrder(connection: DuckDBConnection, sql: string): Promise<void> {
	await connection.run("SET disabled_optimizers = 'join_order,build_side_probe_side'");
	try {
		await connection.run(sql);
	} finally {
		await connection.run('RESET disabled_optimizers');
	}
}

/** Columns that `staged` needs beside its own for kept rows. */
export const KEPT_COLUMNS = [...READINGS, 'operator', ...HASH_NAMES].map((name) => ({
	name,
	type: typeOf(name)
}));

function typeOf(name: string): string {
	if (name === 'operator') return 'VARCHAR';
	return Object.hasOwn(HASHES, name) ? HASHES[name as keyof typeof HASHES] : 'DOUBLE';
}

/** Names of a table's columns. */
export async function columnsOf(connection: DuckDBConnection, table: string): Promise<string[]> {
	const described = await connection.runAndReadAll(`DESCRIBE ${table}`);
	return described.getRows().map(([name]) => String(name));
}

async function numberTexts(
	connection: DuckDBConnection,
	table: string,
	names: readonly string[]
): Promise<void> {
	await connection.run(`CREATE OR REPLACE TABLE ${table} (number INTEGER, name VARCHAR)`);
	const appender = await connection.createAppender(table);
	names.forEach((name, number) => {
		appender.appendInteger(number);
		appender.appendVarchar(name);
		appender.endRow();
	});
	appender.closeSync();
}

async function numberCells(connection: DuckDBConnection, names: readonly string[]): Promise<void> {
	await connection.run('CREATE OR REPLACE TABLE kept_cells (number INTEGER, cell UBIGINT)');
	const appender = await connection.createAppender('kept_cells');
	names.forEach((name, number) => {
		appender.appendInteger(number);
		appender.appendUBigInt(BigInt(`0x${name}`));
		appender.endRow();
	});
	appender.closeSync();
}
