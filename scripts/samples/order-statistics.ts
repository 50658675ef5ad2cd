/**
 * Order statistics of many groups from one stream of values in ascending order.
 *
 * A value belongs to several groups at once: its unit, the units around it and the country, for all operators and for
 * its own. Each group knows beforehand how many values it gets, so its quantiles are values of known ranks. That needs
 * neither memory for the values nor a second sort, and sums taken in ascending order don't depend on the order of rows.
 */

/** Fractions that are published. */
const QUANTILES = [0.1, 0.5, 0.9] as const;
/** Standard normal deviate of a two-sided 95 % interval. */
const Z = 1.959_963_984_540_054;
/** Up to so many values the ranks of the interval are exact; above, the normal distribution is as good. */
const MOST_EXACT = 1000;

/** Figures of each group; `NaN` where a group has no or too few values. */
export interface GroupFigures {
	mean: Float64Array;
	p10: Float64Array;
	median: Float64Array;
	p90: Float64Array;
	/** Ends of the 95 % interval of the median. */
	low: Float64Array;
	high: Float64Array;
}

/** Collects the figures of groups. */
export class OrderStatistics {
	readonly #counts: Uint32Array;
	/** Of each group: the next rank that is wanted; after the last, one that isn't reached. */
	readonly #next: Uint32Array;
	/**
	 * Of each group: how many values it still needs until the next wanted rank, and the sum of those that it has. They
	 * stand beside each other since reaching for memory is what takes time here.
	 */
	readonly #states: Float64Array;
	/** Of each group: values at the lower and upper rank of each quantile, then of both ends of the interval. */
	readonly #picked: Float64Array;
	/** Wanted ranks, ascending, as {@link #picked}; each group its own. */
	readonly #wanted: Uint32Array;
	static readonly #SLOTS = QUANTILES.length * 2 + 2;

	/** @param counts how many values each group will get */
	constructor(counts: Uint32Array) {
		const slots = OrderStatistics.#SLOTS;
		this.#counts = counts;
		this.#next = new Uint32Array(counts.length);
		this.#states = new Float64Array(counts.length * 2);
		this.#picked = new Float64Array(counts.length * slots).fill(NaN);
		this.#wanted = new Uint32Array(counts.length * slots);
		counts.forEach((count, group) => {
			const ranks = count === 0 ? [] : wantedRanks(count);
			this.#wanted.set(ranks, group * slots);
			this.#next[group] = Math.min(count + 1, ...ranks.filter((rank) => rank > 0));
			this.#states[2 * group] = this.#next[group]!;
		});
	}

	/** How many values each group has had so far. */
	ranks(): Uint32Array {
		return this.#next.map((next, group) => next - this.#states[2 * group]!);
	}

	/** Take the next value, which isn't smaller than those before, into a group. */
	add(group: number, value: number): void {
		const states = this.#states;
		states[2 * group + 1]! += value;
		if (--states[2 * group]! === 0) this.#pick(group, value);
	}

	#pick(group: number, value: number): void {
		const slots = OrderStatistics.#SLOTS;
		const rank = this.#next[group]!;
		let next = this.#counts[group]! + 1;
		for (let slot = group * slots; slot < (group + 1) * slots; slot++) {
			const wanted = this.#wanted[slot]!;
			if (wanted === rank) this.#picked[slot] = value;
			else if (wanted > rank && wanted < next) next = wanted;
		}
		this.#next[group] = next;
		this.#states[2 * group] = next - rank;
	}

	/**
	 * Figures of all groups.
	 * @throws Error when a group didn't get as many values as stated
	 */
	figures(): GroupFigures {
		const slots = OrderStatistics.#SLOTS;
		const groups = this.#counts.length;
		this.ranks().forEach((rank, group) => {
			if (rank !== this.#counts[group])
				throw new Error(`group ${group}: ${rank} of ${this.#counts[group]} values`);
		});
		const quantile = (at: number) =>
			Float64Array.from({ length: groups }, (_, group) => {
				const lower = this.#picked[group * slots + at * 2]!;
				const upper = this.#picked[group * slots + at * 2 + 1]!;
				const place = (this.#counts[group]! - 1) * QUANTILES[at]!;
				// As DuckDB's quantile_cont; the same number for equal neighbours.
				return lower + (upper - lower) * (place - Math.floor(place));
			});
		const end = (at: number) =>
			Float64Array.from({ length: groups }, (_, group) => this.#picked[group * slots + at]!);
		return {
			mean: Float64Array.from(
				{ length: groups },
				(_, group) => this.#states[2 * group + 1]! / this.#counts[group]!
			),
			p10: quantile(0),
			median: quantile(1),
			p90: quantile(2),
			low: end(slots - 2),
			high: end(slots - 1)
		};
	}
}

/** 1-based ranks of a group of `count` values, 0 where there is none. */
function wantedRanks(count: number): number[] {
	const quantiles = QUANTILES.flatMap((fraction) => {
		const place = (count - 1) * fraction;
		return [Math.floor(place) + 1, Math.ceil(place) + 1];
	});
	const low = intervalRank(count);
	return [...quantiles, low, low > 0 ? count + 1 - low : 0];
}

const exactRanks = new Map<number, number>();

/**
 * Rank of the lower end of the 95 % interval of a median by order statistics: the largest r for which fewer than r of
 * `count` values lie below the true median with a probability of at most 2.5 % (binomial with p = ½; Conover,
 * Practical Nonparametric Statistics, 3.2). The upper end has the same rank from above.
 * @returns 0 for fewer than six values, which have no such interval
 */
export function intervalRank(count: number): number {
	if (count > MOST_EXACT) return Math.floor((count + 1 - Z * Math.sqrt(count)) / 2);
	const known = exactRanks.get(count);
	if (known !== undefined) return known;
	let probability = 0.5 ** count;
	let sum = 0;
	let rank = 0;
	for (; sum + probability <= 0.025; rank++) {
		sum += probability;
		probability *= (count - rank) / (rank + 1);
	}
	exactRanks.set(count, rank);
	return rank;
}
