/** Medians of many groups within one another from one stream of values in ascending order: {@link OrderStatistics} for groups that are too many for it. */
export class GroupMedians {
	/**
	 * Of each group: the group around it or -1, and how many values it still needs until the next that is picked. They
	 * stand beside each other since reaching for memory is what takes time here.
	 */
	readonly #groups: Int32Array;
	readonly #counts: Uint32Array;
	/** `NaN` for a group without values; complete when all values were added. */
	readonly medians: Float64Array;

	/**
	 * @param counts how many values each group will get
	 * @param around of each group: the group around it, -1 for none
	 */
	constructor(counts: Uint32Array, around: Int32Array) {
		this.#counts = counts;
		this.#groups = new Int32Array(counts.length * 2);
		counts.forEach((count, group) => {
			this.#groups[2 * group] = around[group]!;
			this.#groups[2 * group + 1] = (count + 1) >> 1;
		});
		this.medians = new Float64Array(counts.length).fill(NaN);
	}

	/** Take the next value, which isn't smaller than those before, into a group and all around it. */
	add(group: number, value: number): void {
		const groups = this.#groups;
		for (let at = group; at >= 0; at = groups[2 * at]!)
			if (--groups[2 * at + 1]! === 0) this.#pick(at, value);
	}

	#pick(group: number, value: number): void {
		const lower = this.medians[group]!;
		if (!Number.isNaN(lower)) {
			this.medians[group] = lower + (value - lower) * 0.5;
			return;
		}
		this.medians[group] = value;
		// The median of an even number of values lies between two.
		if (this.#counts[group]! % 2 === 0) this.#groups[2 * group + 1] = 1;
	}
}
