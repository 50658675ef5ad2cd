/** DuckDB's chunks as typed arrays. */
import type { DuckDBVector } from '@duckdb/node-api';

/** The values of a numeric vector without a copy; what is null has any value. */
export function itemsOf<
	T extends Float64Array | Int32Array | Int16Array | Uint8Array | BigUint64Array
>(vector: DuckDBVector): T {
	// The package keeps the array to itself; its getter for single items is ten times slower.
	const { items } = vector as unknown as { items?: T };
	if (!ArrayBuffer.isView(items)) throw new Error('DuckDB gave no numeric vector');
	return items;
}
