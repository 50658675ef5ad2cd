import { summarise, type LevelSummary } from './aggregate.ts';
import { addMonths, monthRange, type Month } from './month.ts';
import type { Network } from './network.ts';

/** One bar of a history. */
export interface HistoryPoint {
	month: Month;
	/** Samples or share; `null` without data. */
	value: number | null;
	/** Why there is nothing to draw; nothing is interpolated. */
	gap?: 'no-data' | 'other-edition' | 'not-published';
}

/** Samples by month and unit; the shape of a published series file. */
export interface SeriesColumns {
	months: readonly Month[];
	networks: Partial<Record<Network, Record<string, readonly (number | null)[]>>>;
}

/** Coverage by month; the shape of the published summary. */
export interface SummaryColumns {
	months: Record<
		Month,
		{
			edition: string;
			networks: Partial<Record<Network, { province: LevelSummary; commune: LevelSummary }>>;
		}
	>;
}

/** The 12 months that end with `month`. */
export function yearTo(month: Month): Month[] {
	return monthRange(addMonths(month, -11), month);
}

/**
 * Samples of one unit over the 12 months to `month`.
 * @param summary tells which months are published at all
 */
export function unitHistory(
	series: SeriesColumns,
	summary: SummaryColumns,
	network: Network,
	code: string,
	month: Month
): HistoryPoint[] {
	const samples = series.networks[network]?.[code];
	return yearTo(month).map((at) =>
		pointOf(at, summary, month, samples?.[series.months.indexOf(at)] ?? null)
	);
}

/** Share of the country's communes that reached the threshold, over the 12 months to `month`. */
export function countryHistory(
	summary: SummaryColumns,
	network: Network,
	month: Month
): HistoryPoint[] {
	return yearTo(month).map((at) =>
		pointOf(at, summary, month, summary.months[at]?.networks[network]?.commune.share ?? null)
	);
}

function pointOf(
	month: Month,
	summary: SummaryColumns,
	reference: Month,
	value: number | null
): HistoryPoint {
	const found = summary.months[month];
	if (!found) return { month, value: null, gap: 'not-published' };
	if (found.edition !== summary.months[reference]?.edition)
		return { month, value: null, gap: 'other-edition' };
	return value === null ? { month, value, gap: 'no-data' } : { month, value };
}

/**
 * Coverage of some units in one month of a series.
 * @returns `undefined` when the series does not have the month
 */
export function summariseSeries(
	series: SeriesColumns,
	network: Network,
	codes: readonly string[],
	month: Month
): LevelSummary | undefined {
	const index = series.months.indexOf(month);
	if (index < 0) return undefined;
	const samples = series.networks[network] ?? {};
	return summarise(Float64Array.from(codes, (code) => samples[code]?.[index] ?? NaN));
}
