/** Files of measurements, which may be too many to be read as sheets of cells. */
import { DataError } from '../../src/lib/domain/errors.ts';
import { findHeader, type ColumnMap, type Header } from './columns.ts';
import { literal, type Duck } from './duck.ts';
import type { Input } from './input.ts';
import { cellText } from './measurement-sql.ts';
import { parseRows, readWorkbookSheets, type Cell, type Sheet, type SheetRow } from './sheet.ts';

/** A sheet whose header was understood. */
export interface ReadSheet {
	sheet: Sheet;
	header: Header;
}

/** A file of measurements. */
export interface Content {
	input: Input;
	header: Header;
	/** Of text. */
	delimiter: string;
	/** Lines of text above the first row. */
	skip: number;
	/** Columns of text. */
	width: number;
	/** The first rows of text or of a workbook, below the header. */
	sample: string[][];
	/** Rows that are in memory already: those of a workbook. */
	rows?: Sheet;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Rows of text that are enough to find a header. */
const HEAD_ROWS = 60;

/**
 * Recognise what the columns of measurements hold.
 * @throws DataError when no header is found, or the file is damaged
 */
export async function readContent(input: Input, map: ColumnMap, duck: Duck): Promise<Content> {
	if (input.format === 'csv') return readCsvContent(input, map);
	if (input.format === 'xlsx') return readWorkbookContent(input, map);
	return readColumnsContent(input, map, duck);
}

function readCsvContent(input: Input, map: ColumnMap): Content {
	const { header, delimiter, head } = findDelimiter(input, map);
	const body = head.slice(header.height);
	return {
		input,
		header: measured(header, input.file),
		delimiter,
		skip: (body[0]?.line ?? head.at(-1)!.line + 1) - 1,
		width: head[header.height - 1]!.cells.length,
		sample: body.map(({ cells }) => cells.map(String))
	};
}

function measured(header: Header, file: string): Header {
	if (header.kind === 'measurements') return header;
	throw new DataError('header', {
		file,
		found: header.columns.map(({ header: text }) => text).join(', '),
		expected: 'measurements: time, longitude, latitude and speeds'
	});
}

interface Delimited {
	header: Header;
	delimiter: string;
	/** The first rows, the header among them. */
	head: SheetRow[];
}

/** The delimiter that gives the header most columns that mean something. */
function findDelimiter(input: Input, map: ColumnMap): Delimited {
	const lines = input.head.split('\n', HEAD_ROWS * 2).join('\n');
	let best: Delimited | undefined;
	let failure: unknown;
	for (const delimiter of DELIMITERS) {
		try {
			const head = headRows(lines, delimiter, input.file);
			const header = findHeader(
				head.map(({ cells }) => cells),
				map,
				input.file
			);
			if (!best || header.columns.length > best.header.columns.length)
				best = { header, delimiter, head };
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			// A doubled column says more than "no header".
			if (!failure || error.fault.found?.startsWith('two columns')) failure = error;
		}
	}
	if (best) return best;
	throw failure;
}

/** The head may end inside of quotes: what can be read of it is enough. */
function headRows(text: string, delimiter: string, file: string): SheetRow[] {
	const lines = text.split('\n');
	for (let count = lines.length; ; count = Math.floor(count / 2)) {
		try {
			return parseRows(lines.slice(0, count).join('\n'), delimiter, file);
		} catch (error) {
			if (count <= 1) throw error;
		}
	}
}

async function readWorkbookContent(input: Input, map: ColumnMap): Promise<Content> {
	const all = await readWorkbookSheets(input.path, input.file);
	const sheets: ReadSheet[] = [];
	let failure: unknown;
	for (const sheet of all.filter(({ isHidden }) => !isHidden)) {
		try {
			const header = findHeader(
				sheet.rows.map(({ cells }) => cells),
				map,
				sheet.name ? `${sheet.file} (${sheet.name})` : sheet.file
			);
			sheets.push({ sheet, header });
		} catch (error) {
			if (!(error instanceof DataError)) throw error;
			failure ??= error;
		}
	}
	const [only, ...more] = sheets.filter(({ header }) => header.kind === 'measurements');
	if (!only) throw failure ?? measuredNowhere(input.file);
	if (more.length > 0)
		throw new DataError('header', {
			file: input.file,
			found: `${sheets.length} sheets of measurements`,
			expected: 'measurements in a file of their own'
		});
	return {
		input,
		header: only.header,
		delimiter: ',',
		skip: 0,
		width: 0,
		sample: sampleOf(only),
		rows: only.sheet
	};
}

function measuredNowhere(file: string): DataError {
	return new DataError('empty', { file, found: 'no sheet of measurements', expected: 'a table' });
}

/** The first rows of a sheet as texts. */
function sampleOf({ sheet, header }: ReadSheet): string[][] {
	const roles = new Map(header.columns.map(({ at, role }) => [at, role]));
	return sheet.rows
		.slice(header.height, header.height + HEAD_ROWS)
		.map(({ cells }) => Array.from(cells, (cell, at) => cellText(cell, roles.get(at))));
}

/** SQL that reads a Parquet or JSON file. */
export function columnarSource({ path, format }: Input): string {
	if (format === 'parquet') return `read_parquet(${literal(path)})`;
	return `read_json_auto(${literal(path)}, maximum_object_size = 16777216)`;
}

/** Parquet and JSON name their columns. */
async function readColumnsContent(input: Input, map: ColumnMap, duck: Duck): Promise<Content> {
	try {
		const described = await duck.connection.runAndReadAll(
			`DESCRIBE SELECT * FROM ${columnarSource(input)}`
		);
		const header = measured(
			findHeader([described.getColumns()[0]!.map(String)], map, input.file),
			input.file
		);
		return { input, header, delimiter: ',', skip: 0, width: 0, sample: [] };
	} catch (error) {
		throw error instanceof DataError ? error : unreadable(input.file, error);
	}
}

/** What DuckDB says of a file that it can't read. */
export function unreadable(file: string, error: unknown): DataError {
	const text = error instanceof Error ? error.message : String(error);
	const row = /(?:line|Line:?|row)\s*(\d+)/.exec(text)?.[1];
	return new DataError('malformed', {
		file,
		row: row === undefined ? undefined : Number(row),
		found: text.split('\n')[0]!.slice(0, 200),
		expected: 'a whole file in its format'
	});
}

/** A value of DuckDB as a cell. */
export function toCell(value: unknown): Cell {
	if (value === null || value === undefined) return null;
	if (typeof value === 'bigint') return Number(value);
	if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
		return value;
	return String(value);
}
