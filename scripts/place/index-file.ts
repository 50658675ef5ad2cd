/**
 * An index built once an edition: kept in this machine's cache beside what it was built from, never published.
 *
 * Magic, checksum of all that follows, key (64 hexadecimal digits), seven numbers, then the arrays as they lie in
 * memory, least significant byte first.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { replaceFile, sha256 } from '../common/publish.ts';
import { hashProgram, programOf } from '../common/sources.ts';
import type { PlaceGeometry } from './geometry.ts';
import { buildIndex, type PlaceIndex } from './place-index.ts';

const MAGIC = 'ISPINDEX';
const KEY = 64;
const FIXED = MAGIC.length + 4;
const NUMBERS = FIXED + KEY;
const ARRAYS = NUMBERS + 7 * 4;
/** An index of fewer vertices is built as quickly as it is read. */
const FEWEST_VERTICES = 50_000;

/** Where the index of an edition is kept. */
export function indexFile(edition: string): string {
	return `index.${edition}.bin`;
}

/**
 * The index of a geometry, as it was built before from the same geometry by the same code; else it is built and kept.
 * What is kept is damaged or missing at no other cost than time.
 * @param cache `data/cache`
 */
export async function keptIndex(
	cache: string,
	geometry: PlaceGeometry,
	fewest = FEWEST_VERTICES
): Promise<PlaceIndex> {
	if (geometry.xy.length / 2 < fewest || endianness() !== 'LE') return buildIndex(geometry);
	const path = join(cache, indexFile(geometry.edition));
	const key = await keyOf(geometry);
	const kept = indexFrom(await readFile(path).catch(() => undefined), key, geometry);
	if (kept) return kept;
	const index = buildIndex(geometry);
	await mkdir(dirname(path), { recursive: true });
	// A full disk must not keep anybody from their work.
	await replaceFile(path, contentOf(index, key)).catch(() => {});
	return index;
}

async function keyOf({ source, codes }: PlaceGeometry): Promise<string> {
	const program = await programOf(join(import.meta.dirname, 'place-index.ts'));
	return sha256(JSON.stringify([source, codes, await hashProgram(program)]));
}

function contentOf(index: PlaceIndex, key: string): Buffer {
	const { left, bottom, across, up, squares, arcBoxes, unitCodes } = index;
	const lengths = [squares.length, arcBoxes.length, unitCodes.length];
	const numbers = Int32Array.of(left, bottom, across, up, ...lengths);
	const body = Buffer.concat([
		Buffer.from(key, 'latin1'),
		...[numbers, squares, arcBoxes, unitCodes].map(bytesOf)
	]);
	const fixed = Buffer.alloc(FIXED);
	fixed.write(MAGIC, 'latin1');
	fixed.writeUInt32LE(crc32(body), MAGIC.length);
	return Buffer.concat([fixed, body]);
}

/** Nothing for a file of another key, cut off or damaged. */
function indexFrom(
	file: Buffer | undefined,
	key: string,
	geometry: PlaceGeometry
): PlaceIndex | undefined {
	if (!file || file.length < ARRAYS || file.toString('latin1', 0, MAGIC.length) !== MAGIC) return;
	if (file.toString('latin1', FIXED, NUMBERS) !== key) return;
	if (crc32(file.subarray(FIXED)) !== file.readUInt32LE(MAGIC.length)) return;
	const [left, bottom, across, up, ...lengths] = Array.from({ length: 7 }, (_, at) =>
		file.readInt32LE(NUMBERS + 4 * at)
	) as [number, number, number, number, ...number[]];
	let at = ARRAYS;
	const [squares, arcBoxes, unitCodes] = lengths.map((length) => {
		const array = new Int32Array(new SharedArrayBuffer(4 * length));
		bytesOf(array).set(file.subarray(at, (at += 4 * length)));
		return array;
	}) as [Int32Array, Int32Array, Int32Array];
	return { geometry, left, bottom, across, up, squares, arcBoxes, unitCodes };
}

function bytesOf(array: Int32Array): Uint8Array {
	return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
