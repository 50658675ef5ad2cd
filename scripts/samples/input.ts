/** Files as received: their format, encoding and first rows. */
import { createReadStream } from 'node:fs';
import { open, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DataError } from '../../src/lib/domain/errors.ts';
import { noTable, webPage } from '../../src/lib/intake/decode.ts';
import {
	decoderOf,
	encodingOf,
	nulByte,
	textOfBytes,
	type Encoding
} from '../../src/lib/intake/encoding.ts';
import type { Text } from '../../src/lib/intake/index.ts';
import { both, faultIn, same } from '../../src/lib/intake/texts.ts';
import { cutOff } from '../../src/lib/intake/zip.ts';

export type Format = 'csv' | 'json' | 'parquet' | 'xlsx';

/** A file and what its first bytes show. */
export interface Input {
	path: string;
	/** How messages call it. */
	file: string;
	bytes: number;
	format: Format;
	isGzip: boolean;
	/** Of text. */
	encoding: Encoding;
	/** Beginning of the text, whole lines; the whole text when it is short. Empty for other formats. */
	head: string;
	/** True when `head` is all. */
	isWhole: boolean;
}

const HEAD = 1024 * 1024;
const CHUNK = 4 * 1024 * 1024;
const LINE_BREAK = 0x0a;
/** DuckDB counts longer lines than 2 MB as faulty, but from twice this on it drops them without a word. */
const MOST_LINE = 16 * 1024 * 1024;
/** A monthly table unpacks to at most this; one of every commune, network and operator has a tenth. */
const MOST_TABLE = 64 * 1024 * 1024;
/** From this on it matters how many times its own size a file unpacks to; tables have a tenth. */
const MUCH = 48 * 1024 * 1024;
const MOST_TIMES = 100;
const [QUOTE, BACKSLASH, BRACKET, BRACE] = [0x22, 0x5c, 0x5b, 0x7b];
const GZIP = both('một tệp gzip nguyên vẹn', 'a whole gzip file');
const READS = both(
	'CSV, Excel (.xlsx, .xls), OpenDocument (.ods), Parquet hoặc JSON; văn bản có thể nén gzip',
	'CSV, Excel (.xlsx, .xls), OpenDocument (.ods), Parquet or JSON; text also with gzip'
);

/**
 * Look at the beginning of a file.
 * @throws DataError when it can't be read, is empty, or holds nothing that we read
 */
export async function lookAt(path: string): Promise<Input> {
	// A line break or an escape would end up in messages.
	const file = basename(path).replace(/\p{Cc}/gu, '\ufffd');
	const of = await stat(path).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(path, ofSystem(error));
	});
	// Opening a pipe waits for somebody who writes into it.
	if (!of.isFile())
		throw unreadable(
			path,
			of.isDirectory() ? both('một thư mục', 'a folder') : both('không phải tệp', 'no file')
		);
	return lookAtFile(path, file, of.size);
}

/** What the system says of a file that can't be read. */
const OF_SYSTEM: Record<string, Text> = {
	ENOENT: both('không có tệp này', 'no file of this name'),
	ENOTDIR: both('không có tệp này', 'no file of this name'),
	EACCES: both('không có quyền đọc tệp', 'no right to read the file'),
	EPERM: both('không có quyền đọc tệp', 'no right to read the file'),
	ELOOP: both('liên kết trỏ vòng quanh', 'links that lead in a circle'),
	ENAMETOOLONG: both('tên tệp quá dài', 'a name that is too long'),
	EMFILE: both('hệ thống không cho mở thêm tệp', 'that the system opens no more files'),
	ENFILE: both('hệ thống không cho mở thêm tệp', 'that the system opens no more files'),
	EIO: both('lỗi đọc ổ đĩa', 'a disk that fails to read')
};

function ofSystem({ code, message }: NodeJS.ErrnoException): Text {
	return (code && OF_SYSTEM[code]) || same(code ?? message);
}

function unreadable(path: string, found: Text): DataError {
	const expected = both('một tệp đọc được', 'a readable file');
	return new DataError('unreachable', faultIn({ file: path }, { found, expected }));
}

async function lookAtFile(path: string, file: string, size: number): Promise<Input> {
	const first = await firstBytes(path, 16).catch((error: NodeJS.ErrnoException) => {
		throw unreadable(path, ofSystem(error));
	});
	const of = (format: Format): Input => ({
		path,
		file,
		bytes: size,
		format,
		isGzip: false,
		encoding: 'utf-8',
		head: '',
		isWhole: false
	});
	const magic = first.toString('latin1');
	if (size === 0) throw emptyFile(file);
	const other = noTable(first, file);
	if (other) throw other;
	if (magic.startsWith('PAR1')) return of('parquet');
	const isWorkbook = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'].some((of) =>
		magic.startsWith(of)
	);
	if (isWorkbook) return of('xlsx');
	return lookAtText({ ...of('csv'), isGzip: magic.startsWith('\u001f\u008b') });
}

function emptyFile(file: string): DataError {
	const found = both('không có gì', 'nothing');
	return new DataError('empty', faultIn({ file }, { found, expected: READS }));
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
	const handle = await open(path);
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}

async function lookAtText(input: Input): Promise<Input> {
	const { bytes, isWhole } = await readUpTo(input, HEAD);
	const encoding = encodingOf(bytes);
	const text = textOfBytes(bytes, input.file, encoding, isWhole);
	if (text.trim() === '' && isWhole) throw emptyFile(input.file);
	const lastBreak = text.lastIndexOf('\n');
	if (!isWhole && lastBreak < 0 && !/^\s*[[{]/.test(text))
		throw tooLong(
			input.file,
			1,
			both(`một dòng dài hơn ${HEAD} ký tự`, `a line of more than ${HEAD} characters`)
		);
	if (/^\s*<(!doctype|html|\?xml|table)/i.test(text)) throw webPage(text, input.file);
	const format = /^\s*[[{]/.test(text) ? 'json' : 'csv';
	return {
		...input,
		format,
		encoding,
		head: isWhole ? text : text.slice(0, lastBreak + 1),
		isWhole
	};
}

function lineAt(text: string, at: number): number {
	return text.slice(0, at).split('\n').length;
}

/** Unpacked bytes from the beginning. */
async function readUpTo(
	{ path, file, isGzip }: Pick<Input, 'path' | 'file' | 'isGzip'>,
	limit: number
): Promise<{ bytes: Buffer; isWhole: boolean }> {
	const chunks: Buffer[] = [];
	let length = 0;
	const stream = unpacked(path, isGzip);
	try {
		for await (const chunk of stream) {
			chunks.push(chunk as Buffer);
			length += (chunk as Buffer).length;
			if (length > limit)
				return { bytes: Buffer.concat(chunks).subarray(0, limit), isWhole: false };
		}
	} catch (error) {
		throw cutOff(file, error, GZIP);
	} finally {
		stream.destroy();
	}
	return { bytes: Buffer.concat(chunks), isWhole: true };
}

/** A file's bytes, without gzip. */
export function unpacked(path: string, isGzip: boolean): Readable {
	const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
	return isGzip ? gunzipped(stream) : stream;
}

function gunzipped(stream: Readable): Readable {
	const gunzip = createGunzip({ chunkSize: 256 * 1024 });
	stream.on('error', (error) => gunzip.destroy(error));
	return stream.pipe(gunzip);
}

/**
 * The whole text of a monthly table.
 * @throws DataError when it is too large for one, cut off or wrongly encoded
 */
export async function readText(input: Input): Promise<string> {
	if (input.isWhole) return input.head;
	const { bytes, isWhole } = await readUpTo(input, MOST_TABLE);
	if (isWhole) return textOfBytes(bytes, input.file, input.encoding);
	const size = (MOST_TABLE / 1e6).toFixed(0);
	throw new DataError(
		'value',
		faultIn(
			{ file: input.file },
			{
				found: both(`hơn ${size} MB văn bản`, `more than ${size} MB of text`),
				expected: both('bảng tháng, mỗi đơn vị một dòng', 'a monthly table, which has a row a unit')
			}
		)
	);
}

/** Text as plain UTF-8 in a file of its own, for readers that know nothing else. */
export async function writePlain(input: Input, path: string): Promise<void> {
	const decoder = decoderOf(input.encoding);
	async function* plain() {
		let line = 1;
		for await (const chunk of unpacked(input.path, input.isGzip)) {
			const text = decoder.decode(chunk as Buffer, { stream: true });
			const zero = text.indexOf('\0');
			if (zero >= 0) throw nulByte(input.file, line + lineAt(text, zero) - 1);
			line += lineAt(text, text.length) - 1;
			yield text;
		}
		yield decoder.decode();
	}
	try {
		await writeFile(path, plain());
	} catch (error) {
		throw error instanceof DataError ? error : cutOff(input.file, error, GZIP);
	}
}

/**
 * BLAKE2b of a file's content in hexadecimal, twice as fast as SHA-256 where the processor knows neither; text is
 * looked at on the way.
 * @throws DataError when a line is longer than {@link MOST_LINE}, or when there is a NUL byte in it
 */
export async function hashOf(input: Input): Promise<string> {
	const hash = createHash('blake2b512');
	async function* raw() {
		const stream = createReadStream(input.path, { highWaterMark: CHUNK });
		for await (const chunk of stream) {
			hash.update(chunk as Buffer);
			yield chunk as Buffer;
		}
	}
	const source = Readable.from(raw());
	const isText = input.format === 'csv';
	const isJson = input.format === 'json';
	const content = (isText || isJson) && input.isGzip ? gunzipped(source) : source;
	const nesting = new Nesting(input.file);
	// Bytes up to the last line break, and behind it.
	let [before, behind, unpacked] = [0, 0, 0];
	try {
		for await (const chunk of content as AsyncIterable<Buffer>) {
			unpacked += chunk.length;
			if (input.isGzip && unpacked > MUCH && unpacked > input.bytes * MOST_TIMES)
				throw bomb(input.file);
			if (isJson) nesting.read(chunk);
			if (!isText) continue;
			const zero = input.encoding === 'utf-8' ? chunk.indexOf(0) : -1;
			if (zero >= 0)
				throw nulByte(input.file, (await lineBreaks(input, before + behind + zero)) + 1);
			const first = chunk.indexOf(LINE_BREAK);
			if (behind + (first < 0 ? chunk.length : first) > MOST_LINE)
				throw tooLong(input.file, (await lineBreaks(input, before)) + 1);
			const last = chunk.lastIndexOf(LINE_BREAK);
			if (last >= 0) before += behind + last + 1;
			behind = last < 0 ? behind + chunk.length : chunk.length - last - 1;
		}
	} catch (error) {
		throw error instanceof DataError || !input.isGzip ? error : cutOff(input.file, error, GZIP);
	} finally {
		source.destroy();
	}
	return hash.digest('hex');
}

function bomb(file: string): DataError {
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(
					`tệp nén nở ra hơn ${MOST_TIMES} lần`,
					`a file that unpacks to more than ${MOST_TIMES} times its size`
				),
				expected: both('một bảng nén', 'a packed table'),
				remedy: both('Giải nén rồi xem lại tệp', 'Unpack it and look at the file')
			}
		)
	);
}

/** JSON of measurements or months is nested three deep; what is nested deeper than this ends readers of JSON. */
const MOST_NESTED = 64;

/** Counts how deep JSON is nested, as its bytes pass. */
class Nesting {
	readonly #file: string;
	#depth = 0;
	#line = 1;
	#isText = false;
	#isEscaped = false;

	constructor(file: string) {
		this.#file = file;
	}

	/** @throws DataError where it is nested too deep */
	read(bytes: Uint8Array): void {
		for (const byte of bytes) {
			if (byte === LINE_BREAK) this.#line++;
			if (this.#isEscaped) this.#isEscaped = false;
			else if (byte === BACKSLASH) this.#isEscaped = this.#isText;
			else if (byte === QUOTE) this.#isText = !this.#isText;
			else if (!this.#isText) this.#count(byte);
		}
	}

	#count(byte: number): void {
		// [ and { differ from ] and } by 2.
		if (byte === BRACKET || byte === BRACE) this.#depth++;
		else if (byte === BRACKET + 2 || byte === BRACE + 2) this.#depth--;
		if (this.#depth <= MOST_NESTED) return;
		throw new DataError(
			'malformed',
			faultIn(
				{ file: this.#file, row: this.#line },
				{
					found: both(
						`JSON lồng nhau hơn ${MOST_NESTED} tầng`,
						`JSON nested more than ${MOST_NESTED} deep`
					),
					expected: both('một danh sách các dòng', 'a list of rows')
				}
			)
		);
	}
}

function tooLong(
	file: string,
	row: number,
	found = both(`một dòng dài hơn ${MOST_LINE} byte`, `a line of more than ${MOST_LINE} bytes`)
): DataError {
	const expected = both('các dòng kết thúc bằng dấu xuống dòng', 'rows that end with a line break');
	return new DataError('malformed', faultIn({ file, row }, { found, expected }));
}

/** How many line breaks the first bytes of a text hold. */
async function lineBreaks({ path, isGzip }: Input, bytes: number): Promise<number> {
	let [count, seen] = [0, 0];
	for await (const chunk of unpacked(path, isGzip) as AsyncIterable<Buffer>) {
		const part = chunk.subarray(0, bytes - seen);
		for (let at = part.indexOf(LINE_BREAK); at >= 0; at = part.indexOf(LINE_BREAK, at + 1)) count++;
		seen += part.length;
		if (seen >= bytes) break;
	}
	return count;
}
