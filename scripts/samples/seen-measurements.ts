/** Which measurements were seen before, by a hash of all that they are: 8 bytes each, and room to find them in. */

const FIRST = 1 << 16;
/** A fuller table takes longer to look into. */
const MOST_FULL = 0.7;

/** A set of 64-bit hashes. */
export class SeenMeasurements {
	#low = new Uint32Array(FIRST);
	#high = new Uint32Array(FIRST);
	#length = 0;

	/**
	 * @param low half of a hash; both 0 stand for what is never the same
	 * @returns false when it was there
	 */
	add(low: number, high: number): boolean {
		if (low === 0 && high === 0) return true;
		if (this.#length > this.#low.length * MOST_FULL) this.#grow();
		if (!insert(this.#low, this.#high, low, high)) return false;
		this.#length++;
		return true;
	}

	#grow(): void {
		const [low, high] = [this.#low, this.#high];
		this.#low = new Uint32Array(low.length * 2);
		this.#high = new Uint32Array(low.length * 2);
		for (let at = 0; at < low.length; at++)
			if (low[at] !== 0 || high[at] !== 0) insert(this.#low, this.#high, low[at]!, high[at]!);
	}
}

function insert(lows: Uint32Array, highs: Uint32Array, low: number, high: number): boolean {
	const mask = lows.length - 1;
	for (let at = low & mask; ; at = (at + 1) & mask) {
		const [a, b] = [lows[at]!, highs[at]!];
		if (a === 0 && b === 0) {
			lows[at] = low;
			highs[at] = high;
			return true;
		}
		if (a === low && b === high) return false;
	}
}
