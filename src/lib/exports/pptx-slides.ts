/** The slides of a deck. */
import {
	formatDay,
	formatChange,
	formatMonth,
	formatMonthInside,
	formatMonthShort,
	formatNumber,
	formatShare
} from '../domain/format.ts';
import {
	LEVEL_UNITS,
	MEASURE_NAME,
	NETWORK_NAME,
	PROVENANCE_NAME,
	STATISTIC_NAME,
	UNIT_NAME
} from '../domain/names.ts';
import { reachWords } from '../domain/reach-words.ts';
import type { RankedUnit } from '../domain/rank.ts';
import { READINGS } from '../domain/figures.ts';
import { MEASURE_UNIT } from '../domain/measure.ts';
import { m } from '../i18n/locale.ts';
import { rankValue } from './rank-value.ts';
import { addTable, clean, COLOUR, FONT, newSlide, PAGE, type Deck } from './pptx-parts.ts';
import { endsOf, missingText } from './report.ts';

const DASH = '–';

/** Rows that fit on a slide. */
const ROWS = 12;

export function addTitle({ deck, briefing, report, locale }: Deck): void {
	const words = { locale };
	const { model } = report;
	const { input, selection } = briefing;
	const slide = deck.addSlide();
	slide.background = { color: COLOUR.band };
	slide.addShape('rect', { x: 0.9, y: 3.95, w: 1.6, h: 0.06, fill: { color: COLOUR.accent } });
	const line = (text: string, y: number, h: number, fontSize: number, bold = false) =>
		slide.addText(clean(text), {
			x: 0.9,
			y,
			w: PAGE.width - 1.8,
			h,
			fontFace: FONT,
			fontSize,
			bold,
			color: COLOUR.paper,
			valign: 'middle',
			fit: 'shrink',
			margin: 0
		});
	line(m.deck_title({}, words), 1.5, 1.0, 36, true);
	line(model.place, 2.5, 0.7, 28);
	const network = NETWORK_NAME[selection.network]({}, words);
	line(
		`${formatMonth(input.month, locale)} · ${m.deck_network({ network }, words)}`,
		3.15,
		0.6,
		22
	);
	line(model.notes.join(' · '), 4.3, 0.5, 16);
	const provenance = PROVENANCE_NAME[model.provenance]({}, words);
	line(m.footer_source({ provenance }, words), 6.2, 0.4, 12);
	line(m.made_on({ date: formatDay(briefing.made, locale) }, words), 6.55, 0.4, 12);
}

/** The map of a scope with its figures. */
export function addMap(at: Deck, png: Uint8Array): void {
	const { briefing, report, locale } = at;
	const words = { locale };
	const { model } = report;
	const month = formatMonthInside(briefing.input.month, locale);
	const slide = newSlide(at, m.deck_map({ place: model.place, month }, words));
	const [left, top] = [PAGE.edge + 6.25, 1.15];
	slide.addImage({
		data: `data:image/png;base64,${base64(png)}`,
		x: PAGE.edge,
		y: top - 0.05,
		w: 5.71,
		h: 5.9,
		altText: clean(`${model.title}. ${model.sentence}`)
	});
	const width = PAGE.width - PAGE.edge - left;
	slide.addText(clean(model.sentence), {
		x: left,
		y: top,
		w: width,
		h: 1.25,
		fontFace: FONT,
		fontSize: 14,
		color: COLOUR.ink,
		valign: 'top',
		fit: 'shrink',
		margin: 0
	});
	const height = 0.98;
	report.levels.forEach(({ level, now, before }, index) => {
		const y = top + 1.4 + index * (height + 0.12);
		const change = before
			? m.report_change(
					{
						change: formatChange(now.reached - before.reached, locale),
						month: formatMonthInside(report.beforeMonth!, locale)
					},
					words
				)
			: '';
		slide.addShape('rect', { x: left, y, w: width, h: height, fill: { color: COLOUR.pale } });
		slide.addShape('rect', { x: left, y, w: 0.07, h: height, fill: { color: COLOUR.accent } });
		const count = `${formatNumber(now.reached, locale)}/${formatNumber(now.units, locale)}`;
		slide.addText(
			[
				{ text: count, options: { fontSize: 24, bold: true, color: COLOUR.band } },
				{
					text: `  ${formatShare(now.share, locale)}`,
					options: { fontSize: 16, color: COLOUR.soft, breakLine: true }
				},
				{
					text: clean(
						[
							reachWords(model.threshold).deck({ names: LEVEL_UNITS[level]({}, words) }, words),
							change
						]
							.filter(Boolean)
							.join(' · ')
					),
					options: { fontSize: 12, color: COLOUR.ink }
				}
			],
			{
				x: left + 0.2,
				y,
				w: width - 0.3,
				h: height,
				fontFace: FONT,
				valign: 'middle',
				margin: 0,
				fit: 'shrink'
			}
		);
	});
	const below = top + 1.4 + report.levels.length * (height + 0.12) + 0.05;
	slide.addText(
		figuresOf(at).map((text, index, all) => ({
			text: clean(text),
			options: { breakLine: index < all.length - 1 }
		})),
		{
			x: left,
			y: below,
			w: width,
			h: 1.0,
			fontFace: FONT,
			fontSize: 14,
			color: COLOUR.ink,
			valign: 'top',
			margin: 0
		}
	);
}

/** Samples and speeds of the scope in words. */
function figuresOf({ briefing, report, locale }: Deck): string[] {
	const words = { locale };
	const kind = briefing.input.statistic ? STATISTIC_NAME[briefing.input.statistic]({}, words) : '';
	const readings = READINGS.filter((reading) => !Number.isNaN(report.readings[reading])).map(
		(reading) => {
			const unit = UNIT_NAME[MEASURE_UNIT[reading]]({}, words);
			return `${MEASURE_NAME[reading]({}, words)}: ${formatNumber(report.readings[reading], locale, 1)} ${unit}`;
		}
	);
	return [
		Number.isNaN(report.total)
			? m.class_no_data({}, words)
			: `${m.report_total({ number: formatNumber(report.total, locale) }, words)}.`,
		readings.length ? `${readings.join(' · ')} (${kind})` : ''
	].filter(Boolean);
}

/** Coverage by month; each edition is a series of its own, since they don't compare. */
export function addProgress(at: Deck): void {
	const { briefing, report, locale } = at;
	const words = { locale };
	const points = briefing.timeline;
	const last = points.findIndex(({ month }) => month === briefing.input.month);
	const shown = points.slice(Math.max(0, last - 17), last + 1);
	const editions = [
		...new Set(shown.flatMap(({ edition, coverage }) => (edition && coverage ? [edition] : [])))
	];
	const labels = shown.map(({ month }) => formatMonthShort(month));
	const series = editions.map((edition) => ({
		name: m.deck_edition({ edition }, words),
		labels,
		// Where nothing is known the cell stays empty.
		values: shown.map((point) =>
			point.edition === edition && point.coverage
				? Number((point.coverage.share * 100).toFixed(2))
				: (null as unknown as number)
		)
	}));
	const names = LEVEL_UNITS[report.model.units.level]({}, words);
	const slide = newSlide(
		at,
		reachWords(report.model.threshold).deckProgress({ place: report.model.place, names }, words)
	);
	slide.addChart('bar', series, {
		x: PAGE.edge,
		y: 1.15,
		w: PAGE.width - 2 * PAGE.edge,
		h: 5.7,
		barDir: 'col',
		barGrouping: 'clustered',
		barOverlapPct: 100,
		dataLabelPosition: 'outEnd',
		barGapWidthPct: 45,
		// More colours than series would colour bars by turns.
		chartColors: [COLOUR.band, COLOUR.later].slice(0, editions.length),
		showLegend: editions.length > 1,
		legendPos: 't',
		legendFontFace: FONT,
		legendFontSize: 12,
		showValue: true,
		dataLabelFontFace: FONT,
		dataLabelFontSize: 10,
		dataLabelColor: COLOUR.ink,
		dataLabelFormatCode: '0.00',
		catAxisLabelFontFace: FONT,
		catAxisLabelFontSize: 11,
		valAxisLabelFontFace: FONT,
		valAxisLabelFontSize: 11,
		valAxisLabelFormatCode: '0.0"%"',
		valAxisMinVal: 0,
		valGridLine: { color: COLOUR.line, size: 0.5 },
		lang: locale === 'vi' ? 'vi-VN' : 'en-GB',
		altText: clean(
			reachWords(report.model.threshold).deckProgress({ place: report.model.place, names }, words)
		)
	});
}

/** The best and the weakest units side by side. */
export function addRanking(at: Deck): void {
	const { report, locale } = at;
	const words = { locale };
	const { ranking } = report;
	const half = Math.ceil(ranking.units.length / 2);
	const [best, weakest] = endsOf(ranking.units, Math.min(ROWS, half));
	const names = LEVEL_UNITS[ranking.level]({}, words);
	const slide = newSlide(at, m.deck_ranking({ names }, words));
	if (best.length === 0) return;
	const header =
		ranking.by === 'share'
			? reachWords(report.model.threshold).share({}, words)
			: MEASURE_NAME.samples({}, words);
	const side = (units: RankedUnit[], x: number, title: string) => {
		slide.addText(title, {
			x,
			y: 1.05,
			w: 5.9,
			h: 0.4,
			fontFace: FONT,
			fontSize: 14,
			bold: true,
			color: COLOUR.ink,
			margin: 0
		});
		addTable(
			slide,
			[
				{
					header: m.report_column_rank({}, words),
					width: 0.7,
					align: 'center',
					cells: units.map(({ rank }) => String(rank))
				},
				{
					header: m.column_name({}, words),
					width: 2.7,
					align: 'left',
					cells: units.map(({ name }) => name)
				},
				{
					header,
					width: 1.4,
					align: 'right',
					cells: units.map(({ value }) => rankValue(value, ranking.by, locale))
				},
				{
					header: m.report_column_moved({}, words),
					width: 1.1,
					align: 'right',
					cells: units.map(({ moved }) => (moved === null ? DASH : formatChange(moved, locale)))
				}
			],
			{ x, y: 1.5, size: 11, row: 0.38 }
		);
	};
	side(best, PAGE.edge, m.deck_best({}, words));
	if (weakest.length) side(weakest, PAGE.edge + 6.3, m.deck_weakest({}, words));
}

/** Communes that lack most. */
export function addGaps(at: Deck): void {
	const { report, locale } = at;
	const words = { locale };
	const count = (value: number) => (Number.isNaN(value) ? DASH : formatNumber(value, locale));
	const { gaps, model } = report;
	const names = LEVEL_UNITS[model.units.level]({}, words);
	const slide = newSlide(at, m.deck_gaps({ names }, words));
	const shown = gaps.slice(0, ROWS);
	slide.addText(clean(missingText(report)), {
		x: PAGE.edge,
		y: 1.05,
		w: PAGE.width - 2 * PAGE.edge,
		h: 0.5,
		fontFace: FONT,
		fontSize: 14,
		color: COLOUR.ink,
		margin: 0
	});
	if (shown.length === 0) return;
	const hasParent = shown.some(({ parent }) => parent !== '');
	addTable(
		slide,
		[
			{
				header: m.column_code({}, words),
				width: 1.2,
				align: 'left',
				cells: shown.map(({ code }) => code)
			},
			{
				header: m.column_name({}, words),
				width: hasParent ? 4.4 : 7.8,
				align: 'left',
				cells: shown.map(({ name }) => name)
			},
			...(hasParent
				? [
						{
							header: m.deck_parent({}, words),
							width: 3.4,
							align: 'left' as const,
							cells: shown.map(({ parent }) => parent)
						}
					]
				: []),
			{
				header: MEASURE_NAME.samples({}, words),
				width: 1.5,
				align: 'right',
				cells: shown.map(({ samples }) => count(samples))
			},
			{
				header: m.column_deficit({}, words),
				width: 1.6,
				align: 'right',
				cells: shown.map(({ deficit }) => count(deficit))
			}
		],
		{ x: PAGE.edge, y: 1.65, row: 0.36 }
	);
}

function base64(bytes: Uint8Array): string {
	const size = 0x8000;
	let text = '';
	for (let at = 0; at < bytes.length; at += size)
		text += String.fromCharCode(...bytes.subarray(at, at + size));
	return btoa(text);
}
