import type { LevelSummary } from './aggregate.ts';
import type { Edition } from './edition.ts';
import { summariseSeries, type SeriesColumns, type SummaryColumns } from './history.ts';
import { monthRange, type Month } from './month.ts';
import type { Network } from './network.ts';

/** One month of a timeline. */
export interface TimelinePoint {
	month: Month;
	/** To which the month belongs; absent while it is not published. */
	edition?: string;
	/** Coverage of the communes of the month's own edition; `null` where nothing is known. */
	coverage: LevelSummary | null;
	/** Coverage of the communes of a later edition, carried over by share of area; `null` where there is none. */
	estimate: LevelSummary | null;
}

/**
 * Coverage of the country's communes in every month from the first published one to the last.
 * @param estimates of months of an earlier edition on the units of a later one
 */
export function countryTimeline(
	summary: SummaryColumns,
	estimates: SummaryColumns | null,
	network: Network
): TimelinePoint[] {
	const communesIn = (columns: SummaryColumns | null, month: Month) =>
		known(columns?.months[month]?.networks[network]?.commune);
	return monthsOf(summary).map((month) => ({
		month,
		edition: summary.months[month]?.edition,
		coverage: communesIn(summary, month),
		estimate: communesIn(estimates, month)
	}));
}

/**
 * Coverage of some communes over the same months. Months of other editions have none of them: they stay empty,
 * but for estimates.
 * @param series samples of the communes
 * @param estimates the same in months of an earlier edition
 */
export function scopeTimeline(
	series: SeriesColumns,
	estimates: SeriesColumns | null,
	summary: SummaryColumns,
	network: Network,
	communes: readonly string[]
): TimelinePoint[] {
	const coverageIn = (columns: SeriesColumns | null, month: Month) =>
		columns && known(summariseSeries(columns, network, communes, month));
	return monthsOf(summary).map((month) => ({
		month,
		edition: summary.months[month]?.edition,
		coverage: coverageIn(series, month),
		estimate: coverageIn(estimates, month)
	}));
}

/** What a month is told by: its estimate where estimates are on screen, else its own figure, if there is one. */
export function shownIn(
	{ coverage, estimate }: TimelinePoint,
	onEstimates: boolean
): { coverage: LevelSummary; estimated: boolean } | null {
	if (onEstimates && estimate) return { coverage: estimate, estimated: true };
	return coverage && { coverage, estimated: false };
}

/** Stretches of neighbouring months of one edition that have a value, as places in `points`. */
export function stretches(
	points: readonly TimelinePoint[],
	of: 'coverage' | 'estimate'
): number[][] {
	const found: number[][] = [];
	points.forEach((point, at) => {
		if (!point[of]) return;
		const last = points[at - 1];
		if (last?.[of] && last.edition === point.edition) found.at(-1)!.push(at);
		else found.push([at]);
	});
	return found;
}

/**
 * Places in `points` of the first month of each list of units: behind one of an earlier list, be it published itself or
 * not.
 */
export function crossingsOf(
	points: readonly TimelinePoint[],
	editions: readonly Edition[]
): number[] {
	return points.flatMap((point, at) =>
		at > 0 && editions.some(({ from }) => from === point.month) ? [at] : []
	);
}

function monthsOf({ months }: SummaryColumns): Month[] {
	const published = Object.keys(months).sort();
	return published.length ? monthRange(published[0]!, published.at(-1)!) : [];
}

function known(coverage: LevelSummary | undefined): LevelSummary | null {
	return coverage && coverage.unitsWithoutData < coverage.units ? coverage : null;
}
