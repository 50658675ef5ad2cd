import { formatDay } from '../domain/format.ts';
import type PptxGenJS from 'pptxgenjs';
import { m, type Locale } from '../i18n/locale.ts';
import { dropForbidden } from '../svg/text.ts';
import type { Briefing } from './briefing.ts';
import type { Report } from './report.ts';

/** On every computer, with all Vietnamese letters. */
export const FONT = 'Arial';

export const COLOUR = {
	ink: '14202B',
	soft: '4A5A68',
	line: 'C9D3DA',
	paper: 'FFFFFF',
	band: '0B4F8A',
	pale: 'EAF1F7',
	accent: 'FEC44F',
	later: 'B45309'
} as const;

/** Inches. */
export const PAGE = { width: 13.33, height: 7.5, edge: 0.55 } as const;

/** Slides under way. */
export interface Deck {
	deck: PptxGenJS;
	briefing: Briefing;
	report: Report;
	locale: Locale;
}

/** Text without what no file may hold. */
export function clean(text: string): string {
	return dropForbidden(text).replace(/[ \t\r\n]+/g, ' ');
}

/** A slide with its heading, and source, note and day at its foot. */
export function newSlide({ deck, briefing, report, locale }: Deck, title: string): PptxGenJS.Slide {
	const slide = deck.addSlide();
	slide.background = { color: COLOUR.paper };
	slide.addShape('rect', { x: 0, y: 0, w: 0.18, h: PAGE.height, fill: { color: COLOUR.band } });
	slide.addText(clean(title), {
		x: PAGE.edge,
		y: 0.3,
		w: PAGE.width - 2 * PAGE.edge,
		h: 0.7,
		fontFace: FONT,
		fontSize: 24,
		bold: true,
		color: COLOUR.band,
		valign: 'middle',
		fit: 'shrink',
		margin: 0
	});
	const made = m.made_on({ date: formatDay(briefing.made, locale) }, { locale });
	slide.addText(clean([...report.model.notes, made].join(' · ')), {
		x: PAGE.edge,
		y: PAGE.height - 0.42,
		w: PAGE.width - 2 * PAGE.edge - 0.8,
		h: 0.3,
		fontFace: FONT,
		fontSize: 10,
		color: COLOUR.soft,
		margin: 0
	});
	slide.slideNumber = {
		x: PAGE.width - PAGE.edge - 0.5,
		y: PAGE.height - 0.42,
		w: 0.5,
		h: 0.3,
		fontFace: FONT,
		fontSize: 10,
		color: COLOUR.soft,
		align: 'right'
	};
	return slide;
}

/** One column of a table on a slide. */
export interface SlideColumn {
	header: string;
	/** Inches. */
	width: number;
	align: 'left' | 'right' | 'center';
	cells: readonly string[];
}

/** A table that the program can edit. */
export function addTable(
	slide: PptxGenJS.Slide,
	columns: readonly SlideColumn[],
	{ x, y, size = 12, row = 0.34 }: { x: number; y: number; size?: number; row?: number }
): void {
	const count = columns[0]?.cells.length ?? 0;
	const base: PptxGenJS.TableCellProps = {
		fontFace: FONT,
		fontSize: size,
		valign: 'middle',
		margin: [0.02, 0.08, 0.02, 0.08]
	};
	const header = columns.map(({ header: text, align }) => ({
		text: clean(text),
		options: { ...base, bold: true, color: COLOUR.paper, fill: { color: COLOUR.band }, align }
	}));
	const rows = Array.from({ length: count }, (_, at) =>
		columns.map(({ cells, align }) => ({
			text: clean(cells[at]!),
			options: {
				...base,
				align,
				color: COLOUR.ink,
				fill: { color: at % 2 ? COLOUR.pale : COLOUR.paper }
			}
		}))
	);
	slide.addTable([header, ...rows], {
		x,
		y,
		w: columns.reduce((sum, { width }) => sum + width, 0),
		colW: columns.map(({ width }) => width),
		rowH: row,
		border: { type: 'solid', pt: 0.5, color: COLOUR.line }
	});
}
