/** Bytes as text: UTF-8 and UTF-16. */
import { DataError } from '../domain/errors.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * The text of a file, without byte order mark.
 * @throws DataError when its encoding is none that we read, or it holds a NUL byte
 */
export function textOfBytes(bytes: Uint8Array, file: string): string {
	const encoding = encodingOf(bytes);
	let text: string;
	try {
		text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		throw new DataError('encoding', {
			file,
			row: encoding === 'utf-8' ? firstBadLine(bytes) : undefined,
			found: `bytes that are not ${encoding.toUpperCase()}`,
			expected: 'UTF-8 or UTF-16 text',
			remedy: 'Save as CSV UTF-8 (in Excel: Save As, "CSV UTF-8 (Comma delimited)")'
		});
	}
	const zero = text.indexOf('\0');
	if (zero < 0) return text;
	throw new DataError('encoding', {
		file,
		row: text.slice(0, zero).split('\n').length,
		found: 'a NUL byte',
		expected: 'text',
		remedy: 'Export or copy the file again; part of it is damaged'
	});
}

/** Text without byte order mark is UTF-16 when every second byte of its beginning is zero. */
function encodingOf(bytes: Uint8Array): Encoding {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const head = bytes.subarray(0, 64);
	const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length;
	if (zeros(1) > head.length / 4 && zeros(0) === 0) return 'utf-16le';
	if (zeros(0) > head.length / 4 && zeros(1) === 0) return 'utf-16be';
	return 'utf-8';
}

function firstBadLine(bytes: Uint8Array): number {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	for (let start = 0, line = 1; ; line++) {
		const end = bytes.indexOf(0x0a, start);
		try {
			decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
		} catch {
			return line;
		}
		if (end < 0) return line;
		start = end + 1;
	}
}
