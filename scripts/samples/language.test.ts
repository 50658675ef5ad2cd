/** The command as a person starts it, in either language. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
