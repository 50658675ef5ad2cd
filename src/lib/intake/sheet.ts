/** A sheet as it was decoded: cells with their places, nothing read into them yet. */

/** What a cell holds; dates have their calendar fields in UTC. */
export type Cell = string | number | boolean | Date | null;

/** A row and where it stands. */
export interface SheetRow {
	/** 1-based row of a sheet, or line of a text file. */
	line: number;
	cells: Cell[];
}

/** A merged range; rows 1-based, columns 0-based, all included. */
export interface Merge {
	top: number;
	left: number;
	bottom: number;
	right: number;
}

/** Cells of a row that are struck through; row 1-based, columns 0-based. */
export interface StruckRow {
	line: number;
	columns: number[];
}

/** One sheet of a file, or the whole of a text file. */
export interface Sheet {
	/** The file's name, as messages call it. */
	file: string;
	/** Name of the sheet; empty for text. */
	name: string;
	/** True when a workbook doesn't show it. */
	isHidden: boolean;
	/** True when every cell is text as it was written. */
	isText: boolean;
	/** Rows that hold anything, ascending by line. */
	rows: SheetRow[];
	merges: Merge[];
	/** Rows (1-based) and columns (0-based) that a workbook does not show; absent where it shows all. */
	hidden?: { rows: readonly number[]; columns: readonly number[] };
	/** What is struck through; absent where nothing is. */
	struck?: readonly StruckRow[];
	/** What decoding found out that a reader should be told, in both languages. */
	notes?: Text[];
}

/** A text in both languages of the product. */
export interface Text {
	vi: string;
	en: string;
}

/** Letters of a column: 0 is A, 27 is AB. */
export function columnLetters(at: number): string {
	let letters = '';
	for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	return letters;
}

/** Column of letters ("AB" is 27); nothing for what is no column of Excel. */
export function columnOfLetters(letters: string): number | undefined {
	if (!/^[A-Z]{1,3}$/.test(letters)) return undefined;
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** How messages call a sheet: the file, with the sheet's name when it has one. */
export function sheetTitle({ file, name }: Pick<Sheet, 'file' | 'name'>): string {
	return name ? `${file} (${name})` : file;
}

/** True for a cell that holds nothing. */
export function isEmpty(cell: Cell | undefined): boolean {
	return (
		cell === null ||
		cell === undefined ||
		(typeof cell === 'string' && /^[\s\u200b\ufeff]*$/.test(cell))
	);
}

/** Longest text of a cell that is looked at; names and headers are shorter by far. */
const MOST_TEXT = 400;

/** What stands in a cell whose formula has no value. */
export const UNCALCULATED = '#FORMULA';

/** True for a formula without a value. */
export function isUncalculated(cell: Cell | undefined): boolean {
	return cell === UNCALCULATED;
}

/** What a cell says, as text; long ones are cut, so that no pattern takes longer than a blink. */
export function textOf(cell: Cell | undefined): string {
	if (cell === null || cell === undefined) return '';
	if (cell instanceof Date) return dateText(cell);
	return String(cell)
		.slice(0, MOST_TEXT)
		.replace(/[\u200b\ufeff]/g, '')
		.trim();
}

function dateText(date: Date): string {
	if (Number.isNaN(date.getTime())) return '';
	const text = date.toISOString();
	return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
