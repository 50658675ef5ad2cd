/**
 * Numbers for leaves that may be combined by exclusive or: a sum of sets of leaves.
 *
 * Where a path crosses the border between two leaves, both are added; what is there twice is gone, and what is left
 * in the end is the leaf that the path ends in. Rounding to the grid may lay two leaves over one another for a
 * centimetre. There the sum has several members, and it must not look like one leaf. So the numbers are the columns
 * of a parity check of the double-error-correcting BCH code of length 65,535, (a, a³) over GF(2^16) (Bose and
 * Ray-Chaudhuri 1960): of up to four different ones, no sum is nothing, so no two or three of them look like another
 * one, or like none.
 */

/** Most leaves that there are numbers for. */
export const MOST_LEAVES = 0xffff;
const FIELD_BITS = 16;
/** x^16 + x^12 + x^3 + x + 1, which is primitive. */
const FIELD_POLYNOMIAL = 0x1100b;
/** The sum of no leaf. */
export const NO_LEAF = 0;
/** Result of {@link rowOfSum} for a sum of several leaves. */
export const SEVERAL = -2;

/** The numbers of all rows. */
export function unitCodes(count: number): Int32Array {
	if (count > MOST_LEAVES) throw new Error(`${count} leaves, at most ${MOST_LEAVES} are possible`);
	return Int32Array.from({ length: count }, (_, row) => {
		const element = row + 1;
		return element | (product(element, product(element, element)) << FIELD_BITS);
	});
}

/** The only row in a sum, −1 when there is none, {@link SEVERAL} when there are more. */
export function rowOfSum(codes: Int32Array, sum: number): number {
	if (sum === NO_LEAF) return -1;
	const row = (sum & MOST_LEAVES) - 1;
	return row >= 0 && row < codes.length && codes[row] === sum ? row : SEVERAL;
}

/** In GF(2^16). */
function product(a: number, b: number): number {
	let result = 0;
	for (let bit = FIELD_BITS - 1; bit >= 0; bit--) {
		result <<= 1;
		if (result >> FIELD_BITS) result ^= FIELD_POLYNOMIAL;
		if ((b >> bit) & 1) result ^= a;
	}
	return result;
}
