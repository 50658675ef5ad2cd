/** Parts of the monthly report. */
import { Paragraph, type FileChild } from 'docx';
import { formatChange, formatMonthInside, formatNumber, formatShare } from '../domain/format.ts';
import {
	LEVEL_NAME,
	LEVEL_UNITS,
	MEASURE_NAME,
	STATISTIC_NAME,
	UNIT_NAME
} from '../domain/names.ts';
import type { RankedUnit } from '../domain/rank.ts';
import { READINGS } from '../domain/figures.ts';
import { MEASURE_UNIT } from '../domain/measure.ts';
import { reachWords } from '../domain/reach-words.ts';
import { targetSource } from '../domain/targets.ts';
import { m, type Locale } from '../i18n/locale.ts';
import type { Briefing } from './briefing.ts';
import { body, centred, fillIn, SIZE, table, type ReportColumn } from './docx-parts.ts';
import { rankValue } from './rank-value.ts';
import { endsOf, missingText, type Report } from './report.ts';
import { unitTable, type Column } from './unit-table.ts';

/** How many of the best, and of the weakest, are named. */
const NAMED = 5;

const DASH = '–';

const numbers = (header: string, width: number, cells: string[]): ReportColumn => ({
	header,
	width,
	align: 'right',
	cells
});

/** Coverage of every level, now and in the month before. */
export function results({ model, levels, total, totalBefore, beforeMonth }: Report): FileChild[] {
	const { locale } = model;
	const words = { locale };
	const before = beforeMonth === null ? DASH : formatMonthInside(beforeMonth, locale);
	const count = (value: number) => formatNumber(value, locale);
	const paragraphs = [body(`${model.sentence}`)];
	if (!Number.isNaN(total)) {
		const change =
			totalBefore === null
				? ''
				: ` (${m.report_change({ change: formatChange(total - totalBefore, locale), month: before }, words)})`;
		paragraphs.push(body(`${m.report_total({ number: count(total) }, words)}${change}.`));
	}
	return [
		...paragraphs,
		gap(),
		table([
			{
				header: m.report_column_level({}, words),
				width: 20,
				align: 'left',
				cells: levels.map(({ level }) => LEVEL_NAME[level]({}, words))
			},
			numbers(
				m.report_column_units({}, words),
				14,
				levels.map(({ now }) => count(now.units))
			),
			numbers(
				reachWords(model.threshold).column({}, words),
				16,
				levels.map(({ now }) => count(now.reached))
			),
			numbers(
				m.report_column_share({}, words),
				14,
				levels.map(({ now }) => formatShare(now.share, locale))
			),
			...(beforeMonth === null
				? []
				: [
						numbers(
							m.report_column_before({ month: before }, words),
							18,
							levels.map((each) => (each.before ? formatShare(each.before.share, locale) : DASH))
						),
						numbers(
							m.report_column_change({}, words),
							18,
							levels.map(({ now, before: was }) =>
								was ? formatChange(now.reached - was.reached, locale) : DASH
							)
						)
					])
		])
	];
}

/** The best and the weakest right below the scope. */
export function units({ model, ranking }: Report): FileChild[] {
	const { locale } = model;
	const words = { locale };
	const [best, weakest] = endsOf(ranking.units, NAMED);
	if (best.length === 0) return [body(m.class_no_data({}, words))];
	const names = LEVEL_UNITS[ranking.level]({}, words);
	const by =
		ranking.by === 'share'
			? reachWords(model.threshold).byShare({}, words)
			: m.report_by_samples({}, words);
	const list = (of: readonly RankedUnit[]) => [
		gap(),
		table([
			{
				header: m.report_column_rank({}, words),
				width: 10,
				align: 'center',
				cells: of.map(({ rank }) => String(rank))
			},
			{
				header: m.column_name({}, words),
				width: 40,
				align: 'left',
				cells: of.map(({ name }) => name)
			},
			numbers(
				ranking.by === 'share'
					? reachWords(model.threshold).share({}, words)
					: MEASURE_NAME.samples({}, words),
				24,
				of.map(({ value }) => rankValue(value, ranking.by, locale))
			),
			...(of.every(({ moved }) => moved === null)
				? []
				: [
						numbers(
							m.report_column_moved({}, words),
							26,
							of.map(({ moved }) => (moved === null ? DASH : formatChange(moved, locale)))
						)
					])
		])
	];
	return [
		body(m.report_best({ names, by }, words)),
		...list(best),
		...(weakest.length ? [body(m.report_weakest({ names, by }, words)), ...list(weakest)] : [])
	];
}

/** Measured speeds of the scope, and how many of its units reach the national targets. */
export function speeds({ input, selection }: Briefing, report: Report): FileChild[] {
	const { locale } = selection;
	const words = { locale };
	const kind = input.statistic ? STATISTIC_NAME[input.statistic]({}, words) : '';
	const known = READINGS.filter((reading) => !Number.isNaN(report.readings[reading]));
	const text = known.map((reading) => {
		const unit = UNIT_NAME[MEASURE_UNIT[reading]]({}, words);
		return `${MEASURE_NAME[reading]({}, words).toLocaleLowerCase('vi')} ${formatNumber(report.readings[reading], locale, 1)} ${unit}`;
	});
	const own =
		known.length > 0
			? m.report_speeds({ kind, list: text.join('; ') }, words)
			: report.scopeLevel === null
				? m.report_speeds_country({}, words)
				: m.report_speeds_none({ place: report.model.place }, words);
	const names = LEVEL_UNITS[report.ranking.level]({}, words);
	return [
		body(own),
		body(m.report_targets({ kind, names }, words)),
		gap(),
		table([
			{
				header: m.report_column_target({}, words),
				width: 44,
				align: 'left',
				cells: report.targets.map(
					({ target }) =>
						`≥ ${formatNumber(target.mbps, locale)} Mbit/s (${targetSource(target, locale)})`
				)
			},
			numbers(
				m.report_column_target_reached({}, words),
				20,
				report.targets.map(({ reached }) => formatNumber(reached, locale))
			),
			numbers(
				m.report_column_target_known({}, words),
				20,
				report.targets.map(({ known: all }) => formatNumber(all, locale))
			),
			numbers(
				m.report_column_share({}, words),
				16,
				report.targets.map(({ reached, known: all }) =>
					all ? formatShare(reached / all, locale) : DASH
				)
			)
		])
	];
}

/** What only people know: causes, and what is planned. */
export function causes(report: Report): FileChild[] {
	const { locale, threshold } = report.model;
	const words = { locale };
	// Where there is no threshold nothing is missing, and nothing is planned for it.
	if (threshold === null)
		return [m.report_causes({}, words), '', m.report_proposals_measured({}, words), ''].map(fillIn);
	return [
		body(missingText(report)),
		...[
			m.report_causes({}, words),
			'',
			m.report_plan({}, words),
			'',
			m.report_proposals({}, words),
			''
		].map(fillIn)
	];
}

/** The table of communes; of provinces in a report of the whole country, since ten thousand rows are no report. */
export function annex(briefing: Briefing, report: Report): FileChild[] {
	const { model } = report;
	const words = { locale: model.locale };
	const level = report.scopeLevel === null ? report.ranking.level : model.units.level;
	const { columns, rows } = unitTable(briefing, level);
	const above = report.scopeLevel === 'province' && model.levels.length === 3 ? ['district'] : [];
	const shown = [
		'code',
		'name',
		...above,
		'samples',
		...(model.threshold === null ? [] : ['deficit']),
		...(report.scopeLevel === null && model.threshold !== null ? ['coverage'] : []),
		'download',
		'upload'
	];
	const picked = shown.map((key) => columns.find((column) => column.key === key)!);
	const month = formatMonthInside(briefing.input.month, model.locale);
	const place = report.scopeLevel === null ? m.report_whole_country({}, words) : model.place;
	const heading = m.report_annex_title(
		{ units: LEVEL_UNITS[level]({}, words), place, month },
		words
	);
	return [
		new Paragraph({ pageBreakBefore: true, children: [] }),
		centred(m.report_annex({}, words), { bold: true }),
		centred(heading, { bold: true }),
		centred(m.report_annex_of({}, words), { italics: true }, { spacing: { after: 120 } }),
		table(
			[
				{
					header: m.report_column_no({}, words),
					width: 7,
					align: 'center',
					cells: rows.map((_, at) => String(at + 1))
				},
				...picked.map((column) => annexColumn(column, model.locale))
			],
			SIZE.small
		)
	];
}

const WIDTHS: Record<string, number> = {
	code: 10,
	name: 27,
	district: 23,
	samples: 10,
	deficit: 10,
	coverage: 12,
	download: 14,
	upload: 14
};

function annexColumn({ key, header, kind, values }: Column, locale: Locale): ReportColumn {
	return {
		header,
		width: WIDTHS[key]!,
		align: kind === 'text' ? 'left' : 'right',
		cells: values.map((value) => {
			if (value === null) return DASH;
			if (typeof value === 'string') return value;
			return kind === 'share'
				? formatShare(value, locale)
				: formatNumber(value, locale, kind === 'decimal' ? 1 : 0);
		})
	};
}

/** Room between text and a table. */
function gap(): Paragraph {
	return new Paragraph({
		spacing: { before: 0, after: 0, line: 120, lineRule: 'exact' },
		children: []
	});
}
