/** Paths that can't be read or written end in a sentence, and nothing of an office is overwritten. */
import { spawnSync } from 'node:child_process';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyCountry, type Country } from '../testing/country.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TEXT = 'month,code,network,samples\n2024-11,00001,mobile,5\n2024-11,99999,mobile,5\n';

let country: Country;
let file: string;
beforeEach(async () => {
	country = await copyCountry();
	file = join(country.data, 'a.csv');
	await writeFile(file, TEXT);
});
afterEach(() => country.remove());

/** One line, unless it is about rows. */
function refused(...more: string[]): string {
	const args = ['--import', 'tsx', 'scripts/samples.ts', 'add', file, '--data', country.data];
	const { status, stderr } = spawnSync(process.execPath, [...args, '--lang', 'vi', ...more], {
		cwd: ROOT,
		encoding: 'utf8'
	});
	expect(status).toBe(1);
	const said = stderr.split('\n').filter((line) => line && !/^ *[\d.]+ s /.test(line));
	expect(said).toHaveLength(1);
	return said[0]!;
}

it('files where folders are needed', async () => {
	await rm(join(country.data, 'cache'), { recursive: true, force: true });
	await writeFile(join(country.data, 'cache'), '');
	expect(refused()).toMatch(/cache: một tệp đứng ở chỗ cần thư mục/);
	await rm(join(country.data, 'samples'), { recursive: true });
	await writeFile(join(country.data, 'samples'), '');
	expect(refused()).toMatch(/samples: một tệp đứng ở chỗ cần thư mục/);
});

it('--rejects writes over no file that is read, and into folders that are there', async () => {
	const link = join(country.data, 'link.xlsx');
	await symlink(file, link);
	for (const [path, found] of [
		[file, 'một trong các tệp đưa vào'],
		[link, 'một trong các tệp đưa vào'],
		[country.data, 'một thư mục'],
		[join(country.data, 'none/a.xlsx'), 'thư mục không có']
	] as const)
		expect(refused('--rejects', path)).toContain(`thấy "${found}"`);
	expect(await readFile(file, 'utf8')).toBe(TEXT);
});

function samples(...args: string[]): { status: number | null; said: string } {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['--import', 'tsx', 'scripts/samples.ts', ...args, '--lang', 'en'],
		{ cwd: ROOT, encoding: 'utf8' }
	);
	return { status, said: stdout + stderr };
}

it('a folder that is not there has no months, and that is a fault', () => {
	for (const nowhere of ['/proc/x', join(country.data, 'none')]) {
		const { status, said } = samples('list', '--data', nowhere);
		expect([status, said]).toEqual([
			1,
			`${nowhere}: unreachable: found "no such folder", expected the project's folder of data. Look at --data\n`
		]);
	}
	expect(samples('list', '--data', country.data).status).toBe(0);
});

it('names of files that would steer a terminal are written as their codes', async () => {
	const name = '\u001b[2J\u202evsc.csv';
	const steering = join(country.data, name);
	await writeFile(steering, 'month,code,network,samples\n2024-11,00001,mobile,5\n');
	const own = ['--data', country.data];
	const all = [
		samples('add', steering, ...own),
		samples('history', ...own),
		samples('list', ...own),
		samples('show', '2024-11', ...own),
		samples('add', `${steering}.none`, ...own)
	];
	expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0, 1]);
	for (const { said } of all) {
		expect(said).toContain('[2J\\u202evsc.csv');
		expect(['\u001b', '\u202e'].filter((of) => said.includes(of))).toEqual([]);
	}
});
