/** Pages of a printed report that hold tables, bars or lines of text, drawn beside the sheets with maps. Pure. */
import type { Locale } from '../i18n/locale.ts';
import { escapeXml, FONT, textWidth, wrap } from './text.ts';

const INK = '#14202b';
const SOFT = '#4a5a68';
const LINE = '#c5d0d9';
const HEAD = '#0b4f8a';
const STRIPE = '#eef3f8';

/** Sides of a page in its own units; A4 on its long side. */
export const PAPER = { width: 1200, height: 848, edge: 48 } as const;
/** What lies between the edges. */
const FULL = PAPER.width - 2 * PAPER.edge;

/** One column of a table. */
export interface PaperColumn {
	header: string;
	/** Share of the width. */
	width: number;
	align: 'start' | 'end';
	cells: readonly string[];
}

/** Something on a page. */
export type Block =
	| { kind: 'text'; lines: readonly string[]; bullets?: boolean }
	| { kind: 'tables'; tables: readonly { title?: string; columns: readonly PaperColumn[] }[] }
	/** `null` where nothing is known. */
	| { kind: 'bars'; bars: readonly { label: string; value: number | null; text: string }[] };

export interface Paper {
	/** Begins every id, so that several pages can stand in one document. */
	id: string;
	/** Sides of the finished page. */
	width: number;
	height: number;
	locale: Locale;
	title: string;
	blocks: readonly Block[];
	/** Along the lower edge. */
	foot: string;
	number: number;
}

const ROW = 27;
const BARS = 330;

/** A page as an SVG file. What finds no room below is left out: callers know how many rows a page holds. */
export function drawPaper(paper: Paper): string {
	const { id, title } = paper;
	const { width, height, edge } = PAPER;
	let y = edge;
	const parts: string[] = [];
	for (const line of wrap(title, 26, FULL)) {
		y += 30;
		parts.push(textAt(line, edge, y - 6, { size: 26, weight: 700, fill: HEAD }));
	}
	y += 18;
	for (const block of paper.blocks) {
		const drawn =
			block.kind === 'text'
				? linesAt(block, y)
				: block.kind === 'bars'
					? barsAt(block.bars, y)
					: tablesAt(block.tables, y);
		parts.push(drawn.text);
		y = drawn.y + 18;
	}
	const foot = wrap(paper.foot, 10.5, FULL - 60).slice(0, 2);
	const base = height - edge + 6;
	parts.push(
		`<path d="M${edge},${base - 16}H${width - edge}" stroke="${LINE}"/>`,
		...foot.map((line, at) => textAt(line, edge, base + at * 14, { size: 10.5, fill: SOFT })),
		textAt(String(paper.number), width - edge, base, { size: 11, fill: SOFT, anchor: 'end' })
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${paper.width}" height="${paper.height}" viewBox="0 0 ${width} ${height}" lang="${paper.locale}" font-family="${FONT}">`,
		`<title id="${id}-title">${escapeXml(title)}</title>`,
		`<rect width="${width}" height="${height}" fill="#ffffff"/>`,
		...parts,
		'</svg>'
	].join('');
}

interface Drawn {
	text: string;
	/** Where the next one may begin. */
	y: number;
}

function linesAt({ lines, bullets }: Extract<Block, { kind: 'text' }>, top: number): Drawn {
	const { edge } = PAPER;
	const indent = bullets ? 22 : 0;
	let y = top;
	const text = lines.flatMap((line) => {
		const broken = wrap(line, 16, (FULL - indent) * 0.97).map((part, at) => {
			y += 23;
			const dot = bullets && at === 0 ? textAt('•', edge, y - 5, { size: 16, fill: HEAD }) : '';
			return dot + textAt(part, edge + indent, y - 5, { size: 16 });
		});
		y += bullets ? 10 : 4;
		return broken;
	});
	return { text: text.join(''), y };
}

function tablesAt(tables: Extract<Block, { kind: 'tables' }>['tables'], top: number): Drawn {
	const gap = 36;
	const each = (FULL - gap * (tables.length - 1)) / tables.length;
	const drawn = tables.map(({ title, columns }, at) => {
		const left = PAPER.edge + at * (each + gap);
		const head = title ? textAt(title, left, top + 14, { size: 15, weight: 600 }) : '';
		const table = tableAt(columns, left, title ? top + 26 : top, each);
		return { text: head + table.text, y: table.y };
	});
	return {
		text: drawn.map(({ text }) => text).join(''),
		y: Math.max(top, ...drawn.map(({ y }) => y))
	};
}

function tableAt(columns: readonly PaperColumn[], left: number, top: number, width: number): Drawn {
	const all = columns.reduce((sum, column) => sum + column.width, 0);
	const rows = columns[0]?.cells.length ?? 0;
	const parts: string[] = [];
	const headers = columns.map((column) =>
		wrap(column.header, 13, (width * column.width) / all - 16)
	);
	const head = 12 + 17 * Math.max(1, ...headers.map(({ length }) => length));
	parts.push(`<rect x="${left}" y="${top}" width="${width}" height="${head}" fill="${HEAD}"/>`);
	for (let row = 1; row < rows; row += 2)
		parts.push(
			`<rect x="${left}" y="${top + head + row * ROW}" width="${width}" height="${ROW}" fill="${STRIPE}"/>`
		);
	let x = left;
	columns.forEach((column, at) => {
		const own = (width * column.width) / all;
		const [anchor, place] = column.align === 'end' ? ['end', x + own - 8] : ['start', x + 8];
		headers[at]!.forEach((line, n) =>
			parts.push(
				textAt(line, place as number, top + 20 + n * 17, {
					size: 13,
					weight: 600,
					fill: '#ffffff',
					anchor: anchor as Anchor
				})
			)
		);
		column.cells.forEach((cell, row) =>
			parts.push(
				textAt(fit(cell, 13.5, own - 14), place as number, top + head + row * ROW + 18, {
					size: 13.5,
					anchor: anchor as Anchor
				})
			)
		);
		x += own;
	});
	const y = top + head + rows * ROW;
	parts.push(
		`<rect x="${left}" y="${top}" width="${width}" height="${y - top}" fill="none" stroke="${LINE}"/>`
	);
	return { text: parts.join(''), y };
}

function barsAt(bars: Extract<Block, { kind: 'bars' }>['bars'], top: number): Drawn {
	const most = Math.max(...bars.map(({ value }) => value ?? 0), 0);
	const step = FULL / Math.max(1, bars.length);
	const base = top + BARS - 24;
	const parts = [`<path d="M${PAPER.edge},${base}h${FULL}" stroke="${SOFT}"/>`];
	bars.forEach(({ label, value, text }, at) => {
		const middle = PAPER.edge + (at + 0.5) * step;
		parts.push(textAt(label, middle, base + 18, { size: 12, fill: SOFT, anchor: 'middle' }));
		if (value === null) return;
		const height = most > 0 ? (value / most) * (BARS - 60) : 0;
		const wide = Math.min(70, step * 0.6);
		parts.push(
			`<rect x="${(middle - wide / 2).toFixed(1)}" y="${(base - height).toFixed(1)}" width="${wide.toFixed(1)}" height="${height.toFixed(1)}" fill="${HEAD}"/>`,
			textAt(text, middle, base - height - 7, { size: 12, weight: 600, anchor: 'middle' })
		);
	});
	return { text: parts.join(''), y: top + BARS };
}

type Anchor = 'start' | 'middle' | 'end';

function textAt(
	text: string,
	x: number,
	y: number,
	look: { size: number; weight?: number; fill?: string; anchor?: Anchor }
): string {
	const { size, weight = 400, fill = INK, anchor = 'start' } = look;
	return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

/** The text, or its beginning where it is too long for its place. */
function fit(text: string, size: number, width: number): string {
	if (textWidth(text, size) <= width) return text;
	const letters = [...text];
	while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop();
	return `${letters.join('').trimEnd()}…`;
}
