/**
 * Visited files, kept for times without network. Only what has the promised hash is given to {@link keepFile}, and what
 * comes back is checked again; manifest and summary are kept as one entry, so they always fit each other.
 * Keeping is a courtesy: where the browser refuses (no https, no room), everything works as without it.
 */
import { sha256 } from './hash.ts';
import type { Manifest, PublishedFile, Summary } from './schema.ts';

/** What stands at the root of the published files. */
export interface Published {
	manifest: Manifest;
	summary: Summary;
}

/** Name of the entry that holds {@link Published}; no published file has it. */
const PUBLISHED = 'published';

/**
 * Keep a file that has come whole.
 * @param root absolute URL of the folder `data/`
 * @param bytes of which the hash was checked
 */
export async function keepFile(
	root: string,
	file: PublishedFile,
	bytes: Uint8Array<ArrayBuffer>
): Promise<void> {
	await courteously(async (cache) => {
		if (await cache.match(root + file.url)) return;
		await cache.put(root + file.url, new Response(bytes));
	}, root);
}

/** A kept file, or `undefined`. */
export async function keptFile(
	root: string,
	file: PublishedFile
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	return courteously(async (cache) => {
		const response = await cache.match(root + file.url);
		if (!response) return undefined;
		const bytes = new Uint8Array(await response.arrayBuffer());
		if ((await sha256(bytes)) === file.sha256) return bytes;
		await cache.delete(root + file.url);
		return undefined;
	}, root);
}

/** Keep what is published now, and let go of files that it does not name any more. */
export async function keepPublished(root: string, published: Published): Promise<void> {
	await courteously(async (cache) => {
		await cache.put(root + PUBLISHED, new Response(JSON.stringify(published)));
		const named = new Set(filesOf(published.manifest).map(({ url }) => root + url));
		for (const { url } of await cache.keys())
			if (url !== root + PUBLISHED && !named.has(url)) await cache.delete(url);
	}, root);
}

/** What was published at the last visit with network, unchecked; or `undefined`. */
export async function keptPublished(
	root: string
): Promise<Record<keyof Published, unknown> | undefined> {
	return courteously(async (cache) => (await cache.match(root + PUBLISHED))?.json(), root);
}

/** All files that a manifest names. */
export function filesOf(manifest: Manifest): PublishedFile[] {
	const found: PublishedFile[] = [];
	const look = (part: unknown) => {
		if (typeof part !== 'object' || part === null) return;
		if ('url' in part && 'sha256' in part) found.push(part as PublishedFile);
		else Object.values(part).forEach(look);
	};
	look(manifest);
	return found;
}

/** Work with the cache of the site at `root`; `undefined` where there is none or it fails. */
async function courteously<T>(
	work: (cache: Cache) => Promise<T>,
	root: string
): Promise<T | undefined> {
	// Absent without https.
	if (typeof caches === 'undefined') return undefined;
	try {
		return await work(await caches.open(`data ${root}`));
	} catch {
		return undefined;
	}
}
