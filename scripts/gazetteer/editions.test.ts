import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { addMonths, monthRange } from '../../src/lib/domain/month.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { readEditions } from './editions.ts';

const REAL = resolve(import.meta.dirname, '../../data');
const HEADER = 'edition,first_month,levels';
const OLD = '2022-10,2022-10,province district commune';
const NEW = '2025-07,2025-07,province commune';

let data: string;
beforeEach(async () => {
	data = await mkdtemp(join(tmpdir(), 'editions-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const write = (...rows: string[]) =>
	writeFile(join(data, 'editions.csv'), [HEADER, ...rows, ''].join('\n'));
const read = () => readEditions(data);

describe('readEditions', () => {
	it('derives the last month of each from the first of the next', async () => {
		await write(OLD, NEW, '2027-01,2027-01,province commune');
		expect(await read()).toEqual([
			{
				id: '2022-10',
				from: '2022-10',
				to: '2025-06',
				levels: ['province', 'district', 'commune']
			},
			{ id: '2025-07', from: '2025-07', to: '2026-12', levels: ['province', 'commune'] },
			{ id: '2027-01', from: '2027-01', to: null, levels: ['province', 'commune'] }
		]);
	});

	it('may begin in another month than its name says', async () => {
		await write(OLD, 'quyet-dinh-19,2025-07,province commune');
		expect((await read()).at(-1)).toMatchObject({ id: 'quyet-dinh-19', from: '2025-07' });
	});

	it.each([
		[
			'two that begin in one month',
			[OLD, NEW, NEW.replace('2025-07', 'b')],
			4,
			'first_month',
			'2025-07'
		],
		['one that stands twice', [OLD, OLD.replace(',2022-10', ',2023-01')], 3, 'edition', '2022-10'],
		['a first month that is a day', [OLD.replace(',2022-10', ',2022-10-01')], 2, 'first_month'],
		[
			'a first month that is not',
			[OLD.replace(',2022-10', ',2022-13')],
			2,
			'first_month',
			'2022-13'
		],
		['no first month', [OLD.replace(',2022-10', ',')], 2, 'first_month', ''],
		[
			'one that is earlier than the one above it',
			[OLD, NEW, '2027-01,2024-01,province commune'],
			4,
			'first_month',
			'2024-01'
		],
		['one that is earlier than all', [OLD, '2027-01,2019-01,province commune'], 3, 'first_month'],
		['no name', [OLD.replace('2022-10,', ',')], 2, 'edition', ''],
		['a name that leads elsewhere', [OLD.replace('2022-10,', '../x,')], 2, 'edition', '../x'],
		['an unknown level', [NEW.replace('commune', 'ward')], 2, 'levels', 'province ward'],
		['levels upside down', [NEW.replace('province commune', 'commune province')], 2, 'levels'],
		['a level twice', [NEW.replace('province', 'province province')], 2, 'levels'],
		['no communes', [NEW.replace(' commune', '')], 2, 'levels', 'province'],
		['no levels', [NEW.replace('province commune', '')], 2, 'levels', '']
	])('refuses %s, with file and row', async (_, rows, row, column, found?: string) => {
		await write(...rows);
		const { fault } = await dataErrorOf(read);
		expect(fault).toMatchObject({ file: join(data, 'editions.csv'), row, column });
		expect(fault.expected).toBeTruthy();
		if (found !== undefined) expect(fault.found).toBe(found);
	});

	it('names both rows where editions overlap', async () => {
		await write(OLD, NEW, '2025-07b,2025-07,province commune');
		expect((await dataErrorOf(read)).message).toMatch(/row 4.*2025-07 \(row 3\)/);
	});

	it('refuses a table without rows, another header and no table', async () => {
		await write();
		expect((await dataErrorOf(read)).code).toBe('empty');
		await writeFile(join(data, 'editions.csv'), 'id,from\n2022-10,2022-10\n');
		expect((await dataErrorOf(read)).code).toBe('header');
		await rm(join(data, 'editions.csv'));
		expect((await dataErrorOf(read)).code).toBe('unreachable');
	});

	it('tells of a list that has no row', async () => {
		await write(OLD, NEW);
		await mkdir(join(data, 'gazetteer'));
		await writeFile(join(data, 'gazetteer', '2027-01-communes.csv'), '');
		const { fault } = await dataErrorOf(read);
		expect(fault.found).toContain('2027-01');
		expect(fault.remedy).toContain('Add a row of 2027-01');
	});

	it('serves each month by one of the real editions, and none before the first', async () => {
		const editions = await readEditions(REAL);
		const first = editions[0]!.from;
		expect(editionOfMonth(editions, addMonths(first, -1))).toBeUndefined();
		for (const month of monthRange(first, '2040-12'))
			expect(editions.filter(({ from, to }) => month >= from && (!to || month <= to))).toEqual([
				editionOfMonth(editions, month)
			]);
		expect(editionOfMonth(editions, '2025-06')?.id).toBe('2022-10');
		expect(editionOfMonth(editions, '2025-07')?.id).toBe('2025-07');
	});
});
