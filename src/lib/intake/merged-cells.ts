/** What a cell says for those below it: merged ranges, and columns that write a value once. */
import { isEmpty, textOf, type Cell } from './sheet.ts';
import type { Column, Table } from './tables.ts';

/** Cells of merged ranges that go down, by "line:column", for columns that name things. */
export function mergesDown(table: Table, columns: readonly Column[]): Map<string, Cell> {
	const cells = new Map<string, Cell>();
	const wanted = new Set(columns.map(({ at }) => at));
	const rows = new Map(table.body.map((row) => [row.line, row]));
	const header = new Map(table.headers.map((row) => [row.line, row]));
	for (const { top, left, bottom, right } of table.sheet.merges) {
		if (bottom === top || header.has(top)) continue;
		for (let at = left; at <= right; at++) {
			if (!wanted.has(at)) continue;
			const cell = rows.get(top)?.cells[left];
			if (isEmpty(cell)) continue;
			for (let line = top; line <= bottom && cells.size < 500_000; line++)
				cells.set(`${line}:${at}`, cell!);
		}
	}
	return cells;
}

/**
 * Columns of a file without merged cells that write a value once and leave it out below: no two rows on end say the
 * same, in any of these columns.
 */
export function carriedColumns(
	table: Table,
	columns: readonly Column[],
	wanted: readonly Column[]
): Set<number> {
	const carriedOnes = new Set<number>();
	let repeats = false;
	for (const { at } of columns) {
		let before = '';
		let hasGap = false;
		for (const { cells } of table.body) {
			const text = textOf(cells[at]);
			if (text && text === before) repeats = true;
			if (!text && before) hasGap = true;
			if (text) before = text;
		}
		if (hasGap && wanted.some((column) => column.at === at)) carriedOnes.add(at);
	}
	return repeats ? new Set() : carriedOnes;
}
