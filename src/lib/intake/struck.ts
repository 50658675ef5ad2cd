/** Cells of a workbook of Excel that are struck through, by the fonts of their styles. */
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
