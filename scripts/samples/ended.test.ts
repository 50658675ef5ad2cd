/**
 * Told to end, `npm run samples` ends at once whatever it is doing: no handler of its own is asked, which a process at
 * work would hear late. The store stays as it was, and no lock and no measurement is left.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { addFiles, storeText } from '../testing/office.ts';
import { workbook } from '../testing/workbook.ts';
import { literal, openDuck } from './duck.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NODE = ['--import', 'tsx'];
/** As `npm run` starts it. */
const TSX = [join(ROOT, 'node_modules/tsx/dist/cli.mjs')];
/** A shell stands between npm and that, and hands no signals on. */
const NPM = ['npm', 'run', '-s', 'samples', '--'];
const HEADER = ['time', 'longitude', 'latitude', 'network', 'download', 'upload', 'latency'];
const ROWS = { csv: 400_000, parquet: 2_000_000, xlsx: 60_000 };

let country: Country;
let office: string;
beforeEach(async () => {
	country = await copyDrawnCountry();
	office = join(country.data, '../office');
	await mkdir(office);
});
afterEach(() => country.remove());

function measurement(at: number): (string | number)[] {
	const time = new Date(Date.UTC(2024, 10, 1) + at * 1000).toISOString().slice(0, 19);
	return [time.replace('T', ' '), 105.84966, 21.04652, 'mobile', 1 + (at % 977), 9, 30];
}

const FILES = {
	async csv() {
		const rows = Array.from({ length: ROWS.csv }, (_, at) => measurement(at).join(','));
		await writeFile(join(office, 'large.csv'), [HEADER, ...rows].join('\n'));
		return 'large.csv';
	},
	async parquet() {
		const duck = await openDuck(join(country.data, 'cache'));
		const path = literal(join(office, 'large.parquet'));
		await duck.connection.run(
			`COPY (SELECT TIMESTAMP '2024-11-01' + to_seconds(id) AS time, 105.84966 AS longitude, 21.04652 AS latitude,
			'mobile' AS network, 1 + id % 977 AS download, 9 AS upload, 30 AS latency FROM range(${ROWS.parquet}) AS rows(id))
			TO ${path} (FORMAT parquet)`
		);
		await duck.close();
		return 'large.parquet';
	},
	async xlsx() {
		const rows = Array.from({ length: ROWS.xlsx }, (_, at) => measurement(at));
		await writeFile(join(office, 'large.xlsx'), workbook({ a: [HEADER, ...rows] }));
		return 'large.xlsx';
	}
};

/** Begin to add a file and go on some time after the command has said something. */
async function begin(node: readonly string[], file: string, said: string, then: number) {
	const args = ['add', join(office, file), '--lang', 'en', '--data', country.data];
	const [command, ...before] =
		node === NPM ? NPM : [process.execPath, ...node, 'scripts/samples.ts'];
	const child = spawn(command!, [...before, ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let text = '';
	await new Promise<void>((done) => {
		if (said === '') done();
		child.stderr.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			if (text.includes(said)) done();
		});
		child.on('close', () => done());
	});
	await setTimeout(then);
	return child;
}

const WAYS = [
	['reads CSV', 'csv', '3/4 read', 300],
	['reads Parquet', 'parquet', '3/4 read', 300],
	['unpacks a workbook', 'xlsx', '2/4 recognise', 200],
	['reads the rows of a workbook', 'xlsx', '3/4 read', 300],
	['writes the store', 'csv', '4/4 write', 0]
] as const;

it.each([
	...WAYS.map((way) => ['SIGTERM', ...way, NODE] as const),
	['SIGINT', ...WAYS[2], NODE] as const,
	['SIGHUP', ...WAYS[2], NODE] as const,
	['SIGTERM', ...WAYS[2], TSX] as const,
	['SIGTERM', ...WAYS[2], NPM] as const
])(
	'%s while it %s',
	async (signal, _what, kind, said, then, node) => {
		await addFiles(country.data, {
			'a.csv': 'month,code,network,samples\n2025-07,00004,mobile,7\n'
		});
		const before = await storeText(country.data);
		const child = await begin(node, await FILES[kind](), said, then);
		expect([child.exitCode, child.signalCode], 'it is at work').toEqual([null, null]);
		// The error stream is closed when all is put away.
		const isOver = once(child, 'close');
		const start = performance.now();
		child.kill(signal);
		await once(child, 'exit');
		const took = performance.now() - start;
		await isOver;
		console.log(`${signal}: ended in ${took.toFixed(0)} ms`);
		if (node === NODE) expect(child.signalCode).toBe(signal);
		else if (node === TSX) expect(child.exitCode).toBe(143);
		expect(await storeText(country.data)).toBe(before);
		const samples = join(country.data, 'samples');
		expect((await readdir(samples)).filter((name) => name.startsWith('.'))).toEqual([]);
		const cache = await readdir(join(country.data, 'cache'));
		expect(cache.filter((name) => name.startsWith('samples-'))).toEqual([]);
		// The next command puts away what was written of the store.
		await addFiles(country.data, {
			'b.csv': 'month,code,network,samples\n2025-08,00004,mobile,7\n'
		});
		const names = await readdir(samples, { recursive: true });
		expect(names.filter((name) => name.includes('2024-11') || name.endsWith('.tmp'))).toEqual([]);
	},
	60_000
);

it('ends while it waits for a lock that is being taken over', async () => {
	const folder = join(country.data, 'samples');
	await writeFile(join(folder, '.lock'), 'left by a process that is gone');
	const mark = join(folder, '.lock-takeover');
	await writeFile(mark, '');
	const later = new Date(Date.now() + 3_600_000);
	await utimes(mark, later, later);
	await writeFile(join(office, 'a.csv'), 'month,code,network,samples\n2025-07,00004,mobile,7\n');
	const child = await begin(NODE, 'a.csv', '', 0);
	while (!(await readdir(folder)).some((name) => /^\.lock\..*\.tmp$/.test(name)))
		await setTimeout(20);
	const isOver = once(child, 'close');
	child.kill('SIGTERM');
	await isOver;
	expect(child.signalCode).toBe('SIGTERM');
	await rm(mark);
	await addFiles(country.data, { 'b.csv': 'month,code,network,samples\n2025-08,00004,mobile,7\n' });
	expect(existsSync(join(folder, '.lock'))).toBe(false);
});
