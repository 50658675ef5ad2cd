/** Text of cells and of CSV files, made so that no spreadsheet program takes data for a formula or a letter for another. */
import type { Locale } from '../i18n/locale.ts';

/** A cell; numbers stay numbers, `null` and `NaN` are empty. */
export type CellValue = string | number | null;

/** What may stand between the values of a row. */
export const SEPARATORS = [';', ','] as const;
export type Separator = (typeof SEPARATORS)[number];

/** How a CSV file is written. */
export interface CsvOptions {
	/** Excel in Vietnamese expects `;`, since its decimals have a comma. */
	separator: Separator;
	/** Begin with a byte order mark: without it Excel reads UTF-8 as the system's old encoding. */
	bom: boolean;
	/** Decides the decimal mark: a comma in Vietnamese, a point in English. Thousands are never set apart. */
	locale: Locale;
}

const BOM = '\ufeff';
/** What makes a spreadsheet program take a cell for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Text that no spreadsheet program takes for a formula: an apostrophe stands before what would begin one.
 * Only for text: a negative number is given as a number.
 */
export function safeText(text: string): string {
	return FORMULA.test(text) ? `'${text}` : text;
}

/** A number as a spreadsheet program of the locale reads it; empty for `NaN`. */
export function numberText(value: number, locale: Locale): string {
	if (!Number.isFinite(value)) return '';
	return locale === 'vi' ? String(value).replace('.', ',') : String(value);
}

/**
 * Rows as a CSV file (RFC 4180, lines end with CR LF). Text is made safe; numbers have the locale's decimal mark.
 * Cells are quoted where they need it, so a decimal comma and a comma as separator go together.
 */
export function csvOf(
	rows: readonly (readonly CellValue[])[],
	{ separator, bom, locale }: CsvOptions
): string {
	const cell = (value: CellValue) => {
		if (value === null) return '';
		const text = typeof value === 'number' ? numberText(value, locale) : safeText(value);
		const isQuoted = /["\r\n]/.test(text) || text.includes(separator) || text !== text.trim();
		return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
	};
	const lines = rows.map((row) => `${row.map(cell).join(separator)}\r\n`);
	return (bom ? BOM : '') + lines.join('');
}
