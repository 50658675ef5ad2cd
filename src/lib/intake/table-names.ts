/** How messages call tables and their cells, and what tells that two tables have the same shape. */
import { periodsIn } from './period.ts';
import { columnLetters, sheetTitle, type Text } from './sheet.ts';
import { hasTwin } from './mapped-headers.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';
import { fold } from './words.ts';

/** "A4:F230" */
export function rangeOf({ top, bottom, columns, isTurned }: Table): string {
	const [first, last] = [columns[0]?.at ?? 0, columns.at(-1)?.at ?? 0];
	if (isTurned)
		return `${columnLetters(top - 1)}${first + 1}:${columnLetters(bottom - 1)}${last + 1}`;
	return `${columnLetters(first)}${top}:${columnLetters(last)}${bottom}`;
}

/** Place of a cell, as messages call it: "tệp.xlsx (T9)!C5". */
export function cellName(
	{ sheet, isTurned }: Pick<Table, 'sheet' | 'isTurned'>,
	line: number,
	at: number
): string {
	const cell = isTurned ? `${columnLetters(line - 1)}${at + 1}` : `${columnLetters(at)}${line}`;
	return `${sheetTitle(sheet)}!${cell}`;
}

/** "[E]": as an answer calls a column that has the same header as another. */
export function lettersOf({ at }: Pick<Column, 'at'>): string {
	return `[${columnLetters(at)}]`;
}

/** A column by its header; with its letters where another has the same, and with a word where the sheet hides it. */
export function columnTitle({ sheet, columns, isTurned }: Table, column: Column): Text {
	const header = `"${column.parts.join(' / ')}"`;
	const letters = hasTwin(column, columns) && !isTurned ? ` ${columnLetters(column.at)}` : '';
	const isHidden = sheet.hidden?.columns.includes(column.at) && !isTurned;
	return both(
		`${isHidden ? 'Cột ẩn' : 'Cột'}${letters} ${header}`,
		`${isHidden ? 'Hidden column' : 'Column'}${letters} ${header}`
	);
}

/**
 * Equal for files with the same number of tables, each with the same headers, but for their times, in as many rows and
 * turned alike.
 */
export function shapeOf(tables: readonly Table[]): string {
	return tables
		.map(
			({ columns, headers, isTurned }) =>
				`${headers.length}${isTurned ? ' turned' : ''}:${columns.map(({ parts }) => fold(parts.map(withoutTime).join(' '))).join('|')}`
		)
		.join('||');
}

function withoutTime(text: string): string {
	return periodsIn(text).reduce((rest, { written }) => rest.replace(written, ' '), text);
}
