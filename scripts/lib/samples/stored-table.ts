/** The table of one month and network as it is kept: everything that is known of each unit. */
import { parquetReadObjects } from 'hyparquet';
import { ByteWriter, parquetWrite, type ColumnSource } from 'hyparquet-writer';
import { DataError } from '../../../src/lib/domain/errors.ts';
import { VERSION } from './store-schema.ts';

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
	const writer = new ByteWriter();
	parquetWrite({
		writer,
		columnData,
		createdBy: 'ispeed-coverage-map',
		kvMetadata: [{ key: 'version', value: String(VERSION) }]
	});
	return writer.getBytes();
}

/**
 * Read what {@link writeStored} wrote.
 * @throws DataError when the file is damaged
 */
export async function readStored(bytes: Uint8Array, file: string): Promise<StoredRow[]> {
	try {
		const rows = await parquetReadObjects({
			file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
		});
		return rows.map((row) => ({
			code: String(row['code']),
			operator: String(row['operator']),
			...(Object.fromEntries(
				STORED_NUMBERS.map((name) => [name, typeof row[name] === 'number' ? row[name] : NaN])
			) as Record<StoredNumber, number>)
		}));
	} catch (error) {
		throw new DataError('truncated', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole table, as npm run samples writes it',
			remedy: 'Remove the month with npm run samples -- remove, and add it again'
		});
	}
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
