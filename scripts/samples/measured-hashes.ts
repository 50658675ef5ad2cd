/**
 * What tells measurements apart, as numbers that say nothing without the office's key: MD5 over the key, what is hidden
 * and the key again, of which at most 63 bits are left. Whoever has all numbers and a list of all device ids, or knows
 * some measurements, still has to guess 256 bits: what is broken of MD5 is to find two texts of one hash for somebody who
 * knows all that is hashed. SHA-256 takes 5 s more for each column of 10 million; `hash` of DuckDB is no secret, and
 * changes with its version.
 *
 * Numbers are compared together with what stands beside them, so short ones do. In a month of 10 million measurements
 * - of one device in one second: the device's 63 bits, the hour, and 32 bits of both; with 10 measurements of each device
 *   in an hour there are 4.5 × 10^7 pairs to confuse, one of which is lost with a chance of 1 %;
 * - equal in all: unit, hexagon, hour, operator and all readings, and 32 bits of moment and place; less likely by far;
 * - of one id: 63 bits, a chance of 5 in a million.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Reading } from '../../src/lib/domain/figures.ts';
import { NETWORKS, wholeOf } from '../../src/lib/domain/network.ts';
import type { MeasuredKey } from './measured-key.ts';

/** Columns of `staged` and of kept rows, and their types. */
export const HASHES = {
	day: 'UTINYINT',
	hour: 'UTINYINT',
	/** Of when and where exactly, and by which device. */
	row_hash: 'UINTEGER',
	device_hash: 'UBIGINT',
	/** Of device and second. */
	moment_hash: 'UINTEGER',
	/** Of the id with all that it needs to tell alone. */
	id_hash: 'UBIGINT'
} as const;
export type HashName = keyof typeof HASHES;

const VARIABLE = 'measured_key';

/** What is hidden, as SQL. */
export interface Hidden {
	month: string;
	/** Of Viet Nam since 1970; NULL where only the month is known. */
	second: string;
	lon: string;
	lat: string;
	/** Texts; empty for none. */
	device?: string;
	id?: string;
	/** True where an id tells alone. */
	isOwn: string;
	/** What tells the file, whose short ids are its own. */
	file: string;
}

/** Those that measurements with such columns have. */
export function hashNames({ device, id }: { device?: unknown; id?: unknown }): HashName[] {
	return [
		'day',
		'hour',
		'row_hash',
		...(device ? (['device_hash', 'moment_hash'] as const) : []),
		...(id ? (['id_hash'] as const) : [])
	];
}

/** Let SQL hash with a key. */
export async function useKey(connection: DuckDBConnection, { secret }: MeasuredKey): Promise<void> {
	await connection.run(`SET VARIABLE ${VARIABLE} = '${secret}'`);
}

/** SQL of each hash; those of columns that a file lacks are absent. */
export function hashesOf({
	month,
	second,
	lon,
	lat,
	device,
	id,
	isOwn,
	file
}: Hidden): Partial<Record<HashName, string>> {
	const whole = `floor(${second})::BIGINT`;
	const hasTime = `${second} IS NOT NULL`;
	const of = device ?? `''`;
	// What is left when hour and hexagon are equal: milliseconds, and place to a millimetre.
	const bits = (degrees: string) => `(TRY_CAST(${degrees} * 1e8 AS BIGINT) & 2097151)::UBIGINT`;
	const rest = `(((${second} * 1000)::BIGINT % 3600000)::UBIGINT << 42) | (${bits(lon)} << 21) | ${bits(lat)}`;
	const hashes: Partial<Record<HashName, string>> = {
		day: `day(make_timestamp(${whole} * 1000000))::UTINYINT`,
		hour: `(${whole} % 86400 // 3600)::UTINYINT`,
		row_hash: `CASE WHEN ${hasTime} THEN ${keyed('r', 32, [rest, of])} END`
	};
	if (device) {
		hashes.device_hash = `CASE WHEN ${device} <> '' THEN ${keyed('d', 63, [device])} END`;
		hashes.moment_hash = `CASE WHEN ${device} <> '' AND ${hasTime} THEN ${keyed('m', 32, [whole, device])} END`;
	}
	if (id) {
		const own = keyed('o', 63, [month, `length(${id})`, id, of]);
		const others = keyed('f', 63, [file, `coalesce(${whole}, -1)`, `length(${id})`, id, of]);
		hashes.id_hash = `CASE WHEN ${id} = '' THEN NULL WHEN ${isOwn} THEN ${own} ELSE ${others} END`;
	}
	return hashes;
}

/** @param bits that are left */
function keyed(kind: string, bits: 32 | 63, parts: readonly string[]): string {
	const key = `getvariable('${VARIABLE}')`;
	const text = [key, `'${kind}'`, parts.join(`, '|', `), key].join(', ');
	return `(md5_number(concat(${text})) & ${2n ** BigInt(bits) - 1n})::${bits === 32 ? 'UINTEGER' : 'UBIGINT'}`;
}

/** The whole of a network's number, as SQL: one device may measure on another network in the same second. */
const WHOLE = `CASE network ${NETWORKS.map((network, at) => `WHEN ${at} THEN ${NETWORKS.indexOf(wholeOf(network) ?? network)}`).join(' ')} END`;
/** Of a measurement that is told as one of a part of a network and as one of the whole, that of the part stands. */
const PART_FIRST = `network IN (${NETWORKS.flatMap((network, at) => (wholeOf(network) ? [at] : [])).join(', ') || -1}) DESC`;

/** How repetitions are known. */
export interface RepetitionKey {
	/** A column: only rows that share its value may be repetitions; NULL where it doesn't apply. */
	column: HashName;
	/** SQL of all that has to be equal. */
	all: string;
}

/** Keys in their order. */
export function keysOf({ columns, of }: MeasuredColumns): RepetitionKey[] {
	const when = ['month', 'day', 'hour'];
	const keys: RepetitionKey[] = [
		{
			column: 'row_hash',
			all: [
				...['row_hash', 'network', of.leaf, of.hexagon, of.operator],
				...when,
				...columns.readings
			].join(', ')
		},
		{ column: 'id_hash', all: `id_hash, ${WHOLE}` },
		{
			column: 'moment_hash',
			all: ['moment_hash', 'device_hash', WHOLE, ...when].join(', ')
		}
	];
	return keys.filter(({ column }) => columns.hashes.includes(column));
}

/** SQL of the order in which the first of repetitions stands: the lowest figures, whichever order they come in. */
export function orderOf({ columns, of }: MeasuredColumns): string {
	const values = ['month', PART_FIRST, 'network', of.leaf, ...columns.readings, of.operator];
	return [...values, `hexagon_rank(${of.hexagon})`, ...columns.hashes].join(', ');
}

/** Columns of a table of measurements, and SQL of what is in several of them or in another one. */
export interface MeasuredColumns {
	columns: { readings: readonly Reading[]; hashes: readonly HashName[] };
	of: { leaf: string; hexagon: string; operator: string };
}
