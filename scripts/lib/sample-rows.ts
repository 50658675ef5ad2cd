import { EDITIONS, editionOfMonth } from '../../src/lib/domain/edition.ts';
import { DataError, type FaultCode } from '../../src/lib/domain/errors.ts';
import { STATISTICS, type Statistic } from '../../src/lib/domain/join.ts';
import { isMonth, type Month } from '../../src/lib/domain/month.ts';
import { isNetwork, NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import type { CsvRow } from './csv.ts';

/** Columns of a file in `data/samples/`. */
export const SAMPLES_HEADER = {
	required: ['month', 'code', 'network', 'samples'],
	optional: ['download_mbps', 'upload_mbps', 'latency_ms', 'statistic']
} as const;

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

/** More would be a slip: the whole country sends about a million a month. */
const MOST_SAMPLES = 10_000_000;
/** Mbit/s and ms; no network comes near. */
const MOST_SPEED = 20_000;
const SPEED_COLUMNS = ['download_mbps', 'upload_mbps', 'latency_ms'] as const;

/** A row that is being checked. */
interface Place extends CsvRow {
	file: string;
}

/** Checks rows one after the other, and remembers keys and statistics over all files. */
export class SampleRows {
	readonly #editions: readonly Units[];
	readonly #thisMonth: Month;
	readonly #keys = new Map<string, string>();
	readonly #statistics = new Map<string, { statistic: Statistic; place: string }>();

	/**
	 * @param editions units of each edition
	 * @param thisMonth the current month in Asia/Ho_Chi_Minh: later ones can't have been measured
	 */
	constructor(editions: readonly Units[], thisMonth: Month) {
		this.#editions = editions;
		this.#thisMonth = thisMonth;
	}

	/**
	 * Check one row.
	 * @throws DataError for its first fault
	 */
	accept(file: string, row: CsvRow): SampleRow {
		const at = { file, ...row };
		const month = this.#month(at);
		const network = networkOf(at);
		const code = this.#code(at, month);
		const samples = samplesOf(at);
		const [download, upload, latency] = SPEED_COLUMNS.map((column) => speedOf(at, column));
		const hasSpeed = SPEED_COLUMNS.some((column) => at.fields[column]);
		if (hasSpeed && samples === 0)
			throw faultAt(at, 'value', 'samples', 'at least 1 where a speed is given');
		const statistic = statisticOf(at, hasSpeed);
		this.#rememberKey(at, `${month},${code},${network}`);
		if (hasSpeed && statistic) this.#rememberStatistic(at, `${month} ${network}`, statistic);
		return {
			file,
			line: row.line,
			month,
			code,
			network,
			samples,
			download: download!,
			upload: upload!,
			latency: latency!,
			statistic
		};
	}

	#month(at: Place): Month {
		const month = at.fields['month']!;
		if (isMonth(month) && editionOfMonth(EDITIONS, month) && month <= this.#thisMonth) return month;
		const range = `a month from ${EDITIONS[0]!.from} to ${this.#thisMonth}, as YYYY-MM`;
		throw faultAt(at, 'month', 'month', range);
	}

	#code(at: Place, month: Month): string {
		const code = at.fields['code']!;
		const edition = editionOfMonth(EDITIONS, month)!.id;
		const units = this.#editions.find((candidate) => candidate.edition === edition);
		if (units?.levels.some((level) => units.of[level]?.rowOf.has(code))) return code;
		const expected = `a code of edition ${edition}, which serves ${month}`;
		const remedy =
			'Codes have 2, 3 or 5 digits with leading zeros; Excel drops these unless the column is text';
		throw faultAt(at, 'unknown-code', 'code', expected, remedy);
	}

	#rememberKey(at: Place, key: string): void {
		const first = this.#keys.get(key);
		if (first) {
			const expected = `each month, code and network once; ${key} is also in ${first}`;
			throw faultAt(at, 'duplicate', 'code', expected, 'Remove one of the two rows');
		}
		this.#keys.set(key, placeOf(at));
	}

	#rememberStatistic(at: Place, table: string, statistic: Statistic): void {
		const first = this.#statistics.get(table);
		if (!first) this.#statistics.set(table, { statistic, place: placeOf(at) });
		else if (first.statistic !== statistic) {
			const expected = `${first.statistic} as in ${first.place}: one statistic for ${table}`;
			throw faultAt(at, 'value', 'statistic', expected);
		}
	}
}

function networkOf(at: Place): Network {
	const network = at.fields['network']!;
	if (isNetwork(network)) return network;
	throw faultAt(at, 'value', 'network', NETWORKS.join(' or '));
}

function samplesOf(at: Place): number {
	const text = at.fields['samples']!;
	if (/^\d+$/.test(text) && Number(text) <= MOST_SAMPLES) return Number(text);
	const expected = `a whole number from 0 to ${MOST_SAMPLES}`;
	throw faultAt(at, 'value', 'samples', expected, 'Write digits alone, without separators');
}

function speedOf(at: Place, column: string): number {
	const text = at.fields[column] ?? '';
	if (text === '') return NaN;
	const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
	if (value > 0 && value <= MOST_SPEED) return value;
	const expected = `a number above 0 and at most ${MOST_SPEED}, or nothing`;
	throw faultAt(at, 'value', column, expected, 'Write fractions with a decimal point');
}

function statisticOf(at: Place, isNeeded: boolean): Statistic | undefined {
	const text = at.fields['statistic'] ?? '';
	const known = STATISTICS.find((candidate) => candidate === text);
	if (known || (text === '' && !isNeeded)) return known;
	throw faultAt(at, 'value', 'statistic', `${STATISTICS.join(' or ')} where a speed is given`);
}

function placeOf({ file, line }: Place): string {
	return `${file} row ${line}`;
}

function faultAt(
	{ file, line, fields }: Place,
	code: FaultCode,
	column: string,
	expected: string,
	remedy?: string
): DataError {
	const found = fields[column] ?? '';
	return new DataError(code, { file, row: line, column, found, expected, remedy });
}
