/** Real monthly tables: CSV files in `data/samples/` that take the place of simulated ones. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveParents } from '../src/lib/domain/aggregate.ts';
import { EDITIONS, editionOfMonth } from '../src/lib/domain/edition.ts';
import { DataError, type Fault, type FaultCode } from '../src/lib/domain/errors.ts';
import { STATISTICS, type SampleColumns, type Statistic } from '../src/lib/domain/join.ts';
import { isMonth, type Month } from '../src/lib/domain/month.ts';
import { isNetwork, NETWORKS, type Network } from '../src/lib/domain/network.ts';
import type { Units } from '../src/lib/domain/unit.ts';
import { readCsv, type CsvRow } from './lib/csv.ts';
import { joinLevels, type MonthTable, type NetworkTable } from './lib/table.ts';

/** A row that was accepted; speeds are `NaN` where not given. */
export interface SampleRow {
	/** Name of the file. */
	file: string;
	/** 1-based line of the file. */
	line: number;
	month: Month;
	code: string;
	network: Network;
	samples: number;
	/** Mbit/s */
	download: number;
	/** Mbit/s */
	upload: number;
	/** ms */
	latency: number;
	/** Absent when no speed is given. */
	statistic: Statistic | undefined;
}

/** What became of every row: `rowsIn` = accepted rows + faults that name a row. */
export interface SamplesInput {
	rowsIn: number;
	accepted: SampleRow[];
	/** One for each rejected row (its first fault), and one for each file that can't be read at all. */
	faults: DataError[];
}

const HEADER = {
	required: ['month', 'code', 'network', 'samples'],
	optional: ['download_mbps', 'upload_mbps', 'latency_ms', 'statistic']
} as const;
/** More would be a slip: the whole country sends about a million a month. */
const MOST_SAMPLES = 10_000_000;
/** Mbit/s and ms; no network here comes near. */
const MOST_SPEED = 20_000;

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
	const checker = rowChecker(editions, thisMonth);
	for (const name of names.filter((entry) => entry.toLowerCase().endsWith('.csv')).sort()) {
		try {
			const rows = await readCsv(join(folder, name), HEADER, `data/samples/${name}`);
			addRows(input, `data/samples/${name}`, rows, checker);
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			input.faults.push(error);
		}
	}
	return input;
}

type RowChecker = (file: string, row: CsvRow) => SampleRow;

function addRows(input: SamplesInput, file: string, rows: CsvRow[], check: RowChecker): void {
	input.rowsIn += rows.length;
	for (const row of rows) {
		try {
			input.accepted.push(check(file, row));
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			input.faults.push(error);
		}
	}
}

/** Checks rows one after the other; remembers which keys and statistics it has seen. */
export function rowChecker(editions: readonly Units[], thisMonth: Month): RowChecker {
	const seen = new Map<string, string>();
	const statistics = new Map<string, { statistic: Statistic; place: string }>();

	return (file, { line, fields }) => {
		const month = checkMonth(fields['month']!);
		const network = checkNetwork(fields['network']!);
		const code = checkCode(fields['code']!, month);
		const samples = checkSamples(fields['samples']!);
		const download = checkSpeed('download_mbps');
		const upload = checkSpeed('upload_mbps');
		const latency = checkSpeed('latency_ms');
		const hasSpeed = ![download, upload, latency].every(Number.isNaN);
		const statistic = checkStatistic(fields['statistic'] ?? '', hasSpeed);
		if (hasSpeed && samples === 0)
			throw fault('value', 'samples', '0', 'at least 1 where a speed is given');
		remember(month, code, network, hasSpeed ? statistic : undefined);
		return { file, line, month, code, network, samples, download, upload, latency, statistic };

		function checkMonth(text: string): Month {
			const last = EDITIONS.at(-1)!.to ?? thisMonth;
			const range = `a month from ${EDITIONS[0]!.from} to ${last < thisMonth ? last : thisMonth}, as YYYY-MM`;
			if (!isMonth(text) || !editionOfMonth(EDITIONS, text) || text > thisMonth)
				throw fault('month', 'month', text, range);
			return text;
		}

		function checkNetwork(text: string): Network {
			if (!isNetwork(text)) throw fault('value', 'network', text, NETWORKS.join(' or '));
			return text;
		}

		function checkCode(text: string, ofMonth: Month): string {
			const edition = editionOfMonth(EDITIONS, ofMonth)!.id;
			const units = editions.find((candidate) => candidate.edition === edition);
			if (units?.levels.some((level) => units.of[level]?.rowOf.has(text))) return text;
			throw fault(
				'unknown-code',
				'code',
				text,
				`a code of edition ${edition}, which serves ${ofMonth}`,
				'Codes have 2, 3 or 5 digits with leading zeros; Excel drops these unless the column is text'
			);
		}

		function checkSamples(text: string): number {
			const value = /^\d+$/.test(text) ? Number(text) : NaN;
			if (value <= MOST_SAMPLES) return value;
			const remedy = 'Write digits alone, without separators';
			throw fault('value', 'samples', text, `a whole number from 0 to ${MOST_SAMPLES}`, remedy);
		}

		function checkSpeed(column: string): number {
			const text = fields[column] ?? '';
			if (text === '') return NaN;
			const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
			if (value > 0 && value <= MOST_SPEED) return value;
			const remedy = 'Use a decimal point; leave it empty where nothing was measured';
			throw fault(
				'value',
				column,
				text,
				`a number above 0, at most ${MOST_SPEED}, or nothing`,
				remedy
			);
		}

		function checkStatistic(text: string, isNeeded: boolean): Statistic | undefined {
			const known = STATISTICS.find((candidate) => candidate === text);
			if (known || (text === '' && !isNeeded)) return known;
			throw fault('value', 'statistic', text, `${STATISTICS.join(' or ')} where a speed is given`);
		}

		function remember(
			ofMonth: Month,
			ofCode: string,
			ofNetwork: Network,
			ofStatistic: Statistic | undefined
		): void {
			const table = `${ofMonth} ${ofNetwork}`;
			const place = `${file} row ${line}`;
			const first = seen.get(`${table} ${ofCode}`);
			if (first) {
				const found = `${ofMonth},${ofCode},${ofNetwork}`;
				throw fault(
					'duplicate',
					'code',
					found,
					`each month, code and network once; it is in ${first}`
				);
			}
			const known = statistics.get(table);
			if (ofStatistic && known && known.statistic !== ofStatistic)
				throw fault(
					'value',
					'statistic',
					ofStatistic,
					`${known.statistic} as in ${known.place}: one statistic for ${table}`
				);
			seen.set(`${table} ${ofCode}`, place);
			if (ofStatistic && !known) statistics.set(table, { statistic: ofStatistic, place });
		}

		function fault(
			kind: FaultCode,
			column: string,
			found: string,
			expected: string,
			remedy?: string
		): DataError {
			const place: Fault = { file, row: line, column, found, expected, remedy };
			return new DataError(kind, place);
		}
	};
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
