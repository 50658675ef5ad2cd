/** Paragraphs and tables in the form of Decree 30/2020/NĐ-CP, appendix I. */
import {
	AlignmentType,
	BorderStyle,
	ImageRun,
	Paragraph,
	Tab,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlign,
	WidthType,
	type IParagraphOptions,
	type IRunOptions
} from 'docx';
import { dropForbidden } from '../svg/text.ts';

export const FONT = 'Times New Roman';

/** Sizes in half points. */
export const SIZE = { body: 28, table: 24, small: 22 } as const;

/** Twentieths of a point in a millimetre. */
const TWIPS = 1440 / 25.4;
export const mm = (value: number) => Math.round(value * TWIPS);

/** Width between the margins. */
export const TEXT_WIDTH = mm(210 - 30 - 20);

/** Text with the run's own look; characters that no XML may hold are left out. */
export function run(text: string, options: IRunOptions = {}): TextRun {
	return new TextRun({ font: FONT, size: SIZE.body, ...options, text: dropForbidden(text) });
}

/** A centred line. */
export function centred(
	text: string,
	options: IRunOptions = {},
	more: IParagraphOptions = {}
): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.CENTER,
		...more,
		children: [run(text, options)]
	});
}

/** A paragraph of the body: justified, its first line indented. */
export function body(
	text: string,
	options: IRunOptions = {},
	more: IParagraphOptions = {}
): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.BOTH,
		indent: { firstLine: mm(10) },
		spacing: { before: 120, line: 320 },
		...more,
		children: [run(text, options)]
	});
}

/** A line of dots to write on, behind what it is for. */
export function fillIn(text: string): Paragraph {
	return new Paragraph({
		indent: { firstLine: mm(10) },
		spacing: { before: 120, line: 320 },
		tabStops: [{ type: 'right', position: TEXT_WIDTH, leader: 'dot' }],
		children: [
			run(text ? `${text} ` : ''),
			new TextRun({ font: FONT, size: SIZE.body, children: [new Tab()] })
		]
	});
}

/** The heading of a part. */
export function heading(text: string): Paragraph {
	return new Paragraph({
		heading: 'Heading1',
		keepNext: true,
		indent: { firstLine: mm(10) },
		spacing: { before: 240 },
		children: [run(text, { bold: true })]
	});
}

/** The short line under a name or a subject. @param width millimetres */
export function rule(width: number, room: number): Paragraph {
	const side = Math.max(0, (room - width) / 2);
	return new Paragraph({
		indent: { left: mm(side), right: mm(side) },
		spacing: { before: 40, after: 0, line: 160, lineRule: 'exact' },
		border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
		children: []
	});
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
export const NO_BORDERS = {
	top: NONE,
	bottom: NONE,
	left: NONE,
	right: NONE,
	insideHorizontal: NONE,
	insideVertical: NONE
};

/** Two blocks side by side, without lines. @param widths millimetres */
export function sideBySide(
	[left, right]: readonly [Paragraph[], Paragraph[]],
	widths: readonly [number, number]
): Table {
	return new Table({
		width: { size: mm(widths[0] + widths[1]), type: WidthType.DXA },
		columnWidths: widths.map(mm),
		layout: TableLayoutType.FIXED,
		borders: NO_BORDERS,
		rows: [
			new TableRow({
				cantSplit: true,
				children: [left, right].map(
					(children, at) =>
						new TableCell({
							width: { size: mm(widths[at]!), type: WidthType.DXA },
							margins: { left: 0, right: 0 },
							children
						})
				)
			})
		]
	});
}

/** One column of a table. */
export interface ReportColumn {
	header: string;
	/** Share of the width. */
	width: number;
	align: 'left' | 'right' | 'center';
	cells: readonly string[];
}

/** A table with lines whose header stands on every page. */
export function table(columns: readonly ReportColumn[], size: number = SIZE.table): Table {
	const all = columns.reduce((sum, { width }) => sum + width, 0);
	const widths = columns.map(({ width }) => Math.floor((TEXT_WIDTH * width) / all));
	const count = columns[0]?.cells.length ?? 0;
	const cell = (text: string, at: number, bold: boolean, align: ReportColumn['align']) =>
		new TableCell({
			width: { size: widths[at]!, type: WidthType.DXA },
			verticalAlign: VerticalAlign.CENTER,
			margins: { top: 40, bottom: 40, left: 60, right: 60 },
			children: [new Paragraph({ alignment: align, children: [run(text, { size, bold })] })]
		});
	const rows = Array.from(
		{ length: count },
		(_, row) =>
			new TableRow({
				cantSplit: true,
				children: columns.map(({ cells, align }, at) => cell(cells[row]!, at, false, align))
			})
	);
	return new Table({
		width: { size: TEXT_WIDTH, type: WidthType.DXA },
		columnWidths: widths,
		layout: TableLayoutType.FIXED,
		rows: [
			new TableRow({
				tableHeader: true,
				cantSplit: true,
				children: columns.map(({ header }, at) => cell(header, at, true, 'center'))
			}),
			...rows
		]
	});
}

/** A picture as wide as the text, with its caption. */
export function figure(
	png: Uint8Array,
	[width, height]: readonly [number, number],
	caption: string
): Paragraph[] {
	const shown = 600;
	const transformation = { width: shown, height: Math.round((shown * height) / width) };
	const text = dropForbidden(caption);
	return [
		new Paragraph({
			alignment: AlignmentType.CENTER,
			keepNext: true,
			spacing: { before: 160 },
			children: [
				new ImageRun({
					type: 'png',
					data: png,
					transformation,
					altText: { name: text, title: text, description: text }
				})
			]
		}),
		centred(caption, { italics: true, size: SIZE.table }, { spacing: { before: 40, after: 120 } })
	];
}
