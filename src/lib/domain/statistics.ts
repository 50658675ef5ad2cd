import type { SampleColumns } from './join.ts';
import { unitsOf, type Level, type Units } from './unit.ts';

/** The measures of speed. */
export const SPEEDS = ['download', 'upload', 'latency'] as const;
export type Speed = (typeof SPEEDS)[number];

/**
 * What only single measurements tell of a unit, beside its samples and medians. Mbit/s and ms; shares from 0 to 1.
 * `p10` and `p90` are percentiles, `low` and `high` the ends of the 95 % interval of the median.
 */
export const STATISTICS_COLUMNS = [
	'mean_download',
	'mean_upload',
	'mean_latency',
	'p10_download',
	'p10_upload',
	'p10_latency',
	'p90_download',
	'p90_upload',
	'p90_latency',
	'low_download',
	'low_upload',
	'low_latency',
	'high_download',
	'high_upload',
	'high_latency',
	/** Part of the samples with a download of at least 40 and 100 Mbit/s. */
	'share_40',
	'share_100',
	/** Part of the inhabited hexagons that have measurements in this month. */
	'spatial_coverage',
	/** Hexagons that have measurements in this month. */
	'hexagons'
] as const;
export type StatisticsColumn = (typeof STATISTICS_COLUMNS)[number];

/** The columns that are shares and not speeds. */
export const SHARES = ['share_40', 'share_100', 'spatial_coverage'] as const;

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
