import type { NetworkValues } from './join.ts';
import { addMonths, monthRange, type Month } from './month.ts';
import { deficit, reached, THRESHOLD } from './threshold.ts';
import type { Level } from './unit.ts';

/** How far a unit is from the threshold, from the worst to the best. */
export const DISTANCES = ['none', 'silent', 'zero', 'far', 'midway', 'near', 'reached'] as const;
export type Distance = (typeof DISTANCES)[number];

/** Months without any sample after which a unit counts as silent. */
export const SILENT_MONTHS = 3;
/** Parts of the threshold from which a unit is midway, and near; the breaks of the map's classes. */
const MIDWAY = 1 / 3;
const NEAR = 2 / 3;

/** What is missing in each unit, in unit order. */
export interface Gaps {
	/** Samples to the threshold; `NaN` without data: nothing is guessed of such a unit. */
	deficit: Float64Array;
	/** Index into {@link DISTANCES}. */
	distance: Uint8Array;
	/** Months in a row, this one included, without any sample; 0 when it has some or no data. */
	silent: Uint8Array;
	/**
	 * Samples by which a calendar month has changed on the average of the last months: months without data are left
	 * out, and the time that they took is not. `NaN` with fewer than two.
	 */
	trend: Float64Array;
}

/** Samples of a level by month; a month without the level has `NaN` of all its units. @param count units */
export function samplesByMonth(
	months: ReadonlyMap<Month, NetworkValues>,
	level: Level,
	count: number
): Map<Month, Float64Array> {
	const none = () => new Float64Array(count).fill(NaN);
	return new Map([...months].map(([month, of]) => [month, of[level]?.samples ?? none()]));
}

/**
 * The calendar months from the first known one to the one before `month`, as {@link findGaps} needs them: `NaN` stands
 * in for months that are not known.
 * @param known samples by month, in unit order
 * @param count units
 */
export function monthsUpTo(
	month: Month,
	known: ReadonlyMap<Month, Float64Array>,
	count: number
): Float64Array[] {
	const first = [...known.keys()].sort()[0];
	if (first === undefined) return [];
	return monthRange(first, addMonths(month, -1)).map(
		(each) => known.get(each) ?? new Float64Array(count).fill(NaN)
	);
}

/**
 * What is missing.
 * @param samples of the month, in unit order; `NaN` means no data
 * @param past samples of all calendar months right before, ascending, on the same units ({@link monthsUpTo})
 * @param isWhole false while the month runs: its count is no part of a trend then
 */
export function findGaps(
	samples: Float64Array,
	past: readonly Float64Array[],
	isWhole: boolean,
	threshold = THRESHOLD
): Gaps {
	const count = samples.length;
	const gaps: Gaps = {
		deficit: new Float64Array(count),
		distance: new Uint8Array(count),
		silent: new Uint8Array(count),
		trend: new Float64Array(count)
	};
	const months = isWhole ? [...past, samples] : past;
	for (let row = 0; row < count; row++) {
		const value = samples[row]!;
		const missing = deficit(value, threshold);
		gaps.deficit[row] = missing;
		gaps.silent[row] = value === 0 ? silentMonths(past, row) : 0;
		gaps.distance[row] = DISTANCES.indexOf(distanceOf(value, gaps.silent[row]!, threshold));
		gaps.trend[row] = slope(months, row);
	}
	return gaps;
}

/**
 * Samples needed a day, to one decimal and rounded up.
 * @param daysLeft over which the deficit is spread, at least 1
 */
export function perDay(deficit: number, daysLeft: number): number {
	return Math.ceil((deficit / daysLeft) * 10) / 10;
}

function silentMonths(past: readonly Float64Array[], row: number): number {
	let months = 1;
	for (let at = past.length - 1; at >= 0 && past[at]![row] === 0; at--) months++;
	return months;
}

function distanceOf(samples: number, silent: number, threshold: number): Distance {
	if (Number.isNaN(samples)) return 'none';
	if (reached(samples, threshold)) return 'reached';
	if (samples >= NEAR * threshold) return 'near';
	if (samples >= MIDWAY * threshold) return 'midway';
	if (samples > 0) return 'far';
	return silent >= SILENT_MONTHS ? 'silent' : 'zero';
}

/** Slope of the least-squares line through the known months, each at its place in the calendar. */
function slope(months: readonly Float64Array[], row: number): number {
	let n = 0;
	let sumX = 0;
	let sumY = 0;
	let sumXX = 0;
	let sumXY = 0;
	for (let x = 0; x < months.length; x++) {
		const y = months[x]![row]!;
		if (Number.isNaN(y)) continue;
		n++;
		sumX += x;
		sumY += y;
		sumXX += x * x;
		sumXY += x * y;
	}
	return n < 2 ? NaN : (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX);
}
