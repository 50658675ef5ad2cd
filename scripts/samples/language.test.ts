/** The command as a person starts it, in either language. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withLock } from '../common/lock.ts';
import { copyCountry, type Country } from '../testing/country.ts';

let country: Country;
beforeAll(async () => {
	country = await copyCountry();
});
afterAll(() => country.remove());

function run(...args: string[]) {
	const script = resolve(import.meta.dirname, '../samples.ts');
	return spawnSync(process.execPath, ['--import', 'tsx', script, ...args, '--data', country.data], {
		cwd: resolve(import.meta.dirname, '../..'),
		encoding: 'utf8'
	});
}

it.each([
	['vi', 'nhận dạng', '1 dòng đã đọc'],
	['en', 'recognise', '1 rows read']
])('names its steps, and what became of the rows, in %s', async (lang, step, told) => {
	const file = join(country.data, `${lang}.csv`);
	await writeFile(file, 'month,code,network,samples\n2024-11,00001,mobile,412\n');
	const { status, stdout, stderr } = run('add', file, '--dry-run', '--lang', lang);
	expect([status, stderr]).toEqual([0, expect.stringContaining(step)]);
	expect(stdout).toContain(told);
});

it('tells a program of a file that is not there', () => {
	const { status, stdout } = run('add', join(country.data, 'none.csv'), '--json');
	expect(status).toBe(1);
	expect(JSON.parse(stdout)).toMatchObject({ status: 'refused', accepted: 0 });
});

/** Words of English that stand in no Vietnamese text; paths and commands are no words. */
const ENGLISH =
	/(?<![\p{L}./-])(?:found|expected|done|removed|rows?|with|people|none|wait|process|since|now run|inhabited|samples|from|tables?|columns?|one of|months|file|no other|another|whole)(?![\p{L}./-])/iu;
const plain = (text: string) => text.replaceAll(/npm run [\w -]+|\S*\/\S+|"[^"]*"/g, '');

it('says all of it in Vietnamese', async () => {
	const said: string[] = [];
	const say = (...args: string[]) => {
		const { status, stdout, stderr } = run(...args, '--lang', 'vi');
		said.push(stdout, stderr);
		return status;
	};
	const file = join(country.data, 'thang-11.csv');
	await writeFile(
		file,
		'month,code,network,samples,download_mbps,statistic\n2024-11,00001,mobile,412,68.2371,median\n'
	);
	expect(say('add', file)).toBe(0);
	expect(said.join()).toContain('xong');
	expect(say('show', '2024-11')).toBe(0);
	// As it is published.
	expect(said.join()).toContain('68.2 Mbit/s');
	expect(said.join()).not.toContain('68.2371 Mbit/s');
	await withLock(join(country.data, 'samples'), 'npm run data', () =>
		Promise.resolve(expect(say('remove', '2024-11')).toBe(1))
	);
	expect(say('remove', '2024-11')).toBe(0);
	expect(said.join()).toContain('đã bỏ: 2024-11');
	expect(say('remove', '2024-11')).toBe(1);
	expect(say('add', join(country.data, 'khong-co-*.csv'))).toBe(1);
	const grid = join(country.data, 'dan-so.csv');
	await writeFile(grid, 'a,b\n1,2\n');
	expect(say('population', grid)).toBe(1);
	await writeFile(grid, 'longitude,latitude,population\n0,0,5\n');
	expect(say('population', grid)).toBe(1);
	for (const line of said.map(plain).join('\n').split('\n')) expect(line).not.toMatch(ENGLISH);
}, 240_000);
