/**
 * Words for units that count: of a network with a threshold those that reached it; of one without, those that were
 * measured at all (`countsFrom`), of which nothing is said to be reached, short or missing.
 */
import { m } from '../i18n/locale.ts';
import { MEASURE_NAME } from './names.ts';
import type { Threshold } from './network.ts';

const REACHED = {
	kpi: {
		province: m.kpi_label_province,
		district: m.kpi_label_district,
		commune: m.kpi_label_commune
	},
	sentence: m.sentence_reached,
	newly: m.sentence_newly_reached,
	noLonger: m.sentence_newly_lost,
	compareMarks: m.compare_marks,
	compareHint: m.compare_hint,
	compareByShare: m.compare_by_share,
	timelineTitle: m.timeline_title,
	timelineValue: m.timeline_value,
	bestCurve: m.best_curve,
	history: m.detail_history_country,
	children: m.detail_children_best,
	coverage: m.detail_coverage,
	deck: m.deck_reached,
	deckProgress: m.deck_progress,
	column: m.report_column_reached,
	communes: m.column_communes_reached,
	byShare: m.report_by_share,
	share: MEASURE_NAME.coverage,
	opening: m.report_opening,
	partUnits: m.report_part_units,
	partCauses: m.report_part_causes
};

const MEASURED: typeof REACHED = {
	kpi: {
		province: m.kpi_measured_province,
		district: m.kpi_measured_district,
		commune: m.kpi_measured_commune
	},
	sentence: m.sentence_measured,
	newly: m.sentence_newly_measured,
	noLonger: m.sentence_newly_unmeasured,
	compareMarks: m.compare_marks_measured,
	compareHint: m.compare_hint_measured,
	compareByShare: m.compare_by_share_measured,
	timelineTitle: m.timeline_title_measured,
	timelineValue: m.timeline_value_measured,
	bestCurve: m.best_curve_measured,
	history: m.detail_history_country_measured,
	children: m.detail_children_best_measured,
	coverage: m.detail_coverage_measured,
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
export function reachWords(threshold: Threshold): typeof REACHED {
	return threshold === null ? MEASURED : REACHED;
}
