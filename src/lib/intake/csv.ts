/** Text between delimiters as rows of cells. */
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { DataError } from '../domain/errors.ts';
import { refuseLong, refuseWide } from './long-cells.ts';
import { isEmpty, type Sheet, type SheetRow } from './sheet.ts';
import { both, faultIn } from './texts.ts';

const DELIMITERS = [',', ';', '\t', '|'];
/** Rows that are enough to tell the delimiter. */
const HEAD_ROWS = 60;
/** And so much of each: what is longer is no row of a table, and is read once for each delimiter. */
const HEAD_CHARACTERS = 20_000;

/**
 * Split text into rows, whatever their length. Lines without content are left out.
 * @throws DataError `malformed` with the row
 */
export function parseRows(text: string, delimiter: string, file: string): SheetRow[] {
	const rows: SheetRow[] = [];
	try {
		// The parser counts CR LF inside quotes twice.
		parse(oneLineBreak(text, file), {
			bom: true,
			trim: true,
			delimiter,
			relaxColumnCount: true,
			skipEmptyLines: true,
			onRecord: (cells: string[], { lines }) => {
				const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
				refuseWide(cells.length, file, lines - breaks);
				for (const cell of cells) refuseLong(cell, file, lines - breaks);
				if (cells.some((cell) => cell !== '')) rows.push({ line: lines - breaks, cells });
				return null;
			}
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new DataError(
			'malformed',
			faultIn(
				{ file, row: typeof error['lines'] === 'number' ? error['lines'] : undefined },
				{
					found: both('dấu ngoặc kép không đóng', error.message),
					expected: both(
						'văn bản có mọi dấu ngoặc kép đều đóng',
						'text in which every quote that is opened is closed'
					)
				}
			)
		);
	}
	return rows;
}

/** Line breaks are LF, CR LF or (of old systems) CR; a CR among others stands inside of a line. */
function oneLineBreak(text: string, file: string): string {
	if (!text.includes('\r')) return text;
	// The first lines of a text may end before the LF of the last.
	const plain = text.replaceAll('\r\n', '\n').replace(/\r$/, '\n');
	const at = plain.indexOf('\r');
	if (at < 0) return plain;
	if (!plain.includes('\n')) return plain.replaceAll('\r', '\n');
	throw new DataError(
		'malformed',
		faultIn(
			{ file, row: plain.slice(0, at).split('\n').length },
			{
				found: both('ký tự CR giữa dòng', 'a carriage return (CR) inside of a line'),
				expected: both('một kiểu xuống dòng', 'one kind of line break'),
				remedy: both('Lưu lại tệp dạng CSV', 'Save the file again as CSV')
			}
		)
	);
}

/** Text as a sheet: the delimiter is the one that gives most rows the same number of cells, more than one. */
export function sheetOfText(text: string, file: string): Sheet {
	return {
		file,
		name: '',
		isHidden: false,
		isText: true,
		rows: parseRows(text, delimiterOf(text, file), file),
		merges: []
	};
}

/** The delimiter of the first lines of a text. */
export function delimiterOf(text: string, file: string): string {
	const lines = text.split('\n', HEAD_ROWS * 2).map((line) => line.slice(0, HEAD_CHARACTERS));
	const head = lines.join('\n');
	let best = { delimiter: ',', score: -1 };
	for (const delimiter of DELIMITERS) {
		const rows = headRows(head, delimiter, file);
		// Rows of a table have the same width; titles above and notes below it have fewer cells.
		const widths = new Map<number, number>();
		for (const { cells } of rows)
			if (cells.filter((cell) => !isEmpty(cell)).length > 1)
				widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
		const score = Math.max(
			0,
			...Array.from(widths, ([width, count]) => count * Math.min(width, 50))
		);
		if (score > best.score) best = { delimiter, score };
	}
	return best.delimiter;
}

/** The head may end inside of quotes: what can be read of it is enough. */
export function headRows(text: string, delimiter: string, file: string): SheetRow[] {
	const lines = text.split('\n');
	for (let count = lines.length; count > 0; count = Math.floor(count / 2)) {
		try {
			return parseRows(lines.slice(0, count).join('\n'), delimiter, file);
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
		}
	}
	return [];
}
