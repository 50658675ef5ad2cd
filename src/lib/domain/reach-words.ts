/**
 * Words for units that count: of a network with a threshold those that reached it; of one without, those that were
 * measured at all (`countsFrom`), of which nothing is said to be reached, short or missing.
 */
import { m, type Locale, pageLocale } from '../i18n/locale.ts';
import { formatNumber } from './format.ts';
import { MEASURE_NAME } from './names.ts';
import { COUNTED_NETWORKS, networkInside, thresholdOf, type Threshold } from './network.ts';

interface Options {
	locale?: Locale;
}
type LocalizedString = ReturnType<typeof m.sentence_measured>;

/** The threshold of letter 5691/BTTTT-CVT; another one is that of `data/networks.csv` alone. */
const LETTER = 300;

/** A threshold as texts name it, "1.000"; a dash where there is none, and no text should name any. */
export function thresholdText(threshold: Threshold, locale: Locale = pageLocale()): string {
	return formatNumber(threshold ?? NaN, locale);
}

/** The threshold where a text is of no network: one number, or each network's own where they differ. */
export function thresholdsText(locale: Locale = pageLocale()): string {
	const known = new Set(COUNTED_NETWORKS.map(thresholdOf));
	if (known.size === 1) return thresholdText([...known][0]!, locale);
	return COUNTED_NETWORKS.map(
		(network) =>
			`${thresholdText(thresholdOf(network), locale)} (${networkInside(network, locale)})`
	).join(', ');
}

/** Words of a network with a threshold, which they name in the form of their language. */
function reachedWords(threshold: number) {
	const of =
		<Inputs extends { threshold: NonNullable<unknown> }>(
			word: (inputs: Inputs, options?: Options) => LocalizedString
		) =>
		(inputs: Omit<Inputs, 'threshold'>, options?: Options) =>
			word(
				{ ...inputs, threshold: thresholdText(threshold, options?.locale) } as unknown as Inputs,
				options
			);
	return {
		kpi: {
			province: of(m.kpi_label_province),
			district: of(m.kpi_label_district),
			commune: of(m.kpi_label_commune)
		},
		/** Of one operator alone nobody reaches or misses the threshold. */
		kpiAlone: {
			province: of(m.kpi_operator_province),
			district: of(m.kpi_operator_district),
			commune: of(m.kpi_operator_commune)
		},
		sentence: of(m.sentence_reached),
		sentenceAlone: of(m.sentence_reached_alone),
		newly: of(m.sentence_newly_reached),
		noLonger: m.sentence_newly_lost,
		fellBelow: of(m.change_lost),
		roseTo: of(m.change_reached),
		compareMarks: of(m.compare_marks),
		compareHint: of(m.compare_hint),
		compareByShare: m.compare_by_share,
		timelineTitle: of(m.timeline_title),
		timelineValue: m.timeline_value,
		months: of(m.months_title_country),
		bestCurve: of(m.best_curve),
		history: m.detail_history_country,
		/** Of one province after the other by share, and of what lies inside of a unit as `buildDetail` orders it. */
		children: m.detail_children_best,
		inside: m.detail_children,
		coverage: m.detail_coverage,
		verdict: m.verdict_parent,
		deck: of(m.deck_reached),
		deckProgress: of(m.deck_progress),
		column: of(m.report_column_reached),
		communes: m.column_communes_reached,
		byShare: of(m.report_by_share),
		share: MEASURE_NAME.coverage,
		opening: of(threshold === LETTER ? m.report_opening : m.report_opening_listed),
		partUnits: m.report_part_units,
		partCauses: m.report_part_causes
	};
}
type ReachWords = ReturnType<typeof reachedWords>;

const MEASURED_KPI = {
	province: m.kpi_measured_province,
	district: m.kpi_measured_district,
	commune: m.kpi_measured_commune
};

const MEASURED: ReachWords = {
	kpi: MEASURED_KPI,
	kpiAlone: MEASURED_KPI,
	sentence: m.sentence_measured,
	sentenceAlone: m.sentence_measured,
	newly: m.sentence_newly_measured,
	noLonger: m.sentence_newly_unmeasured,
	fellBelow: m.change_unmeasured,
	roseTo: m.change_measured,
	compareMarks: m.compare_marks_measured,
	compareHint: m.compare_hint_measured,
	compareByShare: m.compare_by_share_measured,
	timelineTitle: m.timeline_title_measured,
	timelineValue: m.timeline_value_measured,
	months: m.months_title_samples,
	bestCurve: m.best_curve_measured,
	history: m.detail_history_country_measured,
	children: m.detail_children_best_measured,
	inside: m.detail_children_most,
	coverage: m.detail_coverage_measured,
	verdict: m.verdict_parent_measured,
	deck: m.deck_measured,
	deckProgress: m.deck_progress_measured,
	column: m.report_column_measured,
	communes: m.column_communes_measured,
	byShare: m.report_by_share_measured,
	share: m.column_share_measured,
	opening: m.report_opening_measured,
	partUnits: m.report_part_units_measured,
	partCauses: m.report_part_causes_measured
};

/** The words for a network's threshold. */
export function reachWords(threshold: Threshold): ReachWords {
	return threshold === null ? MEASURED : reachedWords(threshold);
}

/** Where thresholds stand. */
function sourceOf(thresholds: readonly Threshold[], locale: Locale): string {
	const source = thresholds.every((of) => of === LETTER) ? m.rule_letter : m.rule_list;
	return source({}, { locale });
}

/** Where the thresholds of all networks stand. */
export function thresholdsSource(locale: Locale): string {
	return sourceOf(COUNTED_NETWORKS.map(thresholdOf), locale);
}

/** The rule of a network's threshold, for sheets and slides. */
export function ruleText(threshold: Threshold, locale: Locale): string {
	return m.about_row_rule_text(
		{ threshold: thresholdText(threshold, locale), source: sourceOf([threshold], locale) },
		{ locale }
	);
}
