/** The built site over HTTP, for `npm start`, the tests and the benches. */
import { realpath, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { basename, join } from 'node:path';
import serveStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DataError } from '../../src/lib/domain/errors.ts';
import { listenFault } from './address.ts';
import { ASK, framePolicy, headersOf } from './headers.ts';
import { codingsOf, pathOf, rangeOf } from './requests.ts';
import { BUILD } from './shown.ts';

export { BUILD };

/** Milliseconds in which a request must have come whole; looked at often enough that none lives for ten seconds. */
const REQUEST_MS = 8000;
const LOOK_MS = 500;
/** Milliseconds that an open connection may rest, between requests and within an answer. */
const KEEP_ALIVE_MS = 5000;
const REST_MS = 60_000;
/** Milliseconds for what runs when the server is asked to end. */
const FINISH_MS = 5000;

const METHODS = ['GET', 'HEAD'];
const WORDS: Record<number, string> = {
	400: 'Bad request',
	404: 'Not found',
	405: 'Method not allowed',
	416: 'Range not satisfiable',
	500: 'The server met a fault; its log tells which',
	503: 'No site has been built here yet'
};

/** What the library hands over, or anything that was thrown. */
type Fault = Error & { statusCode?: number; status?: number; headers?: Record<string, string> };

/**
 * A server of a built site, with its compressed files and its headers, as an office's web server would be. Which version
 * of the site is in force is asked at each request, and a request is answered from that version alone.
 * @param folder of the built site, or a link to it
 * @param ancestors hosts that may show the embedded map
 * @throws DataError when `ancestors` is no list of hosts
 */
export function createSite(folder: string, ancestors?: string): FastifyInstance {
	framePolicy(ancestors);
	const site = fastify({
		// What can be asked for is said below; these are only the faults.
		logger: { level: 'error', stream: process.stderr },
		http: {
			headersTimeout: REQUEST_MS,
			requestTimeout: REQUEST_MS,
			connectionsCheckingInterval: LOOK_MS
		},
		requestTimeout: REQUEST_MS,
		keepAliveTimeout: KEEP_ALIVE_MS,
		connectionTimeout: REST_MS,
		// Routes know nothing of paths: a bad escape is our own 400, with our headers.
		rewriteUrl: ({ url }) => (pathOf(url ?? '') === '/health' ? '/health' : '/'),
		exposeHeadRoutes: false
	});
	void site.register(serveStatic, { serve: false, preCompressed: true, redirect: false });
	site.setErrorHandler<Fault>((error, request, reply) => {
		const status = error.statusCode ?? error.status ?? 500;
		if (status >= 500) request.log.error({ err: error, url: request.originalUrl });
		// With 416 it is how long the file is.
		refuse(reply.headers(error.headers ?? {}), status);
	});
	site.setNotFoundHandler((_, reply) => refuse(reply, 404));
	site.addHook('onRequest', (request, reply, go) => {
		reply.headers(headersOf(pathOf(request.originalUrl) ?? '/', ancestors));
		if (METHODS.includes(request.method)) go();
		// What else would come with it is not waited for.
		else refuse(reply.headers({ allow: METHODS.join(', '), connection: 'close' }), 405);
	});
	site.route({
		method: METHODS,
		url: '/health',
		async handler(_, reply) {
			const current = await currentVersion(folder);
			reply.header('cache-control', 'no-store').code(current ? 200 : 503);
			return { status: current ? 'ok' : 'no site' };
		}
	});
	site.route({
		method: METHODS,
		url: '/',
		async handler(request, reply) {
			const current = await currentVersion(folder);
			if (!current) return refuse(reply.header('retry-after', '5'), 503);
			return send(request, reply, current);
		}
	});
	return site;
}

/**
 * Serve a site.
 * @param port TCP port; 0 takes a free one
 * @param folder of the built site, or a link to it
 * @param ancestors hosts that may show the embedded map
 * @param host this machine alone, unless another one is named
 * @throws DataError when there is no site, or the port can't be had
 */
export async function serveBuild(
	port: number,
	folder = BUILD,
	ancestors?: string,
	host = '127.0.0.1'
): Promise<Server> {
	if (!(await currentVersion(folder))) throw nothingBuilt(folder);
	const site = createSite(folder, ancestors);
	await listen(site, host, port);
	return site.server;
}

/** What to say where a site should be and is none. */
export function nothingBuilt(folder: string): DataError {
	return new DataError('unreachable', {
		file: folder,
		found: 'nothing',
		expected: 'a built site',
		remedy: 'Run npm run build, or npm start, which does everything'
	});
}

/** @throws DataError when the port can't be had */
export async function listen(site: FastifyInstance, host: string, port: number): Promise<void> {
	await site.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
		throw listenFault(error, { host, port });
	});
}

/** Take no more requests, and come back when those that run have ended; after a while they are cut off. */
export async function finish(site: FastifyInstance): Promise<void> {
	const { server } = site;
	// A connection that has its answer now would be kept for a next request.
	const idle = setInterval(() => server.closeIdleConnections(), 100);
	const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS);
	await site.close();
	clearInterval(idle);
	clearTimeout(cut);
}

/** The folder that a link leads to now: it stays the same for a whole request, whatever is built meanwhile. */
async function currentVersion(folder: string): Promise<string | undefined> {
	return realpath(folder).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
}

async function send(
	request: FastifyRequest,
	reply: FastifyReply,
	folder: string
): Promise<FastifyReply> {
	const path = pathOf(request.originalUrl);
	if (path === undefined) return refuse(reply, 400);
	if (!path.endsWith('/') && (await isFolder(join(folder, path)))) {
		// The links of a page are relative: it must be known as a folder. So is this one, for a server behind another.
		const [, query = ''] = /(\?[^#]*)/.exec(request.originalUrl) ?? [];
		return reply.redirect(`./${encodeURIComponent(basename(path))}/${query}`, 301);
	}
	const { headers } = request.raw;
	const { range, 'accept-encoding': codings } = headers;
	// Ranges are for GET alone; our weak tags can't hold parts together (RFC 9110, 14.2 and 13.1.5).
	const isWhole = request.method !== 'GET' || 'if-range' in headers;
	replace(headers, 'accept-encoding', codings && codingsOf(String(codings)));
	return reply.sendFile(path, folder, {
		cacheControl: false,
		dotfiles: 'ignore',
		onFile: (_, { size }) =>
			replace(headers, 'range', isWhole || !range ? undefined : rangeOf(range, size))
	});
}

async function isFolder(path: string): Promise<boolean> {
	return stat(path).then(
		(found) => found.isDirectory(),
		() => false
	);
}

function replace(
	headers: FastifyRequest['raw']['headers'],
	name: 'range' | 'accept-encoding',
	value: string | undefined
): void {
	if (value) headers[name] = value;
	else delete headers[name];
}

/** A refusal is never kept: the file may be there at the next build. */
function refuse(reply: FastifyReply, status: number): FastifyReply {
	const text = WORDS[status] ?? WORDS[status < 500 ? 400 : 500];
	return reply
		.code(status)
		.headers({ 'cache-control': ASK, 'content-type': 'text/plain; charset=utf-8' })
		.send(`${text}\n`);
}
