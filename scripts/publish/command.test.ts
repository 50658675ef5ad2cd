/** The whole way through the real command, on the made-up country. */
import { isDeepStrictEqual } from 'node:util';
import { spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest, Summary } from '../../src/lib/data/schema.ts';
import { checkPublished } from './check.ts';
import { copyCountry, type Country } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';

const SCRIPT = resolve(import.meta.dirname, '../data.ts');

interface Run {
	status: number | null;
	stdout: string;
	stderr: string;
}

let country: Country;
beforeAll(async () => {
	country = await copyCountry();
});
afterAll(() => country.remove());

/** @param killAt end the process with SIGKILL so many ms after it has said this */
function run(killAt?: { text: string; delay: number }, ...args: string[]): Promise<Run> {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', SCRIPT, '--data', country.data, '--out', country.out, ...args],
		{ cwd: resolve(import.meta.dirname, '../..') }
	);
	const result: Run = { status: null, stdout: '', stderr: '' };
	child.stdout.on('data', (chunk: Buffer) => (result.stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => {
		const isKnown = killAt && result.stderr.includes(killAt.text);
		result.stderr += chunk.toString();
		if (killAt && !isKnown && result.stderr.includes(killAt.text))
			setTimeout(() => child.kill('SIGKILL'), killAt.delay);
	});
	return new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', (status) => done({ ...result, status }));
	});
}

async function putSamples(...rows: string[]): Promise<void> {
	const text = ['month,code,network,samples', ...rows, ''].join('\n');
	await addFiles(country.data, { 'tháng-11.csv': text }, { replace: '2024-11' });
}

async function published(): Promise<{ manifest: Manifest; summary: Summary; files: string[] }> {
	const read = async (name: string) => readFile(join(country.out, name), 'utf8');
	return {
		manifest: JSON.parse(await read('manifest.json')) as Manifest,
		summary: JSON.parse(await read('summary.json')) as Summary,
		files: (await readdir(country.out, { recursive: true })).sort()
	};
}

it('tells of a preset of no edition, and publishes nothing', async () => {
	const file = join(country.data, 'presets.csv');
	const text = await readFile(file, 'utf8');
	await writeFile(file, text.replace(/,20\d\d-\d\d,/, ',2031-01,'));
	const { status, stderr } = await run();
	await writeFile(file, text);
	expect([status, stderr]).toEqual([
		1,
		expect.stringMatching(/presets\.csv.*"edition".*found "2031-01"/)
	]);
	await expect(readdir(country.out)).rejects.toThrow('ENOENT');
});

describe('npm run data', () => {
	it('publishes, then finds nothing to do', async () => {
		const first = await run();
		expect(first.stderr).toContain('check');
		expect(first).toMatchObject({ status: 0 });
		expect(first.stdout).toContain('no real month is in, so all months are simulated');
		expect(first.stdout).toContain('Published 28 months');
		const { summary, manifest } = await published();
		expect(Object.keys(summary.months)).toHaveLength(28);
		expect(manifest.editions.map(({ id }) => id)).toEqual(['2022-10', '2025-07']);
		const second = await run();
		expect(second).toMatchObject({ status: 0 });
		expect(second.stdout).toContain('up to date');
	});

	it('refuses a table that was put into the folder by hand, and publishes nothing', async () => {
		const before = await published();
		const path = join(country.data, 'samples/tháng-11.csv');
		await writeFile(path, 'month,code,network,samples\n2024-11,00001,mobile,300\n');
		const { status, stderr } = await run();
		await rm(path);
		expect(status).toBe(1);
		expect(stderr).toContain(
			'samples/tháng-11.csv: promise: found "a table that was put here by hand"'
		);
		expect(stderr).toContain('npm run samples -- add');
		expect(stderr).not.toContain('    at ');
		expect(await published()).toEqual(before);
	});

	it('publishes real months alone, and says nothing of simulated ones', async () => {
		await putSamples('2024-11,00001,mobile,300', '2024-11,005,mobile,20');
		const { status, stdout } = await run();
		expect(status).toBe(0);
		expect(stdout).toContain('2024-11 mobile: imported from tháng-11.csv');
		expect(stdout).toContain('commune: 1 rows, 1 matched, 9 units without data');
		const { summary, manifest, files } = await published();
		expect(Object.keys(summary.months)).toEqual(['2024-11']);
		expect(Object.keys(summary.months['2024-11']!.networks)).toEqual(['mobile']);
		for (const name of files.filter((file) => file.endsWith('.json')))
			expect([name, await readFile(join(country.out, name), 'utf8')]).not.toEqual([
				name,
				expect.stringMatching(/simulat/i)
			]);
		expect(summary.months['2024-11']!.networks.mobile).toMatchObject({
			provenance: 'imported',
			total: 320,
			// Of the province that sent; the two others have sent nothing, which is neither reached nor missed.
			sent: { provinces: 1, of: 3 },
			province: { reached: 1, unitsWithoutData: 0 },
			commune: { reached: 1, unitsWithoutData: 4 }
		});
		const month = manifest.months.find((entry) => entry.month === '2024-11')!;
		expect(month.networks.mobile!.join.commune).toMatchObject({ rows: 1, matched: 1 });
		await checkPublished(country.out);
	});

	it('--demo publishes simulated months alone, and says what it leaves out', async () => {
		const { status, stdout } = await run(undefined, '--demo');
		expect(status).toBe(0);
		expect(stdout).toContain('one real month and network is left out');
		const { summary } = await published();
		expect(Object.keys(summary.months)).toHaveLength(28);
		const networks = Object.values(summary.months).flatMap((of) => Object.values(of.networks));
		expect(new Set(networks.map(({ provenance }) => provenance))).toEqual(new Set(['simulated']));
		expect((await run(undefined, '--demo')).stdout).toContain('up to date');
		expect((await run()).stdout).toContain('2024-11 mobile: imported');
		expect(Object.keys((await published()).summary.months)).toEqual(['2024-11']);
	});

	it('leaves a whole state when it is killed', async () => {
		let before = await published();
		let killed = 0;
		for (const [count, killAt] of [
			[1, { text: 'write', delay: 5 }],
			[2, { text: 'write', delay: 60 }],
			[3, { text: 'check', delay: 0 }],
			[4, { text: 'check', delay: 60 }]
		] as const) {
			await putSamples(`2024-11,00001,mobile,${count}`);
			const { status } = await run(killAt);
			const now = await published();
			expect([null, 0]).toContain(status);
			if (status === null) killed++;
			// The old state or the new one, whole: on a quick machine the signal may come after the switch.
			const isOld = isDeepStrictEqual(now.manifest, before.manifest);
			if (count === 1) expect([status, isOld]).toEqual([null, true]);
			if (!isOld) {
				expect(now.summary.months['2024-11']!.networks.mobile!.total).toBe(20 + count);
				before = now;
			}
			await checkPublished(country.out);
		}
		expect(killed).toBeGreaterThan(1);
		await putSamples('2024-11,00001,mobile,5');
		expect((await run()).status).toBe(0);
		const { files, summary } = await published();
		// The district's 20 stand: replace touches only the units of the file.
		expect(summary.months['2024-11']!.networks.mobile!.total).toBe(25);
		expect(files.filter((name) => /\.(tmp|next)$/.test(name))).toEqual([]);
	}, 180_000);
});
