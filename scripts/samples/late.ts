/** Late measurements: those of a month that has some already join them, and figures are made of all again. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { READINGS } from '../../src/lib/domain/figures.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { countedIn, NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { sha256OfFile } from '../common/publish.ts';
import { columnsOf, KEPT_COLUMNS, stageKept } from './kept-rows.ts';
import { HASHES, type HashName } from './measured-hashes.ts';
import { monthOfNumber } from './measured-sql.ts';
import { numberOperators } from './operators.ts';
import type { Country } from './register-places.ts';
import { MOST_ROWS, tooMany } from './row-limit.ts';
import {
	columnsIn,
	markDuplicates,
	MAY_STAND,
	stagedRows,
	unmarkDuplicates,
	type StagedTable
} from './staged.ts';
import { REMOVE_AND_ADD, type KeptRows } from './store-schema.ts';
import { unitTree } from './unit-tree.ts';

/** What late measurements join. */
export interface LateStore {
	/** `data/samples` */
	folder: string;
	/** Fewer than are taken otherwise. */
	mostRows?: number | undefined;
	/**
	 * What is kept of a month of which measurements of some networks come now.
	 * @throws DataError when one of those networks is in and can't be joined
	 */
	keptOf(month: Month, networks: readonly Network[]): readonly KeptRows[];
}

/** What came of it. */
export interface Joined {
	/** Months that measurements joined. */
	months: Month[];
	/** Measurements that were in and come again. */
	repeated: number;
	/** Kept rows that stay as they are, by "month network". */
	unchanged: ReadonlyMap<string, KeptRows>;
	/** By month: networks whose figures are other ones now. */
	changed: ReadonlyMap<Month, ReadonlySet<Network>>;
}

/**
 * Put kept measurements beside the staged ones of the same months, and look for repetitions among all.
 * @param table is changed: it gets the columns of kept rows
 */
export async function joinKept(
	connection: DuckDBConnection,
	table: StagedTable,
	late: LateStore | undefined,
	{ gazetteers, places }: Country
): Promise<Joined> {
	const fresh = await countsOf(connection);
	const all = new Map<Month, readonly KeptRows[]>();
	for (const [month, counts] of fresh) {
		const files = late?.keptOf(month, [...counts.keys()]) ?? [];
		if (files.length > 0) all.set(month, files);
	}
	const changed = new Map<Month, Set<Network>>();
	for (const [month, counts] of fresh) changed.set(month, withWholes(counts.keys()));
	const unchanged = new Map<string, KeptRows>();
	if (all.size === 0) return { months: [], repeated: 0, unchanged, changed };
	const first = await stagedRows(connection);
	for (const [month, files] of all) {
		const rows = files.reduce((sum, { samples }) => sum + samples, first);
		if (rows > (late!.mostRows ?? MOST_ROWS)) throw tooMany(month, rows, late!.mostRows);
	}
	await unmarkDuplicates(connection);
	await addColumns(connection, table);
	for (const [month, files] of all) {
		const { id } = editionOfMonth(places.editions, month)!;
		const { units } = gazetteers.find(({ edition }) => edition === id)!;
		const { leaves } = unitTree(units);
		for (const file of files) {
			await refuseOther(
				join(late!.folder, file.url),
				file,
				places.indexes.get(id)!.geometry.source
			);
			await stageKept(connection, late!.folder, file, { month, leaves, hexagons: places.hexagons });
		}
	}
	Object.assign(table.operators, await numberOperators(connection));
	await markDuplicates(connection, columnsIn(table));
	const [after, kept] = [await countsOf(connection), await countsOf(connection, first)];
	let repeated = 0;
	for (const [month, files] of all) {
		const before = files.reduce((sum, { samples }) => sum + samples, 0);
		repeated += before + sumOf(fresh.get(month)) - sumOf(after.get(month));
		for (const file of files) {
			const { network, samples } = file;
			const isSame = (kept.get(month)?.get(network) ?? 0) === samples;
			// A new measurement may take the place of a kept one of a part of its network.
			if (!isSame) for (const of of withWholes([network])) changed.get(month)!.add(of);
			if (isSame && !fresh.get(month)!.has(network)) unchanged.set(`${month} ${network}`, file);
		}
	}
	return { months: [...all.keys()], repeated, unchanged, changed };
}

/** Networks in which measurements of some count. */
function withWholes(networks: Iterable<Network>): Set<Network> {
	return new Set([...networks].flatMap((network) => countedIn(network) as Network[]));
}

function sumOf(counts: ReadonlyMap<Network, number> | undefined): number {
	return [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

/** How many staged measurements count, from a row on; networks of which only repetitions are there are among them. */
async function countsOf(
	connection: DuckDBConnection,
	first = 0
): Promise<Map<Month, Map<Network, number>>> {
	const found = await connection.runAndReadAll(
		`SELECT month, network, (count(*) FILTER (fault = 0))::INTEGER
			FROM staged WHERE ${MAY_STAND} AND rowid >= ${first} GROUP BY ALL ORDER BY ALL`
	);
	const counts = new Map<Month, Map<Network, number>>();
	for (const [number, network, count] of found.getRows() as [number, number, number][]) {
		const month = monthOfNumber(number);
		const of = counts.get(month) ?? new Map<Network, number>();
		counts.set(month, of.set(NETWORKS[network]!, count));
	}
	return counts;
}

async function addColumns(connection: DuckDBConnection, table: StagedTable): Promise<void> {
	const there = new Set(await columnsOf(connection, 'staged'));
	for (const { name, type } of KEPT_COLUMNS)
		if (!there.has(name)) await connection.run(`ALTER TABLE staged ADD COLUMN ${name} ${type}`);
	table.readings = READINGS;
	table.hashes = Object.keys(HASHES) as HashName[];
}

/** Kept rows that aren't as they were written, or lie in units by other outlines. */
async function refuseOther(path: string, file: KeptRows, outlines: string): Promise<void> {
	const hash = await sha256OfFile(path).catch(() => undefined);
	if (hash !== file.sha256)
		throw new DataError(
			'promise',
			faultIn(
				{ file: path },
				{
					found: hash
						? both('nội dung khác với mục lục', 'another content than the index names')
						: both('không có tệp', 'no file'),
					expected: both('tệp như npm run samples đã ghi', 'the file as npm run samples wrote it'),
					remedy: REMOVE_AND_ADD
				}
			)
		);
	if (file.outlines !== outlines)
		throw new DataError(
			'promise',
			faultIn(
				{ file: path },
				{
					found: both(
						'các phép đo đã có được xếp vào đơn vị theo ranh giới khác',
						'measurements that were placed by other outlines'
					),
					expected: both(
						'cùng một bộ ranh giới cho cả tháng',
						'the same outlines for all measurements of a month'
					),
					remedy: REMOVE_AND_ADD
				}
			)
		);
}
