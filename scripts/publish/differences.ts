/**
 * What can be subtracted. The mean of a district, times its samples, less those of its communes leaves the sum of what
 * no commune shows: of a single measurement, that is its speed. So do shares. Therefore what is left of a unit, when all
 * that is shown within it is taken away, is nothing or as many measurements as the floor. Where it would be fewer, the
 * smallest unit within isn't shown either: what statistical offices call complementary suppression.
 *
 * Figures of the units of a tree tell no more than these differences: each measurement lies in the rest of one shown unit,
 * and sums of rests are all that can be made of them. Medians and percentiles don't add up; see docs/privacy.md.
 */
import { STATISTICS_COLUMNS } from '../../src/lib/domain/statistics.ts';
import { parentLevel, unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';

/** Statistics that add up when each is taken as often as there are samples. */
export const SUMMED = STATISTICS_COLUMNS.filter(
	(name) => name.startsWith('mean_') || name === 'share_40' || name === 'share_100'
);

/** By level and row. */
type ByLevel<T> = Partial<Record<Level, T>>;
/** Samples of each unit, `NaN` where not known. */
export type Counts = ByLevel<Float64Array>;
/** 1 where statistics that add up are shown. */
export type Shown = ByLevel<Uint8Array>;

interface Place {
	level: Level;
	row: number;
}

/** A network's counts, and where its statistics that add up are shown. */
export interface ShownNetwork {
	counts: Counts;
	shown: Shown;
}

/**
 * Where statistics that add up may be shown.
 *
 * Those of a part of a network (5G of mobile) stand only where those of the whole do. So what is left of a unit of the
 * part is made up of what is left of units of the whole, and the others (mobile without 5G) can be told of no smaller group
 * than the rests of the part: these are nothing or reach the floor, too.
 * @param whole the network of which this one is a part, where it has such statistics, too
 */
export function summedShown(
	units: Units,
	counts: Counts,
	floor: number,
	whole?: ShownNetwork
): Shown {
	const shown: Shown = {};
	for (const level of units.levels)
		shown[level] = Uint8Array.from(counts[level]!, (count, row) =>
			count >= floor && (whole?.shown[level]![row] ?? 1) ? 1 : 0
		);
	const tree = new Tree(units, { counts, shown }, whole);
	for (const level of [...units.levels].reverse())
		for (let row = 0; row < shown[level]!.length; row++) tree.mend({ level, row }, floor);
	return shown;
}

/** Units whose figures, with those of others, leave fewer measurements than the floor. */
export function telltales(
	units: Units,
	network: ShownNetwork,
	floor: number,
	whole?: ShownNetwork
): Place[] {
	const { shown } = network;
	const tree = new Tree(units, network, whole);
	return units.levels.flatMap((level) =>
		Array.from(shown[level]!.keys(), (row) => ({ level, row })).filter(
			({ row }) =>
				shown[level]![row] &&
				((whole && !whole.shown[level]![row]) || tree.tells({ level, row }, floor))
		)
	);
}

function isFew(count: number, floor: number): boolean {
	return count > 0 && count < floor;
}

class Tree {
	readonly #counts: Counts;
	readonly #shown: Shown;
	readonly #whole: Tree | undefined;
	readonly #below: ByLevel<Level> = {};
	/** Rows of the next level by row. */
	readonly #children: ByLevel<number[][]> = {};

	constructor(units: Units, { counts, shown }: ShownNetwork, whole?: ShownNetwork) {
		this.#counts = counts;
		this.#shown = shown;
		this.#whole = whole && new Tree(units, whole);
		for (const level of units.levels) {
			const above = parentLevel(units, level);
			if (!above) continue;
			const children = unitsOf(units, above).codes.map((): number[] => []);
			unitsOf(units, level).parentRows.forEach((parent, row) => children[parent]!.push(row));
			this.#below[above] = level;
			this.#children[above] = children;
		}
	}

	/** Shown units within one, those within them left aside. */
	#within({ level, row }: Place): Place[] {
		const below = this.#below[level];
		if (!below) return [];
		return this.#children[level]![row]!.flatMap((of) => {
			const place = { level: below, row: of };
			return this.#shown[below]![of] ? [place] : this.#within(place);
		});
	}

	#countOf({ level, row }: Place): number {
		return this.#counts[level]![row] || 0;
	}

	/** Measurements of a unit that no shown one within it has. */
	restOf(place: Place): number {
		return this.#within(place).reduce((rest, of) => rest - this.#countOf(of), this.#countOf(place));
	}

	/** True when what is left of a unit, or of the others in it, is few. */
	tells(place: Place, floor: number): boolean {
		return isFew(this.restOf(place), floor) || isFew(this.#othersOf(place), floor);
	}

	/**
	 * Who is left when what is left of a unit here is taken from what is left of those of the whole in which any of it is:
	 * where nobody of the part is, everybody knows.
	 */
	#othersOf(place: Place): number {
		if (!this.#whole) return 0;
		let others = -this.restOf(place);
		const left = [place];
		for (let of = left.pop(); of; of = left.pop()) {
			const within = this.#whole.#within(of);
			const own = within.reduce((rest, each) => rest - this.#countOf(each), this.#countOf(of));
			if (own > 0) others += this.#whole.restOf(of);
			left.push(...within.filter(({ level, row }) => !this.#shown[level]![row]));
		}
		return others;
	}

	/** Hide the smallest units within one until it tells nothing; the unit itself where there are none. */
	mend(place: Place, floor: number): void {
		const { level, row } = place;
		while (this.#shown[level]![row] && this.tells(place, floor)) {
			const [smallest = place] = this.#within(place)
				.filter((of) => this.restOf(of) > 0)
				.sort((a, b) => this.#countOf(a) - this.#countOf(b));
			this.#shown[smallest.level]![smallest.row] = 0;
		}
	}
}
