import { NO_DATA } from '../domain/classify.ts';
import { resolutionOf, type Hexagons } from '../data/hexagons.ts';
import { formatChange, formatMeasure, formatMonth, formatNumber } from '../domain/format.ts';
import type { NetworkValues } from '../domain/join.ts';
import { isReading, MEASURE_UNIT, type Measure } from '../domain/measure.ts';
import { MEASURE_NAME, operatorName, STATISTIC_NAME } from '../domain/names.ts';
import { deficit, reached } from '../domain/threshold.ts';
import { ancestorRow, parentLevel, unitsOf, type Level, type Units } from '../domain/unit.ts';
import { communesText } from '../domain/verdict.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { m, type Locale } from '../i18n/locale.ts';
import { thresholdText } from '../domain/reach-words.ts';

/** What is said of a unit or a hexagon under the pointer. */
export interface TooltipText {
	title: string;
	subtitle: string;
	lines: string[];
}

/**
 * Of a unit: its parents, samples, what it or its communes lack, and the measure on the map.
 * @param units of the model's edition
 * @param row of the unit in the model's level
 * @param values of all operators in the model's month; left out, nothing is told of communes
 */
export function unitTooltip(
	model: ViewModel,
	units: Units,
	row: number,
	values?: NetworkValues
): TooltipText {
	const { locale, selection } = model;
	const samples = model.samples[row]!;
	const lines: string[] = [];
	const isParent = selection.level !== 'commune';
	if (Number.isNaN(samples))
		lines.push(model.notSent.has(row) ? m.detail_not_sent() : m.detail_no_data());
	else {
		const few = model.threshold !== null && !reached(samples, model.threshold);
		const { operator, measure } = selection;
		const missing =
			few && operator === null && !(values && isParent)
				? `, ${m.tooltip_short({ count: formatNumber(deficit(samples, model.threshold), locale) })}`
				: '';
		const mark = [
			operator === null ? '' : ` (${m.operator_only({ operator: operatorName(operator) })})`,
			model.provenance === 'estimated' ? ` (${m.estimated()})` : ''
		].join('');
		lines.push(formatMeasure(samples, 'samples', locale) + mark + missing);
		if (values && isParent && operator === null) {
			const code = model.units.codes[row]!;
			lines.push(...[communesText(units, values, code, selection.network, locale)].filter(Boolean));
		}
		const before = model.before?.[row] ?? NaN;
		if (!Number.isNaN(before)) {
			const month = formatMonth(selection.against!, locale);
			const count = formatMeasure(before, 'samples', locale);
			lines.push(`${month}: ${count} (${formatChange(samples - before, locale)})`);
		}
		if (measure !== 'samples') {
			lines.push(...valueLines(model, measure, row));
			if (few && measure !== 'coverage')
				lines.push(m.detail_speed_few({ threshold: thresholdText(model.threshold) }));
		}
	}
	const subtitle = parentsText(units, selection.level, row);
	return { title: model.units.names[row]!, subtitle, lines };
}

/**
 * Of a unit, for those who hear it: what the tooltip says, and its class on the map.
 * @param units of the model's edition
 * @param row of the unit in the model's level
 * @param values as of {@link unitTooltip}
 */
export function spokenUnit(
	model: ViewModel,
	units: Units,
	row: number,
	values?: NetworkValues
): string {
	const { title, subtitle, lines } = unitTooltip(model, units, row, values);
	const entry = model.legend.find(({ at }) => at === model.classes[row]!);
	// The legend may call those that sent nothing and others without data by one name; the lines tell which.
	const isNotSent = entry !== undefined && model.notSent.has(row) && entry.at === NO_DATA;
	const label = isNotSent ? m.class_not_sent() : entry?.label;
	const shown = label ? m.spoken_class({ label }) : '';
	return [title, subtitle, ...lines, shown].filter(Boolean).join('; ');
}

function valueLines(model: ViewModel, measure: Measure, row: number): string[] {
	const { locale, interval } = model;
	const value = model.values[row]!;
	if (Number.isNaN(value))
		return [/^share_/.test(measure) ? m.detail_share_withheld() : m.detail_speed_none()];
	const text = formatMeasure(value, MEASURE_UNIT[measure], locale);
	if (!isReading(measure)) return [`${MEASURE_NAME[measure]()}: ${text}`];
	const lines = [`${text} (${STATISTIC_NAME[model.statistic ?? 'median']()})`];
	const [low, high] = [interval?.low[row] ?? NaN, interval?.high[row] ?? NaN];
	if (!Number.isNaN(low))
		lines.push(
			m.tooltip_interval({ from: formatNumber(low, locale, 1), to: formatNumber(high, locale, 1) })
		);
	return lines;
}

function parentsText(units: Units, level: Level, row: number): string {
	const names: string[] = [];
	for (let at = parentLevel(units, level); at; at = parentLevel(units, at))
		names.push(unitsOf(units, at).names[ancestorRow(units, level, row, at)]!);
	return names.join(', ');
}

/**
 * Of a hexagon.
 * @param at its place in `data`
 * @param step in which counts are told
 */
export function hexagonTooltip(
	data: Hexagons,
	at: number,
	step: number,
	locale: Locale
): TooltipText {
	const samples = data.samples[at]!;
	return {
		title: m.hexagon_cell({ resolution: resolutionOf(data.cells[at]!) }),
		subtitle: '',
		lines: [
			`${formatNumber(samples, locale)}–${formatMeasure(samples + step - 1, 'samples', locale)}`,
			`${MEASURE_NAME.download()}: ${formatMeasure(data.download[at]!, 'mbps', locale)} (${STATISTIC_NAME.median()})`
		]
	};
}
