/** The pages of a printed briefing: what the preview shows, the printer prints and the PDF holds. */
import {
	formatDay,
	formatChange,
	formatMonthInside,
	formatMonthShort,
	formatNumber,
	formatShare
} from '../domain/format.ts';
import { LEVEL_NAME, LEVEL_UNITS, MEASURE_NAME, PROVENANCE_NAME } from '../domain/names.ts';
import { reachWords, ruleText, thresholdText } from '../domain/reach-words.ts';
import type { RankedUnit } from '../domain/rank.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { m } from '../i18n/locale.ts';
import { drawPaper, PAPER, type Block, type PaperColumn } from '../svg/paper.ts';
import { PLAIN, type Briefing, type Part } from './briefing.ts';
import { pictureOf } from './picture.ts';
import { rankValue } from './rank-value.ts';
import { endsOf, missingText, reportOf, type Report } from './report.ts';

const DASH = '–';
/** Rows that a page of tables holds. */
const ROWS = 22;
/** Months of the bars. */
const MONTHS = 12;

/**
 * Draw one page.
 * @param number of the page, from 1
 * @param size of the finished page; A4 or A3, landscape
 */
export function pageOf(
	briefing: Briefing,
	part: Part,
	number: number,
	[width, height]: readonly [number, number]
): string {
	const id = `page${number}`;
	if (part === 'map' || part === 'speed') {
		const measure = part === 'map' ? briefing.selection.measure : 'download';
		const selection = { ...briefing.selection, ...PLAIN, measure };
		return pictureOf({ ...briefing, selection }, [width, height], { transparent: false, id });
	}
	const report = reportOf(briefing);
	const { locale, notes, provenance } = report.model;
	const words = { locale };
	const { title, blocks } = CONTENT[part](briefing, report);
	return drawPaper({
		id,
		width,
		height,
		locale,
		title,
		blocks,
		number,
		foot: [
			...notes,
			m.footer_source({ provenance: PROVENANCE_NAME[provenance]({}, words) }, words),
			m.made_on({ date: formatDay(briefing.made, locale) }, words)
		].join(' · ')
	});
}

/** Width and height of a page that is seen and not printed. */
export const SEEN = [PAPER.width, PAPER.height] as const;

type Content = (briefing: Briefing, report: Report) => { title: string; blocks: Block[] };

const CONTENT: Record<Exclude<Part, 'map' | 'speed'>, Content> = {
	results: (briefing, report) => {
		const { model, levels, total, totalBefore, beforeMonth } = report;
		const { locale } = model;
		const words = { locale };
		const month = beforeMonth === null ? '' : formatMonthInside(beforeMonth, locale);
		const change =
			totalBefore === null || beforeMonth === null
				? ''
				: ` (${m.report_change({ change: formatChange(total - totalBefore, locale), month }, words)})`;
		const sum = Number.isNaN(total)
			? m.class_no_data({}, words)
			: `${m.report_total({ number: formatNumber(total, locale) }, words)}${change}.`;
		const count = (of: (each: Report['levels'][number]) => number) =>
			levels.map((each) => formatNumber(of(each), locale));
		const columns: PaperColumn[] = [
			{
				header: m.report_column_level({}, words),
				width: 24,
				align: 'start',
				cells: levels.map(({ level }) => LEVEL_NAME[level]({}, words))
			},
			right(
				m.report_column_units({}, words),
				count(({ now }) => now.units)
			),
			right(
				reachWords(model.threshold).column({}, words),
				count(({ now }) => now.reached)
			),
			right(
				m.report_column_share({}, words),
				levels.map(({ now }) => formatShare(now.share, locale))
			)
		];
		if (beforeMonth !== null)
			columns.push(
				right(
					m.report_column_before({ month }, words),
					levels.map(({ before }) => (before ? formatShare(before.share, locale) : DASH))
				),
				right(
					m.report_column_change({}, words),
					levels.map(({ now, before }) =>
						before ? formatChange(now.reached - before.reached, locale) : DASH
					)
				)
			);
		const names = LEVEL_UNITS[model.units.level]({}, words);
		const last = briefing.timeline.findIndex(({ month }) => month === briefing.input.month);
		const bars = briefing.timeline
			.slice(Math.max(0, last - MONTHS + 1), last + 1)
			.map(({ month, coverage }) => ({
				label: formatMonthShort(month),
				value: coverage?.share ?? null,
				text: coverage ? formatShare(coverage.share, locale) : ''
			}));
		return {
			title: model.title,
			blocks: [
				{ kind: 'text', lines: [model.sentence, sum] },
				{ kind: 'tables', tables: [{ columns }] },
				{
					kind: 'text',
					lines: [reachWords(model.threshold).deckProgress({ place: model.place, names }, words)]
				},
				{ kind: 'bars', bars }
			]
		};
	},
	ranking: (_, { model, ranking }) => {
		const { locale } = model;
		const words = { locale };
		const half = Math.ceil(ranking.units.length / 2);
		const [best, weakest] = endsOf(ranking.units, Math.min(ROWS, half));
		const header =
			ranking.by === 'share'
				? reachWords(model.threshold).share({}, words)
				: MEASURE_NAME.samples({}, words);
		const side = (title: string, units: readonly RankedUnit[]) => ({
			title,
			columns: [
				right(
					m.report_column_rank({}, words),
					units.map(({ rank }) => String(rank)),
					9
				),
				{
					header: m.column_name({}, words),
					width: 44,
					align: 'start' as const,
					cells: units.map(({ name }) => name)
				},
				right(
					header,
					units.map(({ value }) => rankValue(value, ranking.by, locale)),
					24
				),
				...(units.every(({ moved }) => moved === null)
					? []
					: [
							right(
								m.report_column_moved({}, words),
								units.map(({ moved }) => (moved === null ? DASH : formatChange(moved, locale))),
								22
							)
						])
			]
		});
		const names = LEVEL_UNITS[ranking.level]({}, words);
		const tables = [
			side(m.deck_best({}, words), best),
			...(weakest.length ? [side(m.deck_weakest({}, words), weakest)] : [])
		];
		return {
			title: m.deck_ranking({ names }, words),
			blocks: best.length
				? [{ kind: 'tables', tables }]
				: [{ kind: 'text', lines: [m.class_no_data({}, words)] }]
		};
	},
	gaps: (_, report) => {
		const { model, gaps } = report;
		const { locale } = model;
		const words = { locale };
		const names = LEVEL_UNITS[model.units.level]({}, words);
		const shown = gaps.slice(0, ROWS);
		const count = (value: number) => (Number.isNaN(value) ? DASH : formatNumber(value, locale));
		const columns: PaperColumn[] = [
			{
				header: m.column_code({}, words),
				width: 12,
				align: 'start',
				cells: shown.map(({ code }) => code)
			},
			{
				header: m.column_name({}, words),
				width: 40,
				align: 'start',
				cells: shown.map(({ name }) => name)
			},
			...(shown.some(({ parent }) => parent !== '')
				? [
						{
							header: m.deck_parent({}, words),
							width: 32,
							align: 'start' as const,
							cells: shown.map(({ parent }) => parent)
						}
					]
				: []),
			right(
				MEASURE_NAME.samples({}, words),
				shown.map(({ samples }) => count(samples))
			),
			right(
				m.column_deficit({}, words),
				shown.map(({ deficit }) => count(deficit))
			)
		];
		return {
			title: m.deck_gaps({ names }, words),
			blocks: [
				{ kind: 'text', lines: [missingText(report)] },
				...(shown.length ? [{ kind: 'tables' as const, tables: [{ columns }] }] : [])
			]
		};
	},
	method: (briefing, report) => ({
		title: m.deck_method({}, { locale: report.model.locale }),
		blocks: [{ kind: 'text', bullets: true, lines: methodOf(briefing, report) }]
	})
};

/** How it was counted, and what a reader must know. */
export function methodOf({ input }: Briefing, { model }: Report): string[] {
	const { provenance, locale } = model;
	const words = { locale };
	return [
		...(model.threshold === null ? [] : [ruleText(model.threshold, locale)]),
		statisticText(model),
		m.deck_method_edition(
			{ edition: input.edition, month: formatMonthInside(input.month, locale) },
			words
		),
		...model.notes.map((note) => `${note}.`),
		m.footer_source({ provenance: PROVENANCE_NAME[provenance]({}, words) }, words)
	];
}

/** How speeds and times were summed up; units below a threshold are for reference only. */
export function statisticText({
	statistic,
	threshold,
	locale
}: Pick<ViewModel, 'statistic' | 'threshold' | 'locale'>): string {
	const words = { locale };
	const text =
		statistic === 'mean' ? m.about_speeds_mean({}, words) : m.about_speeds_median({}, words);
	if (threshold === null) return text;
	return `${text} ${m.about_speeds_few({ threshold: thresholdText(threshold, locale) }, words)}`;
}

function right(header: string, cells: string[], width = 18): PaperColumn {
	return { header, width, align: 'end', cells };
}
