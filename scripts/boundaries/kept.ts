/** What is written beside a downloaded file, or beside the part of one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { replaceFile } from '../common/publish.ts';

/** Where a file is from. */
export interface Known {
	url: string;
	etag: string;
	modified: string;
	/** When it came. */
	received: string;
	/** Of a whole file. */
	sha256?: string;
}

/** Note it. */
export async function remember(path: string, about: Known): Promise<void> {
	await replaceFile(noteOf(path), JSON.stringify(about));
}

/** What was noted of a file that is there. */
export async function recall(path: string): Promise<Known | undefined> {
	try {
		await stat(path);
		return JSON.parse(await readFile(noteOf(path), 'utf8')) as Known;
	} catch {
		return undefined;
	}
}

/** Remove a file and its note. */
export async function forget(path: string): Promise<void> {
	await rm(path, { force: true });
	await forgetNote(path);
}

/** Remove a file's note. */
export async function forgetNote(path: string): Promise<void> {
	await rm(noteOf(path), { force: true });
}

/** Bytes of a file; none where there isn't one. */
export async function sizeOf(path: string): Promise<number> {
	return stat(path).then(
		({ size }) => size,
		() => 0
	);
}

/** SHA-256 of a file in hexadecimal. */
export async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
	return hash.digest('hex');
}

function noteOf(path: string): string {
	return `${path}.json`;
}
