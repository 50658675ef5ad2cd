/** The store survives what happens to it. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyCountry, type Country } from '../../testing/country.ts';
import { dataErrorOf } from '../../testing/errors.ts';
import { addFiles, storeText } from '../../testing/office.ts';
import { readStoredMonths } from './apply.ts';
import { readStore } from './store.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

let country: Country;
beforeEach(async () => {
	country = await copyCountry();
});
afterEach(() => country.remove());

/** The command in a process of its own; `killAfter` ends it with SIGKILL so many ms after it says that it writes. */
function run(
	args: readonly string[],
	killAfter?: number
): Promise<{ status: number | null; text: string }> {
	const all = ['--import', 'tsx', 'scripts/samples.ts', ...args, '--data', country.data];
	const child = spawn(process.execPath, all, { cwd: ROOT });
	let text = '';
	const listen = (chunk: Buffer) => {
		const before = text.includes('4/4 write');
		text += chunk.toString();
		if (killAfter !== undefined && !before && text.includes('4/4 write'))
			setTimeout(() => child.kill('SIGKILL'), killAfter);
	};
	child.stdout.on('data', listen);
	child.stderr.on('data', listen);
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
	}, 60_000);

	it('ends with 1 and one line for bad input, with the usage for bad arguments', async () => {
		const bad = await run(['add', await office('a.csv', 'x\n')]);
		expect(bad.status).toBe(1);
		expect(bad.text).toContain('a.csv, row 1: header: found "x"');
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
	}, 60_000);

	it('killed while it writes, it leaves the old state or the new one, whole', async () => {
		await run(['add', await office('a.csv', table(1))]);
		const samplesOf = async () =>
			(await readStoredMonths(country.data)).months.map(({ rows }) =>
				rows.map(({ samples }) => samples)
			);
		for (const [at, killAfter] of [0, 1, 3, 6, 12, 25].entries()) {
			const before = await samplesOf();
			await run(['replace', '2024-11', await office('b.csv', table(10 + at))], killAfter);
			expect([before, [[10 + at], [10 + at]]]).toContainEqual(await samplesOf());
		}
		expect(await run(['replace', '2024-11', await office('c.csv', table(99))])).toMatchObject({
			status: 0
		});
		expect(await samplesOf()).toEqual([[99], [99]]);
		const left = await readdir(join(country.data, 'samples'), { recursive: true });
		expect(left.filter((name) => /\.tmp$|\.next$/.test(name))).toEqual([]);
		expect(left.filter((name) => name.endsWith('.parquet'))).toHaveLength(2);
	}, 120_000);
});

describe('a damaged store', () => {
	const good = 'month,code,network,samples\n2024-11,00001,mobile,5\n';

	it('is told from a whole one', async () => {
		await addFiles(country.data, { 'a.csv': good });
		const folder = join(country.data, 'samples');
		const { table } = (await readStore(folder)).months[0]!;
		await writeFile(join(folder, table.url), 'PAR1');
		expect((await dataErrorOf(() => readStoredMonths(country.data))).message).toMatch(
			/another content than the index names.*samples -- remove/
		);
		await rm(join(folder, table.url));
		expect((await dataErrorOf(() => readStoredMonths(country.data))).message).toContain(
			'found "no file"'
		);
		await writeFile(join(folder, 'store.json'), '{"version": 2, "months": []}');
		expect((await dataErrorOf(() => readStore(folder))).code).toBe('version');
		await writeFile(join(folder, 'store.json'), '{"version"');
		expect((await dataErrorOf(() => readStore(folder))).code).toBe('malformed');
		expect(await storeText(country.data)).toBe('{"version"');
	});
});
