import { READINGS, type Reading } from './figures.ts';
import type { SampleColumns } from './join.ts';
import { unitsOf, type Level, type Units } from './unit.ts';

export { READINGS as SPEEDS, type Reading as Speed } from './figures.ts';

/**
 * What single measurements tell of a reading, beside its median: `p10` and `p90` are percentiles, `low` and `high` the
 * ends of the 95 % interval of the median.
 */
export const SPREADS = ['mean', 'p10', 'p90', 'low', 'high'] as const;
export type SpreadName = (typeof SPREADS)[number];

/**
 * Shares, from 0 to 1: of the samples with a download of at least 40 and 100 Mbit/s, and of the inhabited hexagons that
 * have measurements in this month.
 */
export const SHARES = ['share_40', 'share_100', 'spatial_coverage'] as const;

/** `hexagons`: how many have measurements in this month; of what is published only that it is one. */
export type StatisticsColumn = `${SpreadName}_${Reading}` | (typeof SHARES)[number] | 'hexagons';

/** What only single measurements tell of a unit, beside its samples and medians, in the units of `figures.ts`. */
export const STATISTICS_COLUMNS: readonly StatisticsColumn[] = [
	...SPREADS.flatMap((name) => READINGS.map((reading) => `${name}_${reading}` as const)),
	...SHARES,
	'hexagons'
];

/** Rows of all levels of one network and month, column by column; `NaN` means "not known". */
export type StatisticsRows = Pick<SampleColumns, 'code'> & Record<StatisticsColumn, Float64Array>;

/** Statistics of one level in unit order; `NaN` means "not known". */
export type LevelStatistics = Record<StatisticsColumn, Float64Array>;

/** Statistics of every level of an edition for one network and month. */
export type NetworkStatistics = Partial<Record<Level, LevelStatistics>>;

/** Statistics for `count` units, of none of which anything is known. */
export function emptyStatistics(count: number): LevelStatistics {
	const columns = STATISTICS_COLUMNS.map((name) => [name, new Float64Array(count).fill(NaN)]);
	return Object.fromEntries(columns) as LevelStatistics;
}

/**
 * Bring rows into unit order by code.
 * @returns statistics of every level, and the codes of rows that name no unit or one that was named before
 */
export function joinStatistics(
	units: Units,
	rows: StatisticsRows
): { statistics: NetworkStatistics; unmatched: string[] } {
	const statistics: NetworkStatistics = {};
	const places = new Map<string, { level: Level; row: number }>();
	for (const level of units.levels) {
		const { codes } = unitsOf(units, level);
		statistics[level] = emptyStatistics(codes.length);
		codes.forEach((code, row) => places.set(code, { level, row }));
	}
	const unmatched: string[] = [];
	rows.code.forEach((code, at) => {
		const place = places.get(code);
		if (!place) {
			unmatched.push(code);
			return;
		}
		places.delete(code);
		const of = statistics[place.level]!;
		for (const name of STATISTICS_COLUMNS) of[name][place.row] = rows[name][at]!;
	});
	return { statistics, unmatched };
}
