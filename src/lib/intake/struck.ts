/** Cells of a workbook that are struck through, by the fonts of their styles. */
import type { StruckRow } from './sheet.ts';

/** Numbers of the styles of cells whose font is struck through. */
export function struckStyles(xml: string): Set<number> {
	const fonts = [
		...inside(xml, 'fonts').matchAll(/<(?:\w+:)?font(?:\/>|[\s>].*?<\/(?:\w+:)?font>)/gs)
	];
	const struck = new Set(
		fonts.flatMap(([font], at) =>
			/<(?:\w+:)?d?strike(?:\s*\/>|>|\s+val="(?:1|true)")/.test(font) ? [at] : []
		)
	);
	if (struck.size === 0) return struck;
	const styles = [...inside(xml, 'cellXfs').matchAll(/<(?:\w+:)?xf(?=[\s/>])([^<>]*)>/g)];
	return new Set(
		styles.flatMap(([, attributes], at) =>
			struck.has(Number(/\bfontId="(\d+)"/.exec(attributes!)?.[1] ?? 0)) ? [at] : []
		)
	);
}

function inside(xml: string, name: string): string {
	return new RegExp(`<(?:\\w+:)?${name}[\\s>].*?</(?:\\w+:)?${name}>`, 's').exec(xml)?.[0] ?? '';
}

/** Cells of a sheet of these styles, by row. */
export function struckInSheet(xml: string, styles: ReadonlySet<number>): StruckRow[] {
	const rows = new Map<number, number[]>();
	for (const [, attributes] of xml.matchAll(/<(?:\w+:)?c(\s[^<>]*)>/g)) {
		if (!styles.has(Number(/\ss="(\d+)"/.exec(attributes!)?.[1] ?? -1))) continue;
		const [, letters, line] = /\sr="([A-Z]{1,3})(\d+)"/.exec(attributes!) ?? [];
		if (!letters) continue;
		const at = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
		rows.set(Number(line), [...(rows.get(Number(line)) ?? []), at]);
	}
	return Array.from(rows, ([line, columns]) => ({ line, columns }));
}

/** Rows or columns that one element repeats; more hold nothing. */
const MOST_REPEATED = 2000;

/** Cells of the tables of an OpenDocument that are struck through, in the order of tables. */
export function struckInOpenDocument(xml: string): StruckRow[][] {
	const styles = openStyles(xml);
	if (styles.size === 0) return [];
	const tables: StruckRow[][] = [];
	let [line, count, column] = [1, 0, 0];
	let columns: number[] = [];
	const endRow = () => {
		if (columns.length > 0)
			for (let of = 0; of < Math.min(count, MOST_REPEATED); of++)
				tables.at(-1)?.push({ line: line + of, columns });
		line += count;
		[count, column, columns] = [0, 0, []];
	};
	for (const [, kind, attributes = ''] of xml.matchAll(
		/<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>/g
	)) {
		if (kind === 'table') {
			endRow();
			tables.push([]);
			line = 1;
		} else if (kind === 'table-row') {
			endRow();
			count = repeated(attributes, 'rows');
		} else {
			const width = repeated(attributes, 'columns');
			if (styles.has(/table:style-name="([^"]*)"/.exec(attributes)?.[1] ?? ''))
				for (let of = 0; of < Math.min(width, MOST_REPEATED); of++) columns.push(column + of);
			column += width;
		}
	}
	endRow();
	return tables;
}

/** Names of styles of cells whose text is struck through. */
function openStyles(xml: string): Set<string> {
	const styles = new Set<string>();
	let name: string | undefined;
	for (const [, kind, attributes = ''] of xml.matchAll(
		/<style:(style|text-properties)(?=[\s/>])([^<>]*)>/g
	)) {
		if (kind === 'style')
			name = /style:family="table-cell"/.test(attributes)
				? /style:name="([^"]*)"/.exec(attributes)?.[1]
				: undefined;
		else if (
			name !== undefined &&
			/style:text-line-through-(?:style|type)="(?!none)[^"]+"/.test(attributes)
		)
			styles.add(name);
	}
	return styles;
}

function repeated(attributes: string, what: 'rows' | 'columns'): number {
	return Number(new RegExp(`table:number-${what}-repeated="(\\d+)"`).exec(attributes)?.[1] ?? 1);
}
