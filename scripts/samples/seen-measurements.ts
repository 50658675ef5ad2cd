/** Which measurements were seen before, by a hash of all that they are: 8 bytes each, and room to find them in. */

const FIRST = 1 << 16;
/** A fuller table takes longer to look into. */
const MOST_FULL = 0.7;

/** A set of 64-bit hashes, two halves beside each other. */
export class SeenMeasurements {
	#table: Uint32Array;
	#length = 0;

	/** @param expected so many will come: a table that needn't grow takes a third of the time */
	constructor(expected = 0) {
		let places = FIRST;
		while (places * MOST_FULL < expected) places *= 2;
		this.#table = new Uint32Array(2 * places);
	}

	/**
	 * Look at the places of hashes that will be added: the processor fetches them from memory side by side, and one by
	 * one as they are added.
	 * @param keys both halves of each
	 * @returns nothing that means anything
	 */
	touch(keys: Uint32Array): number {
		const table = this.#table;
		const mask = table.length / 2 - 1;
		let touched = 0;
		for (let at = 0; at < keys.length; at += 2) touched ^= table[2 * (keys[at]! & mask)]!;
		return touched;
	}

	/**
	 * @param low half of a hash; both 0 stand for what is never the same
	 * @returns false when it was there
	 */
	add(low: number, high: number): boolean {
		if (low === 0 && high === 0) return true;
		if (2 * this.#length > this.#table.length * MOST_FULL) this.#grow();
		if (!insert(this.#table, low, high)) return false;
		this.#length++;
		return true;
	}

	#grow(): void {
		const before = this.#table;
		this.#table = new Uint32Array(2 * before.length);
		for (let at = 0; at < before.length; at += 2)
			if (before[at] !== 0 || before[at + 1] !== 0)
				insert(this.#table, before[at]!, before[at + 1]!);
	}
}

function insert(table: Uint32Array, low: number, high: number): boolean {
	const mask = table.length / 2 - 1;
	for (let place = low & mask; ; place = (place + 1) & mask) {
		const [a, b] = [table[2 * place]!, table[2 * place + 1]!];
		if (a === 0 && b === 0) {
			table[2 * place] = low;
			table[2 * place + 1] = high;
			return true;
		}
		if (a === low && b === high) return false;
	}
}
