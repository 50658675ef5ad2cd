/** Values of a table's columns, as they are written. */
import { parseNumber, type DecimalSign } from './numbers.ts';
import { isEmpty, type Cell, type SheetRow } from './sheet.ts';
import type { Column } from './tables.ts';

/** Texts with digits of some columns. */
export function textsOf(rows: readonly SheetRow[], columns: readonly Column[]): string[] {
	return columns.flatMap(({ at }) =>
		rows.flatMap(({ cells }) =>
			typeof cells[at] === 'string' && /\d/.test(cells[at]) ? [cells[at]] : []
		)
	);
}

/** Numbers of a column as they are written. */
export function valuesOf(
	rows: readonly SheetRow[],
	{ at }: Column,
	decimal: DecimalSign | undefined
): number[] {
	return rows.flatMap(({ cells }) => {
		const value = numberOf(cells[at], decimal);
		return value !== undefined && value > 0 ? [value] : [];
	});
}

/** A number of a cell, with a unit behind it left out. */
export function numberOf(
	cell: Cell | undefined,
	decimal: DecimalSign | undefined
): number | undefined {
	if (typeof cell === 'number') return cell;
	if (typeof cell !== 'string' || isEmpty(cell)) return undefined;
	return parseNumber(cell.replace(/\s*(?:[MKG]?bps|[mkg]?bit\/s|[mkg]b\/s|ms)\s*$/iu, ''), decimal);
}
