/** Files of measurements that are too large for sheets of cells: rows of all their parts, and SQL that reads them whole. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { delimiterOf, headRows, parseRows } from '../../src/lib/intake/csv.ts';
import type { Cell, Sheet, SheetRow } from '../../src/lib/intake/index.ts';
import { literal, type Duck } from './duck.ts';
import { writePlain, type Input } from './input.ts';

/** A file with rows that show how it is written. */
export interface MeasuredSource {
	input: Input;
	/** Its header and some of its rows. */
	sheet: Sheet;
	/** Of text. */
	delimiter: string;
	/** Of Parquet and JSON: names and DuckDB's types of its columns. */
	columns?: { name: string; type: string }[];
}

/** A source as DuckDB reads it. */
export interface OpenSource {
	/** SQL of its rows. */
	sql: string;
	/** By their place in the header. */
	columns: { name: string; type: string }[];
	/** Lines of text above the first row. */
	above: number;
}

/** Rows of Parquet and JSON that are looked at. */
const SAMPLE_ROWS = 20_000;
/** Characters at the beginning of a large text that are looked at, and the bytes of each of its other parts. */
const BEGINNING = 256 * 1024;
const PARTS = 32;
const PART = 16 * 1024;

/** Look at the rows of a text, at its beginning and throughout. */
export async function textSource(input: Input): Promise<MeasuredSource> {
	const beginning = input.isWhole ? input.head : beginningOf(input.head);
	const delimiter = delimiterOf(beginning, input.file);
	const rows = headRows(beginning, delimiter, input.file);
	if (!input.isWhole && !input.isGzip && input.encoding === 'utf-8') {
		const begin = Buffer.byteLength(beginning);
		rows.push(...(await laterRows(input, begin, delimiter, rows.at(-1)?.cells.length ?? 0)));
	}
	const { file } = input;
	return {
		input,
		delimiter,
		sheet: { file, name: '', isHidden: false, isText: true, rows, merges: [] }
	};
}

/** Whole lines: all of them where they are longer than the beginning. */
function beginningOf(head: string): string {
	const end = head.lastIndexOf('\n', BEGINNING);
	return end < 0 ? head : head.slice(0, end + 1);
}

/** Rows from everywhere: what stands at the beginning need not be all that a file has. */
async function laterRows(
	input: Input,
	begin: number,
	delimiter: string,
	width: number
): Promise<SheetRow[]> {
	const handle = await open(input.path);
	const rows: SheetRow[] = [];
	try {
		const step = Math.floor((input.bytes - begin) / PARTS);
		for (let part = 0; part < PARTS && step > PART; part++) {
			const { buffer, bytesRead } = await handle.read(
				Buffer.alloc(PART),
				0,
				PART,
				begin + part * step
			);
			const text = buffer.subarray(0, bytesRead).toString('utf8');
			const whole = text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n'));
			// A part may begin inside of quotes: what is no row there says nothing.
			rows.push(...partRows(whole, delimiter, input.file, width));
		}
	} finally {
		await handle.close();
	}
	return rows;
}

function partRows(text: string, delimiter: string, file: string, width: number): SheetRow[] {
	try {
		return parseRows(text, delimiter, file).filter(({ cells }) => cells.length === width);
	} catch (error) {
		if (error instanceof DataError) return [];
		throw error;
	}
}

/** SQL that reads a Parquet or JSON file. */
export function columnarSource({ path, format }: Pick<Input, 'path' | 'format'>): string {
	if (format === 'parquet') return `read_parquet(${literal(path)})`;
	return `read_json_auto(${literal(path)}, maximum_object_size = 16777216)`;
}

/** Look at the first rows of Parquet or JSON, which name their columns. */
export async function columnarSheet(
	input: Input,
	{ connection }: Duck,
	limit = SAMPLE_ROWS
): Promise<MeasuredSource> {
	try {
		const described = await connection.runAndReadAll(
			`DESCRIBE SELECT * FROM ${columnarSource(input)}`
		);
		const [names, types] = described.getColumns() as [string[], string[]];
		// DuckDB would take "…Z" for local time: JSON is read as text.
		const isJson = input.format === 'json';
		const columns = names.map((name, at) => ({ name, type: isJson ? 'VARCHAR' : types[at]! }));
		const source = isJson ? jsonAsText(input, names) : columnarSource(input);
		const result = await connection.runAndReadAll(
			`SELECT COLUMNS(*)::VARCHAR FROM ${source} LIMIT ${limit}`
		);
		const rows = result.getRows().map((cells, at) => ({
			line: at + 1,
			cells: cells.map((cell, of) => cellOf(cell, columns[of]!.type))
		}));
		return {
			input,
			delimiter: ',',
			columns,
			sheet: {
				file: input.file,
				name: '',
				isHidden: false,
				isText: false,
				rows: [{ line: 0, cells: names }, ...rows],
				merges: []
			}
		};
	} catch (error) {
		throw error instanceof DataError ? error : unreadable(input.file, error);
	}
}

function jsonAsText({ path }: Input, names: readonly string[]): string {
	const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
	return `read_json(${literal(path)}, columns = {${columns}}, maximum_object_size = 16777216)`;
}

/** True for DuckDB's types of numbers. */
export function isNumeric(type: string): boolean {
	return /INT|DOUBLE|FLOAT|DECIMAL/.test(type) && !/\[|STRUCT|MAP/.test(type);
}

/** A value that DuckDB wrote as text, as a cell. */
export function cellOf(value: unknown, type: string): Cell {
	if (value === null || value === undefined) return null;
	return isNumeric(type) ? Number(value) : String(value);
}

/**
 * Make a source readable.
 * @param headers the lines of its header
 */
export async function openSource(
	{ input, sheet, delimiter, columns }: MeasuredSource,
	headers: readonly SheetRow[],
	width: number,
	duck: Duck
): Promise<OpenSource> {
	if (columns) {
		const names = columns.map(({ name }) => name);
		const sql = input.format === 'json' ? jsonAsText(input, names) : columnarSource(input);
		return { sql, columns, above: 0 };
	}
	const isPlain = input.encoding === 'utf-8';
	const path = isPlain ? input.path : join(duck.folder, 'plain.csv');
	if (!isPlain) await writePlain(input, path);
	const next = sheet.rows.find(({ line }) => line > headers.at(-1)!.line);
	const above = (next?.line ?? headers.at(-1)!.line + 1) - 1;
	const compression = isPlain && input.isGzip ? 'gzip' : 'none';
	const texts = Array.from({ length: width }, (_, at) => ({ name: `c${at}`, type: 'VARCHAR' }));
	const types = texts.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ');
	return {
		sql: `read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${above},
			delim = ${literal(delimiter)}, quote = '"', escape = '"', columns = {${types}}, compression = '${compression}',
			store_rejects = true, rejects_limit = 0)`,
		columns: texts,
		above
	};
}

/** What DuckDB says of a file that it can't read. */
export function unreadable(file: string, error: unknown): DataError {
	const text = error instanceof Error ? error.message : String(error);
	const row = /(?:line|Line:?|row)\s*(\d+)/.exec(text)?.[1];
	return new DataError(
		'malformed',
		faultIn(
			{ file, row: row === undefined ? undefined : Number(row) },
			{
				found: both('tệp hỏng hoặc bị cắt', text.split('\n')[0]!.slice(0, 200)),
				expected: both('tệp nguyên vẹn, đúng định dạng', 'a whole file in its format')
			}
		)
	);
}
