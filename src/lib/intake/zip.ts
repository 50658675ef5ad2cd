/** What a zip file holds, looked at before anything is unpacked. */
import { unzipSync, type UnzipOptions } from 'fflate';
import { DataError } from '../domain/errors.ts';
import type { Text } from './sheet.ts';
import { both, faultIn } from './texts.ts';

/** A workbook unpacks to at most this; more is a slip or an attack. */
const MOST_UNPACKED = 512 * 1024 * 1024;
/** From this on it matters how many times its own size a file unpacks to; tables have a tenth. */
const MUCH = 48 * 1024 * 1024;
const MOST_TIMES = 100;

/** A workbook has some dozens; each is looked for among all. */
const MOST_ENTRIES = 4096;
const WHOLE = both('một tệp zip hoặc Excel nguyên vẹn', 'a whole zip file or workbook');

/**
 * Unpack what the filter takes.
 * @throws DataError when it is damaged
 */
export function unzipped(
	bytes: Uint8Array,
	file: string,
	options?: UnzipOptions
): Record<string, Uint8Array> {
	try {
		return unzipSync(bytes, options);
	} catch (error) {
		throw cutOff(file, error, WHOLE);
	}
}

/**
 * Names of what a zip file holds.
 * @throws DataError when it is damaged, or unpacks to too much
 */
export function zipEntries(bytes: Uint8Array, file: string): string[] {
	const names: string[] = [];
	let unpacked = 0;
	unzipped(bytes, file, {
		filter: ({ name, originalSize }) => {
			names.push(name);
			unpacked += originalSize;
			return false;
		}
	});
	if (names.length > MOST_ENTRIES) throw tooMany(file, names.length);
	const isBomb = unpacked > MUCH && unpacked > bytes.length * MOST_TIMES;
	if (unpacked <= MOST_UNPACKED && !isBomb) return names;
	const most = Math.min(MOST_UNPACKED, Math.max(MUCH, bytes.length * MOST_TIMES));
	const [size, limit] = [unpacked, most].map((of) => (of / 1e6).toFixed(0));
	throw new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(`${size} MB khi giải nén`, `${size} MB when unpacked`),
				expected: both(`tối đa ${limit} MB`, `at most ${limit} MB`),
				remedy: both('Lưu bảng dạng CSV', 'Save the table as CSV')
			}
		)
	);
}

function tooMany(file: string, count: number): DataError {
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(`${count} tệp bên trong`, `${count} files in it`),
				expected: both(`tối đa ${MOST_ENTRIES}`, `at most ${MOST_ENTRIES}`),
				remedy: both('Lưu bảng dạng CSV', 'Save the table as CSV')
			}
		)
	);
}

/** A packed file that can't be unpacked to its end. */
export function cutOff(file: string, error: unknown, whole: Text): DataError {
	return new DataError(
		'truncated',
		faultIn(
			{ file },
			{
				found: both('tệp hỏng', error instanceof Error ? error.message : String(error)),
				expected: whole,
				remedy: both('Tải hoặc chép lại tệp', 'Download or copy the file again')
			}
		)
	);
}
