/** Requests that a server of files should survive, each with what is right to answer. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HASHED } from '../site/releases.ts';

/** One answer as it came. */
export interface Answer {
	/** 0 when there was none. */
	status: number;
	headers: Map<string, string>;
	body: Buffer;
	/** Milliseconds until the connection was closed. */
	took: number;
}

/** What the disk held while a request ran: the versions in force before and after it. */
export type Versions = readonly string[];

/** A request in the bytes that are sent, and its judge. */
export interface Hostile {
	kind: string;
	/** Sent one after the other, each after a pause in milliseconds. */
	bytes: readonly string[];
	pause?: number;
	/** The client goes away as soon as something has come. */
	isCutShort?: boolean;
	/** @returns what is wrong with the answer, if something is */
	judge(answer: Answer, versions: Versions): Promise<string | undefined>;
}

/** 0 up to 1, from a seed. */
export type Random = () => number;

const CODINGS: readonly [header: string | undefined, endings: readonly string[]][] = [
	[undefined, ['']],
	['br', ['.br', '']],
	['gzip', ['.gz', '']],
	['gzip, deflate, br, zstd', ['.br', '.gz', '']],
	['br;q=0', ['']],
	['br;q=0, *', ['.gz', '']],
	['gzip;q=0, *;q=0.3', ['.br', '']],
	['br;q=0.1, gzip;q=0.9', ['.gz', '.br', '']],
	['*;q=0', ['']],
	['BR ; Q=1', ['.br', '']],
	['br;q=abc, ,;;,', ['']],
	['x'.repeat(4000), ['']]
];
const CODING_OF: Record<string, string | undefined> = { '.br': 'br', '.gz': 'gzip' };

const PATHS = [
	'/../package.json',
	'/..%2fpackage.json',
	'/%2e%2e/%2e%2e/etc/passwd',
	'/....//....//etc/passwd',
	'/..%5c..%5cpackage.json',
	'/%c0%ae%c0%ae/package.json',
	'/%252e%252e/package.json',
	'/_app/../../package.json',
	'/data/%2e%2e%2f%2e%2e%2fpackage.json',
	'//package.json',
	'/icon.svg%00',
	'/icon.svg%00.html',
	'/%',
	'/%zz',
	'/%u0041',
	'/\u0001',
	'/icon.svg/',
	'/icon.svg/x',
	'/.git/config',
	'/.lock',
	'/data/.lock',
	'/%2e%2e',
	'/_app/immutable/none.js',
	'/data/none.00000000.parquet',
	'/index.html.br.br',
	'/constructor/prototype/__proto__',
	`/${'a'.repeat(255)}`,
	`/${'b'.repeat(256)}`,
	`/${'c/'.repeat(3000)}`,
	`/${'%41'.repeat(3000)}`,
	'/ /icon.svg',
	'*',
	'icon.svg',
	'\\..\\package.json'
];
const METHODS = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'QUERY'];
const BROKEN = [
	'FOO /icon.svg HTTP/1.1\r\nHost: x\r\n\r\n',
	'get / HTTP/1.1\r\nHost: x\r\n\r\n',
	'GET /icon.svg HTTP/1.1\r\n\r\n',
	'GET /icon.svg HTTP/9.9\r\nHost: x\r\n\r\n',
	'\r\n\r\n\0\0\0\0\r\n\r\n',
	'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
	'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
	'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
	`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
	`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
	'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
	'GET / HTTP/1.1\r\nHost: x\r\nRange: \x7f\x01\r\n\r\n'
];
/** Odd, and yet right. */
const ODD = [
	'GET /icon.svg\r\n\r\n',
	'\r\n\r\nGET / HTTP/1.0\r\n\r\n',
	'GET http://evil.example/icon.svg HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
	'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc',
	'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
	`GET /?${'q=1&'.repeat(3000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
	`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${'A: b\r\n'.repeat(3000)}\r\n`
];
const WRONG_RANGES = ['5-2', '-0', '-', 'abc', '0-1abc', '0x0-5', '--5', '0-4,5-2', '1e0-9', ','];
const WHOLE_RANGES = ['lines=0-4', 'bytes', 'bytes=0-0,2-2', '=', ''];

/** Bytes of nobody's business; none may come back. */
const SECRETS = /ispeed-coverage-map"|root:.*:0:0/;

/** A head with the usual lines and more. */
function head(method: string, path: string, more: Record<string, string | undefined> = {}): string {
	const lines = Object.entries({ Host: '127.0.0.1', Connection: 'close', ...more });
	const given = lines.filter(([, value]) => value !== undefined);
	return `${method} ${path} HTTP/1.1\r\n${given.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** What the file behind a path holds in each version, in the best coding of those that are taken. */
async function contents(path: string, endings: readonly string[], versions: Versions) {
	const name = path.endsWith('/') ? `${path}index.html` : path;
	const found: { coding?: string; content: Buffer }[] = [];
	for (const version of versions)
		for (const ending of endings) {
			const content = await readFile(join(version, name + ending)).catch(() => undefined);
			if (!content) continue;
			found.push({ coding: CODING_OF[ending], content });
			break;
		}
	return found;
}

/** A request for one file in some coding; `part` says what of it is right to come. */
function fileRequest(
	kind: string,
	path: string,
	random: Random,
	more: Record<string, string>,
	part: (content: Buffer) => { status: number; body?: Buffer; range?: string },
	method = 'GET'
): Hostile {
	const [codings, endings] = CODINGS[Math.floor(random() * CODINGS.length)]!;
	return {
		kind,
		bytes: [head(method, encodeURI(path), { 'Accept-Encoding': codings, ...more })],
		async judge({ status, headers, body }, versions) {
			const wanted = await contents(path, endings, versions);
			if (!wanted.length && HASHED.test(path)) return `a hole: ${path}`;
			if (!wanted.length) return status === 404 ? undefined : `${status} of what is gone`;
			const isRight = wanted.some(({ coding, content }) => {
				const right = part(content);
				return (
					status === right.status &&
					headers.get('content-range') === right.range &&
					(!right.body ||
						(headers.get('content-encoding') === coding &&
							(method === 'HEAD'
								? body.length === 0 && headers.get('content-length') === String(right.body.length)
								: body.equals(right.body))))
				);
			});
			if (!isRight)
				return `${status}, ${body.length} bytes, ${headers.get('content-encoding')}: ${path}`;
		}
	};
}

/**
 * One request of any kind.
 * @param paths of files that exist, from the root of the site
 */
export function hostileRequest(random: Random, paths: readonly string[]): Hostile {
	const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
	const path = one(paths);
	const whole = (content: Buffer) => ({ status: 200, body: content });
	const kinds: [weight: number, make: () => Hostile][] = [
		[30, () => fileRequest('a file', path, random, {}, whole)],
		[
			5,
			() =>
				fileRequest(
					'a file that is not as before',
					path,
					random,
					{ 'If-None-Match': 'W/"0"' },
					whole
				)
		],
		[8, () => fileRequest('HEAD', path, random, { Range: 'bytes=0-3' }, whole, 'HEAD')],
		[20, () => rangeRequest(path, random)],
		[
			8,
			() =>
				fileRequest(
					'a wrong range',
					path,
					random,
					{ Range: `bytes=${one(WRONG_RANGES)}` },
					(content) => ({
						status: 416,
						range: `bytes */${content.length}`
					})
				)
		],
		[
			4,
			() => fileRequest('ranges that mean all', path, random, { Range: one(WHOLE_RANGES) }, whole)
		],
		[
			8,
			() =>
				answered('a method', head(one(METHODS), encodeURI(path), { 'Content-Length': '0' }), [405])
		],
		[10, () => answered('a path', head('GET', one(PATHS)), [400, 404])],
		[4, () => answered('broken bytes', one(BROKEN), [0, 400, 431, 505])],
		[2, () => answered('odd, but right', one(ODD), [200])],
		[2, () => ({ ...fileRequest('cut short', path, random, {}, whole), isCutShort: true, judge })]
	];
	let left = random() * kinds.reduce((sum, [weight]) => sum + weight, 0);
	for (const [weight, make] of kinds) if ((left -= weight) < 0) return make();
	return kinds[0]![1]();
}

function rangeRequest(path: string, random: Random): Hostile {
	const far = random() < 0.2 ? 2 ** 60 : 5000;
	const first = Math.floor(random() * 2000);
	const last = first + Math.floor(random() * far);
	const suffix = random() < 0.3;
	const range = suffix ? `-${last + 1}` : random() < 0.2 ? `${first}-` : `${first}-${last}`;
	return fileRequest('a range', path, random, { Range: `bytes=${range}` }, (content) => {
		const { length } = content;
		const from = suffix ? Math.max(0, length - last - 1) : first;
		const to = suffix || range.endsWith('-') ? length - 1 : Math.min(last, length - 1);
		if (from >= length) return { status: 416, range: `bytes */${length}` };
		const body = content.subarray(from, to + 1);
		return { status: 206, body, range: `bytes ${from}-${to}/${length}` };
	});
}

/** A request that must be answered in one of these ways, with nothing foreign, and not be kept for ever. */
function answered(kind: string, bytes: string, statuses: readonly number[]): Hostile {
	return {
		kind,
		bytes: [bytes],
		async judge({ status, headers, body }) {
			const line = JSON.stringify(bytes.slice(0, 60));
			if (!statuses.includes(status)) return `${status} for ${line}`;
			if (SECRETS.test(body.toString('latin1'))) return `a foreign file for ${line}`;
			if (headers.get('cache-control')?.includes('immutable')) return `kept for ever: ${line}`;
		}
	};
}

async function judge(): Promise<undefined> {}

/** A head that never ends: it drips, or nothing comes at all. */
export function slowHead(random: Random, most: number): Hostile {
	const lines = Array.from({ length: 40 }, (_, line) => `X-${line}: y\r\n`);
	return {
		kind: 'a slow head',
		bytes: random() < 0.3 ? [] : ['GET /icon.svg HTTP/1.1\r\nHost: x\r\n', ...lines],
		pause: 700,
		async judge({ took, status }) {
			if (took > most) return `open for ${took} ms`;
			if (status !== 0 && status !== 408) return `${status}`;
		}
	};
}
