/**
 * What is to be said first of a unit: of one with communes how many of them reached the threshold (its own samples are no
 * measure of that: 0 of 65 communes may share 20,000), of a commune what it has over or lacks.
 */
import { m, type Locale } from '../i18n/locale.ts';
import { isAnyKnown, summarise, type LevelSummary } from './aggregate.ts';
import { unitsDiffer } from './comparable.ts';
import { formatChange, formatNumber } from './format.ts';
import { summariseSeries, type SeriesColumns } from './history.ts';
import type { NetworkValues } from './join.ts';
import { monthClock } from './month-clock.ts';
import { addMonths, type Month } from './month.ts';
import { COUNT_OF } from './names.ts';
import { thresholdOf, type Network, type Threshold } from './network.ts';
import { rankUnits } from './rank.ts';
import { reachWords } from './reach-words.ts';
import { countsFrom, deficit, reached } from './threshold.ts';
import {
	ancestorRow,
	levelOf,
	parentLevel,
	rowsWithin,
	shortName,
	unitsOf,
	type Level,
	type Units
} from './unit.ts';

/** A unit in one month. */
export interface Verdict {
	level: Level;
	threshold: Threshold;
	/** Of its communes; `null` for a commune itself. */
	coverage: LevelSummary | null;
	/** Its own; `NaN` without data. */
	samples: number;
	/** Samples missing in all its communes together, or in itself; those without data are not among them. */
	missing: number;
	/**
	 * Place among units of its level, 1 for the best, equals share one: by share of communes in the country (districts: in
	 * their province), communes by samples in their province. `null` without data.
	 */
	rank: { rank: number; count: number } | null;
	/** Short name of the province in which it is ranked; `null` for provinces. */
	among: string | null;
	/** Change since the month before: of communes that count, or of a commune's samples; `null` where none can be told. */
	change: number | null;
}

/** What was known of a unit in the month before: of its communes, or a commune's samples. */
export type Before = LevelSummary | number | undefined;

/** The verdict of a unit; `undefined` when the edition does not know it. */
export function buildVerdict(
	units: Units,
	values: NetworkValues,
	code: string,
	network: Network,
	before?: Before
): Verdict | undefined {
	const level = levelOf(units, code);
	if (!level) return undefined;
	const { rowOf, codes } = unitsOf(units, level);
	const row = rowOf.get(code)!;
	const samples = values[level]?.samples[row] ?? NaN;
	const isCommune = level === 'commune';
	const coverage = isCommune ? null : coverageOf(units, values, code, network);
	const own = codes[row]!;
	const above = provinceAbove(units, level, row);
	const ranked = rankUnits(
		units,
		values,
		null,
		level,
		isCommune ? 'samples' : 'share',
		above,
		countsFrom(network)
	);
	const rank = ranked.find((each) => each.code === own)!.rank;
	const count = ranked.filter((each) => each.rank !== null).length;
	const threshold = thresholdOf(network);
	return {
		level,
		threshold,
		coverage,
		samples,
		missing: coverage ? missingIn(units, values, code, threshold) : deficit(samples, threshold),
		rank: rank === null ? null : { rank, count },
		among: above === null ? null : nameOf(units, above),
		change: changeOf(coverage ?? samples, before)
	};
}

/** Samples missing in the communes of a unit, or of the country (`null`), together; those without data are left out. */
export function missingIn(
	units: Units,
	values: NetworkValues,
	within: string | null,
	threshold: Threshold
): number {
	const samples = values.commune?.samples;
	if (!samples) return NaN;
	const rows = within === null ? samples.keys() : rowsWithin(units, 'commune', within);
	let sum = 0;
	for (const row of rows)
		sum += Number.isNaN(samples[row]!) ? 0 : deficit(samples[row]!, threshold);
	return sum;
}

function coverageOf(
	units: Units,
	values: NetworkValues,
	code: string,
	network: Network
): LevelSummary {
	const rows = rowsWithin(units, 'commune', code);
	const samples =
		values.commune?.samples ?? new Float64Array(unitsOf(units, 'commune').codes.length).fill(NaN);
	return summarise(samples, rows, countsFrom(network));
}

/** The province of a unit below it, in which it is ranked. */
function provinceAbove(units: Units, level: Level, row: number): string | null {
	if (parentLevel(units, level) === undefined) return null;
	return unitsOf(units, 'province').codes[ancestorRow(units, level, row, 'province')]!;
}

function nameOf(units: Units, province: string): string {
	const { names, types, rowOf } = unitsOf(units, 'province');
	const row = rowOf.get(province)!;
	return shortName(names[row]!, types[row]!);
}

function changeOf(now: LevelSummary | number, before: Before): number | null {
	if (before === undefined) return null;
	if (typeof now === 'number' || typeof before === 'number') {
		const change = Number(now) - Number(before);
		return Number.isNaN(change) ? null : change;
	}
	if (!isAnyKnown(now) || !isAnyKnown(before)) return null;
	return unitsDiffer({ commune: before }, { commune: now }) ? null : now.reached - before.reached;
}

/** The same in words, without a full stop: "0/65 xã đạt, thiếu 12.345 mẫu, hạng 34/34, +2 xã so với tháng trước". */
export function verdictText(verdict: Verdict, locale: Locale): string {
	return [stateText(verdict, locale), rankText(verdict, locale), changeText(verdict, locale)]
		.filter(Boolean)
		.join(', ');
}

/** True where there is nothing to say of a unit: no data at all. */
export function isSilent({ coverage, samples }: Verdict): boolean {
	return coverage ? !isAnyKnown(coverage) : Number.isNaN(samples);
}

/** True where nothing is missing: all communes reached, or the commune itself. */
export function isGood({ coverage, samples, threshold }: Verdict): boolean {
	return coverage ? coverage.reached === coverage.units : reached(samples, threshold);
}

/** Of a unit with communes, in short: "66/178 xã đạt, thiếu 12.345 mẫu"; empty where nothing is known of any. */
export function communesText(
	units: Units,
	values: NetworkValues,
	code: string,
	network: Network,
	locale: Locale
): string {
	const coverage = coverageOf(units, values, code, network);
	if (!isAnyKnown(coverage)) return '';
	const threshold = thresholdOf(network);
	const missing = missingIn(units, values, code, threshold);
	return stateText({ coverage, samples: NaN, missing, threshold }, locale);
}

function stateText(
	{
		coverage,
		samples,
		missing,
		threshold
	}: Pick<Verdict, 'coverage' | 'samples' | 'missing' | 'threshold'>,
	locale: Locale
): string {
	const words = { locale };
	const number = (value: number) => formatNumber(value, locale);
	const short = missing > 0 ? m.verdict_short({ number: number(missing) }, words) : '';
	if (coverage) {
		const parts = { reached: number(coverage.reached), units: number(coverage.units) };
		return [reachWords(threshold).verdict(parts, words), short].filter(Boolean).join(', ');
	}
	if (threshold === null)
		return m.count_samples({ count: samples, number: number(samples) }, words);
	if (short) return m.verdict_commune_short({ short, samples: number(samples) }, words);
	return m.verdict_commune_reached(
		{ samples: number(samples), over: number(samples - threshold) },
		words
	);
}

function rankText({ rank, among }: Verdict, locale: Locale): string {
	if (!rank) return '';
	const parts = { rank: formatNumber(rank.rank, locale), count: formatNumber(rank.count, locale) };
	return among === null
		? m.verdict_rank(parts, { locale })
		: m.verdict_rank_inside({ ...parts, name: among }, { locale });
}

function changeText({ coverage, change }: Verdict, locale: Locale): string {
	if (change === null) return '';
	const words = { locale };
	if (change === 0) return m.verdict_same({}, words);
	const sign = formatChange(change, locale);
	const what = coverage
		? COUNT_OF.commune({ count: Math.abs(change), number: sign }, words)
		: m.count_samples({ count: Math.abs(change), number: sign }, words);
	return m.verdict_change({ change: what }, words);
}

/**
 * Samples a day that are still to come until a month that runs is over, and the days for it.
 * @param today `YYYY-MM-DD` in Viet Nam
 * @returns `null` where nothing is missing, in other months, and on the last day, when there is no day to come
 */
export function paceOf(
	{ missing }: Pick<Verdict, 'missing'>,
	month: Month,
	today: string
): { perDay: number; days: number } | null {
	if (!(missing > 0) || today.slice(0, 7) !== month) return null;
	const { isWhole, daysLeft } = monthClock(month, null, today);
	return isWhole ? null : { perDay: Math.ceil(missing / daysLeft), days: daysLeft };
}

/**
 * What a series tells of a unit in the month before.
 * @param series of the province in which it lies
 */
export function beforeIn(
	series: SeriesColumns,
	units: Units,
	code: string,
	network: Network,
	month: Month
): Before {
	const last = addMonths(month, -1);
	const index = series.months.indexOf(last);
	if (index < 0) return undefined;
	if (levelOf(units, code) === 'commune') return series.networks[network]?.[code]?.[index] ?? NaN;
	const { codes } = unitsOf(units, 'commune');
	const inside = rowsWithin(units, 'commune', code).map((row) => codes[row]!);
	return summariseSeries(series, network, inside, last);
}
