/**
 * H3 cells as numbers, for long lists: at resolution r the base cell and r digits of three bits. Those of the cells
 * within one follow each other, `number * 8` to `number * 8 + 6`, in the order of `cellToChildren`; what is around one is
 * `number >> 3`. All published resolutions fit 31 bits.
 */
import { resolutionOf } from '../../src/lib/data/hexagons.ts';

/** Digits that fit beside the base cell's seven bits. */
const MOST_DIGITS = 8;
/** Of an H3 index, behind the first {@link MOST_DIGITS} digits. */
const REST = 2 ** 21;

/** @param cell of a resolution up to 8 */
export function numberOf(cell: string): number {
	return (parseInt(cell.slice(2, 10), 16) >>> 1) >> (3 * (MOST_DIGITS - resolutionOf(cell)));
}

/** The cell of a number. */
export function cellOf(number: number, resolution: number): string {
	// Digits that aren't used are sevens.
	const unused = 8 ** (MOST_DIGITS - resolution);
	const index = (number * unused + unused - 1) * REST + REST - 1;
	return `8${resolution.toString(16)}${index.toString(16).padStart(13, '0')}`;
}

/** Place of the first of ascending numbers that isn't below one. */
export function placeFrom(numbers: Int32Array, number: number): number {
	let [low, high] = [0, numbers.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (numbers[middle]! < number) low = middle + 1;
		else high = middle;
	}
	return low;
}
