/** What reports and slides say, before it is laid out. Pure: every number comes from the briefing's tables. */
import { isAnyKnown, summarise, type LevelSummary } from '../domain/aggregate.ts';
import { unitsDiffer } from '../domain/comparable.ts';
import { formatNumber } from '../domain/format.ts';
import { emptyValues, type NetworkValues } from '../domain/join.ts';
import { breaksOf } from '../domain/measure.ts';
import type { Month } from '../domain/month.ts';
import { LEVEL_UNITS } from '../domain/names.ts';
import { rankUnits, type RankBy, type RankedUnit } from '../domain/rank.ts';
import { byReading, type Reading } from '../domain/figures.ts';
import { rowsSent } from '../domain/sent.ts';
import { thresholdText } from '../domain/reach-words.ts';
import type { Target } from '../domain/targets.ts';
import { thresholdOf } from '../domain/network.ts';
import { countsFrom, deficit } from '../domain/threshold.ts';
import {
	ancestorRow,
	childLevel,
	levelOf,
	rowsWithin,
	unitsOf,
	type Level
} from '../domain/unit.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { m } from '../i18n/locale.ts';
import { modelOf, PLAIN, type Briefing } from './briefing.ts';

/** How far one level of the scope is, and was. */
export interface LevelResult {
	level: Level;
	now: LevelSummary;
	/** `null` where it can't be compared with the month before, or nothing is known of one of them. */
	before: LevelSummary | null;
}

/** A unit that lacks samples. */
export interface Gap {
	code: string;
	name: string;
	/** Name of the unit above, inside the scope; empty where that is the scope. */
	parent: string;
	samples: number;
	deficit: number;
}

/** A national target and how the scope stands to it. */
export interface TargetResult {
	target: Target;
	/** Units of the ranking's level whose download reaches it, of those that have one. */
	reached: number;
	known: number;
}

export interface Report {
	model: ViewModel;
	/** `null` for the country. */
	scopeLevel: Level | null;
	/** The month that this one is compared with; `null` for none. */
	beforeMonth: Month | null;
	levels: LevelResult[];
	/** Samples of the scope; `NaN` without data. */
	total: number;
	totalBefore: number | null;
	/** Right below the scope, best first. */
	ranking: { level: Level; by: RankBy; units: RankedUnit[] };
	/** Communes of the scope, the largest deficit first; those without data last. */
	gaps: Gap[];
	/** The scope's own figures; `NaN` where there are none: medians of parts are not put together. */
	readings: Record<Reading, number>;
	targets: TargetResult[];
}

/** All that is told of the scope of a briefing. */
export function reportOf(given: Briefing): Report {
	const briefing = filled(given);
	const { input, before, selection } = briefing;
	const { units, values } = input;
	const { within, network } = selection;
	const threshold = thresholdOf(network);
	const least = countsFrom(network);
	const scopeLevel = within === null ? null : levelOf(units, within)!;
	const rankLevel = scopeLevel === null ? units.levels[0]! : childLevel(units, scopeLevel)!;
	const by: RankBy = rankLevel === units.levels.at(-1) || threshold === null ? 'samples' : 'share';
	const depth = scopeLevel === null ? -1 : units.levels.indexOf(scopeLevel);
	// Of a month that not all provinces have sent, the units of those that have.
	const rows = (level: Level) => rowsSent(units, level, within, input.sent);
	const level = units.levels.at(-1)!;
	const model = modelOf(briefing, { ...PLAIN, level, measure: 'samples' });
	const scopeRow = scopeLevel === null ? -1 : unitsOf(units, scopeLevel).rowOf.get(within!)!;
	const own = scopeLevel === null ? undefined : values[scopeLevel];
	const summaries = units.levels.slice(depth + 1).map((each) => ({
		level: each,
		now: summarise(values[each]!.samples, rows(each), least),
		was: before && summarise(before.values[each]!.samples, rows(each), least)
	}));
	const byLevel = (of: 'now' | 'was') =>
		Object.fromEntries(summaries.flatMap((each) => (each[of] ? [[each.level, each[of]]] : [])));
	// What other units sent in is no change.
	const isOther = unitsDiffer(byLevel('was'), byLevel('now'));
	const levels = summaries.map(({ level: each, now, was }) => {
		const isKnown = was && !isOther && isAnyKnown(was) && isAnyKnown(now);
		return { level: each, now, before: isKnown ? was : null };
	});
	const compared = isOther ? null : before;
	return {
		model,
		scopeLevel,
		beforeMonth: before?.month ?? null,
		levels,
		total: model.total,
		totalBefore:
			isOther || Number.isNaN(model.total) ? null : totalBefore(briefing, scopeLevel, scopeRow),
		ranking: {
			level: rankLevel,
			by,
			units: inOrder(
				rankUnits(units, values, compared?.values ?? null, rankLevel, by, within, least),
				(code) => values[rankLevel]!.samples[unitsOf(units, rankLevel).rowOf.get(code)!]!
			)
		},
		gaps: threshold === null ? [] : gapsOf(briefing, threshold),
		readings: byReading((reading) => own?.[reading][scopeRow] ?? NaN),
		targets: breaksOf('download', network, input.month).targets.map((target) => {
			const download = values[rankLevel]!.download;
			const inside = rows(rankLevel) ?? Array.from(download, (_, row) => row);
			const known = inside.filter((row) => !Number.isNaN(download[row]!));
			const reached = known.filter((row) => download[row]! >= target.mbps).length;
			return { target, reached, known: known.length };
		})
	};
}

/** How many units are short, and by how much; those without data are told apart, for of them nothing is known. */
export function missingText({ model, gaps }: Report): string {
	const { locale } = model;
	const count = (value: number) => formatNumber(value, locale);
	const short = gaps.filter(({ samples }) => !Number.isNaN(samples));
	const unknown = gaps.length - short.length;
	const told = {
		number: count(short.length),
		units: LEVEL_UNITS[model.units.level]({}, { locale }),
		samples: count(short.reduce((sum, { deficit: lack }) => sum + lack, 0)),
		threshold: thresholdText(model.threshold, locale)
	};
	return unknown === 0
		? m.report_missing(told, { locale })
		: m.report_missing_unknown({ ...told, unknown: count(unknown) }, { locale });
}

/** Those without a place come last. */
function compareRanks(a: RankedUnit, b: RankedUnit): number {
	return (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER);
}

/** Ranked units; those that share a place by their samples, so that the last one named is not last by chance. */
function inOrder(ranked: RankedUnit[], samplesOf: (code: string) => number): RankedUnit[] {
	return ranked.sort(
		(a, b) =>
			compareRanks(a, b) ||
			(samplesOf(b.code) || 0) - (samplesOf(a.code) || 0) ||
			a.code.localeCompare(b.code)
	);
}

/** A briefing with values of every level: a network without data in a month has none. */
function filled(briefing: Briefing): Briefing {
	const { input, before } = briefing;
	const whole = (values: NetworkValues): NetworkValues =>
		Object.fromEntries(
			input.units.levels.map((level) => {
				const own = values[level] ?? emptyValues(unitsOf(input.units, level).codes.length);
				return [level, own];
			})
		);
	return {
		...briefing,
		input: { ...input, values: whole(input.values) },
		before: before && { ...before, values: whole(before.values) }
	};
}

/** The best and the weakest units with data; none is in both. */
export function endsOf(
	units: readonly RankedUnit[],
	count: number
): [best: RankedUnit[], weakest: RankedUnit[]] {
	const known = units.filter(({ rank }) => rank !== null);
	const best = known.slice(0, count);
	return [best, known.slice(best.length).slice(-count).reverse()];
}

function totalBefore({ before }: Briefing, level: Level | null, row: number): number | null {
	if (!before) return null;
	const { samples: provinces } = before.values.province!;
	const country = provinces.every(Number.isNaN) ? NaN : summarise(provinces).samples;
	const samples = level === null ? country : before.values[level]!.samples[row]!;
	return Number.isNaN(samples) ? null : samples;
}

function gapsOf({ input, selection }: Briefing, threshold: number): Gap[] {
	const { units, values } = input;
	const { within } = selection;
	const level = units.levels.at(-1)!;
	const above = units.levels.at(-2)!;
	const of = unitsOf(units, level);
	const parents = unitsOf(units, above);
	const rows = within === null ? of.codes.map((_, row) => row) : rowsWithin(units, level, within);
	return rows
		.map((row) => {
			const parent = ancestorRow(units, level, row, above);
			const samples = values[level]!.samples[row]!;
			return {
				code: of.codes[row]!,
				name: of.names[row]!,
				parent: parents.codes[parent] === within ? '' : parents.names[parent]!,
				samples,
				deficit: deficit(samples, threshold)
			};
		})
		.filter(({ samples, deficit }) => Number.isNaN(samples) || deficit > 0)
		.sort(
			(a, b) =>
				Number(Number.isNaN(a.samples)) - Number(Number.isNaN(b.samples)) ||
				b.deficit - a.deficit ||
				a.code.localeCompare(b.code)
		);
}
