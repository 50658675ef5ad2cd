/** Tables as rows of cells, from CSV text and Excel workbooks. */
import { CsvError, parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import readWorkbook from 'read-excel-file/node';
import { DataError } from '../../src/lib/domain/errors.ts';

/** What a cell holds; dates have their calendar fields in UTC. */
export type Cell = string | number | boolean | Date | null;

/** A row and where it stands. */
export interface SheetRow {
	/** 1-based row of a sheet, or line of a text file. */
	line: number;
	cells: Cell[];
}

/** One table as received. */
export interface Sheet {
	/** How messages call it: the file, with the sheet's name where there are several. */
	file: string;
	/** Name of the sheet, if it has any. */
	title: string;
	rows: SheetRow[];
}

/** A workbook unpacks to at most this; more is a slip or an attack. */
const MOST_UNPACKED = 512 * 1024 * 1024;

/**
 * Split text into rows, whatever their length. Lines without content are left out.
 * @throws DataError `malformed` with the row
 */
export function parseRows(text: string, delimiter: string, file: string): SheetRow[] {
	const rows: SheetRow[] = [];
	try {
		// The parser counts CR LF inside quotes twice.
		parse(text.replace(/\r\n?/g, '\n'), {
			bom: true,
			trim: true,
			delimiter,
			relaxColumnCount: true,
			skipEmptyLines: true,
			onRecord: (cells: string[], { lines }) => {
				const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
				if (cells.some((cell) => cell !== '')) rows.push({ line: lines - breaks, cells });
				return null;
			}
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new DataError('malformed', {
			file,
			row: typeof error['lines'] === 'number' ? error['lines'] : undefined,
			found: error.message,
			expected: 'text in which every quote that is opened is closed'
		});
	}
	return rows;
}

/**
 * Read all sheets of an Excel workbook. Formulas give the value that Excel last computed.
 * @throws DataError when it is damaged, unpacks to too much or can't be read
 */
export async function readWorkbookSheets(path: string, file: string): Promise<Sheet[]> {
	const bytes = await readFile(path);
	refuseBomb(bytes, file);
	let sheets;
	try {
		sheets = await readWorkbook(bytes);
	} catch (error) {
		throw new DataError('malformed', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'an Excel workbook (.xlsx)',
			remedy: 'Open it in Excel and save it again as .xlsx'
		});
	}
	return sheets.map(({ sheet, data }) => ({
		file: sheets.length > 1 ? `${file} (${sheet})` : file,
		title: sheet,
		rows: data
			.map((cells, at) => ({ line: at + 1, cells: cells as Cell[] }))
			.filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''))
	}));
}

/** The sizes that a zip file states are checked before anything is unpacked. */
function refuseBomb(bytes: Uint8Array, file: string): void {
	let unpacked = 0;
	let isWorkbook = false;
	try {
		unzipSync(bytes, {
			filter: ({ name, originalSize }) => {
				unpacked += originalSize;
				isWorkbook ||= name === '[Content_Types].xml';
				return false;
			}
		});
	} catch (error) {
		throw new DataError('truncated', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole Excel workbook',
			remedy: 'Download or copy the file again'
		});
	}
	if (!isWorkbook)
		throw new DataError('malformed', {
			file,
			found: 'a zip file that is no Excel workbook',
			expected: 'CSV, Excel (.xlsx), Parquet or JSON',
			remedy: 'Unzip it and give the files in it'
		});
	if (unpacked > MOST_UNPACKED)
		throw new DataError('value', {
			file,
			found: `${(unpacked / 1e6).toFixed(0)} MB when unpacked`,
			expected: `a workbook of at most ${(MOST_UNPACKED / 1e6).toFixed(0)} MB`,
			remedy: 'Save the table as CSV'
		});
}
