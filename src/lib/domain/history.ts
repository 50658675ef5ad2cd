import { summarise, type LevelSummary } from './aggregate.ts';
import { knownOf } from './comparable.ts';
import { addMonths, monthRange, type Month } from './month.ts';
import type { Network } from './network.ts';
import type { Sent } from './sent.ts';
import { countsFrom } from './threshold.ts';

/** One bar of a history. */
export interface HistoryPoint {
	month: Month;
	/** Samples or share; `null` without data. */
	value: number | null;
	/** The unit's province sent nothing of the month. */
	isNotSent?: boolean;
	/** The month belongs to the edition before; its value was carried over by share of area. */
	estimated?: true;
	/**
	 * Why there is nothing to draw; nothing is interpolated. A month without figures is `skipped` behind one that has some
	 * of the network, and `not-published` before all of them. `few`: fewer than half as many units have data as in
	 * another of the months, so that a share of all of them would be one of what was sent in.
	 */
	gap?: 'no-data' | 'few' | 'other-edition' | 'skipped' | 'not-published';
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
			networks: Partial<
				Record<
					Network,
					{
						province: LevelSummary;
						commune: LevelSummary;
						sent?: Pick<Sent, 'missing'> | undefined;
					}
				>
			>;
		}
	>;
}

/** The first month with figures of a network; `undefined` where there is none. */
export function firstMonthOf(
	{ months }: { months: Readonly<Record<Month, { networks: Partial<Record<Network, unknown>> }>> },
	network: Network
): Month | undefined {
	return Object.keys(months)
		.filter((month) => months[month]!.networks[network] !== undefined)
		.sort()[0];
}

/** Why nothing is said of a change on the month before. */
export type NoChange = 'edition' | 'first' | 'gap';

/**
 * Why a month is not compared with the one before.
 * @returns `undefined` where nothing is known of the month itself
 */
export function whyNoChange(
	summary: SummaryColumns,
	network: Network,
	month: Month,
	edition: string
): NoChange | undefined {
	if (!summary.months[month]?.networks[network]) return undefined;
	const last = summary.months[addMonths(month, -1)];
	if (last && last.edition !== edition && last.networks[network]) return 'edition';
	return firstMonthOf(summary, network) === month ? 'first' : 'gap';
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
 * @param province in which the unit lies
 */
export function unitHistory(
	series: SeriesColumns & { estimated?: SeriesColumns | undefined },
	summary: SummaryColumns,
	network: Network,
	code: string,
	month: Month,
	edition: string,
	province = code
): HistoryPoint[] {
	const valueIn = (columns: SeriesColumns | undefined, at: Month) => {
		const index = columns?.months.indexOf(at) ?? -1;
		return index < 0 ? undefined : (columns!.networks[network]?.[code]?.[index] ?? null);
	};
	return yearTo(month).map((at) => {
		const [own, estimate] = [valueIn(series, at), valueIn(series.estimated, at)];
		const point = pointOf(at, summary, network, edition, own, estimate);
		const missing = summary.months[at]?.networks[network]?.sent?.missing ?? [];
		const isNotSent = point.gap === 'no-data' && missing.includes(province);
		return isNotSent ? { ...point, isNotSent } : point;
	});
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
	const communesIn = (columns: SummaryColumns | null, at: Month) =>
		columns?.months[at]?.networks[network]?.commune;
	const shareIn = (columns: SummaryColumns | null, at: Month) =>
		columns?.months[at] && (communesIn(columns, at)?.share ?? null);
	const known = (at: Month) => {
		const of = summary.months[at]?.edition === edition && communesIn(summary, at);
		return of ? knownOf(of) : 0;
	};
	const months = yearTo(month);
	const most = Math.max(...months.map(known));
	return months.map((at): HistoryPoint =>
		known(at) > 0 && 2 * known(at) < most
			? { month: at, value: null, gap: 'few' }
			: pointOf(at, summary, network, edition, shareIn(summary, at), shareIn(estimates, at))
	);
}

function pointOf(
	month: Month,
	summary: SummaryColumns,
	network: Network,
	edition: string,
	value: number | null | undefined,
	estimate: number | null | undefined
): HistoryPoint {
	const found = summary.months[month];
	const first = firstMonthOf(summary, network);
	if (!found)
		return { month, value: null, gap: first && first < month ? 'skipped' : 'not-published' };
	if (first && month < first) return { month, value: null, gap: 'not-published' };
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
