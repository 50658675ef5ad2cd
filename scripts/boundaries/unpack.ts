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

/**
 * The file itself, or what lies in it when it is gzip or zip.
 * @param isWanted tells by an entry's path whether to unpack it
 * @throws DataError for one that is cut off or damaged
 */
export function* unpack(
	path: string,
	content: Buffer,
	isWanted: (path: string) => boolean
): Generator<Entry> {
	if (content[0] === 0x1f && content[1] === 0x8b) {
		const inner = path.replace(/\.gz$/i, '');
		yield* unpack(
			inner,
			whole(path, () => gunzipSync(content)),
			isWanted
		);
		return;
	}
	if (content.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') {
		yield { path, content };
		return;
	}
	for (const batch of batches(path, content, isWanted)) {
		const files = whole(path, () => unzipSync(content, { filter: ({ name }) => batch.has(name) }));
		for (const [name, of] of Object.entries(files)) {
			const entry = Buffer.from(of.buffer, of.byteOffset, of.length);
			yield* unpack(name.replaceAll('\\', '/'), entry, isWanted);
		}
	}
}

/** Names of entries, in groups that fit into memory. */
function batches(
	path: string,
	content: Buffer,
	isWanted: (path: string) => boolean
): ReadonlySet<string>[] {
	const groups: Set<string>[] = [];
	let room = 0;
	whole(path, () =>
		unzipSync(content, {
			filter({ name, originalSize }) {
				if (originalSize === 0 || HIDDEN.test(name) || !isWanted(name)) return false;
				if (room < originalSize || groups.length === 0) {
					groups.push(new Set());
					room = BATCH;
				}
				groups.at(-1)!.add(name);
				room -= originalSize;
				return false;
			}
		})
	);
	return groups;
}

function whole<T>(file: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw new DataError('truncated', {
			file,
			found: error instanceof Error ? error.message : String(error),
			expected: 'a whole gzip or zip file',
			remedy: 'Download or copy the file again'
		});
	}
}
