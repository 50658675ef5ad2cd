/** The table of one month and network as it is kept: everything that is known of each unit. */
import type { ColumnSource } from 'hyparquet-writer';
import { storedColumns, storedParquet } from './stored-parquet.ts';

/** Numbers of a row, in the order of the file; `NaN` where there is none. */
export const STORED_NUMBERS = [
	'samples',
	/** Median or mean, as the store's index says. Mbit/s, Mbit/s, ms. */
	'download',
	'upload',
	'latency',
	'download_mean',
	'upload_mean',
	'latency_mean',
	/** 10th and 90th percentile. */
	'download_p10',
	'download_p90',
	'upload_p10',
	'upload_p90',
	'latency_p10',
	'latency_p90',
	/** Ends of the 95 % interval of the median. */
	'download_low',
	'download_high',
	'upload_low',
	'upload_high',
	'latency_low',
	'latency_high',
	/** Part of the measurements with at least 40 and 100 Mbit/s of download, 0 to 1. */
	'share_40',
	'share_100'
] as const;
export type StoredNumber = (typeof STORED_NUMBERS)[number];

/** A unit's figures, all operators together or one of them. */
export type StoredRow = Record<StoredNumber, number> & {
	/** Official code; empty for the whole country. */
	code: string;
	/** Empty for all operators together. */
	operator: string;
};

/** A row of which only some figures are known. */
export function storedRow(code: string, known: Partial<Record<StoredNumber, number>>): StoredRow {
	const numbers = Object.fromEntries(STORED_NUMBERS.map((name) => [name, known[name] ?? NaN]));
	return { code, operator: '', ...(numbers as Record<StoredNumber, number>) };
}

/** Rows ascending by operator and code, as Parquet. */
export function writeStored(rows: readonly StoredRow[]): Uint8Array {
	const sorted = [...rows].sort(
		(a, b) => compare(a.operator, b.operator) || compare(a.code, b.code)
	);
	const columnData: ColumnSource[] = [
		{ name: 'code', data: sorted.map(({ code }) => code), type: 'STRING' },
		{ name: 'operator', data: sorted.map(({ operator }) => operator), type: 'STRING' },
		...STORED_NUMBERS.map((name): ColumnSource => ({
			name,
			data: sorted.map((row) => (Number.isNaN(row[name]) ? null : row[name])),
			type: 'DOUBLE',
			nullable: true
		}))
	];
	return storedParquet(columnData);
}

/**
 * Read what {@link writeStored} wrote.
 * @throws DataError when the file is damaged
 */
export async function readStored(bytes: Uint8Array, file: string): Promise<StoredRow[]> {
	const columns = await storedColumns(bytes, file, ['code', 'operator', ...STORED_NUMBERS]);
	return columns['code']!.map((code, row) => ({
		code: String(code),
		operator: String(columns['operator']![row]),
		...(Object.fromEntries(
			STORED_NUMBERS.map((name) => [name, numberOr(columns[name]![row])])
		) as Record<StoredNumber, number>)
	}));
}

function numberOr(value: unknown): number {
	return typeof value === 'number' ? value : NaN;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
