/** The store survives what happens to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, storeText } from '../testing/office.ts';
import { readStoredMonths } from './apply.ts';
import { removeMonth } from './remove.ts';
import { readStore } from './store.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

/** The command in a process of its own. */
function run(args: readonly string[]): Promise<{ status: number | null; text: string }> {
	const all = ['--import', 'tsx', 'scripts/samples.ts', ...args, '--data', country.data];
	const child = spawn(process.execPath, all, { cwd: ROOT });
	let text = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
	return new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', (status) => done({ status, text }));
	});
}

describe('npm run samples', () => {
	const table = (samples: number) =>
		`month,code,network,samples\n2024-11,00001,mobile,${samples}\n2024-11,00001,fixed,${samples}\n`;

	async function office(name: string, text: string): Promise<string> {
		await mkdir(join(country.data, '../office'), { recursive: true });
		const path = join(country.data, '../office', name);
		await writeFile(path, text);
		return path;
	}

	it('adds, lists, shows and removes', async () => {
		const added = await run(['add', await office('a.csv', table(5))]);
		expect(added).toMatchObject({ status: 0 });
		expect(added.text).toContain('a.csv: a monthly table\n  "month" = month, "code" = code');
		expect(added.text).toContain('2 rows read = 2 accepted + 0 rejected');
		expect((await run(['list'])).text).toBe(
			'2024-11 fixed: 5 samples from tables (a.csv)\n2024-11 mobile: 5 samples from tables (a.csv)\n'
		);
		expect((await run(['show', '2024-11'])).text).toContain('2 rows read = 2 accepted');
		expect((await run(['remove', '2024-11'])).text).toContain('removed: 2024-11 fixed');
		expect((await run(['list'])).text).toBe('No month is in.\n');
	});

	it('speaks Vietnamese when asked, and shows the figures of each unit', async () => {
		const added = await run(['add', await office('a.csv', table(5)), '--lang', 'vi']);
		expect(added.status).toBe(0);
		expect(added.text).toContain('2 dòng đã đọc = 2 nhận + 0 từ chối');
		const shown = await run(['show', '2024-11', '--lang', 'vi']);
		expect(shown.text).toMatch(/\n {2}00001 .*; 5 mẫu\n/);
		const bad = await run(['add', await office('b.csv', 'a,b\n1\r,2\n'), '--json', '--lang', 'vi']);
		expect(bad.status).toBe(1);
		expect(JSON.parse(bad.text)).toMatchObject({
			status: 'refused',
			notes: [expect.stringContaining('ký tự CR giữa dòng')]
		});
	});

	it('ends with 1 and one line for bad input, with the usage for bad arguments', async () => {
		const bad = await run(['add', await office('a.csv', 'x\n')]);
		expect(bad.status).toBe(1);
		expect(bad.text).toContain('a.csv, row 1: found "x"');
		expect(bad.text).not.toContain('    at ');
		for (const args of [
			[],
			['add'],
			['drop', 'x'],
			['add', 'x', '--month', '9/2026'],
			['list', '--what']
		]) {
			const { status, text } = await run(args);
			expect([status, text.includes('Usage: npm run samples')]).toEqual([1, true]);
		}
	});
});

describe('a long command', () => {
	/** Measurements whose reading takes some seconds. */
	async function large(): Promise<string> {
		await mkdir(join(country.data, '../office'), { recursive: true });
		const path = join(country.data, '../office/large.csv');
		const lines = Array.from(
			{ length: 400_000 },
			(_, at) => `2024-11-01 10:00:00,105.84966,21.04652,mobile,${1 + (at % 977)},9,30`
		);
		await writeFile(path, ['time,lon,lat,network,download,upload,latency', ...lines].join('\n'));
		return path;
	}

	/** Start to add a file, and go on when it is being read. */
	async function addLarge(): Promise<{ child: ChildProcess; end: Promise<number | null> }> {
		const args = ['--import', 'tsx', 'scripts/samples.ts', 'add', await large()];
		const child = spawn(process.execPath, [...args, '--data', country.data], { cwd: ROOT });
		const end = once(child, 'close').then(([status]) => status as number | null);
		let text = '';
		await new Promise<void>((done) =>
			child.stderr.on('data', (chunk: Buffer) => {
				text += chunk.toString();
				if (text.includes('3/4 read')) done();
			})
		);
		return { child, end };
	}

	it('keeps others out, who are told which it is', async () => {
		const { child, end } = await addLarge();
		const samples = join(country.data, 'samples');
		for (const work of [
			() => removeMonth(samples, '2024-11'),
			() => addFiles(country.data, { 'a.csv': 'x' }),
			() => publishCountry(country)
		]) {
			const { fault } = await dataErrorOf(work);
			expect(fault.found).toMatch(`npm run samples -- add, process ${child.pid}, since 20`);
			expect(fault.remedy).toBe('Wait until it has ended');
		}
		expect(await end).toBe(0);
		expect((await readStore(samples)).months).toHaveLength(1);
	});
});

describe('a damaged store', () => {
	const good = 'month,code,network,samples\n2024-11,00001,mobile,5\n';

	it('is told from a whole one', async () => {
		await addFiles(country.data, { 'a.csv': good });
		const folder = join(country.data, 'samples');
		const { table } = (await readStore(folder)).months[0]!.parts[0]!;
		await writeFile(join(folder, table.url), 'PAR1');
		expect((await dataErrorOf(() => readStoredMonths(country.data))).message).toMatch(
			/another content than the index names.*samples -- remove/
		);
		await rm(join(folder, table.url));
		expect((await dataErrorOf(() => readStoredMonths(country.data))).message).toContain(
			'found "no file"'
		);
		await writeFile(join(folder, 'store.json'), '{"version": 3, "versions": []}');
		expect((await dataErrorOf(() => readStore(folder))).code).toBe('version');
		await writeFile(join(folder, 'store.json'), '{"version"');
		expect((await dataErrorOf(() => readStore(folder))).code).toBe('malformed');
		expect(await storeText(country.data)).toBe('{"version"');
	});
});
