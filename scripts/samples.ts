/** Real monthly tables: CSV files in `data/samples/` that take the place of simulated ones. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveParents } from '../src/lib/domain/aggregate.ts';
import { EDITIONS, editionOfMonth } from '../src/lib/domain/edition.ts';
import { DataError } from '../src/lib/domain/errors.ts';
import type { SampleColumns } from '../src/lib/domain/join.ts';
import type { Month } from '../src/lib/domain/month.ts';
import type { Network } from '../src/lib/domain/network.ts';
import type { Units } from '../src/lib/domain/unit.ts';
import { readCsv, type CsvRow } from './lib/csv.ts';
import { SAMPLES_HEADER, SampleRows, type SampleRow } from './lib/sample-rows.ts';
import { joinLevels, type MonthTable, type NetworkTable } from './lib/table.ts';

/** What became of every row: `rowsIn` = accepted rows + faults that name a row. */
export interface SamplesInput {
	rowsIn: number;
	accepted: SampleRow[];
	/** One for each rejected row (its first fault), and one for each file that can't be read at all. */
	faults: DataError[];
}

/**
 * Read and check every CSV file of a folder.
 * @param editions units of each edition
 * @param thisMonth the current month in Asia/Ho_Chi_Minh: later ones can't have been measured
 */
export async function readSamples(
	folder: string,
	editions: readonly Units[],
	thisMonth: Month
): Promise<SamplesInput> {
	const names = await readdir(folder).catch(() => []);
	const input: SamplesInput = { rowsIn: 0, accepted: [], faults: [] };
	const checker = new SampleRows(editions, thisMonth);
	for (const name of names.filter((entry) => entry.toLowerCase().endsWith('.csv')).sort()) {
		try {
			const rows = await readCsv(join(folder, name), SAMPLES_HEADER, `data/samples/${name}`);
			addRows(input, `data/samples/${name}`, rows, checker);
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			input.faults.push(error);
		}
	}
	return input;
}

function addRows(input: SamplesInput, file: string, rows: CsvRow[], checker: SampleRows): void {
	input.rowsIn += rows.length;
	for (const row of rows) {
		try {
			input.accepted.push(checker.accept(file, row));
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			input.faults.push(error);
		}
	}
}

/**
 * Put real rows in the place of simulated ones, whole months and networks at a time.
 * Parents without a row of their own get the sum of their children, marked as derived. The hexagons of a replaced
 * network go: they were counted from measurements that no longer stand behind the table.
 */
export function applySamples(
	tables: readonly MonthTable[],
	accepted: readonly SampleRow[],
	editions: readonly Units[]
): MonthTable[] {
	const result = new Map(tables.map((table) => [table.month, table]));
	for (const rows of groupByTable(accepted)) {
		const { month, network } = rows[0]!;
		const edition = editionOfMonth(EDITIONS, month)!.id;
		const before = result.get(month) ?? { month, edition, networks: {}, hexagons: new Map() };
		const units = editions.find((candidate) => candidate.edition === edition)!;
		result.set(month, {
			...before,
			networks: { ...before.networks, [network]: importedTable(units, rows) },
			hexagons: withoutNetwork(before.hexagons, network)
		});
	}
	return [...result.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

function groupByTable(rows: readonly SampleRow[]): SampleRow[][] {
	const groups = new Map<string, SampleRow[]>();
	for (const row of rows) {
		const key = `${row.month} ${row.network}`;
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	return [...groups.values()];
}

function importedTable(units: Units, rows: readonly SampleRow[]): NetworkTable {
	const columns: SampleColumns = {
		code: rows.map(({ code }) => code),
		samples: rows.map(({ samples }) => samples),
		download: rows.map(({ download }) => download),
		upload: rows.map(({ upload }) => upload),
		latency: rows.map(({ latency }) => latency),
		derived: new Uint8Array(rows.length)
	};
	const { values, join } = joinLevels(units, columns);
	return {
		values: deriveParents(units, values),
		join,
		provenance: 'imported',
		statistic: rows.find(({ statistic }) => statistic)?.statistic ?? null,
		source: [...new Set(rows.map(({ file }) => file))].join(', ')
	};
}

function withoutNetwork(
	hexagons: MonthTable['hexagons'],
	network: Network
): MonthTable['hexagons'] {
	const kept = [...hexagons].map(
		([resolution, columns]) =>
			[resolution, columns.filter((entry) => entry.network !== network)] as const
	);
	return new Map(kept.filter(([, columns]) => columns.length > 0));
}
