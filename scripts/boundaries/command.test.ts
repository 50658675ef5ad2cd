/** The real command, on the made-up country. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLock } from '../common/lock.ts';
import { copyCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { writeSquares } from '../testing/imports.ts';
import { ACCEPTED } from '../testing/squares.ts';

/** Milliseconds for a command or a few on a machine with much else to do; one that is left running would spoil the next test. */
const PATIENCE = 240_000;
const SCRIPT = resolve(import.meta.dirname, '../import-boundaries.ts');
let country: Country;
let source: string;
beforeAll(async () => {
	country = await copyCountry();
	source = await writeSquares(country.data);
});
afterAll(() => country.remove());

/** @param interruptAt press Ctrl-C when the command says this */
function run(interruptAt?: string) {
	const child = spawn(
		process.execPath,
		[
			'--import',
			'tsx',
			SCRIPT,
			'--edition',
			'2025-07',
			'--source',
			source,
			'--data',
			country.data,
			'--accept',
			ACCEPTED.join()
		],
		{ cwd: resolve(import.meta.dirname, '../..') }
	);
	let [stdout, stderr, isInterrupted] = ['', '', false];
	child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
		if (!interruptAt || isInterrupted || !stderr.includes(interruptAt)) return;
		isInterrupted = true;
		child.kill('SIGINT');
	});
	return new Promise<{ status: number | null; stdout: string; stderr: string }>((done, fail) => {
		child.on('error', fail);
		child.on('close', (status) => done({ status, stdout, stderr }));
	});
}

async function state(): Promise<Record<string, string>> {
	const entries = await readdir(join(country.data, 'boundaries'), {
		recursive: true,
		withFileTypes: true
	});
	const files = entries.filter((entry) => entry.isFile());
	const texts = files.map(async ({ parentPath, name }) => {
		const path = join(parentPath, name);
		return [path, await readFile(path, 'utf8')] as const;
	});
	return Object.fromEntries(await Promise.all(texts));
}

it(
	'imports, and prints what matched, how large it is and how true',
	async () => {
		const { status, stdout } = await run();
		expect(status).toBe(0);
		expect(stdout).toContain('2025-07: 6 polygons, 6 matched, 0 of them by name');
		expect(stdout).toMatch(/Overview at \d+ m: \d+ kB after Brotli/);
		expect(stdout).toMatch(/Provinces at \d+ m: at most \d+ kB after Brotli \(\d\d\)/);
		expect(stdout).toMatch(/Of 200000 points on land.* (99\.9\d|100\.00) % in the provinces/);
		const report = Object.entries(await state()).find(([path]) => path.endsWith('report.json'))!;
		expect(JSON.parse(report[1])).toMatchObject({
			matched: 6,
			agreement: { points: 200_000 },
			detail: { interval: 8 }
		});
	},
	PATIENCE
);

it(
	'leaves what was imported before as it was when Ctrl-C ends it',
	async () => {
		const before = await state();
		await writeSquares(country.data, 0.05);
		// Once while mapshaper works in its thread, once while this process computes.
		for (const step of ['clean', 'compare']) {
			const { status, stdout } = await run(step);
			expect(status, step).not.toBe(0);
			expect(stdout, step).toBe('');
			const after = await state();
			// What it was writing may lie beside; what was in force is untouched.
			expect(after, step).toMatchObject(before);
		}
		expect((await run()).status).toBe(0);
		const paths = Object.keys(await state());
		expect(paths).toHaveLength(Object.keys(before).length);
		expect(paths.filter((path) => path.endsWith('.tmp') || before[path])).toEqual([
			join(country.data, 'boundaries/2025-07/report.json')
		]);
	},
	PATIENCE
);

it(
	'begins nothing while another command is at work on the edition',
	async () => {
		const before = await state();
		const folder = join(country.data, 'boundaries/2025-07');
		await withLock(folder, 'npm run boundaries', async () => {
			const { status, stderr } = await run();
			expect(status).toBe(1);
			expect(stderr).toContain(`npm run boundaries, process ${process.pid}, since`);
			const error = await dataErrorOf(() => publishCountry(country));
			expect(error.fault.found).toContain('npm run boundaries');
		});
		expect(await state()).toEqual(before);
	},
	PATIENCE
);
