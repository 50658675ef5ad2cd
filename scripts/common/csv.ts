import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { DataError } from '../../src/lib/domain/errors.ts';

/** One record of a CSV file, its fields by column name. */
export interface CsvRow {
	/** 1-based line of the file; the header is line 1. */
	line: number;
	/** Field text by column name; columns that the file leaves out are absent. */
	fields: Record<string, string>;
}

/** Columns that a CSV file has in this order. */
export interface CsvHeader {
	required: readonly string[];
	/** May follow the required ones, in any selection and order. */
	optional?: readonly string[];
}

const UTF8_REMEDY = 'Save as CSV UTF-8 (in Excel: Save As, "CSV UTF-8 (Comma delimited)")';

/**
 * Read a UTF-8 CSV file (with or without byte order mark).
 * @param path file to read
 * @param header columns to expect
 * @param name how messages call the file; its path when left out
 * @throws DataError `unreachable`, `encoding`, `empty`, `header` or `malformed`
 */
export async function readCsv(path: string, header: CsvHeader, name = path): Promise<CsvRow[]> {
	const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: name,
			found: error.code ?? error.message,
			expected: 'a readable file'
		});
	});
	return parseCsv(decodeUtf8(bytes, name), header, name);
}

/**
 * Text of a file that must be UTF-8.
 * @throws DataError `empty` or `encoding`
 */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
	if (bytes.length === 0) throw emptyFile(name);
	const wide = utf16Name(bytes);
	if (wide) throw wrongEncoding(name, wide);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		const { line, byte } = firstBadByte(bytes);
		throw wrongEncoding(name, `byte 0x${byte.toString(16)} that is not UTF-8 (Latin-1?)`, line);
	}
}

/**
 * Split CSV text into rows.
 * @throws DataError `empty`, `header` or `malformed`
 */
export function parseCsv(text: string, header: CsvHeader, name: string): CsvRow[] {
	if (text.trim() === '') throw emptyFile(name);
	const records = parseRecords(text, name);
	const [first, ...rest] = records;
	if (!first) throw emptyFile(name);
	checkHeader(first.fields, header, name);
	return rest.map(({ line, fields }) => ({
		line,
		fields: Object.fromEntries(first.fields.map((column, at) => [column, fieldAt(fields, at)]))
	}));
}

interface NumberedRecord {
	line: number;
	fields: string[];
}

function parseRecords(text: string, name: string): NumberedRecord[] {
	try {
		const records: NumberedRecord[] = [];
		// The parser counts CR LF inside quotes twice.
		parse(text.replace(/\r\n?/g, '\n'), {
			bom: true,
			trim: true,
			skipEmptyLines: true,
			onRecord: (fields: string[], { lines }) => {
				// `lines` is where the record ends; its quoted fields may hold line breaks.
				records.push({ line: lines - lineBreaks(fields), fields });
				return null;
			}
		});
		return records;
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new DataError('malformed', {
			file: name,
			row: typeof error['lines'] === 'number' ? error['lines'] : undefined,
			found: error.message,
			expected: 'comma-separated text with as many fields in each row as in the header'
		});
	}
}

function lineBreaks(fields: string[]): number {
	return fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
}

function checkHeader(found: string[], { required, optional = [] }: CsvHeader, name: string): void {
	const extra = found.slice(required.length);
	const right =
		required.every((column, at) => found[at] === column) &&
		extra.every((column, at) => optional.includes(column) && extra.indexOf(column) === at);
	if (right) return;
	const wrongAt = required.findIndex((column, at) => found[at] !== column);
	const wrong = wrongAt >= 0 ? found[wrongAt] : extra.find((column) => !optional.includes(column));
	throw new DataError('header', {
		file: name,
		row: 1,
		column: wrong,
		found: found.join(','),
		expected: optional.length
			? `${required.join(',')} and then any of ${optional.join(',')}`
			: required.join(','),
		remedy: 'The first line names the columns, separated by commas'
	});
}

function fieldAt(fields: string[], at: number): string {
	return fields[at] ?? '';
}

function emptyFile(name: string): DataError {
	return new DataError('empty', {
		file: name,
		found: 'nothing',
		expected: 'a header and rows',
		remedy: 'Save the file again, or remove it'
	});
}

function wrongEncoding(name: string, found: string, row = 1): DataError {
	return new DataError('encoding', {
		file: name,
		row,
		found,
		expected: 'UTF-8 text',
		remedy: UTF8_REMEDY
	});
}

/** UTF-16 by its byte order mark, or by zero bytes in every second place. */
function utf16Name(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 LE';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 BE';
	const head = bytes.subarray(0, 64);
	if (!head.includes(0)) return undefined;
	return head.indexOf(0) % 2 === 1 ? 'UTF-16 LE' : 'UTF-16 BE';
}

function firstBadByte(bytes: Uint8Array): { line: number; byte: number } {
	let line = 1;
	let start = 0;
	const decoder = new TextDecoder('utf-8', { fatal: true });
	for (let at = 0; at <= bytes.length; at++) {
		if (at < bytes.length && bytes[at] !== 0x0a) continue;
		const piece = bytes.subarray(start, at);
		try {
			decoder.decode(piece);
		} catch {
			return { line, byte: piece.find((byte) => byte >= 0x80) ?? 0 };
		}
		line++;
		start = at + 1;
	}
	return { line, byte: bytes.at(-1) ?? 0 };
}
