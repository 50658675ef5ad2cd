import { summarise, type LevelSummary } from './aggregate.ts';
import { addMonths, monthRange, type Month } from './month.ts';
import type { Network } from './network.ts';

/** One bar of a history. */
export interface HistoryPoint {
	month: Month;
	/** Samples or share; `null` without data. */
	value: number | null;
	/** False where the month belongs to another edition or is not published: nothing is drawn, nothing interpolated. */
	comparable: boolean;
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

/** Samples of one unit over the 12 months to `month`. */
export function unitHistory(
	series: SeriesColumns,
	network: Network,
	code: string,
	month: Month
): HistoryPoint[] {
	const samples = series.networks[network]?.[code];
	return yearTo(month).map((at) => {
		const index = series.months.indexOf(at);
		return { month: at, value: samples?.[index] ?? null, comparable: index >= 0 };
	});
}

/** Share of the country's communes that reached the threshold, over the 12 months to `month`. */
export function countryHistory(
	summary: SummaryColumns,
	network: Network,
	month: Month
): HistoryPoint[] {
	const edition = summary.months[month]?.edition;
	return yearTo(month).map((at) => {
		const found = summary.months[at];
		const comparable = found !== undefined && found.edition === edition;
		const value = comparable ? (found.networks[network]?.commune.share ?? null) : null;
		return { month: at, value, comparable };
	});
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
