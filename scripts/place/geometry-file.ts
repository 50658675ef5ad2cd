/**
 * The file that holds a {@link PlaceGeometry}: for this machine's cache, never published.
 *
 * Magic, three 32-bit numbers (version, bytes of the header, checksum of all that follows), the header as JSON, filled
 * up with blanks to a multiple of four, then the arrays as they lie in memory, least significant byte first.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { DataError } from '../../src/lib/domain/errors.ts';
import { replaceFile } from '../common/publish.ts';
import type { PlaceGeometry } from './geometry.ts';

const MAGIC = 'ISPPLACE';
const VERSION = 1;
const FIXED = MAGIC.length + 3 * 4;

interface Header extends Pick<PlaceGeometry, 'edition' | 'source' | 'codes'> {
	vertices: number;
	arcs: number;
}

/** Write beside, then rename. */
export async function writeGeometry(path: string, geometry: PlaceGeometry): Promise<void> {
	const { edition, source, codes, xy, starts, sides } = geometry;
	const header: Header = {
		edition,
		source,
		codes,
		vertices: xy.length / 2,
		arcs: starts.length - 1
	};
	const text = Buffer.from(JSON.stringify(header));
	const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4, ' ');
	text.copy(padded);
	const body = Buffer.concat([padded, ...[xy, starts, sides].map(bytesOf)]);
	const fixed = Buffer.alloc(FIXED);
	fixed.write(MAGIC, 'latin1');
	[VERSION, padded.length, crc32(body)].forEach((number, at) =>
		fixed.writeUInt32LE(number, MAGIC.length + 4 * at)
	);
	await mkdir(dirname(path), { recursive: true });
	try {
		await replaceFile(path, Buffer.concat([fixed, body]));
	} catch (error) {
		await rm(`${path}.${process.pid}.tmp`, { force: true });
		throw error;
	}
}

/**
 * Read what {@link writeGeometry} wrote. Its arrays may be shared with worker threads without a copy.
 * @throws DataError when there is no such file, it is another one, of another version, cut off or damaged
 */
export async function readGeometry(path: string): Promise<PlaceGeometry> {
	const file = await contentOf(path);
	const fault = (code: 'malformed' | 'truncated' | 'version', found: string, expected: string) =>
		new DataError(code, { file: path, found, expected, remedy: 'Import the boundaries again' });
	if (file.subarray(0, MAGIC.length).toString('latin1') !== MAGIC)
		throw fault('malformed', file.subarray(0, MAGIC.length).toString('latin1'), MAGIC);
	if (file.length < FIXED) throw fault('truncated', `${file.length} bytes`, 'a whole file');
	const [version, headerLength, checksum] = [0, 4, 8].map((at) =>
		file.readUInt32LE(MAGIC.length + at)
	) as [number, number, number];
	if (version !== VERSION) throw fault('version', String(version), `version ${VERSION}`);
	const body = file.subarray(FIXED);
	if (body.length < headerLength)
		throw fault('truncated', `${file.length} bytes`, `at least ${FIXED + headerLength}`);
	if (crc32(body) !== checksum)
		throw fault('truncated', `${file.length} bytes`, `a whole file with checksum ${checksum}`);
	const header = JSON.parse(body.subarray(0, headerLength).toString()) as Header;
	const { edition, source, codes, vertices, arcs } = header;
	let at = headerLength;
	const [xy, starts, sides] = [2 * vertices, arcs + 1, 2 * arcs].map((length) => {
		const array = new Int32Array(new SharedArrayBuffer(4 * length));
		const bytes = body.subarray(at, (at += 4 * length));
		bytesOf(array).set(bytes);
		return array;
	}) as [Int32Array, Int32Array, Int32Array];
	return { edition, source, codes, xy, starts, sides };
}

async function contentOf(path: string): Promise<Buffer> {
	try {
		return await readFile(path);
	} catch (error) {
		throw new DataError('unreachable', {
			file: path,
			found: (error as NodeJS.ErrnoException).code ?? String(error),
			expected: 'the full geometry of the edition',
			remedy: 'Import the boundaries first: npm run boundaries'
		});
	}
}

function bytesOf(array: Int32Array): Uint8Array {
	if (endianness() !== 'LE') throw new Error('big-endian machines are not supported');
	return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
