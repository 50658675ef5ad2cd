/** Parts of a zip file, unpacked whole or not at all: one byte that was lost on the way may be a digit. */
import { strFromU8 } from 'fflate';
import { DataError } from '../domain/errors.ts';
import { both, faultIn } from './texts.ts';
import { unzipped } from './zip.ts';

/** Signatures, sizes and places of APPNOTE.TXT 4.3.12 (central directory) and 4.3.16 (its end). */
const [ENTRY, END] = [0x02014b50, 0x06054b50];
const [ENTRY_BYTES, END_BYTES, MOST_COMMENT] = [46, 22, 0xffff];
const IS_UTF8 = 1 << 11;

const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
	return value;
});

/**
 * Unpack what has this name; nothing where there is none.
 * @throws DataError when it is not what was packed
 */
export function partOfZip(bytes: Uint8Array, name: string, file: string): Uint8Array | undefined {
	const part = unzipped(bytes, file, { filter: (of) => of.name === name })[name];
	if (!part) return undefined;
	const promised = checksumOf(bytes, name);
	if (promised === undefined || promised === checksum(part)) return part;
	throw new DataError(
		'truncated',
		faultIn(
			{ file },
			{
				found: both(`phần "${name}" hỏng`, `a damaged part "${name}"`),
				expected: both('tệp nguyên vẹn', 'a whole file'),
				remedy: both('Tải hoặc chép lại tệp', 'Download or copy the file again')
			}
		)
	);
}

/** CRC-32 that the directory at the end of a file promises. */
function checksumOf(bytes: Uint8Array, name: string): number | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let end = bytes.length - END_BYTES;
	const first = Math.max(0, end - MOST_COMMENT);
	while (end >= first && view.getUint32(end, true) !== END) end--;
	if (end < first) return undefined;
	let at = view.getUint32(end + 16, true);
	while (at + ENTRY_BYTES <= end && view.getUint32(at, true) === ENTRY) {
		const isUtf8 = (view.getUint16(at + 8, true) & IS_UTF8) !== 0;
		const length = view.getUint16(at + 28, true);
		const own = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + length);
		if (strFromU8(own, !isUtf8) === name) return view.getUint32(at + 16, true);
		at += ENTRY_BYTES + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return undefined;
}

function checksum(bytes: Uint8Array): number {
	let crc = -1;
	for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ CRC[(crc ^ bytes[at]!) & 255]!;
	return ~crc >>> 0;
}
