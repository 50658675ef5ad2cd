/** What lies in gzip and zip files, a part at a time, so that memory holds for thousands of entries. */
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { DataError } from '../../src/lib/domain/errors.ts';

/** A file, or one in an archive. */
export interface Entry {
	/** Path with `/` below the source. */
	path: string;
	content: Buffer;
}

/** Bytes of a zip file's entries that are unpacked together. */
const BATCH = 64 << 20;
const HIDDEN = /(^|\/)(\.|__MACOSX)/;

/** Bytes of all that an import reads, unpacked; all communes with every bend of their coasts have a third of it. */
export const MOST_UNPACKED = 512 << 20;
/** From this on it matters how many times its own size a file unpacks to; outlines have a tenth. */
const MUCH = 48 << 20;
const MOST_TIMES = 100;
/** Of an archive; Shapefiles of five files each for all communes of the older edition are 53,000. */
const MOST_ENTRIES = 60_000;
/** Archives in one another. */
const MOST_NESTED = 3;

/** Counts what an import unpacks, so that no file takes more memory than outlines need. */
export class Room {
	#left = MOST_UNPACKED;

	/** @throws DataError where all that was read is too much */
	take(file: string, bytes: number): void {
		if (bytes > this.#left) throw tooMuch(file, MOST_UNPACKED - this.#left + bytes, MOST_UNPACKED);
		this.#left -= bytes;
	}

	/** What a file of a size may unpack to. */
	most(packed: number): number {
		return Math.min(this.#left, Math.max(MUCH, packed * MOST_TIMES));
	}
}

/** A file of outlines that would take more memory than there is. */
export function tooMuch(file: string, bytes: number, most: number): DataError {
	const [size, limit] = [bytes, most].map((of) => (of / 1e6).toFixed(0));
	return refusal(file, `${size} MB in all when unpacked`, `at most ${limit} MB`);
}

function refusal(file: string, found: string, expected: string): DataError {
	const remedy = 'Leave out what the import does not need, or simplify the outlines to about 10 m';
	return new DataError('value', { file, found, expected, remedy });
}

/**
 * The file itself, or what lies in it when it is gzip or zip.
 * @param isWanted tells by an entry's path whether to unpack it
 * @param room that is left for what is unpacked
 * @throws DataError for one that is cut off or damaged, or unpacks to too much
 */
export function* unpack(
	path: string,
	content: Buffer,
	isWanted: (path: string) => boolean,
	room: Room,
	depth = 0
): Generator<Entry> {
	const isGzip = content[0] === 0x1f && content[1] === 0x8b;
	const isZip = content.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
	if (!isGzip && !isZip) {
		room.take(path, content.length);
		yield { path, content };
		return;
	}
	if (depth === MOST_NESTED)
		throw refusal(path, `an archive in ${depth} others`, `at most ${MOST_NESTED} in one another`);
	if (isGzip) {
		const inner = path.replace(/\.gz$/i, '');
		yield* unpack(inner, gunzipped(path, content, room), isWanted, room, depth + 1);
		return;
	}
	for (const batch of batches(path, content, isWanted, room)) {
		const files = whole(path, () => unzipSync(content, { filter: ({ name }) => batch.has(name) }));
		for (const [name, of] of Object.entries(files)) {
			const entry = Buffer.from(of.buffer, of.byteOffset, of.length);
			yield* unpack(name.replaceAll('\\', '/'), entry, isWanted, room, depth + 1);
		}
	}
}

function gunzipped(path: string, content: Buffer, room: Room): Buffer {
	const most = room.most(content.length);
	return whole(path, () => {
		try {
			return gunzipSync(content, { maxOutputLength: most });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
			throw tooMuch(path, most + 1, most);
		}
	});
}

/** Names of entries, in groups that fit into memory. */
function batches(
	path: string,
	content: Buffer,
	isWanted: (path: string) => boolean,
	room: Room
): ReadonlySet<string>[] {
	const groups: Set<string>[] = [];
	let [left, entries, bytes] = [0, 0, 0];
	whole(path, () =>
		unzipSync(content, {
			filter({ name, originalSize }) {
				if (++entries > MOST_ENTRIES)
					throw refusal(path, `over ${MOST_ENTRIES} files in it`, `at most ${MOST_ENTRIES}`);
				if (originalSize === 0 || HIDDEN.test(name) || !isWanted(name)) return false;
				bytes += originalSize;
				if (left < originalSize || groups.length === 0) {
					groups.push(new Set());
					left = BATCH;
				}
				groups.at(-1)!.add(name);
				left -= originalSize;
				return false;
			}
		})
	);
	const most = room.most(content.length);
	if (bytes > most) throw tooMuch(path, bytes, most);
	return groups;
}

function whole<T>(file: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof DataError) throw error;
		throw new DataError('truncated', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole gzip or zip file',
			remedy: 'Download or copy the file again'
		});
	}
}
