/** Bytes as text: UTF-8, UTF-16, and what Vietnamese was written in before. */
import { DataError } from '../domain/errors.ts';
import { legacyEncodingOf, unicodeOf, westernOf, type LegacyEncoding } from './legacy.ts';
import type { Text } from './sheet.ts';
import { both, faultIn } from './texts.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | LegacyEncoding;

/** Names of encodings that were before Unicode. */
const LEGACY: Record<LegacyEncoding, string> = {
	'windows-1258': 'Windows-1258',
	tcvn3: 'TCVN3 (ABC)',
	vni: 'VNI'
};

/**
 * The encoding of a text by its beginning. Without byte order mark it is UTF-16 when every second byte is zero; what is
 * no UTF-8 is told by its words; else it is taken for UTF-8, and decoding says where it is not.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const head = bytes.subarray(0, 64);
	const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length;
	if (zeros(1) > head.length / 4 && zeros(0) === 0) return 'utf-16le';
	if (zeros(0) > head.length / 4 && zeros(1) === 0) return 'utf-16be';
	try {
		// The beginning may end inside of a letter.
		new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
		return 'utf-8';
	} catch {
		return legacyEncodingOf(bytes) ?? 'utf-8';
	}
}

/** What is told of a text that is no Unicode. */
export function encodingNotes(encoding: Encoding): Text[] {
	const name = LEGACY[encoding as LegacyEncoding] as string | undefined;
	return name
		? [
				both(
					`Tệp ghi bằng bảng mã ${name}, đã chuyển sang Unicode; hãy xem lại các tên`,
					`The file is written in ${name} and was turned into Unicode; look at its names`
				)
			]
		: [];
}

/** Turns bytes into text, all at once or one part after the other. */
export interface Decoder {
	/** @throws TypeError for bytes that the encoding doesn't have */
	decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

/** The decoder of an encoding. */
export function decoderOf(encoding: Encoding): Decoder {
	if (encoding !== 'tcvn3' && encoding !== 'vni')
		return new TextDecoder(encoding, { fatal: encoding !== 'windows-1258' });
	// A mark belongs to the letter before it, which may be the last of a part: whole lines are turned.
	let held = '';
	return {
		decode(bytes = new Uint8Array(), { stream = false } = {}) {
			const western = held + westernOf(bytes);
			const end = stream ? western.lastIndexOf('\n') + 1 : western.length;
			held = western.slice(end);
			return unicodeOf(western.slice(0, end), encoding);
		}
	};
}

/**
 * The text of a file, without byte order mark and in composed letters.
 * @param isWhole false for the beginning of a file
 * @throws DataError when its encoding is none that we read, or it holds a NUL byte
 */
export function textOfBytes(
	bytes: Uint8Array,
	file: string,
	encoding: Encoding = encodingOf(bytes),
	isWhole = true
): string {
	let text: string;
	try {
		text = decoderOf(encoding).decode(bytes, { stream: !isWhole });
	} catch {
		throw new DataError(
			'encoding',
			faultIn(
				{ file, row: encoding === 'utf-8' ? firstBadLine(bytes) : undefined },
				{
					found: both(
						`byte không thuộc ${encoding.toUpperCase()}`,
						`bytes that are not ${encoding.toUpperCase()}`
					),
					expected: both('văn bản UTF-8 hoặc UTF-16', 'UTF-8 or UTF-16 text'),
					remedy: both(
						'Lưu lại dạng CSV UTF-8 (trong Excel: Save As, "CSV UTF-8 (Comma delimited)")',
						'Save as CSV UTF-8 (in Excel: Save As, "CSV UTF-8 (Comma delimited)")'
					)
				}
			)
		);
	}
	const zero = text.indexOf('\0');
	if (zero >= 0) throw nulByte(file, text.slice(0, zero).split('\n').length);
	const plain = text.replace(/^\ufeff/, '');
	return /[\u0300-\u036f]/.test(plain) ? plain.normalize('NFC') : plain;
}

/** A NUL byte in text. */
export function nulByte(file: string, row?: number): DataError {
	return new DataError(
		'encoding',
		faultIn(
			{ file, row },
			{
				found: both('byte NUL', 'a NUL byte'),
				expected: both('văn bản', 'text'),
				remedy: both(
					'Xuất hoặc chép lại tệp; một phần tệp bị hỏng',
					'Export or copy the file again; part of it is damaged'
				)
			}
		)
	);
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
