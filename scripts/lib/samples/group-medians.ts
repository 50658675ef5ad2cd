/** Medians of many groups from one stream of values in ascending order: {@link OrderStatistics} for groups that are too many for it. */
export class GroupMedians {
	/** Values that a group still needs until the next that is picked; 0 or less when all are. */
	readonly #left: Int32Array;
	readonly #isEven: Uint8Array;
	/** `NaN` for a group without values; complete when all values were added. */
	readonly medians: Float64Array;

	/** @param counts how many values each group will get */
	constructor(counts: Uint32Array) {
		this.#left = Int32Array.from(counts, (count) => (count + 1) >> 1);
		this.#isEven = Uint8Array.from(counts, (count) => 1 - (count & 1));
		this.medians = new Float64Array(counts.length).fill(NaN);
	}

	/** Take the next value, which isn't smaller than those before, into a group. */
	add(group: number, value: number): void {
		if (--this.#left[group]! !== 0) return;
		const lower = this.medians[group]!;
		if (!Number.isNaN(lower)) {
			this.medians[group] = lower + (value - lower) * 0.5;
			return;
		}
		this.medians[group] = value;
		if (this.#isEven[group]) this.#left[group] = 1;
	}
}
