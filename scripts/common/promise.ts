import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, type Fault } from '../../src/lib/domain/errors.ts';
import { parseJson } from './json.ts';
import type { PublishedFile } from '../../src/lib/data/schema.ts';
import { sha256 } from './publish.ts';

/** What makes published files anew. */
export const REMEDY = 'Run npm run data';

/**
 * State a promise.
 * @throws DataError `promise` when it is broken
 */
export function promise(isKept: boolean, fault: Fault): asserts isKept {
	if (!isKept) throw new DataError('promise', fault);
}

/**
 * Read a published file and compare it with what the manifest says of it.
 * @throws DataError `unreachable` or `promise`
 */
export async function readVerified(
	folder: string,
	{ url, bytes, sha256: hash }: PublishedFile
): Promise<Uint8Array> {
	const content = await readFile(join(folder, url)).catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: url,
			found: error.code ?? error.message,
			expected: 'a file that the manifest names',
			remedy: REMEDY
		});
	});
	const found = sha256(content);
	promise(content.length === bytes, {
		file: url,
		column: 'bytes',
		found: String(content.length),
		expected: String(bytes),
		remedy: REMEDY
	});
	promise(found === hash, {
		file: url,
		column: 'sha256',
		found,
		expected: hash,
		remedy: REMEDY
	});
	const mark = `.${hash.slice(0, 8)}.`;
	promise(url.includes(mark), {
		file: url,
		column: 'url',
		found: url,
		expected: `"${mark}" in it`
	});
	return content;
}

/**
 * Decode JSON.
 * @throws DataError `malformed`
 */
export function decodeJson(content: Uint8Array, url: string): unknown {
	return parseJson(new TextDecoder().decode(content), { file: url, expected: 'JSON' });
}

/** The bytes as a buffer of their own, as the readers of `src/lib/data` take them. */
export function toBuffer(content: Uint8Array): ArrayBuffer {
	return Uint8Array.from(content).buffer;
}
