/** Rows and columns that a workbook does not show: hidden by hand, or by a filter. */
import { strFromU8 } from 'fflate';
import type { WorkSheet } from '@e965/xlsx';
import { unzipped } from './zip.ts';

/** What a sheet does not show; rows 1-based, columns 0-based. */
export interface HiddenParts {
	rows: number[];
	columns: number[];
}

/** A range of hidden rows or columns that is longer holds nothing. */
const MOST = 20_000;

/** Hidden rows and columns of a part of a workbook of Excel. */
export function hiddenInSheet(xml: string): HiddenParts | undefined {
	if (!/\shidden="(?:1|true)"/.test(xml)) return undefined;
	const hidden: HiddenParts = { rows: [], columns: [] };
	for (const [, attributes] of xml.matchAll(/<(?:\w+:)?col\s([^<>]*)>/g)) {
		if (!isHidden(attributes!)) continue;
		const [from, to] = [numberIn(attributes!, 'min'), numberIn(attributes!, 'max')];
		add(hidden.columns, from - 1, to - 1);
	}
	let line = 0;
	for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?row(\s[^<>]*)?>/g)) {
		line = numberIn(attributes, 'r') || line + 1;
		if (isHidden(attributes)) add(hidden.rows, line, line);
	}
	return hidden;
}

function isHidden(attributes: string): boolean {
	return /\bhidden="(?:1|true)"/.test(attributes);
}

function numberIn(attributes: string, name: string): number {
	return Number(new RegExp(`(?:^|\\s)${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0);
}

function add(list: number[], from: number, to: number): void {
	if (to - from > MOST) return;
	for (let at = from; at <= to && list.length < 5 * MOST; at++) list.push(at);
}

/** Hidden rows and columns of the tables of an OpenDocument, in their order. */
export function hiddenInOpenDocument(xml: string): (HiddenParts | undefined)[] {
	if (!/table:visibility="(?:collapse|filter)"/.test(xml)) return [];
	const tables: HiddenParts[] = [];
	let [line, column] = [1, 0];
	for (const [, kind, attributes = ''] of xml.matchAll(
		/<table:table(-row|-column)?(?=[\s/>])([^<>]*)>/g
	)) {
		const table = tables.at(-1);
		const isOff = /table:visibility="(?:collapse|filter)"/.test(attributes);
		if (!kind) {
			tables.push({ rows: [], columns: [] });
			[line, column] = [1, 0];
		} else if (table && kind === '-row') {
			const count = numberIn(attributes, 'table:number-rows-repeated') || 1;
			if (isOff) add(table.rows, line, line + count - 1);
			line += count;
		} else if (table) {
			const count = numberIn(attributes, 'table:number-columns-repeated') || 1;
			if (isOff) add(table.columns, column, column + count - 1);
			column += count;
		}
	}
	return tables;
}

/** Parts of the sheets of a workbook, in the order in which it names them. */
export function sheetParts(bytes: Uint8Array, file: string): string[] {
	const files = unzipped(bytes, file, {
		filter: ({ name }) => name === 'xl/workbook.xml' || name === 'xl/_rels/workbook.xml.rels'
	});
	const [book, links] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map((name) =>
		files[name] ? strFromU8(files[name], true) : ''
	) as [string, string];
	const targets = new Map(
		[...links.matchAll(/<(?:\w+:)?Relationship\s([^<>]*)>/g)].map(([, of]) => [
			/\sId="([^"]*)"/.exec(` ${of}`)?.[1],
			/\sTarget="([^"]*)"/.exec(` ${of}`)?.[1] ?? ''
		])
	);
	return [...book.matchAll(/<(?:\w+:)?sheet\s([^<>]*)>/g)].map(([, of]) => {
		const target = targets.get(/\s\w+:id="([^"]*)"/.exec(` ${of}`)?.[1]) ?? '';
		return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
	});
}

/** Hidden rows and columns as the reader of old workbooks gives them. */
export function hiddenOfReader(sheet: WorkSheet): HiddenParts | undefined {
	const of = (list: readonly ({ hidden?: boolean } | undefined)[] | undefined) =>
		(list ?? []).flatMap((info, at) => (info?.hidden ? [at] : []));
	const hidden = { rows: of(sheet['!rows']).map((at) => at + 1), columns: of(sheet['!cols']) };
	return hidden.rows.length + hidden.columns.length > 0 ? hidden : undefined;
}
