/** Against a server of the test's own, on this machine. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { download, isAddress, type DownloadOptions } from './download.ts';

const FILE = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
const SUM = createHash('sha256').update(FILE).digest('hex');
const ETAG = '"v1"';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base: string;
let folder: string;
let answers: Answer[];
let requests: IncomingMessage[];
let notes: string[];

beforeAll(async () => {
	server = createServer((request, response) => {
		requests.push(request);
		// The last answer stands for all that follow.
		const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	folder = await mkdtemp(join(tmpdir(), 'downloads-'));
});
beforeEach(async () => {
	[answers, requests, notes] = [[whole], [], []];
	await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
	server.closeAllConnections();
	server.close();
	await rm(folder, { recursive: true, force: true });
});

/** With ranges and validators, as a good server does. */
function whole(request: IncomingMessage, response: ServerResponse): void {
	if (request.headers['if-none-match'] === ETAG) return void response.writeHead(304).end();
	const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
	const isPart = start > 0 && request.headers['if-range'] === ETAG;
	const content = isPart ? FILE.subarray(start) : FILE;
	response.writeHead(isPart ? 206 : 200, {
		etag: ETAG,
		'content-length': content.length,
		...(isPart ? { 'content-range': `bytes ${start}-${FILE.length - 1}/${FILE.length}` } : {})
	});
	response.end(content);
}

/** Promises all and sends some bytes. */
function cutAfter(bytes: number, headers: Record<string, string> = { etag: ETAG }): Answer {
	return (_, response) => {
		response.writeHead(200, { 'content-length': FILE.length, ...headers });
		response.write(FILE.subarray(0, bytes), () => setTimeout(() => response.destroy(), 30));
	};
}

function status(code: number, text = ''): Answer {
	return (_, response) => void response.writeHead(code).end(text);
}

function get(path = '/a.zip', options: Partial<DownloadOptions> = {}) {
	return download(base + path, {
		folder,
		onProgress: () => {},
		onNote: (text) => notes.push(text),
		pause: 0,
		...options
	});
}

describe('download', () => {
	it('brings a file, tells how far it is, and asks only whether it has changed the next time', async () => {
		const told: string[] = [];
		const { path, name } = await get('/data/a%20b.zip?x=1', {
			onProgress: (text) => told.push(text)
		});
		expect(name).toBe('a_b.zip');
		expect((await readFile(path)).equals(FILE)).toBe(true);
		expect(told.at(-1)).toBe('0.3 of 0.3 MB');
		expect(notes).toEqual([]);
		await get('/data/a%20b.zip?x=1');
		expect(requests[1]!.headers['if-none-match']).toBe(ETAG);
		expect(notes.join()).toContain('unchanged since');
		expect((await readdir(folder)).filter((file) => file.includes('.part'))).toEqual([]);
	});

	it('goes on where a transfer broke off', async () => {
		answers = [cutAfter(120_000), whole];
		const { path } = await get();
		expect((await readFile(path)).equals(FILE)).toBe(true);
		expect(requests).toHaveLength(2);
		const from = Number(/bytes=(\d+)-/.exec(requests[1]!.headers.range!)![1]);
		expect(from).toBeGreaterThan(0);
		expect(from).toBeLessThanOrEqual(120_000);
	});

	it('goes on in a later run, too', async () => {
		answers = [cutAfter(120_000), status(404)];
		await dataErrorOf(() => get());
		answers = [whole];
		requests = [];
		const { path } = await get('/a.zip', { sha256: SUM });
		expect(requests[0]!.headers.range).toMatch(/^bytes=\d+-$/);
		expect((await readFile(path)).equals(FILE)).toBe(true);
	});

	it('starts over where the server knows no ranges or has another file by now', async () => {
		const noRanges: Answer = (_, response) => response.end(FILE);
		const other: Answer = (_, response) => {
			response.writeHead(200, { etag: '"v2"', 'content-length': 5 }).end('fresh');
		};
		const wrongRange: Answer = (_, response) => {
			response.writeHead(206, { 'content-range': 'bytes 7-9/10' }).end('abc');
		};
		for (const [second, expected] of [
			[[noRanges], FILE],
			[[other], Buffer.from('fresh')],
			[[status(416), whole], FILE],
			[[wrongRange, whole], FILE]
		] as const) {
			await rm(folder, { recursive: true, force: true });
			answers = [cutAfter(120_000), ...second];
			const { path } = await get();
			expect((await readFile(path)).equals(expected)).toBe(true);
		}
		await rm(folder, { recursive: true, force: true });
		requests = [];
		answers = [cutAfter(120_000, {}), whole];
		expect((await readFile((await get()).path)).equals(FILE)).toBe(true);
		expect(requests[1]!.headers.range).toBeUndefined();
	});

	it('gives up when a transfer does not get further', async () => {
		answers = [cutAfter(1000)];
		const error = await dataErrorOf(() => get());
		expect(error.message).toMatch(/truncated: found "\d+ bytes of 300000, then .*goes on where/);
		expect(requests.length).toBeLessThan(9);
	});

	it('breaks off what stands still', async () => {
		answers = [() => {}];
		const error = await dataErrorOf(() => get('/a.zip', { idle: 50 }));
		expect(error.message).toContain('nothing came for 0.05 s');
	});

	it('uses what is kept when the server is away, and says so', async () => {
		const { path } = await get();
		answers = [(_, response) => response.destroy()];
		expect((await get()).path).toBe(path);
		answers = [status(503)];
		await get();
		expect(notes).toHaveLength(2);
		for (const note of notes) expect(note).toMatch(/the copy of 20.* is used/);
		expect(notes[1]).toContain('HTTP 503');
	});

	it('refuses other answers, each by its name', async () => {
		const page = '<!DOCTYPE html><html><title>Sign in</title></html>';
		const packed: Answer = (_, response) => response.end(gzipSync(page));
		const cases: [Answer, RegExp][] = [
			[status(404), /unreachable: found "HTTP 404 Not Found"/],
			[status(500), /unreachable: found "HTTP 500/],
			[status(200, page), /malformed: found "<!DOCTYPE html>.*web page.*login/],
			[packed, /malformed: found "<!DOCTYPE html>.*web page/]
		];
		for (const [answer, message] of cases) {
			answers = [answer];
			const error = await dataErrorOf(() => get());
			expect(error.message).toMatch(message);
			expect(await readdir(folder)).toEqual([]);
		}
		const nowhere = await dataErrorOf(() =>
			download('http://127.0.0.1:9/a.zip', { folder, onProgress() {}, onNote() {}, pause: 0 })
		);
		expect(nowhere.message).toMatch(/^http:\/\/127\.0\.0\.1:9\/a\.zip: unreachable/);
	});

	it('keeps nothing under another checksum, and names both', async () => {
		const wrong = 'ab'.repeat(32);
		const error = await dataErrorOf(() => get('/a.zip', { sha256: wrong }));
		expect(error.message).toContain(SUM);
		expect(error.message).toContain(wrong);
		expect(await readdir(folder)).toEqual([]);
		await get('/a.zip', { sha256: SUM.toUpperCase() });
	});

	it('notices that a kept file was changed', async () => {
		const { path } = await get();
		await writeFile(path, 'other');
		const error = await dataErrorOf(() => get());
		expect(error.message).toContain('another file than was received');
		expect((await readFile((await get()).path)).equals(FILE)).toBe(true);
	});

	it('follows redirects', async () => {
		answers = [(_, response) => void response.writeHead(302, { location: '/b' }).end(), whole];
		expect((await readFile((await get()).path)).equals(FILE)).toBe(true);
	});
});

describe('isAddress', () => {
	it('tells addresses from paths', () => {
		expect(['https://a.vn/b.zip', 'HTTP://a', 'C:\\a.shp', './https'].map(isAddress)).toEqual([
			true,
			true,
			false,
			false
		]);
	});
});
