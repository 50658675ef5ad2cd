/**
 * Atomic publishing: a file's name holds a part of its hash, so new files never overwrite those in use;
 * the manifest, which names them, is switched by a rename; only then are old files removed.
 * A run that is killed at any moment leaves the old state whole, or the new one.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PublishedContent, PublishedFile } from '../../src/lib/data/schema.ts';
import { disk, REAL_DISK } from './disk.ts';

/** Names that stay the same in every publication. */
export const MANIFEST = 'manifest.json';
export const SUMMARY = 'summary.json';
/** Ending of a stable file that is written but not yet in force. */
export const STAGED = '.next';

/** Endings of compressed files, behind the whole name of the plain one. */
export const COMPRESSED = ['.br', '.gz'] as const;

const HASH_LENGTH = 8;
/** Ending of a file that is being written. */
export const TEMPORARY = '.tmp';
/** What a sweep may remove: files with a hash in their name and leftovers, never anything else. */
const SWEPT = /\.[0-9a-f]{8}\.(?:parquet|json|topo\.json|shapes)(?:\.br|\.gz)?$|\.tmp$|\.next$/;

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
	const { file } = hashedContent(stem, ending, content);
	await writeContent(folder, file.url, content);
	return file;
}

/** A file that is to be published. */
export interface Content {
	file: PublishedFile;
	body: Uint8Array;
}

/** Content under a name that holds the first digits of its hash, as {@link writeHashed} writes it. */
export function hashedContent(stem: string, ending: string, body: Uint8Array): Content {
	const promised = contentOf(body);
	const url = `${stem}.${promised.sha256.slice(0, HASH_LENGTH)}.${ending}`;
	return { file: { url, ...promised }, body };
}

/** As {@link hashedContent}, of what is written as JSON. */
export function jsonContent(stem: string, ending: string, content: unknown): Content {
	return hashedContent(stem, ending, new TextEncoder().encode(textOf(content)));
}

/** Write a file whole or not at all. */
export async function writeContent(
	folder: string,
	name: string,
	content: Uint8Array
): Promise<void> {
	const path = join(folder, name);
	await disk().mkdir(dirname(path));
	await replaceFile(path, content);
}

/** SHA-256 of a file; nothing when there is none. */
export async function hashOfFile(path: string): Promise<string | undefined> {
	const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	return content && sha256(content);
}

/** As {@link sha256}, of a file of any size. */
export async function sha256OfFile(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/**
 * Write the stable files beside those in force.
 * @param stable contents by name; the manifest is one of them
 */
export async function stage(folder: string, stable: Record<string, unknown>): Promise<void> {
	for (const [name, content] of Object.entries(stable)) {
		await disk().mkdir(dirname(join(folder, name)));
		await replaceFile(join(folder, name + STAGED), textOf(content));
	}
}

function textOf(content: unknown): string {
	return JSON.stringify(content);
}

/** Size and hash of a stable file, as {@link stage} writes it. */
export function stableContent(content: unknown): PublishedContent {
	return contentOf(textOf(content));
}

/** What a manifest says of a file. */
export function contentOf(content: Uint8Array | string): PublishedContent {
	return { bytes: Buffer.byteLength(content), sha256: sha256(content) };
}

/**
 * Put the staged files in force, the manifest first, and remove what it doesn't name. With the manifest all is in force:
 * what ends here before the others have their names leaves them staged, where {@link readPromised} and {@link settle} find
 * them.
 * @param stable names that were staged
 * @param named paths that the manifest names
 */
export async function commit(
	folder: string,
	stable: readonly string[],
	named: Iterable<string>
): Promise<void> {
	const back: (() => Promise<void>)[] = [];
	try {
		for (const name of [MANIFEST, ...stable.filter((other) => other !== MANIFEST)]) {
			back.unshift(await wayBack(join(folder, name)));
			await putStaged(folder, name);
		}
	} catch (error) {
		for (const undo of back) await undo();
		throw error;
	}
	await sweep(folder, named);
}

async function putStaged(folder: string, name: string): Promise<void> {
	const path = join(folder, name);
	// A server that finds none sends the plain file; one that found the old one would send old content.
	await removeCompressed(path);
	await disk().rename(path + STAGED, path);
}

/**
 * The summary that the manifest in force promises: in its place, or still staged where a run ended before it had its name.
 * @param promised what the manifest says of it; absent in what was published before it did
 * @returns what is in its place where neither fits
 */
export async function readPromised(
	folder: string,
	promised: PublishedContent | undefined
): Promise<Buffer> {
	const path = join(folder, SUMMARY);
	const found = await readFile(path).catch(unlessMissing);
	const isPromised = (content: Buffer | false) =>
		content && (!promised || sha256(content) === promised.sha256);
	if (isPromised(found)) return found as Buffer;
	const staged = await readFile(path + STAGED).catch(unlessMissing);
	if (staged && isPromised(staged)) return staged;
	// A run that is at work has named it meanwhile.
	return readFile(path);
}

/** True where a run ended within {@link commit}: what the manifest in force promises is still staged. */
export async function isHalfNamed(folder: string): Promise<boolean> {
	const manifest = (await currentManifest(folder)) as { summary?: PublishedContent } | undefined;
	const staged = await hashOfFile(join(folder, SUMMARY + STAGED));
	return staged !== undefined && staged === manifest?.summary?.sha256;
}

/** Finish what such a run left; nobody else may publish meanwhile. */
export async function settle(folder: string): Promise<void> {
	if (await isHalfNamed(folder)) await putStaged(folder, SUMMARY);
}

/** What puts a file back that is in force now; it takes no room. */
async function wayBack(path: string): Promise<() => Promise<void>> {
	const kept = `${path}.before${TEMPORARY}`;
	await disk().remove(kept);
	const isThere = await disk()
		.link(path, kept)
		.then(() => true, unlessMissing);
	return () => (isThere ? REAL_DISK.rename(kept, path) : REAL_DISK.remove(path));
}

function unlessMissing(error: NodeJS.ErrnoException): false {
	if (error.code !== 'ENOENT') throw error;
	return false;
}

/** Remove a file and what was compressed from it. */
export async function removeWhole(path: string): Promise<void> {
	await disk().remove(path);
	await removeCompressed(path);
}

async function removeCompressed(path: string): Promise<void> {
	for (const ending of COMPRESSED) await disk().remove(path + ending);
}

/** True when a run was killed between staging and {@link commit}. */
export async function isStaged(folder: string): Promise<boolean> {
	return stat(join(folder, MANIFEST + STAGED)).then(
		() => true,
		() => false
	);
}

/** Remove published and left-over files that are not `named`; never hidden ones, which are the locks. */
export async function sweep(folder: string, named: Iterable<string>): Promise<void> {
	const kept = new Set(named);
	const found = await readdir(folder, { recursive: true });
	for (const entry of found) {
		const url = entry.replaceAll('\\', '/');
		const plain = url.replace(/\.(?:br|gz)$/, '');
		if (SWEPT.test(url) && !basename(url).startsWith('.') && !kept.has(plain))
			await disk().remove(join(folder, entry));
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
	try {
		await disk().put(beside, content);
		await disk().rename(beside, path);
	} catch (error) {
		// What is half written takes the room that is missing.
		await REAL_DISK.remove(beside).catch(() => {});
		throw error;
	}
}
