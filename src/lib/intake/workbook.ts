/** Workbooks (XLSX, XLS, XLSB, ODS) as sheets, with what is merged and what is hidden. */
import { read, SSF, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { DataError } from '../domain/errors.ts';
import { isEmpty, type Cell, type Merge, type Sheet, type SheetRow } from './sheet.ts';

/** A workbook unpacks to at most this; more is a slip or an attack. */
const MOST_UNPACKED = 512 * 1024 * 1024;
/** Excel's last row and column. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
/** Cells that are read; a table of every commune, month and network has a tenth. */
const MOST_CELLS = 20_000_000;
const MS_PER_DAY = 86_400_000;
/** Excel's day 0 in its calendar of 1900, counted with the day that never was (29 February 1900). */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * Read all sheets of a workbook. Formulas give the value that was last computed.
 * @throws DataError when it is damaged, has a password, unpacks to too much or can't be read
 */
export function sheetsOfWorkbook(bytes: Uint8Array, file: string): Sheet[] {
	if (bytes[0] === 0x50) refuseBomb(bytes, file);
	const book = readBook(bytes, file);
	const epoch = book.Workbook?.WBProps?.date1904 ? EPOCH_1904 : EPOCH_1900;
	return book.SheetNames.map((name, at) => {
		const sheet = book.Sheets[name]!;
		const title = `${file} (${name})`;
		return {
			file,
			name,
			isHidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0,
			isText: false,
			rows: rowsOf(sheet, epoch, title),
			merges: mergesOf(sheet)
		};
	});
}

function readBook(bytes: Uint8Array, file: string): WorkBook {
	try {
		return read(bytes, {
			type: 'array',
			dense: true,
			cellNF: true,
			cellText: false,
			cellHTML: false,
			cellFormula: false
		});
	} catch (error) {
		const found = error instanceof Error ? error.message : String(error);
		const isLocked = /password|encrypt/i.test(found);
		throw new DataError('malformed', {
			file,
			found: isLocked ? 'a workbook with a password' : found,
			expected: 'a workbook (.xlsx, .xls, .ods)',
			remedy: isLocked
				? 'Open it in Excel and save it without a password'
				: 'Open it in Excel and save it again as .xlsx'
		});
	}
}

function rowsOf(sheet: WorkSheet, epoch: number, title: string): SheetRow[] {
	const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
	const rows: SheetRow[] = [];
	let count = 0;
	// A sheet may name row 1,048,576: rows that aren't there cost nothing.
	data.forEach((cells, at) => {
		if (!cells?.length) return;
		if (at >= LAST_ROW || cells.length > LAST_COLUMN + 1) throw tooLarge(title, at + 1);
		const row: Cell[] = [];
		let last = -1;
		cells.forEach((cell, column) => {
			const value = cell ? cellOf(cell, epoch) : null;
			if (isEmpty(value)) return;
			while (row.length < column) row.push(null);
			row[column] = value;
			last = column;
			count++;
		});
		if (count > MOST_CELLS) throw tooLarge(title, at + 1);
		if (last >= 0) rows.push({ line: at + 1, cells: row });
	});
	return rows;
}

function tooLarge(file: string, row: number): DataError {
	return new DataError('malformed', {
		file,
		row,
		found: "a cell past the end of Excel's sheets, or more cells than any table has",
		expected: 'a workbook as Excel writes it',
		remedy: 'Open it in Excel and save it again as .xlsx'
	});
}

function cellOf(cell: CellObject, epoch: number): Cell {
	const { t: type, v: value } = cell;
	if (value === undefined || value === null) return null;
	if (type === 'e') return (cell.w ?? '#ERROR').toString();
	if (value instanceof Date) return value;
	if (
		type === 'n' &&
		typeof value === 'number' &&
		cell.z !== undefined &&
		SSF.is_date(String(cell.z))
	)
		return new Date(epoch + Math.round(value * MS_PER_DAY));
	return value;
}

function mergesOf(sheet: WorkSheet): Merge[] {
	return (sheet['!merges'] ?? []).map(({ s, e }) => ({
		top: s.r + 1,
		left: s.c,
		bottom: e.r + 1,
		right: e.c
	}));
}

/** The sizes that a zip file states are checked before anything is unpacked. */
function refuseBomb(bytes: Uint8Array, file: string): void {
	let unpacked = 0;
	try {
		unzipSync(bytes, {
			filter: ({ originalSize }) => {
				unpacked += originalSize;
				return false;
			}
		});
	} catch (error) {
		throw new DataError('truncated', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole workbook',
			remedy: 'Download or copy the file again'
		});
	}
	if (unpacked > MOST_UNPACKED)
		throw new DataError('value', {
			file,
			found: `${(unpacked / 1e6).toFixed(0)} MB when unpacked`,
			expected: `a workbook of at most ${(MOST_UNPACKED / 1e6).toFixed(0)} MB`,
			remedy: 'Save the table as CSV'
		});
}
