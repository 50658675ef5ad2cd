/** How many measurements one command takes: more are refused before the work begins, by a quick count. */
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { formatNumber } from '../../src/lib/domain/format.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { literal, type Duck } from './duck.ts';
import type { Input } from './input.ts';

/** What was tried within 600 MB: 30 million, and a third more. */
export const MOST_ROWS = 40_000_000;
/** Bytes that are looked at. */
const PART = 1024 * 1024;
/** Fewer bytes hold no more rows than are taken, whatever they hold: a row has a place and a speed at least. */
const SHORTEST_ROW = 16;

/**
 * Refuse files of too many measurements.
 * @param mostRows fewer for a test
 * @throws DataError with the limit, and what to do
 */
export async function refuseTooMany(
	inputs: readonly Input[],
	duck: Duck,
	mostRows = MOST_ROWS
): Promise<void> {
	let rows = 0;
	for (const input of inputs) rows += await rowsIn(input, duck);
	if (rows > mostRows) throw tooMany(inputs.map(({ file }) => file).join(', '), rows, mostRows);
}

/** @param file what it is told of */
export function tooMany(file: string, rows: number, mostRows = MOST_ROWS): DataError {
	const shown = (count: number, locale: 'vi' | 'en') =>
		formatNumber(Number(count.toPrecision(2)), locale);
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(
					`khoảng ${shown(rows, 'vi')} phép đo`,
					`about ${shown(rows, 'en')} measurements`
				),
				expected: both(
					`tối đa ${formatNumber(mostRows, 'vi')} phép đo trong một lệnh, cùng với các phép đo đã có của tháng`,
					`at most ${formatNumber(mostRows, 'en')} measurements in one command, with those that a month has already`
				),
				remedy: both(
					'Chia tệp theo tháng và đưa mỗi tháng trong một lệnh; nếu một tháng vẫn quá lớn, chỉ đưa một phần, chọn ngẫu nhiên',
					'Divide the file by month, and give each month in a command of its own; if one month is too large, give a random part of it'
				)
			}
		)
	);
}

/** About how many rows a file has: what Parquet says of itself, else by the length of its first lines. */
async function rowsIn(input: Input, { connection }: Duck): Promise<number> {
	if (input.format === 'parquet') {
		const counted = await connection.runAndReadAll(
			`SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${literal(input.path)})`
		);
		return Number(counted.getRows()[0]![0]);
	}
	const beginning = await beginningOf(input);
	const [text, times] = input.isGzip ? unpackedOf(beginning) : [beginning, 1];
	const bytes = input.bytes * times;
	// What has no lines is one object after the other.
	const marks = Math.max(count(text, 0x0a), input.format === 'json' ? count(text, 0x7b) : 0);
	return bytes / Math.max(SHORTEST_ROW, text.length / Math.max(1, marks));
}

async function beginningOf({ path }: Input): Promise<Buffer> {
	const handle = await open(path);
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(PART), 0, PART, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}

/** The text of the first bytes, and how many times as long it is. */
function unpackedOf(packed: Buffer): [text: Buffer, times: number] {
	// It ends in the middle.
	const text = gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
	return [text, text.length / packed.length];
}

function count(text: Buffer, byte: number): number {
	let found = 0;
	for (const of of text) if (of === byte) found++;
	return found;
}
