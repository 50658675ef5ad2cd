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

/**
 * Where statistics that add up may be shown.
 * @param whole counts of the network of which this one is a part (mobile of 5G), where it has such statistics, too
 */
export function summedShown(units: Units, counts: Counts, floor: number, whole?: Counts): Shown {
	const shown: Shown = {};
	for (const level of units.levels)
		shown[level] = Uint8Array.from(counts[level]!, (count, row) => {
			const others = (whole?.[level]?.[row] ?? NaN) - count;
			return count >= floor && !isFew(others, floor) ? 1 : 0;
		});
	const tree = new Tree(units, counts, shown);
	for (const level of [...units.levels].reverse())
		for (let row = 0; row < shown[level]!.length; row++) tree.mend({ level, row }, floor);
	return shown;
}

/** Units of whose figures those of others leave fewer measurements than the floor. */
export function telltales(units: Units, counts: Counts, shown: Shown, floor: number): Place[] {
	const tree = new Tree(units, counts, shown);
	return units.levels.flatMap((level) =>
		Array.from(shown[level]!.keys(), (row) => ({ level, row })).filter(
			(place) => shown[level]![place.row] && isFew(tree.restOf(place), floor)
		)
	);
}

function isFew(count: number, floor: number): boolean {
	return count > 0 && count < floor;
}

class Tree {
	readonly #counts: Counts;
	readonly #shown: Shown;
	readonly #below: ByLevel<Level> = {};
	/** Rows of the next level by row. */
	readonly #children: ByLevel<number[][]> = {};

	constructor(units: Units, counts: Counts, shown: Shown) {
		this.#counts = counts;
		this.#shown = shown;
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

	/** Hide the smallest units within one until what is left isn't few; the unit itself where there are none. */
	mend(place: Place, floor: number): void {
		const { level, row } = place;
		while (this.#shown[level]![row] && isFew(this.restOf(place), floor)) {
			const [smallest = place] = this.#within(place)
				.filter((of) => this.restOf(of) > 0)
				.sort((a, b) => this.#countOf(a) - this.#countOf(b));
			this.#shown[smallest.level]![smallest.row] = 0;
		}
	}
}
