/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/**
 * Keeps the pages, scripts, styles and fonts of one version of the site, so that it opens without network. Published
 * data is not its business (`lib/data/offline.ts`). A version is kept whole or not at all, and serves a window from its
 * first file to its last: the next one waits until no window uses this one, or until the reader asks for it.
 */
import { build, files, prerendered, version } from '$service-worker';
import { foreignFiles } from './lib/data/shell.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Other sites on this origin have caches of their own. */
const PREFIX = `shell ${worker.registration.scope} `;
const NAME = PREFIX + version;
/** What other pages show of this site is not part of the program. */
const pages = prerendered.filter((path) => !/\/embed\/(?:static|picture)\//.test(path));
const kept = new Set([...build, ...files, ...pages]);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(removeOthers()));
worker.addEventListener('message', ({ data }) => {
	if (data === 'renew') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== worker.location.origin || !kept.has(pathname)) return;
	event.respondWith(answer(pathname, request));
});

async function answer(pathname: string, request: Request): Promise<Response> {
	const cache = await caches.open(NAME);
	return (await cache.match(pathname)) ?? fetch(request);
}

async function install(): Promise<void> {
	const cache = await caches.open(NAME);
	try {
		await cache.addAll([...build, ...files]);
		await Promise.all(pages.map((path) => keepPage(cache, path)));
	} catch (error) {
		await caches.delete(NAME);
		throw error;
	}
}

/** @throws Error when the server has gone over to another version meanwhile: the browser tries again later */
async function keepPage(cache: Cache, path: string): Promise<void> {
	const response = await fetch(path, { cache: 'no-cache' });
	if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
	const foreign = foreignFiles(await response.clone().text(), build);
	if (foreign.length) throw new Error(`${path} is of another version: ${foreign[0]}`);
	await cache.put(path, response);
}

async function removeOthers(): Promise<void> {
	for (const name of await caches.keys())
		if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
}
