/** Cells of headers: merged ones, those that span others, and rows that belong together. */
import { meaningOf, SPEED_ROLES, UNIT_ROLES, type Role } from './headers.ts';
import { isEmpty, textOf, type Sheet, type SheetRow } from './sheet.ts';
import type { Column } from './tables.ts';

/** Roles of columns that hold figures. */
export const VALUES: readonly Role[] = ['samples', ...SPEED_ROLES];

/** The first cell of the merged range that a cell belongs to. */
export type MergedCells = (line: number, at: number) => { line: number; at: number } | undefined;

/** The first cell of the merged range that a cell belongs to; ranges of headers and narrow columns are all there is. */
export function mergedCells(sheet: Sheet): MergedCells {
	const byLine = new Map<number, { top: number; left: number; right: number }[]>();
	let budget = 500_000;
	for (const { top, left, bottom, right } of sheet.merges)
		for (let line = top; line <= bottom && budget > 0; line++, budget--) {
			const known = byLine.get(line);
			if (known) known.push({ top, left, right });
			else byLine.set(line, [{ top, left, right }]);
		}
	return (line, at) => {
		const range = byLine.get(line)?.find(({ left, right }) => at >= left && at <= right);
		return range && { line: range.top, at: range.left };
	};
}

/** True where a title above a unit's header would make a count of it. */
export function isBelowTitle({ role, parts, isAnswered }: Column): boolean {
	if (isAnswered || parts.length < 2 || role === undefined || !VALUES.includes(role)) return false;
	const { role: own } = meaningOf([parts.at(-1)!]);
	return own !== undefined && (UNIT_ROLES as readonly Role[]).includes(own);
}

/**
 * True where the row below is still of the header: "Kế hoạch | Thực hiện" below one text that spans both, and nothing
 * below the other columns.
 */
export function isUnfinished(
	rows: readonly SheetRow[],
	to: number,
	isData: readonly boolean[]
): boolean {
	const below = rows[to + 1];
	const { cells, line } = rows[to]!;
	if (!below || isData[to + 1] || below.line !== line + 1) return false;
	const filled = below.cells.flatMap((cell, at) => (isEmpty(cell) ? [] : [at]));
	const isSpanned = (at: number) =>
		isEmpty(cells[at]) || (isEmpty(cells[at + 1]) && !isEmpty(below.cells[at + 1]));
	const first = cells.findIndex((cell) => !isEmpty(cell));
	return filled.length >= 2 && filled.every((at) => at > first && isSpanned(at));
}

/** A cell of a header: its own text, that of the range it is merged into, or of the cell left of it that spans it. */
export function headerText(
	row: SheetRow,
	at: number,
	isAbove: boolean,
	below: readonly SheetRow[],
	merged: MergedCells
): string {
	const own = textOf(row.cells[at]);
	if (own) return own;
	const range = merged(row.line, at);
	if (range) return range.line === row.line ? textOf(row.cells[range.at]) : '';
	if (!isAbove || !below.some(({ cells }) => !isEmpty(cells[at]))) return '';
	for (let left = at - 1; left >= 0; left--) {
		if (merged(row.line, left)) return '';
		const text = textOf(row.cells[left]);
		// A cell above nothing but itself spans nothing.
		if (text) return below.some(({ cells }) => !isEmpty(cells[left])) ? text : '';
	}
	return '';
}
