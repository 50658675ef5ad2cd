/** The table for the clipboard. */
import { plainText, type TableColumn } from './table.ts';
import type { Units } from './unit.ts';
import type { ViewModel } from './view-model.ts';

/** Rows as text between tabs: what every program takes. */
export function tableTsv(
	model: ViewModel,
	units: Units,
	columns: readonly TableColumn[],
	rows: readonly number[]
): string {
	const line = (cells: string[]) => cells.join('\t');
	const lines = [
		line(columns.map(({ label }) => safe(label))),
		...rows.map((row) =>
			line(
				columns.map(({ id, isNumber }) => {
					const text = plainText(model, units, id, row);
					return isNumber ? text : safe(text);
				})
			)
		)
	];
	return `${lines.join('\r\n')}\r\n`;
}

/**
 * The same as HTML, which spreadsheets prefer: it says that codes are texts, so that they keep their leading zeros,
 * and that nothing is a formula.
 */
export function tableHtml(
	model: ViewModel,
	units: Units,
	columns: readonly TableColumn[],
	rows: readonly number[]
): string {
	const cell = (text: string, isNumber: boolean) =>
		isNumber
			? `<td>${escape(text)}</td>`
			: `<td style="mso-number-format:'\\@'">${escape(text)}</td>`;
	const line = (cells: string[]) => `<tr>${cells.join('')}</tr>`;
	const head = line(columns.map(({ label }) => `<th>${escape(label)}</th>`));
	const body = rows.map((row) =>
		line(columns.map(({ id, isNumber }) => cell(plainText(model, units, id, row), isNumber)))
	);
	return `<meta charset="utf-8"><table>${head}${body.join('')}</table>`;
}

/** Without tabs and line breaks, and never a formula: an apostrophe makes it a text. */
function safe(text: string): string {
	const flat = text.replace(/[\t\r\n]+/g, ' ');
	return /^\s*[=+\-@]/.test(flat) ? `'${flat}` : flat;
}

function escape(text: string): string {
	const flat = text.replace(/[\t\r\n]+/g, ' ');
	return flat.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
