import { DISTANCES, type Gaps } from './gaps.ts';
import type { Month } from './month.ts';
import type { Network } from './network.ts';
import { isOutlook, type Shown, type Sort } from './plan-request.ts';
import { OUTLOOKS } from './projection.ts';
import { targetsOf } from './targets.ts';
import { reached } from './threshold.ts';

/** Download in Mbit/s that the newest target asks for, the lowest of those of one day; absent before there is any. */
export function speedTarget(network: Network, month: Month): number | undefined {
	const targets = targetsOf(network, month);
	const newest = targets
		.map(({ from }) => from)
		.sort()
		.at(-1);
	return targets.find(({ from }) => from === newest)?.mbps;
}

/** A unit that reached the threshold with measurements from less of its inhabited hexagons is suspicious. */
export const SUSPICIOUS_COVERAGE = 0.1;

/** km² of a unit from which a single hexagon (0.7 km²) is one place of it, and not most of it. */
export const WIDE = 3;

/** Columns of the gap list in unit order; `NaN` where something is unknown. */
export interface GapColumns {
	samples: Float64Array;
	/** Of the network. */
	threshold?: number;
	gaps: Gaps;
	population: Float64Array;
	/** Samples by 1,000 inhabitants. */
	rate: Float64Array;
	/** Spatial coverage, 0 to 1. */
	spatial: Float64Array;
	/** 1 where all measurements lie in one hexagon; other numbers are not published. */
	hexagons: Float64Array;
	/** km² */
	area: Float64Array;
	/** Index into {@link OUTLOOKS}; absent when the month is over. */
	outlook: Uint8Array | undefined;
	/** Download as a part of the target. */
	speed: Float64Array;
	/** Place of each unit's name in the alphabet. */
	nameRank: Uint32Array;
}

/** Samples by 1,000 inhabitants; `NaN` where either is unknown. */
export function ratesOf(samples: Float64Array, population: Float64Array): Float64Array {
	return samples.map((count, row) => {
		const people = population[row]!;
		return people > 0 ? (count / people) * 1000 : NaN;
	});
}

/** Place of each name in the Vietnamese alphabet; the row decides between equals. */
export function rankNames(names: readonly string[]): Uint32Array {
	const { compare } = new Intl.Collator('vi');
	const ranks = new Uint32Array(names.length);
	[...names.keys()]
		.sort((a, b) => compare(names[a]!, names[b]!) || a - b)
		.forEach((row, at) => (ranks[row] = at));
	return ranks;
}

/** True for a unit whose many samples come from few places. */
export function isSuspicious(columns: GapColumns, row: number): boolean {
	const { samples, spatial } = columns;
	return (
		reached(samples[row]!, columns.threshold) &&
		(spatial[row]! < SUSPICIOUS_COVERAGE || isOnePlace(columns, row))
	);
}

/** True for a wide unit that was measured in one hexagon only. */
export function isOnePlace({ hexagons, area }: GapColumns, row: number): boolean {
	return hexagons[row] === 1 && area[row]! >= WIDE;
}

/** Rows of the gap list, filtered and sorted; what is unknown comes last. */
export function listRows(
	rows: readonly number[],
	columns: GapColumns,
	shown: Shown,
	sort: Sort,
	down: boolean,
	planned: ReadonlySet<number>
): number[] {
	const values = valuesOf(columns, sort);
	const sign = down ? -1 : 1;
	const [known, unknown]: [number[], number[]] = [[], []];
	for (const row of rows)
		if (isShown(row, columns, shown, planned))
			(Number.isNaN(values[row]!) ? unknown : known).push(row);
	known.sort((a, b) => (values[a]! - values[b]!) * sign || a - b);
	return known.concat(unknown.sort((a, b) => a - b));
}

function isShown(
	row: number,
	columns: GapColumns,
	shown: Shown,
	planned: ReadonlySet<number>
): boolean {
	if (shown === 'plan') return planned.has(row);
	if (shown === 'suspicious') return isSuspicious(columns, row);
	if (isOutlook(shown)) return OUTLOOKS[columns.outlook?.[row] ?? 0] === shown;
	const distance = DISTANCES[columns.gaps.distance[row]!]!;
	return shown === 'short' ? distance !== 'reached' : distance === shown;
}

function valuesOf({ gaps, nameRank, ...columns }: GapColumns, sort: Sort): ArrayLike<number> {
	if (sort === 'name') return nameRank;
	if (sort === 'deficit') return gaps.deficit;
	return sort === 'trend' ? gaps.trend : columns[sort];
}

/** A line of the list: a unit, or the head of a group of them. */
export type ListEntry =
	{ kind: 'unit'; row: number } | { kind: 'group'; row: number; count: number; deficit: number };

/**
 * Put rows into groups, each under a head with its sum; within a group they stay in order.
 * @param groupOf row of the group of a unit
 * @param rank places of the groups
 */
export function groupRows(
	rows: readonly number[],
	deficit: Float64Array,
	groupOf: (row: number) => number,
	rank: Uint32Array
): ListEntry[] {
	const groups = new Map<number, number[]>();
	for (const row of rows) {
		const group = groupOf(row);
		const members = groups.get(group);
		if (members) members.push(row);
		else groups.set(group, [row]);
	}
	return [...groups]
		.sort(([a], [b]) => rank[a]! - rank[b]!)
		.flatMap(([group, members]): ListEntry[] => [
			{
				kind: 'group',
				row: group,
				count: members.length,
				deficit: members.reduce((sum, row) => sum + (deficit[row]! || 0), 0)
			},
			...members.map((row) => ({ kind: 'unit' as const, row }))
		]);
}
