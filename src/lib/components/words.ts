import {
	formatMonth,
	formatMonthInside,
	formatMonthShort,
	formatNumber,
	formatShare
} from '../domain/format.ts';
import { isMonth, type Month } from '../domain/month.ts';
import { thresholdOf, type Network } from '../domain/network.ts';
import type { Fallback, MeasureReason, Selection } from '../domain/selection.ts';
import { thresholdsText } from '../domain/reach-words.ts';
import { LEVEL_NAME, LEVEL_UNITS, NETWORK_NAME, operatorName } from '../domain/names.ts';
import type { SearchHit } from '../domain/search.ts';
import type { Units } from '../domain/unit.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { m, type Locale } from '../i18n/locale.ts';

/** What the site is, for search engines and previews of links. */
export function appDescription(): string {
	return m.app_description({ threshold: thresholdsText() });
}

/** Why a measure can't be shown. */
const MEASURE_REASON: Record<MeasureReason, () => string> = {
	estimated: m.reason_estimated_measure,
	unread: m.reason_unread,
	unmeasured: m.reason_unmeasured,
	operator: m.reason_operator_measure,
	level: m.reason_coverage_level,
	hexagons: m.reason_hexagon_measure,
	months: m.reason_months,
	threshold: m.reason_threshold
};

/** Why a measure of a network can't be shown. */
export function measureReasonText(why: MeasureReason, network: Network): string {
	if (why === 'months' && thresholdOf(network) === null) return m.reason_months_samples();
	return MEASURE_REASON[why]();
}

/** Short names of two maps beside each other, left first: their months, or else their networks. */
export function sideNames(
	left: Pick<ViewModel, 'selection'>,
	right: Pick<ViewModel, 'selection'>
): [string, string] {
	const [a, b] = [left.selection, right.selection];
	return a.month === b.month
		? [NETWORK_NAME[a.network](), NETWORK_NAME[b.network]()]
		: [formatMonthShort(a.month), formatMonthShort(b.month)];
}

/** Month and network of two maps beside each other, left first. */
export function sideTexts(
	left: Pick<ViewModel, 'selection' | 'locale'>,
	right: Pick<ViewModel, 'selection' | 'locale'>
): [string, string] {
	const text = ({ selection, locale }: typeof left) =>
		`${formatMonth(selection.month, locale)} · ${NETWORK_NAME[selection.network]()}`;
	return [text(left), text(right)];
}

/** What the reader is told about a value that could not be kept. */
export function fallbackText(
	fallback: Fallback,
	edition: string,
	{ network, locale }: Pick<Selection, 'network' | 'locale'>
): string {
	switch (fallback.kind) {
		case 'value':
			if (fallback.name === 'view' && fallback.value === 'hexagons')
				return `${m.reason_no_hexagons()}.`;
			if (fallback.name === 'against' && isMonth(fallback.value)) return `${m.reason_against()}.`;
			return m.note_value({
				name: fallback.name,
				value: fallback.value,
				used: fallback.name === 'month' ? formatMonth(fallback.used, locale) : fallback.used
			});
		case 'level':
			return m.note_level({
				from: LEVEL_NAME[fallback.from]().toLocaleLowerCase(locale),
				to: LEVEL_NAME[fallback.to]().toLocaleLowerCase(locale)
			});
		case 'measure':
			return `${measureReasonText(fallback.why, network)}.`;
		case 'operator':
			return fallback.why === 'view'
				? `${m.reason_view_operator()}.`
				: `${m.reason_operator_unknown({ operator: operatorName(fallback.operator) })}.`;
		case 'unit':
			return m.note_unit({ code: fallback.code, edition });
	}
}

/** What the reader is told when a step in time crosses into another edition. */
export function editionText(
	units: Units,
	from: Month,
	month: Month,
	previous: string,
	locale: Locale
): string {
	const list = units.levels
		.map(
			(level) => `${formatNumber(units.of[level]!.codes.length, locale)} ${LEVEL_UNITS[level]()}`
		)
		.join(', ');
	return month > from
		? m.note_edition({
				month: formatMonthInside(month, locale),
				edition: units.edition,
				list,
				previous
			})
		: m.note_edition_back({
				month: formatMonth(month, locale),
				edition: units.edition,
				list
			});
}

/** Successors that are named of a unit that many took over. */
const NAMED = 2;

/** What became of a former unit: "Phường Nhiêu Lộc 93 %, Phường Xuân Hoà 7 % (Thành phố Hồ Chí Minh)". */
export function successorsText({ level, former }: SearchHit, locale: Locale): string {
	const { successors } = former!;
	const named = successors.slice(0, NAMED);
	// Of a district only the parts of its communes are known, not those of its area.
	const hasShares = level === 'commune' && successors.length > 1;
	const list = named.map(({ name, share }) =>
		hasShares ? `${name} ${formatShare(Math.round(share * 100) / 100, locale)}` : name
	);
	const others = successors.length - named.length;
	const text = list.join(', ');
	const all = others > 0 ? m.search_and_more({ list: text, count: others }) : text;
	const provinces = [...new Set(named.map(({ province }) => province))].filter(Boolean);
	return provinces.length ? `${all} (${provinces.join('; ')})` : all;
}
