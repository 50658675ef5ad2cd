/** Figures of all units from the measurements of one month and network: counts first, then each speed in ascending order. */
import { byReading, READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { OrderStatistics, type GroupFigures } from './order-statistics.ts';
import { storedRow, type StoredNumber, type StoredRow } from './stored-table.ts';
import type { UnitTree } from './unit-tree.ts';

/** Mbit/s; targets of Decision 36/QD-TTg for 4G and 5G. */
const TARGETS = [40, 100] as const;

/** How many measurements there are, and how many of them have each speed. */
export type Counts = Record<'samples' | Reading, number>;

/** Collects the figures of units, all operators together and each. */
export class UnitFigures {
	readonly #tree: UnitTree;
	readonly #operators: readonly string[];
	readonly #counts: Record<keyof Counts, Uint32Array>;
	readonly #figures: Partial<Record<Reading, GroupFigures>> = {};
	/** Of the download: values below each target, by group. */
	#below: Uint32Array[] = [];
	#statistics = new OrderStatistics(new Uint32Array());
	#targets: readonly number[] = [];

	/** @param operators names; a measurement's operator is its place here plus one, 0 for none */
	constructor(tree: UnitTree, operators: readonly string[] = []) {
		this.#tree = tree;
		this.#operators = operators;
		const size = tree.codes.length * (operators.length + 1);
		const zeros = () => new Uint32Array(size);
		this.#counts = { samples: zeros(), ...byReading(zeros) };
	}

	/** Count measurements of a leaf and operator. */
	count(leaf: number, operator: number, counts: Counts): void {
		for (const name of ['samples', ...READINGS] as const)
			this.#each(leaf, operator, (group) => (this.#counts[name][group]! += counts[name]));
	}

	#each(leaf: number, operator: number, work: (group: number) => void): void {
		const { starts, groups, codes } = this.#tree;
		for (let at = starts[leaf]!; at < starts[leaf + 1]!; at++) {
			work(groups[at]!);
			if (operator > 0) work(operator * codes.length + groups[at]!);
		}
	}

	/** The values of a speed come now. */
	start(speed: Reading): void {
		this.#statistics = new OrderStatistics(this.#counts[speed]);
		this.#targets = speed === 'download' ? TARGETS : [];
	}

	/** Take the next value, which isn't smaller than those before. */
	add(leaf: number, operator: number, value: number): void {
		while (this.#below.length < this.#targets.length && value >= this.#targets[this.#below.length]!)
			this.#below.push(this.#statistics.ranks());
		const { starts, groups, codes } = this.#tree;
		const end = starts[leaf + 1]!;
		const more = operator * codes.length;
		for (let at = starts[leaf]!; at < end; at++) {
			this.#statistics.add(groups[at]!, value);
			if (more > 0) this.#statistics.add(more + groups[at]!, value);
		}
	}

	/** All values of a speed have come. */
	end(speed: Reading): void {
		this.#figures[speed] = this.#statistics.figures();
	}

	/**
	 * The figures.
	 * A province without any measurement has no data; in the others a unit without measurements has 0 samples.
	 */
	rows(): StoredRow[] {
		const { codes, province } = this.#tree;
		const { samples, download } = this.#counts;
		const rows: StoredRow[] = [];
		samples.forEach((count, group) => {
			const unit = group % codes.length;
			const around = province[unit]!;
			const isKnown = group < codes.length && around >= 0 && samples[around]! > 0;
			if (count === 0 && !isKnown) return;
			const known: Partial<Record<StoredNumber, number>> = { samples: count };
			for (const speed of READINGS) {
				const of = this.#figures[speed]!;
				known[speed] = of.median[group]!;
				known[`${speed}_mean`] = of.mean[group]!;
				for (const name of ['p10', 'p90', 'low', 'high'] as const)
					known[`${speed}_${name}`] = of[name][group]!;
			}
			TARGETS.forEach((target, at) => {
				const below = this.#below[at] ?? download;
				known[`share_${target}`] = (download[group]! - below[group]!) / download[group]!;
			});
			const operator = this.#operators[Math.floor(group / codes.length) - 1] ?? '';
			rows.push({ ...storedRow(codes[unit]!, known), operator });
		});
		return rows;
	}
}
