import { m, type Locale } from '../i18n/locale.ts';
import type { LevelSummary } from './aggregate.ts';
import type { ChangeSummary } from './compare.ts';
import { formatMonth, formatMonthInside, formatNumber, formatShare } from './format.ts';
import type { Leader } from './leader.ts';
import type { Month } from './month.ts';
import { COUNT_OF, operatorName } from './names.ts';
import { networkInside, type Network, type Threshold } from './network.ts';
import { reachWords, thresholdText } from './reach-words.ts';
import { shortName, unitsOf, type Level, type Units } from './unit.ts';

/** Two months compared. */
export interface Against {
	month: Month;
	change: ChangeSummary;
	/** Change of the scope's samples; `NaN` unless both months are known. */
	samples: number;
}

/** What is said in one line. */
export interface Telling {
	month: Month;
	network: Network;
	locale: Locale;
	/** The operator of which alone is told; `null` for all of them. */
	operator: string | null;
	/** Of the network; without one the sentence tells of what was measured. */
	threshold: Threshold;
	/** Name of the unit that is looked into; `null` for the country. */
	place: string | null;
	/** Level in view. */
	level: Level;
	/** Its coverage in the scope. */
	coverage: LevelSummary;
	/** Change of `reached` on the month before; `null` where months cannot be compared. */
	change: number | null;
	/** True when the month before is an estimate. */
	previousEstimated: boolean;
	leader: Leader | null;
	/** To which the leader belongs. */
	units: Units;
	/** What changed since another month, when two are compared; the rest of the sentence then tells of that. */
	against: Against | null;
	/** The edition from which the figures were estimated. */
	estimatedFrom: string | undefined;
	/** What is said of provinces that have not sent the month; empty where there is nothing to say. */
	sent?: string;
}

/**
 * One line in words: how many units reached the threshold, the change on the month before, who leads.
 * What is not known is left out, never filled in.
 */
export function sentenceOf(told: Telling): string {
	const { sent = '' } = told;
	return sent === '' ? factsOf(told) : `${factsOf(told)} ${sent}`;
}

function factsOf(told: Telling): string {
	const { locale, against, estimatedFrom } = told;
	const words = { locale };
	const parts = {
		month: formatMonth(told.month, locale),
		network: networkInside(told.network, locale),
		place: told.place === null ? '' : m.sentence_place({ name: told.place }, words)
	};
	const { operator } = told;
	// The threshold counts all operators together: of one alone the sentence claims nothing about it.
	if (operator !== null && told.threshold !== null)
		return m.sentence_operator(
			{
				...parts,
				operator: operatorName(operator, locale),
				facts: stateText(told),
				threshold: thresholdText(told.threshold, locale)
			},
			words
		);
	const sentence = against
		? m.sentence_against(
				{
					...parts,
					before: formatMonthInside(against.month, locale),
					facts: againstText(told, against)
				},
				words
			)
		: m.sentence({ ...parts, facts: stateText(told) }, words);
	return estimatedFrom === undefined
		? sentence
		: `${sentence} ${m.sentence_estimated({ edition: estimatedFrom }, words)}`;
}

function stateText(told: Telling): string {
	const { coverage } = told;
	const facts = [coverageText(told)];
	if (coverage.unitsWithoutData < coverage.units)
		facts.push(changeText(told) ?? '', leaderText(told) ?? '');
	return facts.filter(Boolean).join('; ');
}

function againstText({ level, threshold, locale }: Telling, { change, samples }: Against): string {
	const words = { locale };
	const { newlyReached, newlyLost } = change;
	const reach = reachWords(threshold);
	if (Number.isNaN(samples)) return m.sentence_no_data({}, words);
	const number = formatNumber(Math.abs(samples), locale);
	const total =
		samples > 0
			? m.sentence_samples_more({ number }, words)
			: samples < 0
				? m.sentence_samples_fewer({ number }, words)
				: m.sentence_samples_same({}, words);
	return [
		reach.newly({ count: countOf(level, newlyReached, locale) }, words),
		reach.noLonger({ count: countOf(level, newlyLost, locale) }, words),
		total
	].join('; ');
}

function countOf(level: Level, count: number, locale: Locale): string {
	return COUNT_OF[level]({ count, number: formatNumber(count, locale) }, { locale });
}

function coverageText({ level, coverage, operator, threshold, locale }: Telling): string {
	const { units, reached, share, unitsWithoutData } = coverage;
	// No data at all is not "0 reached".
	if (unitsWithoutData === units) return m.sentence_no_data({}, { locale });
	const reach = reachWords(threshold);
	return (operator === null ? reach.sentence : reach.sentenceAlone)(
		{
			reached: formatNumber(reached, locale),
			units: countOf(level, units, locale),
			share: formatShare(share, locale)
		},
		{ locale }
	);
}

function changeText({ level, change, previousEstimated, locale }: Telling): string | undefined {
	if (change === null) return undefined;
	const words = { locale };
	const before = previousEstimated
		? m.sentence_before_estimated({}, words)
		: m.sentence_before({}, words);
	if (change === 0) return m.sentence_same({ before }, words);
	const count = countOf(level, Math.abs(change), locale);
	return change > 0
		? m.sentence_more({ count, before }, words)
		: m.sentence_fewer({ count, before }, words);
}

function leaderText({ leader, units, locale }: Telling): string | undefined {
	if (!leader) return undefined;
	const { level, rows, coverage, samples } = leader;
	const { names, types } = unitsOf(units, level);
	const score = coverage
		? `${formatNumber(coverage.reached, locale)}/${formatNumber(coverage.units, locale)}`
		: m.count_samples({ count: samples, number: formatNumber(samples, locale) }, { locale });
	// Provinces are known by their bare names; a district may share its own with its province.
	const nameOf = (row: number) =>
		level === 'province' ? shortName(names[row]!, types[row]!) : names[row]!;
	const [first, second] = rows;
	if (second === undefined) return m.sentence_leader({ name: nameOf(first!), score }, { locale });
	const who =
		rows.length === 2
			? m.sentence_both({ first: nameOf(first!), second: nameOf(second) }, { locale })
			: countOf(level, rows.length, locale);
	return m.sentence_leaders({ who, score }, { locale });
}
