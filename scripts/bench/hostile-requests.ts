/**
 * `npm run hostile`: 10,000 hostile requests over 100 connections against the server of the built site, while the site is
 * built anew three times (`npm run build` first; takes as long as three builds). It starts a server of its own on
 * 127.0.0.1 and asks nobody else. Whole files, parts and heads are compared with the files on disk, byte by byte.
 *
 * `-- --requests 2000 --builds 0` for a short look. It ends with 1 when a request for a file that exists failed, an answer was wrong, a slow head was open for more than
 * ten seconds, the server ended, met a fault or took more than 20 % more memory than after its first thousand requests.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { randomLcg } from 'd3-random';
import { plainFiles } from '../common/precompress.ts';
import { HASHED, RELEASES } from '../site/releases.ts';
import { runQuietly } from '../common/run.ts';
import { BUILD } from '../site/serve.ts';
import {
	hostileRequest,
	slowHead,
	type Answer,
	type Hostile,
	type Versions
} from './hostile-kinds.ts';

const { values } = parseArgs({
	options: {
		requests: { type: 'string', default: '10000' },
		builds: { type: 'string', default: '3' }
	}
});
const REQUESTS = Number(values.requests);
const BUILDS = Number(values.builds);
const CONNECTIONS = 100;
/** Of these connections some hold a head that never ends. */
const SLOW = 10;
/** Milliseconds after which a slow head must be closed. */
const SLOW_MS = 10_000;
/** Before memory is held against: the machine has then compiled what it runs. */
const WARM = 1000;
/** More memory than this share is a leak. */
const MEMORY = 0.2;
const FAULTS_SHOWN = 20;

const random = randomLcg(0.16);
const counts = new Map<string, number>();
const faults: string[] = [];
let sent = 0;
let isBuilding = true;
/** Requests that are sent as fast as it goes: a part of each build's share; the others spread over the build. */
let hurried = 0;
/** Of a second's chances that a connection is used: most when a build is about to switch. */
const CHANCE = { far: 0.03, near: 0.4 };
const HURRIED = 0.3;
/** Whatever goes wrong, nothing is asked for longer. */
const end = Date.now() + 40 * 60_000;

const server = spawn(process.execPath, ['--import', 'tsx', 'scripts/serve.ts'], {
	env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
	stdio: ['ignore', 'pipe', 'pipe']
});
let log = '';
server.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
const [origin] = (await Promise.race([
	once(createInterface({ input: server.stdout }), 'line'),
	once(server, 'exit').then(() => Promise.reject(new Error(log || 'The server ended')))
])) as [string];
const port = Number(new URL(origin).port);

/** All files of the first version; those of later ones with a hash in their name come along. */
const paths = new Set(await pathsOf(await realpath(BUILD)));
let list = [...paths];
const memory: [sent: number, megabytes: number][] = [[0, await megabytes(server)]];
console.log(`${list.length} paths, server ${server.pid} on 127.0.0.1:${port}, seed 0.16`);
try {
	const fast = Array.from({ length: CONNECTIONS - SLOW }, () => hammer());
	const slow = Array.from({ length: SLOW }, () => drip());
	await buildAnew();
	isBuilding = false;
	await Promise.all([...fast, ...slow]);
} finally {
	isBuilding = false;
	await report();
}

async function pathsOf(version: string): Promise<string[]> {
	const names = await plainFiles(version);
	return names.flatMap((name) =>
		name.endsWith('index.html')
			? [`/${name}`, `/${name.slice(0, -'index.html'.length)}`]
			: [`/${name}`]
	);
}

/** Three builds, one after the other; the requests go on until the last has switched. */
async function buildAnew(): Promise<void> {
	for (let build = 1; build <= BUILDS; build++) {
		const begun = Date.now();
		hurried = sent + (HURRIED * REQUESTS) / BUILDS;
		const { status, output } = await runQuietly('npm', ['run', 'build'], { cwd: '.' });
		if (status !== 0) faults.push(`build ${build} failed: ${output.slice(-2000)}`);
		const names = await pathsOf(await realpath(BUILD));
		for (const path of names) if (HASHED.test(path)) paths.add(path);
		list = [...paths];
		const took = ((Date.now() - begun) / 1000).toFixed(0);
		console.log(
			`build ${build}: ${took} s, ${sent} requests until now, ${list.length} paths, ${await megabytes(server)} MB`
		);
	}
}

/** Fast at the beginning of each build, then slowly, and more again when its switch is near. */
async function hammer(): Promise<void> {
	while (Date.now() < end && (isBuilding || sent < REQUESTS)) {
		if (isBuilding && sent >= hurried) {
			await setTimeout(1000);
			// Pictures are drawn when all pages are written.
			const isNear = existsSync(join(RELEASES, 'next', 'og'));
			if (random() > CHANCE[isNear ? 'near' : 'far']) continue;
		}
		await send(hostileRequest(random, list));
	}
}

async function drip(): Promise<void> {
	while (Date.now() < end && (isBuilding || sent < REQUESTS)) await send(slowHead(random, SLOW_MS));
}

async function send(hostile: Hostile): Promise<void> {
	const before = await realpath(BUILD);
	const answer = await ask(hostile);
	const versions: Versions = [...new Set([before, await realpath(BUILD)])];
	const fault = await hostile.judge(answer, versions);
	if (fault) faults.push(`${hostile.kind}: ${fault}`);
	counts.set(hostile.kind, (counts.get(hostile.kind) ?? 0) + 1);
	if (++sent % WARM === 0) memory.push([sent, await megabytes(server)]);
}

/** One connection, which the server closes. */
async function ask({ bytes, pause = 0, isCutShort }: Hostile): Promise<Answer> {
	const begun = Date.now();
	const socket = connect(port, '127.0.0.1');
	const parts: Buffer[] = [];
	const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
	socket.on('error', () => {});
	socket.on('data', (part) => {
		parts.push(part);
		if (isCutShort) socket.destroy();
	});
	for (const part of bytes) {
		if (socket.destroyed) break;
		socket.write(part, 'latin1');
		if (pause) await Promise.race([setTimeout(pause), closed]);
	}
	await Promise.race([closed, setTimeout(60_000)]);
	socket.destroy();
	return { ...parse(Buffer.concat(parts)), took: Date.now() - begun };
}

/** The first answer of a connection; one that is shorter than it says is none. */
function parse(all: Buffer): Omit<Answer, 'took'> {
	const gap = all.indexOf('\r\n\r\n');
	const [first = '', ...lines] = all.subarray(0, Math.max(gap, 0)).toString('latin1').split('\r\n');
	const headers = new Map(
		lines.map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
		})
	);
	const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
	return { status, headers, body: all.subarray(gap + 4) };
}

async function megabytes({ pid }: ChildProcess): Promise<number> {
	const status = await readFile(join('/proc', String(pid), 'status'), 'utf8').catch(() => '');
	return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
}

async function report(): Promise<void> {
	const resting = await setTimeout(2000).then(() => megabytes(server));
	memory.push([sent, resting]);
	const isAlive = server.exitCode === null && server.signalCode === null;
	if (!isAlive) faults.push(`the server ended: ${log.slice(-2000)}`);
	server.kill('SIGTERM');
	if (isAlive) {
		const [code] = (await once(server, 'exit')) as [number | null];
		if (code !== 0) faults.push(`the server ended with ${code} when it was asked to`);
	}
	if (log) faults.push(`the server wrote: ${log.slice(0, 2000)}`);
	const base = memory.find(([at]) => at >= WARM)?.[1] ?? NaN;
	const most = Math.max(...memory.filter(([at]) => at >= WARM).map(([, size]) => size));
	if (!(most <= base * (1 + MEMORY))) faults.push(`memory went from ${base} to ${most} MB`);
	if (sent < REQUESTS) faults.push(`only ${sent} requests`);
	for (const [kind, count] of counts) console.log(`${String(count).padStart(7)}  ${kind}`);
	console.log(`memory, MB: ${memory.map(([at, size]) => `${size} after ${at}`).join(', ')}`);
	console.log(
		`memory: ${base} MB after ${WARM} requests, never more than ${most} MB (+20 % allowed)`
	);
	for (const fault of faults.slice(0, FAULTS_SHOWN)) console.log(`FAULT ${fault}`);
	console.log(`${sent} requests, ${BUILDS} builds, ${faults.length} faults`);
	process.exitCode = faults.length ? 1 : 0;
}
