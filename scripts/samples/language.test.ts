/** The command as a person starts it, in either language. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

it('obeys the options of remove, and refuses those that a command does not use', async () => {
	const file = join(country.data, 'ba-mang.csv');
	const rows = ['2024-12,00001,mobile,412', '2024-12,00001,fixed,57', '2024-12,00001,5g,12'];
	await writeFile(file, ['month,code,network,samples', ...rows].join('\n'));
	const en = ['--lang', 'en'];
	expect(run('add', file, ...en).status).toBe(0);
	const stored = () => {
		const text = readFileSync(join(country.data, 'samples/store.json'), 'utf8');
		const { versions, parts } = JSON.parse(text) as {
			versions: { parts: number[] }[];
			parts: { id: number; month: string; network: string }[];
		};
		const inForce = parts.filter(({ id }) => versions.at(-1)!.parts.includes(id));
		return inForce.flatMap(({ month, network }) => (month === '2024-12' ? [network] : [])).sort();
	};
	const dry = run('remove', '2024-12', '--dry-run', ...en);
	expect([dry.status, stored()]).toEqual([0, ['5g', 'fixed', 'mobile']]);
	expect(dry.stdout).toContain('would be removed: 2024-12 mobile: 412 samples');
	expect(dry.stdout).toContain('nothing was removed');
	for (const [text, ...args] of [
		["list doesn't use --month", 'list', '--month', '2024-12'],
		["show doesn't use --json", 'show', '2024-12', '--json'],
		["remove doesn't use --accept-partial", 'remove', '2024-12', '--accept-partial'],
		["population doesn't use --dry-run", 'population', file, '--dry-run'],
		['--network 4g: one of', 'remove', '2024-12', '--network', '4g'],
		['--by has control characters', 'remove', '2024-12', '--by', '\u001b[31mAn'],
		['--by has control characters', 'add', file, '--by', 'An\nBình'],
		['--by has 101 characters', 'remove', '2024-12', '--by', 'Ă'.repeat(101)],
		['--lang fr: vi or en', 'remove', '2024-12', '--lang', 'fr'],
		['found "2024-11"', 'remove', '2024-11', '--network', 'mobile']
	] as const) {
		const { status, stderr } = run(...args, ...(args.includes('fr' as never) ? [] : en));
		expect([status, stderr]).toEqual([1, expect.stringContaining(text)]);
		// A sentence, and not the whole usage.
		expect(stderr.trim().split('\n')).toHaveLength(1);
	}
	const alone = run('remove', '2024-12', '--network', 'fixed', ...en);
	expect([alone.status, stored()]).toEqual([0, ['5g', 'mobile']]);
	expect(alone.stdout).toContain('give it again with npm run samples -- replace 2024-12');
	const absent = run('remove', '2024-12', '--network', 'fixed', ...en);
	expect([absent.status, absent.stderr, stored()]).toEqual([
		1,
		expect.stringContaining('found "2024-12 fixed"'),
		['5g', 'mobile']
	]);
	const whole = run('remove', '2024-12', '--network', 'mobile', ...en);
	expect(whole.stdout).toContain('2024-12 5g stays without mobile, of which it is a part');
	expect(stored()).toEqual(['5g']);
	expect(run('remove', '2024-12', '--network', '5G', ...en).status).toBe(0);
	expect(stored()).toEqual([]);
}, 480_000);

it('says that units stay, what the own row of a province counts, and that a file is of another month', async () => {
	const file = join(country.data, 'tinh.csv');
	const rows = ['2025-03,00001,mobile,200', '2025-03,00004,mobile,10', '2025-03,01,mobile,5000'];
	await writeFile(file, ['month,code,network,samples', ...rows].join('\n'));
	const en = ['--lang', 'en'];
	expect(run('add', file, ...en).stdout).toContain('the own row of 01 says 5000');
	expect(run('replace', '2025-03', file, ...en).stdout).toContain('0 change, 3 stay');
	const other = run('replace', '2025-02', file, ...en);
	expect(other.status).toBe(1);
	expect(other.stdout).toContain('expected rows of 2025-02, the month asked for');
}, 240_000);

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
