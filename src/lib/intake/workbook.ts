/** Workbooks (XLSX, XLS, XLSB, ODS) as sheets, with what is merged and what is hidden. */
import { read, SSF, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { DataError } from '../domain/errors.ts';
import { commentNotes } from './cell-comments.ts';
import { encodingNotes } from './encoding.ts';
import { withFormulasTold } from './formulas.ts';
import {
	hiddenInOpenDocument,
	hiddenInSheet,
	hiddenOfReader,
	sheetParts,
	type HiddenParts
} from './hidden-parts.ts';
import { typedIn, unicodeOf } from './legacy.ts';
import { refuseLong } from './long-cells.ts';
import {
	isEmpty,
	type Cell,
	type Merge,
	type Sheet,
	type SheetRow,
	type StruckRow
} from './sheet.ts';
import { struckInOpenDocument, struckInSheet, struckStyles } from './struck.ts';
import { both, faultIn } from './texts.ts';
import { unzipped, zipEntries } from './zip.ts';
import { partOfZip } from './zip-parts.ts';

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
 * Read all sheets of a workbook. Formulas give the value that was last computed, or
 * {@link UNCALCULATED}.
 * @throws DataError when it is damaged, has a password, unpacks to too much or can't be read
 */
export function sheetsOfWorkbook(bytes: Uint8Array, file: string): Sheet[] {
	const names = bytes[0] === 0x50 ? zipEntries(bytes, file) : [];
	const isBare = names.includes('content.xml') && !names.includes('styles.xml');
	const hidden = new Map<string, HiddenParts | undefined>();
	let open: (HiddenParts | undefined)[] = [];
	let openStruck: StruckRow[][] = [];
	const styles = names.length > 0 ? partOfZip(bytes, 'xl/styles.xml', file) : undefined;
	const struckStyle = styles ? struckStyles(strFromU8(styles, true)) : new Set<number>();
	const struck = new Map<string, StruckRow[]>();
	const look = (name: string, xml: string) => {
		if (name === 'content.xml') {
			open = hiddenInOpenDocument(xml);
			openStruck = struckInOpenDocument(xml);
		} else {
			hidden.set(name, hiddenInSheet(xml));
			if (struckStyle.size > 0) struck.set(name, struckInSheet(xml, struckStyle));
		}
	};
	const told =
		names.length > 0 ? withFormulasTold(bytes, names, file, look, struckStyle.size > 0) : bytes;
	const isLooked = [...hidden.values()].some((of) => of !== undefined) || struck.size > 0;
	const partNames = isLooked ? sheetParts(bytes, file) : [];
	const parts = isLooked ? partNames.map((name) => hidden.get(name)) : open;
	const book = readBook(isBare ? withStyles(told, file) : told, file);
	const epoch = book.Workbook?.WBProps?.date1904 ? EPOCH_1904 : EPOCH_1900;
	const sheets = book.SheetNames.map((name, at): Sheet => {
		const title = `${file} (${name})`;
		const sheet = book.Sheets[name] as WorkSheet | undefined;
		if (!sheet) throw noSheet(title);
		const crossed = struck.get(partNames[at] ?? '') ?? openStruck[at] ?? [];
		const comments = commentNotes(sheet, title);
		const unseen = names.length > 0 ? parts[at] : hiddenOfReader(sheet);
		return {
			file,
			name,
			isHidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0,
			isText: false,
			rows: rowsOf(sheet, epoch, title),
			merges: mergesOf(sheet),
			...(unseen ? { hidden: unseen } : {}),
			...(crossed.length > 0 ? { struck: crossed } : {}),
			...(comments.length > 0 ? { notes: comments } : {})
		};
	});
	return sheets.map(inUnicode);
}

/** The workbook names a sheet that is not there, or that can't be read. */
function noSheet(title: string): DataError {
	return new DataError(
		'malformed',
		faultIn(
			{ file: title },
			{
				found: both('trang có tên mà không có nội dung', 'the name of a sheet without its content'),
				expected: both('tệp Excel do Excel ghi', 'a workbook as Excel writes it'),
				remedy: SAVE_AGAIN
			}
		)
	);
}

/** OpenDocument needs no styles, but the library that reads it does. */
function withStyles(bytes: Uint8Array, file: string): Uint8Array {
	return zipSync(
		{ ...unzipped(bytes, file), 'styles.xml': strToU8('<office:document-styles/>') },
		{ level: 0 }
	);
}

/** Rows whose texts show in which letters a sheet was typed. */
const HEAD_ROWS = 60;

/** Texts typed with fonts that drew Western letters as Vietnamese ones, in the letters that were meant. */
function inUnicode(sheet: Sheet): Sheet {
	const head = sheet.rows.slice(0, HEAD_ROWS).flatMap(({ cells }) => cells);
	const encoding = typedIn(head.filter((cell) => typeof cell === 'string').join('\n'));
	if (!encoding) return sheet;
	const rows = sheet.rows.map(({ line, cells }) => ({
		line,
		cells: cells.map((cell) => (typeof cell === 'string' ? unicodeOf(cell, encoding) : cell))
	}));
	return { ...sheet, rows, notes: [...(sheet.notes ?? []), ...encodingNotes(encoding)] };
}

const SAVE_AGAIN = both(
	'Mở bằng Excel rồi lưu lại thành .xlsx',
	'Open it in Excel and save it again as .xlsx'
);

function readBook(bytes: Uint8Array, file: string): WorkBook {
	try {
		return read(bytes, {
			type: 'array',
			dense: true,
			cellNF: true,
			cellText: false,
			cellHTML: false,
			cellFormula: false,
			// Only so are hidden rows told; workbooks that are zip files tell them themselves.
			cellStyles: bytes[0] === 0xd0
		});
	} catch (error) {
		const found = error instanceof Error ? error.message : String(error);
		const isLocked = /password|encrypt/i.test(found);
		throw new DataError(
			'malformed',
			faultIn(
				{ file },
				{
					found: isLocked
						? both('tệp Excel có mật khẩu', 'a workbook with a password')
						: both('tệp hỏng', found),
					expected: both('tệp Excel (.xlsx, .xls, .ods)', 'a workbook (.xlsx, .xls, .ods)'),
					remedy: isLocked
						? both(
								'Mở bằng Excel rồi lưu không có mật khẩu',
								'Open it in Excel and save it without a password'
							)
						: SAVE_AGAIN
				}
			)
		);
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
			refuseLong(value, title, at + 1);
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
	return new DataError(
		'malformed',
		faultIn(
			{ file, row },
			{
				found: both(
					'ô nằm ngoài trang Excel, hoặc nhiều ô hơn mọi bảng',
					"a cell past the end of Excel's sheets, or more cells than any table has"
				),
				expected: both('tệp Excel do Excel ghi', 'a workbook as Excel writes it'),
				remedy: SAVE_AGAIN
			}
		)
	);
}

function cellOf(cell: CellObject, epoch: number): Cell {
	const { t: type, v: value } = cell;
	if (value === undefined || value === null) return null;
	if (type === 'e') return (cell.w ?? '#ERROR').toString();
	if (value instanceof Date) return value;
	if (typeof value === 'string')
		return /[\u0300-\u036f]/.test(value) ? value.normalize('NFC') : value;
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
