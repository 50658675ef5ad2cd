/** Files behind an address: kept in a cache, resumed where a transfer broke off, never half in place. */
import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { constants, gunzipSync } from 'node:zlib';
import { DataError, type FaultCode } from '../../src/lib/domain/errors.ts';
import { forget, forgetNote, hashOf, recall, remember, sizeOf, type Known } from './kept.ts';

/** How to download. */
export interface DownloadOptions {
	/** Where downloads are kept, `data/cache/downloads`. */
	folder: string;
	/** What the file must be, in hexadecimal. */
	sha256?: string | undefined;
	/** Told of bytes and what became of the transfer. */
	onProgress: (text: string) => void;
	onNote: (text: string) => void;
	/** A transfer that stands still for so long is broken off; milliseconds. */
	idle?: number;
	/** Between a transfer that broke off and the next; milliseconds. */
	pause?: number;
}

const IDLE = 30_000;
const PAUSE = 1000;
/** Transfers that are begun again without getting further. */
const MOST_TRIES = 3;
const HEAD = 1024;
const AGAIN = 'Run the command again: it goes on where it stopped';

/** True for an address that {@link download} takes. */
export function isAddress(source: string): boolean {
	return /^https?:\/\//i.test(source);
}

/**
 * Bring a file into the cache, unless it is there and the server knows of no newer one.
 * @returns its path and its name
 * @throws DataError when it can't be had, isn't what it should be or is a web page
 */
export async function download(
	url: string,
	options: DownloadOptions
): Promise<{ path: string; name: string }> {
	const name = nameOf(url);
	const key = createHash('sha256').update(url).digest('hex').slice(0, 16);
	const path = join(options.folder, `${key}.${name}`);
	await mkdir(options.folder, { recursive: true });
	let stuck = 0;
	for (;;) {
		const before = await sizeOf(`${path}.part`);
		const state = await attempt(url, path, options);
		if (state.isDone) return { path, name };
		stuck = (await sizeOf(`${path}.part`)) > before ? 0 : stuck + 1;
		if (stuck === MOST_TRIES) throw fault('truncated', url, state.found, 'the whole file', AGAIN);
		await pause(options.pause ?? PAUSE);
	}
}

/** Last part of the address's path. */
function nameOf(url: string): string {
	try {
		const path = decodeURIComponent(new URL(url).pathname);
		return basename(path).replace(/[^\p{L}\p{N}._-]+/gu, '_') || 'download';
	} catch {
		throw fault('unreachable', url, 'no address', 'an address such as https://example.org/a.zip');
	}
}

async function attempt(
	url: string,
	path: string,
	options: DownloadOptions
): Promise<{ isDone: true } | { isDone: false; found: string }> {
	const part = `${path}.part`;
	const kept = await recall(path);
	const begun = kept ? undefined : await recall(part);
	const size = begun ? await sizeOf(part) : 0;
	const watch = new Watch(options.idle ?? IDLE);
	let response: Response;
	try {
		response = await fetch(url, { headers: headersFor(kept, begun, size), signal: watch.signal });
	} catch (error) {
		watch.stop();
		return offline(url, path, kept, reason(error), options);
	}
	try {
		if (response.status === 304 && kept) {
			await checkKept(path, kept, options);
			options.onNote(`${url}: unchanged since ${kept.received}, taken from ${options.folder}`);
			return { isDone: true };
		}
		if (response.status === 416) {
			await forget(part);
			return { isDone: false, found: 'HTTP 416: the file has changed' };
		}
		if (!response.ok || !response.body) {
			const status = `HTTP ${response.status} ${response.statusText}`.trim();
			if (response.status >= 500) return await offline(url, path, kept, status, options);
			throw fault('unreachable', url, status, 'a file');
		}
		const start = response.status === 206 ? size : 0;
		const range = response.headers.get('content-range');
		if (start > 0 && !range?.startsWith(`bytes ${start}-`)) {
			await forget(part);
			return { isDone: false, found: `a range that was not asked for: ${range}` };
		}
		const about: Known = {
			url,
			etag: response.headers.get('etag') ?? '',
			modified: response.headers.get('last-modified') ?? '',
			received: new Date().toISOString()
		};
		const end = await receive(response, part, start, about, watch, options);
		if (end.broken) return { isDone: false, found: end.broken };
	} finally {
		watch.stop();
	}
	await checkNoPage(url, part);
	const sha256 = await hashOf(part);
	const about = (await recall(part))!;
	if (options.sha256 && options.sha256.toLowerCase() !== sha256) {
		await forget(part);
		throw wrongSum(url, sha256, options.sha256);
	}
	await rename(part, path);
	await remember(path, { ...about, sha256 });
	await forgetNote(part);
	return { isDone: true };
}

function headersFor(kept: Known | undefined, begun: Known | undefined, size: number): HeadersInit {
	// The bytes of the file itself, so that lengths and ranges mean what they say.
	const headers: Record<string, string> = { 'accept-encoding': 'identity' };
	if (kept?.etag) headers['if-none-match'] = kept.etag;
	else if (kept?.modified) headers['if-modified-since'] = kept.modified;
	const validator = begun && (begun.etag.startsWith('W/') ? '' : begun.etag || begun.modified);
	if (size > 0 && validator) {
		headers['range'] = `bytes=${size}-`;
		headers['if-range'] = validator;
	}
	return headers;
}

/** Write what comes behind what there is. */
async function receive(
	response: Response,
	part: string,
	start: number,
	about: Known,
	watch: Watch,
	{ onProgress }: DownloadOptions
): Promise<{ broken?: string }> {
	const length = Number(response.headers.get('content-length') ?? NaN);
	const total = start + length;
	await remember(part, about);
	const file = await open(part, start > 0 ? 'r+' : 'w');
	let at = start;
	try {
		for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
			await file.write(piece, 0, piece.length, at);
			at += piece.length;
			watch.touch();
			onProgress(total ? `${mega(at)} of ${mega(total)} MB` : `${mega(at)} MB`);
		}
	} catch (error) {
		// A full disk is none of the server's faults.
		if ((error as NodeJS.ErrnoException).syscall === 'write') throw error;
		return { broken: `${at} bytes${total ? ` of ${total}` : ''}, then ${reason(error)}` };
	} finally {
		await file.close();
	}
	return total && at !== total ? { broken: `${at} bytes of ${total}` } : {};
}

/** Without the server, what is kept is used. */
async function offline(
	url: string,
	path: string,
	kept: Known | undefined,
	found: string,
	options: DownloadOptions
): Promise<{ isDone: true } | { isDone: false; found: string }> {
	if (kept) {
		await checkKept(path, kept, options);
		options.onNote(`${url}: ${found}; the copy of ${kept.received} is used`);
		return { isDone: true };
	}
	if ((await sizeOf(`${path}.part`)) > 0) return { isDone: false, found };
	throw fault('unreachable', url, found, 'a file', 'Check the address and the connection');
}

/** A kept file that was changed or cut since is forgotten. */
async function checkKept(path: string, kept: Known, { sha256 }: DownloadOptions): Promise<void> {
	const found = await hashOf(path);
	if (found !== kept.sha256) {
		await forget(path);
		throw fault('promise', path, 'another file than was received', kept.sha256!, AGAIN);
	}
	if (sha256 && sha256.toLowerCase() !== found) throw wrongSum(kept.url, found, sha256);
}

/** Login pages and the like come with status 200, some of them packed. */
async function checkNoPage(url: string, part: string): Promise<void> {
	const file = await open(part);
	const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
	await file.close();
	let head = buffer.subarray(0, bytesRead);
	if (head[0] === 0x1f && head[1] === 0x8b) {
		try {
			head = gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
		} catch {
			return;
		}
	}
	const text = head.toString('utf8').trimStart();
	if (!/^<(!doctype html|html|head|body|script|!--)/i.test(text)) return;
	await forget(part);
	throw fault(
		'malformed',
		url,
		text.slice(0, 60),
		'a file of polygons',
		'This is a web page: the download may need a login or another address'
	);
}

function mega(bytes: number): string {
	return (bytes / 1e6).toFixed(1);
}

function reason(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error;
	if (!(cause instanceof Error)) return error.message;
	return (cause as NodeJS.ErrnoException).code ?? cause.message;
}

/** A checksum that isn't the one that was asked for. */
export function wrongSum(file: string, found: string, expected: string): DataError {
	return new DataError('promise', {
		file,
		column: '--sha256',
		found,
		expected,
		remedy: 'The file is another one, or was damaged on its way'
	});
}

function fault(
	code: FaultCode,
	file: string,
	found: string,
	expected: string,
	remedy?: string
): DataError {
	return new DataError(code, { file, found, expected, remedy });
}

/** Breaks a transfer off that stands still. */
class Watch {
	private readonly controller = new AbortController();
	private readonly timer: NodeJS.Timeout;

	constructor(milliseconds: number) {
		const text = `nothing came for ${milliseconds / 1000} s`;
		this.timer = setTimeout(() => this.controller.abort(new Error(text)), milliseconds);
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	touch(): void {
		this.timer.refresh();
	}

	stop(): void {
		clearTimeout(this.timer);
	}
}
