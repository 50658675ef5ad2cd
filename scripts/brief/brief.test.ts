/** `npm run brief` on the made-up country: many files, made once, whole or not at all. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_OPTIONS } from '../../src/lib/exports/briefing.ts';
import { makeBriefs, type BriefWish } from './briefs.ts';
import { copyCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';

// Each run starts processes of its own, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let country: Country;
let out: string;
beforeAll(async () => {
	country = await copyCountry();
	await publishCountry(country);
	out = join(country.data, '..', 'briefs');
});
afterEach(() => rm(out, { recursive: true, force: true }));
afterAll(() => country.remove());

function wish(part: Partial<BriefWish> = {}): BriefWish {
	return {
		data: country.out,
		out,
		month: '2024-11',
		network: 'mobile',
		unit: 'all',
		level: 'commune',
		measure: 'samples',
		locale: 'vi',
		formats: ['csv', 'topojson'],
		options: { ...DEFAULT_OPTIONS, scale: 1 },
		workers: 1,
		progress: false,
		...part
	};
}

const filesIn = async () => (await readdir(out)).filter((name) => !name.startsWith('.')).sort();

describe('npm run brief', () => {
	it('makes the files of every province once, and goes on where it was stopped', async () => {
		const first = await makeBriefs(wish());
		const files = await filesIn();
		expect(first.failed).toEqual([]);
		expect(files.length).toBe(first.made);
		expect(files.filter((name) => name.endsWith('.csv')).length * 2).toBe(files.length);
		await rm(join(out, files[0]!));
		await writeFile(join(out, files[1]!), '');
		expect(await makeBriefs(wish())).toEqual({ made: 2, kept: files.length - 2, failed: [] });
		expect((await readFile(join(out, files[1]!))).length).toBeGreaterThan(100);
		expect(await filesIn()).toEqual(files);
		// Of other figures all are made again.
		const other = await makeBriefs(wish({ measure: 'download', formats: ['csv'] }));
		expect(other).toEqual({ made: files.length / 2, kept: 0, failed: [] });
	});

	it('makes files of another program again, though data and wishes are the same', async () => {
		const one = wish({ unit: 'country', formats: ['csv'] });
		expect(await makeBriefs(one)).toEqual({ made: 1, kept: 0, failed: [] });
		expect(await makeBriefs(one)).toEqual({ made: 0, kept: 1, failed: [] });
		// As programs wrote it that did not name themselves.
		const manifest = await readFile(join(one.data, 'manifest.json'));
		const key = createHash('sha256')
			.update(manifest)
			.update(JSON.stringify([one.level, one.measure, one.options]))
			.digest('hex')
			.slice(0, 16);
		await writeFile(join(out, '.briefs.json'), JSON.stringify({ [(await filesIn())[0]!]: key }));
		expect(await makeBriefs(one)).toEqual({ made: 1, kept: 0, failed: [] });
	});

	it('leaves no part of a file that could not be written, and makes the others', async () => {
		const taken = 'i-speed-2024-11-mobile-commune.csv';
		await mkdir(join(out, taken, 'full'), { recursive: true });
		const result = await makeBriefs(wish({ unit: 'country' }));
		expect(result.made).toBe(1);
		expect(result.failed).toEqual([expect.stringContaining(taken)]);
		expect((await readdir(out)).filter((name) => name.includes('.tmp'))).toEqual([]);
	});

	it.each([
		[
			'a month that is not published',
			{ month: '2031-01' },
			'month',
			/2031-01.*expected a month from/
		],
		[
			'a unit of another edition',
			{ unit: '99' },
			'unknown-code',
			/99.*list 2022-10, which is in force in 2024-11/
		],
		[
			'a unit without others inside',
			{ unit: '00001' },
			'unknown-code',
			/a unit that has others inside/
		]
	] as const)('tells of %s', async (_, part, code, text) => {
		const error = await dataErrorOf(() => makeBriefs(wish(part)));
		expect(error.code).toBe(code);
		expect(error.message).toMatch(text);
	});

	it('tells of a folder that cannot be written, before anything is made', async () => {
		const file = join(country.data, 'a-file');
		await writeFile(file, '');
		const error = await dataErrorOf(() => makeBriefs(wish({ out: join(file, 'briefs') })));
		expect(error.message).toMatch(/found "ENOTDIR", expected a folder to write to/);
	});
});
