import { m, type Locale } from '../i18n/locale.ts';
import { coverageShares, isAnyKnown, summarise, type LevelSummary } from './aggregate.ts';
import { classify, countClasses, NO_DATA } from './classify.ts';
import { changeColours, classColours, type Theme } from './colour.ts';
import { changeLabel, compareSamples, isLoss, summariseChange } from './compare.ts';
import { unitsDiffer } from './comparable.ts';
import { formatClass, formatMonth, formatMonthInside } from './format.ts';
import type { NetworkValues, Provenance, Statistic } from './join.ts';
import { emptyValues } from './join.ts';
import { findLeader, type Leader } from './leader.ts';
import { breaksOf, isReading, isStatisticsMeasure, MEASURE_UNIT } from './measure.ts';
import type { Month } from './month.ts';
import { MEASURE_NAME, NETWORK_NAME, operatorName } from './names.ts';
import { thresholdOf, type Threshold } from './network.ts';
import { notesOf } from './notes.ts';
import type { Selection } from './selection.ts';
import { sentenceOf } from './sentence.ts';
import { isNotSent, noDataLabel, rowsNotSent, rowsSent, sentText, type Sent } from './sent.ts';
import { emptyStatistics, type NetworkStatistics } from './statistics.ts';
import type { Target } from './targets.ts';
import { countsFrom, reached } from './threshold.ts';
import {
	allRows,
	levelOf,
	rowsWithin,
	unitsOf,
	type Level,
	type LevelUnits,
	type Units
} from './unit.ts';

/** Marks of a unit on the map, one bit each. */
export const MARK = {
	/**
	 * Hatched: under the threshold (never for coverage, which is told of all communes alike); between two months what
	 * fell.
	 */
	below: 1,
	/** Its class, or all under the threshold, is switched off. */
	hidden: 2,
	/** Outside of the unit that is looked into. */
	outside: 4
} as const;

/** One class of the legend. */
export interface LegendEntry {
	/** Class, {@link NO_DATA} or 1 and up. */
	at: number;
	label: string;
	colour: string;
	/** Units of the level (in the scope) in this class. */
	count: number;
	hidden: boolean;
	/** True when all values of the class are under the threshold. */
	below: boolean;
	/** True when the class begins at a national target or at the threshold. */
	target: boolean;
}

/** Coverage of one level, and its change on the month before. */
export interface Kpi extends LevelSummary {
	level: Level;
	/** Change of `reached`; `null` where the month before can't be compared (`unitsDiffer`), or nothing is known of one of them. */
	change: number | null;
}

/** What a view is made from. All of it belongs to one month, edition and network. */
export interface ViewInput {
	units: Units;
	/** Of the selection's operator, or of all. */
	values: NetworkValues;
	/** Needed where the selection's measure is one of its columns. */
	statistics?: NetworkStatistics | null;
	month: Month;
	edition: string;
	/** The edition that the month belongs to, when its values are estimates on the units of another. */
	estimatedFrom?: string | undefined;
	/** Coverage in the scope in the month before on the same units; absent when there is none. */
	previous?: Partial<Record<Level, LevelSummary>> | undefined;
	/** Values of the month that the selection is compared with, on the same units. */
	against?: NetworkValues | undefined;
	/** Month whose targets set the classes, where another map beside has those; left out, its own. */
	classesOf?: Month;
	/** True when `previous` is an estimate. */
	previousEstimated?: boolean;
	statistic: Statistic | null;
	/** Of the month's own figures; `none` where it has none of this network. */
	provenance: Provenance | 'none';
	/** Input file, simulation and the like, for the source line. */
	source: string;
	/** Which provinces sent the month, where each sends its own and some have not. */
	sent?: Sent | undefined;
	/** True when outlines are drawn from points, not surveyed. */
	approximate: boolean;
	/** Where surveyed outlines lack units or islands, which are drawn from points. */
	partly?: { units: readonly string[]; islands: readonly { name: string }[] } | undefined;
}

/** Everything that any face (map, table, legend, text, export) shows of one selection. */
export interface ViewModel {
	selection: Selection;
	edition: string;
	/** Of the network; `null` where there is none, and nothing is reached, short or hatched. */
	threshold: Threshold;
	locale: Locale;
	theme: Theme;
	units: LevelUnits;
	levels: Level[];
	samples: Float64Array;
	/** Values of the measure in unit order; `NaN` means no data. */
	values: Float64Array;
	/** Samples in the month that this one is compared with, in unit order; `null` for a month alone. */
	before: Float64Array | null;
	/** 95 % interval of the median in unit order; absent where the values are no medians of known measurements. */
	interval?: { low: Float64Array; high: Float64Array } | undefined;
	/** Class by unit; of `compare.ts` where two months are compared. */
	classes: Uint8Array;
	/** {@link MARK} bits by unit. */
	marks: Uint8Array;
	/** Rows in the scope, ascending. */
	rows: readonly number[];
	/** Colours by class. */
	colours: string[];
	legend: LegendEntry[];
	/** National targets among the class breaks, in Mbit/s. */
	targets: readonly Target[];
	/** Of the units in provinces that have sent the month. */
	kpis: Kpi[];
	/** Provinces that have sent, where the scope is the country and not all have. */
	sent: Sent | null;
	/** Rows of the units in provinces that sent nothing of the month: they have no data, which is not zero. */
	notSent: ReadonlySet<number>;
	/** True where other units have data than in the month before: no change of counts is told then. */
	unitsDiffer: boolean;
	/** Samples of the scope, from its own row or else the top level. */
	total: number;
	/** Name of the scope. */
	place: string;
	title: string;
	/** Who does best one step below the scope; `null` where nobody does. */
	leader: Leader | null;
	sentence: string;
	/** Provenance in words, first, then what else a reader must know. */
	notes: string[];
	statistic: Statistic | null;
	/** `estimated` where values were carried over from another edition, `none` where nothing is published. */
	provenance: Provenance | 'none';
	/** Provenance of the figures from which estimates were made; otherwise that of the values. */
	basis: Provenance | 'none';
	/** True when the month before, to which changes refer, is an estimate. */
	previousEstimated: boolean;
	approximate: boolean;
}

/**
 * The one view model. Pure: same input, same result.
 * @param input tables of the selection's month and network
 * @param selection settled against the edition's units
 */
export function buildViewModel(input: ViewInput, selection: Selection, theme: Theme): ViewModel {
	const { units } = input;
	const { level, measure, network, locale, within } = selection;
	const threshold = thresholdOf(network);
	const least = countsFrom(network);
	const levelUnits = unitsOf(units, level);
	const own = input.values[level] ?? emptyValues(levelUnits.codes.length);
	const breaks = breaksOf(measure, network, input.classesOf ?? input.month);
	const statistics = () => input.statistics?.[level] ?? emptyStatistics(levelUnits.codes.length);
	const before = beforeOf(input, selection);
	const change = before && compareSamples(before, own.samples, level, least);
	const measured =
		measure === 'coverage'
			? coverageShares(units, input.values, level, least)
			: isStatisticsMeasure(measure)
				? statistics()[measure]
				: own[measure];
	const values = change?.difference ?? measured;
	const classes = change?.classes ?? classify(values, breaks.at);
	const rows = within === null ? allRows(levelUnits) : rowsWithin(units, level, within);
	const colours = change ? changeColours(theme) : classColours(measure, theme, threshold !== null);
	const counts = countClasses(classes, colours.length, rows);
	// Estimates are on other units than those that were sent.
	const notSent = rowsNotSent(
		units,
		level,
		input.estimatedFrom === undefined ? input.sent : undefined
	);
	const unknown = rows.filter((row) => classes[row] === NO_DATA);
	const isSamples = measure === 'samples';
	const unit = MEASURE_UNIT[measure];

	const legend = colours.map((colour, at): LegendEntry => {
		const low = breaks.at[at - 2] ?? 0;
		return {
			at,
			label: change
				? changeLabel(at, level, locale, threshold)
				: at === NO_DATA
					? noDataLabel(unknown, notSent, locale)
					: formatClass(at, breaks.at, unit, locale),
			colour,
			count: counts[at]!,
			hidden: selection.hidden.includes(at),
			below: change
				? isLoss(at)
				: isSamples && at !== NO_DATA && threshold !== null && low < threshold,
			target: !change && at > 1 && breaks.set.includes(low)
		};
	});

	const { kpis, isOther } = summariseScope(input, within, least);
	const place = scopeName(units, within, locale);
	const total = scopeTotal(units, input.values, within);
	// Where units are coloured by their communes, the words tell of communes.
	const told = measure === 'coverage' ? 'commune' : level;
	const kpi = kpis.find((each) => each.level === told)!;
	const leader = findLeader(units, input.values, told, within, least);
	const previousEstimated = input.previousEstimated ?? false;
	return {
		selection,
		edition: input.edition,
		threshold,
		locale,
		theme,
		units: levelUnits,
		levels: units.levels,
		samples: own.samples,
		before,
		values,
		interval:
			isReading(measure) && selection.operator === null && input.statistics
				? { low: statistics()[`low_${measure}`], high: statistics()[`high_${measure}`] }
				: undefined,
		classes,
		marks: markUnits(own.samples, classes, rows, selection, change !== null),
		rows,
		colours,
		legend,
		targets: breaks.targets,
		kpis,
		sent: (within === null && input.sent) || null,
		notSent,
		unitsDiffer: isOther,
		total,
		place,
		title: titleOf(input, selection, place),
		leader,
		sentence: sentenceOf({
			month: input.month,
			network,
			locale,
			operator: selection.operator,
			threshold,
			place: within === null ? null : place,
			level: told,
			coverage: kpi,
			change: kpi.change,
			previousEstimated,
			leader,
			units,
			against: change && {
				month: selection.against!,
				change: summariseChange(change, rows),
				samples: total - scopeTotal(units, input.against!, within)
			},
			estimatedFrom: input.estimatedFrom,
			sent: sentPart(input, selection)
		}),
		notes: notesOf(input, selection),
		statistic: input.statistic,
		provenance:
			input.estimatedFrom === undefined || input.provenance === 'none'
				? input.provenance
				: 'estimated',
		basis: input.provenance,
		previousEstimated,
		approximate: input.approximate
	};
}

/** What the sentence says of provinces that have not sent the month; empty where there is nothing to say. */
function sentPart({ units, sent }: ViewInput, { within, locale }: Selection): string {
	if (!sent) return '';
	if (within === null) return sentText(sent, locale);
	return isNotSent(units, within, sent) ? m.sentence_not_sent({}, { locale }) : '';
}

function markUnits(
	samples: Float64Array,
	classes: Uint8Array,
	rows: readonly number[],
	selection: Selection,
	compared: boolean
): Uint8Array {
	const marks = new Uint8Array(samples.length).fill(MARK.outside);
	for (const row of rows) marks[row] = 0;
	const { hidden, measure, network, reachedOnly } = selection;
	const threshold = thresholdOf(network);
	for (let row = 0; row < samples.length; row++) {
		// Between two months the hatch is for what fell: a state would hide the change.
		const below = compared
			? isLoss(classes[row]!)
			: measure !== 'coverage' && threshold !== null && samples[row]! < threshold;
		if (below) marks[row]! |= MARK.below;
		const unreached = reachedOnly && threshold !== null && !reached(samples[row]!, threshold);
		if (unreached || hidden.includes(classes[row]!)) marks[row]! |= MARK.hidden;
	}
	return marks;
}

/** Samples of the level in view in the other month; `null` for a month alone. */
function beforeOf({ units, against }: ViewInput, { level, ...selection }: Selection) {
	if (!against || selection.against === null) return null;
	return against[level]?.samples ?? emptyValues(unitsOf(units, level).codes.length).samples;
}

function summariseScope(input: ViewInput, within: string | null, least: number) {
	const { units, previous = {} } = input;
	const depth = within === null ? -1 : units.levels.indexOf(levelOf(units, within)!);
	const summaries = units.levels.slice(depth + 1).map((level) => {
		const samples =
			input.values[level]?.samples ?? emptyValues(unitsOf(units, level).codes.length).samples;
		// Estimates are on other units than those that were sent.
		const sent = input.estimatedFrom === undefined ? input.sent : undefined;
		return [level, summarise(samples, rowsSent(units, level, within, sent), least)] as const;
	});
	const isOther = unitsDiffer(previous, Object.fromEntries(summaries));
	const kpis = summaries.map(([level, summary]): Kpi => {
		const before = isOther ? undefined : previous[level];
		const isKnown = before !== undefined && isAnyKnown(before) && isAnyKnown(summary);
		return { level, ...summary, change: isKnown ? summary.reached - before.reached : null };
	});
	return { kpis, isOther };
}

function scopeTotal(units: Units, values: NetworkValues, within: string | null): number {
	if (within === null) {
		const samples = values.province?.samples ?? new Float64Array();
		return samples.every(Number.isNaN) ? NaN : summarise(samples).samples;
	}
	const level = levelOf(units, within)!;
	return values[level]?.samples[unitsOf(units, level).rowOf.get(within)!] ?? NaN;
}

function scopeName(units: Units, within: string | null, locale: Locale): string {
	if (within === null) return m.country({}, { locale });
	const level = levelOf(units, within)!;
	const { names, rowOf } = unitsOf(units, level);
	return names[rowOf.get(within)!]!;
}

function titleOf(input: ViewInput, selection: Selection, place: string): string {
	const { locale } = selection;
	const measure =
		selection.against !== null && input.against
			? m.compare_title({ month: formatMonthInside(selection.against, locale) }, { locale })
			: MEASURE_NAME[selection.measure]({}, { locale });
	const { operator } = selection;
	const name = NETWORK_NAME[selection.network]({}, { locale });
	const network =
		operator === null
			? name
			: `${name}, ${m.operator_only({ operator: operatorName(operator, locale) }, { locale })}`;
	const parts = [place, formatMonth(input.month, locale), network, measure];
	if (input.estimatedFrom !== undefined) parts.push(m.estimated_by_area({}, { locale }));
	return parts.join(' · ');
}
