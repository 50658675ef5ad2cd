import type { NetworkValues } from './join.ts';
import { reached, THRESHOLD } from './threshold.ts';
import { ancestorRow, rowsWithin, unitsOf, type Level, type Units } from './unit.ts';

/** By what units are ranked: share of their communes that reached the threshold, or their own samples. */
export type RankBy = 'share' | 'samples';

/** A unit in its place. */
export interface RankedUnit {
	code: string;
	name: string;
	/** 1 for the best, equals share a place; `null` without data. */
	rank: number | null;
	/** Places gained (lost, when negative) since the other month; `null` where there was none. */
	moved: number | null;
	/** Share (0 to 1) or samples; `NaN` without data. */
	value: number;
	/** Change of the value since the other month; `NaN` unless both are known. */
	change: number;
}

/**
 * Rank the units of a level, best first, those without data last.
 * @param before values of the month from which movement is counted; `null` for none
 * @param within unit in which they lie; `null` for the country
 * @param least samples from which a commune counts, see `countsFrom`
 */
export function rankUnits(
	units: Units,
	now: NetworkValues,
	before: NetworkValues | null,
	level: Level,
	by: RankBy,
	within: string | null,
	least = THRESHOLD
): RankedUnit[] {
	const { codes, names } = unitsOf(units, level);
	const rows = within === null ? codes.map((_, row) => row) : rowsWithin(units, level, within);
	const values = valuesBy(units, now, level, by, least);
	const earlier = before && valuesBy(units, before, level, by, least);
	const ranks = ranksOf(values, rows);
	const earlierRanks = earlier && ranksOf(earlier, rows);
	return rows
		.map((row) => {
			const rank = ranks.get(row) ?? null;
			const was = earlierRanks?.get(row) ?? null;
			return {
				code: codes[row]!,
				name: names[row]!,
				rank,
				moved: rank === null || was === null ? null : was - rank,
				value: values[row]!,
				change: earlier ? values[row]! - earlier[row]! : NaN
			};
		})
		.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.code.localeCompare(b.code));
}

/** Value of each unit of a level; `NaN` where none of what it is made from is known. */
function valuesBy(
	units: Units,
	values: NetworkValues,
	level: Level,
	by: RankBy,
	least: number
): Float64Array {
	const count = unitsOf(units, level).codes.length;
	if (by === 'samples') return values[level]?.samples ?? new Float64Array(count).fill(NaN);
	const counts = Array.from({ length: count }, () => ({ all: 0, known: 0, reached: 0 }));
	values.commune?.samples.forEach((samples, row) => {
		const at = counts[ancestorRow(units, 'commune', row, level)]!;
		at.all++;
		if (!Number.isNaN(samples)) at.known++;
		if (reached(samples, least)) at.reached++;
	});
	return Float64Array.from(counts, ({ all, known, reached }) => (known ? reached / all : NaN));
}

/** Place of each row that has a value. */
function ranksOf(values: Float64Array, rows: readonly number[]): Map<number, number> {
	const known = rows.filter((row) => !Number.isNaN(values[row]!));
	const ordered = known.sort((a, b) => values[b]! - values[a]!);
	const ranks = new Map<number, number>();
	ordered.forEach((row, at) => {
		const ahead = ordered[at - 1];
		const isEqual = ahead !== undefined && values[ahead] === values[row];
		ranks.set(row, isEqual ? ranks.get(ahead)! : at + 1);
	});
	return ranks;
}
