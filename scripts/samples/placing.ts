/** In which leaves of their own edition measurements lie, many at a time. */
import type { Coast } from '../place/coast.ts';
import { locate } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';

/** Finds leaves by the indexes of all editions. */
export class Placing {
	#other = new Int32Array();
	/** Points of the last call that got the leaf of a coast near them. */
	readonly offCoast: number[] = [];

	/**
	 * @param indexes by the number of the edition
	 * @param coasts the same
	 */
	constructor(
		private readonly indexes: readonly PlaceIndex[],
		private readonly coasts: readonly Coast[]
	) {}

	/**
	 * @param edition number of each point's edition
	 * @param leaf is filled: the leaf's row, -1 outside
	 */
	place(lon: Float64Array, lat: Float64Array, edition: Int32Array, leaf: Int32Array): void {
		const first = edition[0] ?? 0;
		locate(this.indexes[first]!, lon, lat, leaf);
		// Files whose months have two editions are rare.
		for (let number = 0; number < this.indexes.length; number++) {
			if (number === first || !edition.includes(number)) continue;
			if (this.#other.length < leaf.length) this.#other = new Int32Array(leaf.length);
			const other = this.#other.subarray(0, leaf.length);
			locate(this.indexes[number]!, lon, lat, other);
			for (let row = 0; row < leaf.length; row++)
				if (edition[row] === number) leaf[row] = other[row]!;
		}
		this.offCoast.length = 0;
		for (let row = 0; row < leaf.length; row++) {
			if (leaf[row]! >= 0) continue;
			leaf[row] = this.coasts[edition[row] ?? 0]!.leafNear(lon[row]!, lat[row]!);
			if (leaf[row]! >= 0) this.offCoast.push(row);
		}
	}
}
