/** Rows that are no rows of figures: headers that come again, and numbers of columns. */
import { isEmpty, textOf, type SheetRow } from './sheet.ts';
import type { Table } from './tables.ts';
import type { ReadRow } from './rows.ts';
import { writtenName } from './unit-names.ts';
import { fold } from './words.ts';

/** A header that is repeated on each printed page. */
export function isHeaderAgain({ table }: { table: Table }, { cells }: SheetRow): boolean {
	const filled = table.columns.filter(({ at }) => !isEmpty(cells[at]));
	return (
		filled.length > 1 &&
		filled.every(({ at, parts }) => {
			const text = fold(textOf(cells[at]));
			return text !== '' && !/^\d+$/.test(text) && parts.some((part) => fold(part) === text);
		})
	);
}

/** Below many headers stands a row that numbers the columns: "1 2 3 4", "(1) (2)" or "A B 1 2". */
export function isNumbering({ cells }: SheetRow): boolean {
	const texts = cells.map((cell) => textOf(cell).replace(/[()[\]\s]/g, '')).filter(Boolean);
	const isFormula = (text: string) => /^\d+=[\d+\-*/:=()]+$/.test(text);
	const plain = texts.filter((text) => !isFormula(text));
	const numbers = plain.filter((text) => /^\d+$/.test(text)).map(Number);
	const letters = plain.slice(0, plain.length - numbers.length);
	return (
		numbers.length >= 2 &&
		plain.length >= 3 &&
		letters.every((text, at) => text === 'ABCDEFGH'[at]) &&
		numbers.every((number, at) => number === numbers[0]! + at) &&
		numbers[0]! <= 1
	);
}

/** Rows with those below the last figures as notes, where they name no unit: who made the table, who signed it. */
export function withFooter(
	rows: readonly { row: SheetRow; read: ReadRow }[],
	isUnit: (text: string) => boolean
): { row: SheetRow; read: ReadRow }[] {
	const isFooter = ({ row, read }: { row: SheetRow; read: ReadRow }) =>
		read.kind !== 'data' ||
		(read.data.words.code === '' &&
			row.cells.every((cell) => !/\d/.test(textOf(cell)) && !isUnit(textOf(cell))) &&
			!row.cells.some((cell) => writtenName(textOf(cell)).levels));
	const end = rows.findLastIndex((of) => !isFooter(of)) + 1;
	return rows.map((of, at) =>
		at < end || of.read.kind !== 'data'
			? of
			: {
					row: of.row,
					read: {
						kind: 'not a row',
						what: 'note',
						text: of.row.cells.map(textOf).filter(Boolean).join(' ')
					}
				}
	);
}
