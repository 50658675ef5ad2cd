/** DuckDB's chunks as typed arrays. */
import type { DuckDBVector } from '@duckdb/node-api';

/** DuckDB's chunks have no more rows. */
export const MOST_IN_CHUNK = 2048;

/** The values of a numeric vector without a copy; what is null has any value. */
export function itemsOf<T extends Float64Array | Int32Array | BigInt64Array>(
	vector: DuckDBVector
): T {
	// The package keeps the array to itself; its getter for single items is ten times slower.
	const { items } = vector as unknown as { items?: T };
	if (!ArrayBuffer.isView(items)) throw new Error('DuckDB gave no numeric vector');
	return items;
}

/** Both halves of each whole number, the lower first, without a copy. */
export function halvesOf({ buffer, byteOffset, length }: BigInt64Array): Int32Array {
	return new Int32Array(buffer, byteOffset, 2 * length);
}
