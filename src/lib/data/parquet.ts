/** Decoding of the published Parquet files. Runs in a page, a worker and Node; `scripts/publish/parquet.ts` writes what this reads. */
import { gunzipSync } from 'fflate';
import {
	parquetMetadata,
	parquetRead,
	type Compressors,
	type DecodedArray,
	type FileMetaData
} from 'hyparquet';
import { DataError } from '../domain/errors.ts';
import { byReading, READINGS, readingFacts, type Reading } from '../domain/figures.ts';
import type { SampleColumns } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import { isNetwork, NETWORKS, type Network } from '../domain/network.ts';
import { STATISTICS_COLUMNS, type StatisticsRows } from '../domain/statistics.ts';
import { levelOfCode, type Level } from '../domain/unit.ts';
import { HEXAGON_COLUMNS, MONTH_COLUMNS, READABLE, STATISTICS_FILE_COLUMNS } from './schema.ts';

/** H3 cells of one network and resolution, column by column, ascending by cell; figures are `NaN` where an old file hides them. */
export interface HexagonColumns extends Record<'samples' | Reading, Float64Array> {
	network: Network;
	/** H3 indexes as hexadecimal text. */
	cell: string[];
}

/** Rows of all levels by network; {@link splitByLevel} sorts them by level. */
export type MonthColumns = Partial<Record<Network, SampleColumns>>;

/** Columns that files of earlier versions do not have. */
const LATER: readonly string[] = READINGS.filter((reading) => readingFacts(reading).isLater)
	.flatMap((reading) => [
		readingFacts(reading).column,
		...STATISTICS_COLUMNS.filter((column) => column.endsWith(`_${reading}`))
	])
	.concat('hexagons');

/**
 * What a file of a month tells of itself in its footer. A file that says something else than what it is asked for is
 * refused; older files leave some of it out.
 */
export interface Labels {
	month: Month;
	edition?: string;
	network?: Network;
	/** Absent for all operators together. */
	operator?: string | undefined;
	/** Of hexagons. */
	resolution?: string;
}

/** Bytes of a page; one of ours has a hundredth. */
const MOST_PAGE = 128 << 20;

/** Pages are gzipped inside the file. */
const compressors: Compressors = {
	GZIP(page, length) {
		if (length > MOST_PAGE) throw new Error(`a page of ${length} bytes`);
		return gunzipSync(page, { out: new Uint8Array(length) });
	}
};

const MAGIC = 0x31524150; // "PAR1", little-endian
const SMALLEST = 12;

/**
 * Decode a month's table.
 * @param url names the file in messages
 * @param labels what it must be of
 * @throws DataError `truncated`, `schema`, `version` or `other-file`
 */
export async function readMonthTable(
	buffer: ArrayBuffer,
	url: string,
	labels?: Labels
): Promise<MonthColumns> {
	const columns = await readColumns(buffer, url, labels, MONTH_COLUMNS, LATER);
	return Object.fromEntries(
		networkRanges(columns['network']!, url).map(({ network, start, end }) => {
			const part = (name: string) => columns[name]!.slice(start, end);
			const rows: SampleColumns = {
				code: part('code').map(String),
				samples: toNumbers(part('samples')),
				...readingsOf(part),
				derived: Uint8Array.from(part('derived'), (value) => (value ? 1 : 0))
			};
			return [network, rows];
		})
	);
}

/**
 * Decode the statistics of a month and network.
 * @param url names the file in messages
 * @param labels what it must be of
 * @throws DataError `truncated`, `schema`, `version` or `other-file`
 */
export async function readStatistics(
	buffer: ArrayBuffer,
	url: string,
	labels?: Labels
): Promise<StatisticsRows> {
	const columns = await readColumns(buffer, url, labels, STATISTICS_FILE_COLUMNS, LATER);
	const numbers = STATISTICS_COLUMNS.map((name) => [name, toNumbers(columns[name]!)]);
	return {
		code: columns['code']!.map(String),
		...(Object.fromEntries(numbers) as Omit<StatisticsRows, 'code'>)
	};
}

/**
 * Decode the hexagons of a month and resolution, one entry a network.
 * @param url names the file in messages
 * @param labels what it must be of
 * @throws DataError `truncated`, `schema`, `version` or `other-file`
 */
export async function readHexagons(
	buffer: ArrayBuffer,
	url: string,
	labels?: Labels
): Promise<HexagonColumns[]> {
	const columns = await readColumns(buffer, url, labels, HEXAGON_COLUMNS, LATER);
	return networkRanges(columns['network']!, url).map(({ network, start, end }) => {
		const part = (name: string) => columns[name]!.slice(start, end);
		return {
			network,
			cell: part('cell').map(toCell),
			samples: toNumbers(part('samples')),
			...readingsOf(part)
		};
	});
}

/**
 * Rows of each level, told apart by the length of their code.
 * Rows whose code has no level's length are left out; publishing refuses such codes.
 */
export function splitByLevel(columns: SampleColumns): Record<Level, SampleColumns> {
	const rows: Record<Level, number[]> = { province: [], district: [], commune: [] };
	columns.code.forEach((code, row) => {
		const level = levelOfCode(code);
		if (level) rows[level].push(row);
	});
	return {
		province: pick(columns, rows.province),
		district: pick(columns, rows.district),
		commune: pick(columns, rows.commune)
	};
}

function pick(columns: SampleColumns, rows: number[]): SampleColumns {
	const numbers = (values: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row]!);
	return {
		code: rows.map((row) => columns.code[row]!),
		samples: numbers(columns.samples),
		...byReading((reading) => numbers(columns[reading])),
		derived: numbers(columns.derived)
	};
}

async function readColumns(
	buffer: ArrayBuffer,
	url: string,
	labels: Labels | undefined,
	names: readonly string[],
	/** Columns that files of earlier versions do not have: nothing is known of them there. */
	later: readonly string[] = []
): Promise<Record<string, unknown[]>> {
	checkEnds(buffer, url);
	const metadata = readMetadata(buffer, url);
	if (labels) checkLabels(metadata, labels, url);
	const present = metadata.schema.slice(1).map(({ name }) => name);
	const isAbsent = (name: string) => later.includes(name) && !present.includes(name);
	const absent = names.filter(isAbsent);
	names = names.filter((name) => !isAbsent(name));
	checkSchema(metadata, url, names);
	const count = rowsOf(metadata, url);
	const columns = Object.fromEntries(names.map((name) => [name, new Array<unknown>(count)]));
	const filled = new Map(names.map((name) => [name, 0]));
	const onChunk = ({ columnName, columnData, rowStart }: ColumnChunk) => {
		const column = columns[columnName];
		if (!column) return;
		for (let at = 0; at < columnData.length; at++) column[rowStart + at] = columnData[at];
		filled.set(columnName, filled.get(columnName)! + columnData.length);
	};
	try {
		await parquetRead({ file: buffer, metadata, columns: [...names], onChunk, compressors });
	} catch (error) {
		throw damaged(url, error);
	}
	for (const [name, rows] of filled) {
		if (rows !== count)
			throw new DataError('truncated', {
				file: url,
				column: name,
				found: `${rows} values`,
				expected: `${count} values`
			});
	}
	for (const name of absent) columns[name] = new Array<unknown>(count).fill(null);
	return columns;
}

/** What `parquetRead` hands out; its own type lists row numbers too. */
interface ColumnChunk {
	columnName: string;
	columnData: DecodedArray;
	rowStart: number;
}

/** A month of all units, operators and hexagons has a hundredth. */
const MOST_ROWS = 20_000_000;

function rowsOf({ num_rows: rows, row_groups: groups }: FileMetaData, url: string): number {
	const count = Number(rows);
	const stated = groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
	if (count === stated && count >= 0 && count <= MOST_ROWS) return count;
	throw new DataError('truncated', {
		file: url,
		found: `${count} rows, ${stated} in its parts`,
		expected: `as many rows as its parts have, at most ${MOST_ROWS}`
	});
}

/** A Parquet file begins and ends with "PAR1". */
function checkEnds(buffer: ArrayBuffer, url: string): void {
	const view = new DataView(buffer);
	if (view.byteLength < 4 || view.getUint32(0, true) !== MAGIC)
		throw new DataError('schema', {
			file: url,
			found: new TextDecoder('latin1').decode(new Uint8Array(buffer, 0, Math.min(16, buffer.byteLength))),
			expected: 'a Parquet file ("PAR1")'
		});
	if (view.byteLength < SMALLEST || view.getUint32(view.byteLength - 4, true) !== MAGIC)
		throw new DataError('truncated', {
			file: url,
			found: `${view.byteLength} bytes without the closing "PAR1"`,
			expected: 'a whole Parquet file'
		});
}

function readMetadata(buffer: ArrayBuffer, url: string): FileMetaData {
	try {
		return parquetMetadata(buffer);
	} catch (error) {
		throw damaged(url, error);
	}
}

/** @throws DataError `other-file` when the file says that it is of something else */
function checkLabels(metadata: FileMetaData, labels: Labels, url: string): void {
	const own = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]));
	const { operator } = labels;
	const wanted: [string, string | undefined][] = Object.entries({ ...labels, operator });
	for (const [name, expected] of wanted) {
		const found = own.get(name);
		// Who wrote a file without some of these labels wrote the operator's all the same.
		const isTold = found !== undefined || name === 'operator';
		if (isTold && found !== expected)
			throw new DataError('other-file', {
				file: url,
				column: name,
				found: found ?? 'none',
				expected: expected ?? 'none'
			});
	}
}

function checkSchema(metadata: FileMetaData, url: string, names: readonly string[]): void {
	const version = metadata.key_value_metadata?.find(({ key }) => key === 'version')?.value;
	if (!READABLE.map(String).includes(version ?? ''))
		throw new DataError('version', {
			file: url,
			found: version ?? 'none',
			expected: READABLE.join(' or ')
		});
	const present = metadata.schema.slice(1).map(({ name }) => name);
	const missing = names.find((name) => !present.includes(name));
	if (missing !== undefined)
		throw new DataError('schema', {
			file: url,
			column: missing,
			found: present.join(','),
			expected: names.join(',')
		});
}

function damaged(url: string, error: unknown): DataError {
	return new DataError('truncated', {
		file: url,
		found: error instanceof Error ? error.message : String(error),
		expected: 'a whole Parquet file'
	});
}

/** Where the rows of each network lie; the file is sorted by network. */
function networkRanges(
	column: unknown[],
	url: string
): { network: Network; start: number; end: number }[] {
	const ranges: { network: Network; start: number; end: number }[] = [];
	column.forEach((value, row) => {
		const last = ranges.at(-1);
		if (last?.network === value) {
			last!.end = row + 1;
			return;
		}
		const network = String(value);
		if (!isNetwork(network) || ranges.some((range) => range.network === network))
			throw new DataError('schema', {
				file: url,
				row: row + 1,
				column: 'network',
				found: network,
				expected: `${NETWORKS.join(' or ')}, each in one piece`
			});
		ranges.push({ network, start: row, end: row + 1 });
	});
	return ranges;
}

function readingsOf(part: (column: string) => unknown[]): Record<Reading, Float64Array> {
	return byReading((reading) => toNumbers(part(readingFacts(reading).column)));
}

/** Decimal columns have at most four places; their binary fractions are cleaned ("54.300000000000004"). */
function toNumbers(values: unknown[]): Float64Array {
	return Float64Array.from(values, (value) =>
		typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : NaN
	);
}

function toCell(value: unknown): string {
	return typeof value === 'bigint' ? BigInt.asUintN(64, value).toString(16) : String(value);
}
