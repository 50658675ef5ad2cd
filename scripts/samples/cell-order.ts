/**
 * Names of H3 cells as numbers. A name is `8`, the resolution and thirteen hexadecimal digits: the base cell, three bits
 * for the place within each coarser cell, and ones for what is finer (H3's index, https://h3geo.org/docs/core-library/h3Indexing).
 * Those 52 bits are a whole number, which is sorted and brought to a coarser cell without any text.
 */
const DIGITS = 13;
const FINEST = 15;

/** The number of a cell. Cells of one resolution are in the order of their names. */
export function cellKey(cell: string): number {
	return parseInt(cell.slice(2), 16);
}

/** Number of the cell of `resolution` around a finer one, or the same: cells around which it is stand together. */
export function parentKey(key: number, resolution: number): number {
	const size = 2 ** (3 * (FINEST - resolution));
	return Math.floor(key / size) * size + size - 1;
}

/** The cell's name, back from {@link cellKey}. */
export function cellName(key: number, resolution: number): string {
	return `8${resolution.toString(16)}${key.toString(16).padStart(DIGITS, '0')}`;
}

/** Cells of one resolution and the order of their names. */
export interface Cells {
	/** By number. */
	names: readonly string[];
	/** Numbers of the names as {@link cellKey} gives them, ascending. */
	keys: Float64Array;
	/** Of each cell: its place among those. */
	ranks: Int32Array;
}

/** @param names of one resolution, each once */
export function orderCells(names: readonly string[]): Cells {
	const own = Float64Array.from(names, cellKey);
	const keys = own.slice().sort();
	return { names, keys, ranks: Int32Array.from(own, (key) => placeOf(keys, key)) };
}

/** Where a number stands in ascending ones that hold it. */
function placeOf(keys: Float64Array, key: number): number {
	let low = 0;
	let high = keys.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (keys[middle]! < key) low = middle + 1;
		else high = middle;
	}
	return low;
}
