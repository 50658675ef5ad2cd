import { summarise, type LevelSummary } from './aggregate.ts';
import { addMonths, monthRange, type Month } from './month.ts';
import type { Network } from './network.ts';
import { countsFrom } from './threshold.ts';

/** One bar of a history. */
export interface HistoryPoint {
	month: Month;
	/** Samples or share; `null` without data. */
	value: number | null;
	/** The month belongs to the edition before; its value was carried over by share of area. */
	estimated?: true;
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
 * @param series may hold estimates for the months before the unit's edition
 * @param summary tells which months are published at all
 * @param edition to which the unit belongs
 */
export function unitHistory(
	series: SeriesColumns & { estimated?: SeriesColumns | undefined },
	summary: SummaryColumns,
	network: Network,
	code: string,
	month: Month,
	edition: string
): HistoryPoint[] {
	const valueIn = (columns: SeriesColumns | undefined, at: Month) => {
		const index = columns?.months.indexOf(at) ?? -1;
		return index < 0 ? undefined : (columns!.networks[network]?.[code]?.[index] ?? null);
	};
	return yearTo(month).map((at) =>
		pointOf(at, summary, edition, valueIn(series, at), valueIn(series.estimated, at))
	);
}

/**
 * Share of the country's communes that reached the threshold, over the 12 months to `month`.
 * @param estimates coverage of the months before `edition` on its units, where there is such
 * @param edition whose communes are counted
 */
export function countryHistory(
	summary: SummaryColumns,
	estimates: SummaryColumns | null,
	network: Network,
	month: Month,
	edition: string
): HistoryPoint[] {
	const shareIn = (columns: SummaryColumns | null, at: Month) => {
		const of = columns?.months[at];
		return of && (of.networks[network]?.commune.share ?? null);
	};
	return yearTo(month).map((at) =>
		pointOf(at, summary, edition, shareIn(summary, at), shareIn(estimates, at))
	);
}

function pointOf(
	month: Month,
	summary: SummaryColumns,
	edition: string,
	value: number | null | undefined,
	estimate: number | null | undefined
): HistoryPoint {
	const found = summary.months[month];
	if (!found) return { month, value: null, gap: 'not-published' };
	if (found.edition !== edition)
		return estimate === undefined
			? { month, value: null, gap: 'other-edition' }
			: { ...pointWith(month, estimate), estimated: true };
	return pointWith(month, value ?? null);
}

function pointWith(month: Month, value: number | null): HistoryPoint {
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
	return summarise(
		Float64Array.from(codes, (code) => samples[code]?.[index] ?? NaN),
		undefined,
		countsFrom(network)
	);
}
