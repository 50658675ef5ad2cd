/** In which leaves of their own edition measurements lie, many at a time. */
import { locate } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';

/** Finds leaves by the indexes of all editions. */
export class Placing {
	#other = new Int32Array();

	/** @param indexes by the number of the edition */
	constructor(private readonly indexes: readonly PlaceIndex[]) {}

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
	}
}
