/**
 * Atomic publishing: a file's name holds a part of its hash, so new files never overwrite those in use;
 * the manifest, which names them, is switched last by a rename; only then are old files removed.
 * A run that is killed at any moment leaves the old state whole.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PublishedFile } from '../../src/lib/data/schema.ts';

/** Names that stay the same in every publication. */
export const MANIFEST = 'manifest.json';
export const SUMMARY = 'summary.json';
/** Ending of a stable file that is written but not yet in force. */
export const STAGED = '.next';

const HASH_LENGTH = 8;
const TEMPORARY = '.tmp';
/** What a sweep may remove: files with a hash in their name and leftovers, never anything else. */
const SWEPT = /\.[0-9a-f]{8}\.(?:parquet|json|topo\.json)$|\.tmp$|\.next$/;

/** SHA-256 in hexadecimal. */
export function sha256(content: Uint8Array | string): string {
	return createHash('sha256').update(content).digest('hex');
}

/**
 * Write a file under a name that holds the first digits of its hash.
 * @param folder that is published
 * @param stem path below it without ending, with `/`
 * @param ending without the leading dot
 */
export async function writeHashed(
	folder: string,
	stem: string,
	ending: string,
	content: Uint8Array
): Promise<PublishedFile> {
	const hash = sha256(content);
	const url = `${stem}.${hash.slice(0, HASH_LENGTH)}.${ending}`;
	const path = join(folder, url);
	await mkdir(dirname(path), { recursive: true });
	await replaceFile(path, content);
	return { url, bytes: content.length, sha256: hash };
}

/** Write the stable files beside those in force. */
export async function stage(folder: string, summary: unknown, manifest: unknown): Promise<void> {
	await mkdir(folder, { recursive: true });
	await replaceFile(join(folder, SUMMARY + STAGED), JSON.stringify(summary));
	await replaceFile(join(folder, MANIFEST + STAGED), JSON.stringify(manifest));
}

/**
 * Put the staged files in force, the manifest last, and remove what it doesn't name.
 * @param named paths that the manifest names
 */
export async function commit(folder: string, named: Iterable<string>): Promise<void> {
	await rename(join(folder, SUMMARY + STAGED), join(folder, SUMMARY));
	await rename(join(folder, MANIFEST + STAGED), join(folder, MANIFEST));
	await sweep(folder, named);
}

/** True when a run was killed between staging and {@link commit}: the summary may be ahead of the manifest. */
export async function isStaged(folder: string): Promise<boolean> {
	return stat(join(folder, MANIFEST + STAGED)).then(
		() => true,
		() => false
	);
}

/** Remove published and left-over files that are not `named`. */
export async function sweep(folder: string, named: Iterable<string>): Promise<void> {
	const kept = new Set(named);
	const found = await readdir(folder, { recursive: true });
	for (const entry of found) {
		const url = entry.replaceAll('\\', '/');
		if (SWEPT.test(url) && !kept.has(url)) await rm(join(folder, entry), { force: true });
	}
}

/** Every file that a manifest names, found wherever it stands in it. */
export function namedFiles(manifest: unknown): PublishedFile[] {
	if (typeof manifest !== 'object' || manifest === null) return [];
	if (isFile(manifest)) return [manifest];
	return Object.values(manifest).flatMap(namedFiles);
}

function isFile(value: object): value is PublishedFile {
	return 'url' in value && 'bytes' in value && 'sha256' in value;
}

/** True when all files are there with the right size. */
export async function areAllThere(
	folder: string,
	files: readonly PublishedFile[]
): Promise<boolean> {
	const found = await Promise.all(
		files.map(({ url, bytes }) =>
			stat(join(folder, url)).then(
				({ size }) => size === bytes,
				() => false
			)
		)
	);
	return found.every(Boolean);
}

/** The manifest in force as plain data, or `undefined` when there is none that can be read. */
export async function currentManifest(folder: string): Promise<unknown> {
	try {
		return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as unknown;
	} catch {
		return undefined;
	}
}

/** Write beside, then rename. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
	const beside = `${path}.${process.pid}${TEMPORARY}`;
	await writeFile(beside, content);
	await rename(beside, path);
}
