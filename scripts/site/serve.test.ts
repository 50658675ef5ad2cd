/** The server of the built site, over real connections. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headersOf } from './headers.ts';
import { putInForce, RELEASES } from './releases.ts';
import { createSite, finish, listen } from './serve.ts';

const ICON = '<svg>0123456789</svg>';
const PAGE = '<!doctype html><title>map</title>'.repeat(20);
const FILES: Record<string, string | Buffer> = {
	'index.html': PAGE,
	'index.html.br': brotliCompressSync(PAGE),
	'index.html.gz': gzipSync(PAGE),
	'icon.svg': ICON,
	'empty.txt': '',
	'.lock': 'secret',
	'plan/index.html': 'plan',
	'embed/index.html': 'embed',
	'_app/immutable/a.js': 'self'
};

let folder: string;
let site: FastifyInstance;
let port: number;
const build = () => join(folder, 'build');

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'serve-'));
	await release(FILES);
	site = createSite(build());
	await listen(site, '127.0.0.1', 0);
	({ port } = site.server.address() as AddressInfo);
});
afterEach(async () => {
	site.server.closeAllConnections();
	await site.close();
	await rm(folder, { recursive: true, force: true });
});

async function release(files: Record<string, string | Buffer>): Promise<void> {
	const made = join(folder, RELEASES, 'next');
	for (const [name, content] of Object.entries(files)) {
		await mkdir(dirname(join(made, name)), { recursive: true });
		await writeFile(join(made, name), content);
	}
	await putInForce(made, build());
}

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

/** As it is written: `fetch` would mend paths and refuse methods. */
async function ask(
	path: string,
	headers: Record<string, string> = {},
	method = 'GET'
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const asked = request({ port, host: '127.0.0.1', path, method, headers, agent: false });
		asked.on('error', reject);
		asked.on('response', (answer) => {
			text(answer).then(
				(body) => resolve({ status: answer.statusCode!, headers: answer.headers, body }),
				reject
			);
		});
		asked.end();
	});
}

/** What a server answers to bytes that are no whole request, and after how many milliseconds it closes. */
async function write(bytes: string): Promise<{ answer: string; after: number }> {
	const begun = Date.now();
	const socket = connect(port, '127.0.0.1');
	socket.write(bytes);
	const answer = await text(socket);
	return { answer, after: Date.now() - begun };
}

describe('ranges', () => {
	it.each([
		['bytes=5-2', 416, `bytes */${ICON.length}`, ''],
		['bytes=99-', 416, `bytes */${ICON.length}`, ''],
		['bytes=0-3', 206, `bytes 0-3/${ICON.length}`, '<svg'],
		['bytes=-6', 206, `bytes 15-20/${ICON.length}`, '</svg>'],
		['bytes=-999', 206, `bytes 0-20/${ICON.length}`, ICON],
		['lines=1-2', 200, undefined, ICON],
		['bytes=0-1,4-5', 200, undefined, ICON]
	])('%s: %s', async (range, status, contentRange, body) => {
		const answer = await ask('/icon.svg', { range });
		expect(answer.status).toBe(status);
		expect(answer.headers['content-range']).toBe(contentRange);
		if (body) expect(answer.body).toBe(body);
		expect((await ask('/icon.svg')).body).toBe(ICON);
	});

	it('of HEAD and of a part that may be older: the whole file', async () => {
		const head = await ask('/icon.svg', { range: 'bytes=0-3' }, 'HEAD');
		expect(head).toMatchObject({ status: 200, body: '' });
		expect(head.headers['content-length']).toBe(String(ICON.length));
		const { etag } = head.headers;
		const part = await ask('/icon.svg', { range: 'bytes=0-3', 'if-range': etag! });
		expect(part).toMatchObject({ status: 200, body: ICON });
	});

	it('of an empty file', async () => {
		expect((await ask('/empty.txt', { range: 'bytes=0-' })).status).toBe(416);
		expect(await ask('/empty.txt')).toMatchObject({ status: 200, body: '' });
	});
});

describe('methods', () => {
	it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'QUERY'])(
		'%s is refused, and what may be asked is told',
		async (method) => {
			for (const path of ['/icon.svg', '/nothing', '/health']) {
				const answer = await ask(path, { 'content-type': 'x/y', 'content-length': '0' }, method);
				expect(answer.status).toBe(405);
				expect(answer.headers.allow).toBe('GET, HEAD');
			}
		}
	);

	it('a body of a refused request is not waited for', async () => {
		const { answer, after } = await write(
			'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n'
		);
		expect(answer).toContain('405');
		expect(after).toBeLessThan(5000);
	});
});

describe('codings', () => {
	it.each([
		['br, gzip', 'br'],
		['br;q=0.1, gzip', 'gzip'],
		['br;q=0, *', 'gzip'],
		['gzip;q=0, *', 'br'],
		['br;q=0', undefined],
		['*;q=0', undefined],
		['deflate', undefined]
	])('%s: %s', async (codings, coding) => {
		const { headers } = await ask('/', { 'accept-encoding': codings });
		expect(headers['content-encoding']).toBe(coding);
		expect(headers['content-type']).toBe('text/html; charset=utf-8');
		expect(headers.vary).toBe('accept-encoding');
	});

	it('a file without compressed ones comes as it is', async () => {
		const answer = await ask('/icon.svg', { 'accept-encoding': 'br' });
		expect(answer).toMatchObject({ status: 200, body: ICON });
		expect(answer.headers['content-type']).toBe('image/svg+xml');
	});
});

describe('headers', () => {
	it.each([
		['/', 200],
		['/embed/', 200],
		['/_app/immutable/a.js', 200],
		['/health', 200]
	])('%s has those of the site', async (path, status) => {
		const answer = await ask(path);
		expect(answer.status).toBe(status);
		const { 'cache-control': cached, ...others } = headersOf(path);
		expect(answer.headers).toMatchObject(others);
		expect(answer.headers['cache-control']).toBe(path === '/health' ? 'no-store' : cached);
	});

	it('what is missing is not missing for ever', async () => {
		const { status, headers } = await ask('/_app/immutable/gone.js');
		expect(status).toBe(404);
		expect(headers).toMatchObject({
			...headersOf('/_app/immutable/gone.js'),
			'cache-control': 'no-cache'
		});
	});

	it('an unchanged file is not sent again', async () => {
		const { etag } = (await ask('/')).headers;
		expect((await ask('/', { 'if-none-match': etag! })).status).toBe(304);
	});

	it('hosts that are none are told before anything is served', () => {
		expect(() => createSite(build(), 'https://a.vn; script-src *')).toThrow('FRAME_ANCESTORS');
	});
});

describe('paths', () => {
	it.each([
		['/nothing', 404],
		['/icon.svg/', 404],
		['/.lock', 404],
		['/%2elock', 404],
		['/../serve.ts', 400],
		['/..%2f.releases', 400],
		['/icon.svg%00', 400],
		['/%zz', 400]
	])('%s: %s', async (path, status) => {
		expect((await ask(path)).status).toBe(status);
	});

	it('one of 9,000 characters is missing like any other', async () => {
		expect((await ask(`/${'a'.repeat(9000)}`)).status).toBe(404);
	});

	it('a folder is asked for as a folder, so that relative links hold', async () => {
		const { status, headers } = await ask('/plan?month=2024-11');
		expect([status, headers.location]).toEqual([301, './plan/?month=2024-11']);
		expect((await ask('/plan/?month=2024-11')).body).toBe('plan');
	});
});

it('a fault answers 500, is written down, and the next request is served', async () => {
	const written: string[] = [];
	const log = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
		written.push(String(line));
		return true;
	});
	try {
		await symlink('loop.svg', join(build(), 'loop.svg'));
		const answer = await ask('/loop.svg');
		expect(answer).toMatchObject({ status: 500, headers: { 'cache-control': 'no-cache' } });
		expect(answer.body).not.toContain(folder);
		expect(written.join('')).toMatch(/ELOOP.*loop\.svg|loop\.svg.*ELOOP/);
	} finally {
		log.mockRestore();
	}
	expect((await ask('/icon.svg')).body).toBe(ICON);
});

describe('a build beside it', () => {
	it('is served from the next request on; files of the version before stay', async () => {
		await release({ ...FILES, 'index.html': 'newer', '_app/immutable/b.js': 'b', 'x.txt': 'x' });
		for (const [path, body] of [
			['/', 'newer'],
			['/x.txt', 'x'],
			['/_app/immutable/a.js', 'self'],
			['/_app/immutable/b.js', 'b']
		] as const)
			expect(await ask(path)).toMatchObject({ status: 200, body });
	});

	it('takes nothing from an answer that has begun', async () => {
		const long = 'long '.repeat(2_000_000);
		await release({ 'long.txt': long });
		const socket = connect(port, '127.0.0.1');
		socket.write('GET /long.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
		await new Promise((done) => socket.once('readable', done));
		for (const version of ['2', '3']) await release({ 'long.txt': version });
		const answer = await text(socket);
		expect(answer.split('\r\n\r\n')[1]).toBe(long);
		expect((await ask('/long.txt')).body).toBe('3');
	});

	it('where nothing is built, it says so, and serves as soon as it is', async () => {
		await rm(build());
		expect((await ask('/')).status).toBe(503);
		expect(await ask('/health')).toMatchObject({ status: 503, body: '{"status":"no site"}' });
		await release(FILES);
		expect(await ask('/health')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
	});
});

it('heads that come slowly, or not at all, are closed within ten seconds', async () => {
	const heads = ['', 'GET / HTTP/1.1\r\nHost: x\r\n', 'GET /icon.svg HTT'];
	const dripping = connect(port, '127.0.0.1');
	const drip = setInterval(() => dripping.write('X: y\r\n'), 500);
	dripping.write('GET / HTTP/1.1\r\n');
	dripping.on('error', () => {});
	const begun = Date.now();
	const dripped = new Promise((done) => dripping.once('close', done)).then(
		() => Date.now() - begun
	);
	const closed = await Promise.all([...heads.map(write), dripped]);
	clearInterval(drip);
	for (const each of closed)
		expect(typeof each === 'number' ? each : each.after).toBeLessThan(10_000);
});

it('what runs is finished before it ends, and nothing more is taken', async () => {
	const long = 'long '.repeat(4_000_000);
	await writeFile(join(build(), 'long.txt'), long);
	const socket = connect(port, '127.0.0.1');
	socket.write('GET /long.txt HTTP/1.1\r\nHost: x\r\n\r\n');
	await new Promise((done) => socket.once('readable', done));
	const ended = finish(site);
	await setTimeout(100);
	await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
	expect((await text(socket)).length).toBeGreaterThan(long.length);
	await ended;
});
