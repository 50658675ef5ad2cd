import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spellingsOf, unitsAt } from '../../src/lib/domain/dated-names.ts';
import { unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { readGazetteer } from './gazetteer.ts';

const FIXTURE = resolve(import.meta.dirname, '../../tests/fixtures/country');
const REAL = resolve(import.meta.dirname, '../../data');
const HEADER = 'code,valid_from,name,type,act,act_date';
const ACT = '1/NQ-UBTVQH16,2026-04-14';
const WARD = `20194,2026-04-30,Phường Biển Xanh,Phường,${ACT}`;

let data: string;
let folder: string;
beforeEach(async () => {
	data = await mkdtemp(join(tmpdir(), 'unit-dates-'));
	await cp(FIXTURE, data, { recursive: true });
	folder = join(data, 'gazetteer');
});
afterEach(() => rm(data, { recursive: true, force: true }));

const changes = (...rows: string[]) =>
	writeFile(join(folder, '2025-07-changes.csv'), [HEADER, ...rows, ''].join('\n'));
const aliases = (...rows: string[]) =>
	writeFile(join(folder, '2025-07-aliases.csv'), ['alias,code,why', ...rows, ''].join('\n'));
const read = () => readGazetteer(data, '2025-07');

function typesIn(units: Units, level: Level, month: string): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const type of unitsOf(unitsAt(units, month), level).types)
		counts[type] = (counts[type] ?? 0) + 1;
	return counts;
}

describe('changes of a list', () => {
	it('may be none', async () => {
		expect((await read()).units).toMatchObject({ changes: [], aliases: new Map() });
	});

	it('hold from their day on, whatever the order of the rows', async () => {
		await changes(`20194,2026-09-20,Phường Biển Lớn,Phường,${ACT}`, WARD);
		const { units } = await read();
		const nameIn = (month: string) => {
			const { names, rowOf } = unitsOf(unitsAt(units, month), 'commune');
			return names[rowOf.get('20194')!];
		};
		expect(nameIn('2026-03')).toBe('Phường Bờ Biển');
		expect(nameIn('2026-04')).toBe('Phường Biển Xanh');
		expect(nameIn('2026-09')).toBe('Phường Biển Lớn');
	});

	it('let two units exchange their names on one day', async () => {
		await changes(
			`00004,2026-04-30,Phường <script>alert('tên')</script>,Phường,${ACT}`,
			`00166,2026-04-30,Phường Một,Phường,${ACT}`
		);
		expect((await read()).units.changes).toHaveLength(2);
	});

	it.each([
		['two changes on one day', [WARD, WARD.replace('Xanh', 'Đỏ')], 3, 'valid_from', '2026-04-30'],
		['a day before the list', [WARD.replace('2026-04-30', '2025-06-30')], 2, 'valid_from'],
		['the first day of the list', [WARD.replace('2026-04-30', '2025-07-01')], 2, 'valid_from'],
		['no day', [WARD.replace('2026-04-30', '30/4/2026')], 2, 'valid_from', '30/4/2026'],
		['a day that is not', [WARD.replace('2026-04-30', '2026-02-30')], 2, 'valid_from'],
		['an empty day', [WARD.replace('2026-04-30', '')], 2, 'valid_from', ''],
		['an unknown code', [WARD.replace('20194', '99999')], 2, 'code', '99999'],
		['a code without its zeros', [WARD.replace('20194', '4')], 2, 'code', '4'],
		['a code of the list before', [WARD.replace('20194', '00001')], 2, 'code', '00001'],
		['a type of another name', [WARD.replace(',Phường,', ',Xã,')], 2, 'name'],
		[
			'a type of another level',
			[WARD.replace('Phường Biển Xanh,Phường', 'Tỉnh Biển Xanh,Tỉnh')],
			2,
			'type',
			'Tỉnh'
		],
		['no type', [WARD.replace(',Phường,', ',,')], 2, 'type', ''],
		['no name', [WARD.replace('Phường Biển Xanh', '')], 2, 'name', ''],
		['a decomposed name', [WARD.replace('Biển', 'Biển'.normalize('NFD'))], 2, 'name'],
		['an act of a day after it', [WARD.replace('2026-04-14', '2026-05-01')], 2, 'act_date'],
		['an act of a month after it', [WARD.replace('2026-04-14', '2026-05')], 2, 'act_date'],
		['no act', [WARD.replace('1/NQ-UBTVQH16', '')], 2, 'act', ''],
		['an act of no day', [WARD.replace('2026-04-14', 'tháng 4')], 2, 'act_date', 'tháng 4'],
		['the name that it has', [WARD.replace('Biển Xanh', 'Bờ Biển')], 2, 'name'],
		[
			'the name of a neighbour',
			[`00166,2026-04-30,Phường Một,Phường,${ACT}`],
			2,
			'name',
			'Phường Một'
		]
	])('with %s are refused', async (_, rows, row, column, found?: string) => {
		await changes(...rows);
		const { fault, message } = await dataErrorOf(read);
		expect(fault).toMatchObject({ file: join(folder, '2025-07-changes.csv'), row, column });
		expect(fault.expected).toBeTruthy();
		if (found !== undefined) expect(fault.found).toBe(found);
		expect(message).toContain(`row ${row}`);
	});

	it('after the last month of a list belong to the next one', async () => {
		const old = `00004,2025-07-02,Phường Khác,Phường,${ACT}`;
		await writeFile(join(folder, '2022-10-changes.csv'), [HEADER, old, ''].join('\n'));
		const { fault } = await dataErrorOf(() => readGazetteer(data, '2022-10'));
		expect(fault).toMatchObject({ row: 2, column: 'valid_from' });
		expect(fault.remedy).toContain('in force');
	});

	it('need the columns that they are told by', async () => {
		await writeFile(join(folder, '2025-07-changes.csv'), 'code,name\n20194,Phường A\n');
		expect((await dataErrorOf(read)).code).toBe('header');
	});
});

describe('other spellings of codes', () => {
	it('lead to the unit', async () => {
		await aliases('20195,20194,printed copies');
		const { units } = await read();
		const { rowOf } = unitsOf(units, 'commune');
		expect(rowOf.get('20195')).toBe(rowOf.get('20194'));
	});

	it.each([
		['that are a code of the list', ['00166,20194,copies'], 2, 'alias', '00166'],
		['of an unknown code', ['20195,99999,copies'], 2, 'code', '99999'],
		['of another spelling', ['20195,20194,copies', '20196,20195,copies'], 3, 'code', '20195'],
		['that stand twice', ['20195,20194,copies', '20195,00166,copies'], 3, 'alias', '20195'],
		['of another length', ['2019,20194,copies'], 2, 'alias', '2019'],
		['that are no digits', ['abcde,20194,copies'], 2, 'alias', 'abcde'],
		['without a reason', ['20195,20194,'], 2, 'why', '']
	])('%s are refused', async (_, rows, row, column, found) => {
		await aliases(...rows);
		const { fault } = await dataErrorOf(read);
		expect(fault).toMatchObject({
			file: join(folder, '2025-07-aliases.csv'),
			row,
			column,
			found
		});
	});

	it('are told in changes, where the official code must stand', async () => {
		await aliases('20195,20194,copies');
		await changes(WARD.replace('20194', '20195'));
		expect((await dataErrorOf(read)).fault).toMatchObject({
			found: '20195',
			remedy: 'Write 20194'
		});
	});
});

describe('the real list', () => {
	it('has the units of each day', async () => {
		const { units } = await readGazetteer(REAL, '2025-07');
		for (const month of ['2024-11', '2025-07', '2026-03']) {
			expect(typesIn(units, 'province', month)).toEqual({ Tỉnh: 28, 'Thành phố': 6 });
			expect(typesIn(units, 'commune', month)).toEqual({ Xã: 2621, Phường: 687, 'Đặc khu': 13 });
		}
		for (const month of ['2026-09', '2026-10', '2030-01']) {
			expect(typesIn(units, 'province', month)).toEqual({ Tỉnh: 25, 'Thành phố': 9 });
			expect(typesIn(units, 'commune', month)).toEqual({ Xã: 2599, Phường: 709, 'Đặc khu': 13 });
		}
	});

	it('tells Ba Chẽ by both of its codes', async () => {
		const { units } = await readGazetteer(REAL, '2025-07');
		const { rowOf, codes } = unitsOf(units, 'commune');
		const row = rowOf.get('06978')!;
		expect(codes[row]).toBe('06970');
		expect(spellingsOf(units, 'commune', row)).toEqual(['Xã Ba Chẽ', 'Ba Chẽ']);
	});

	it('is shipped as it was received', async () => {
		const shared = resolve(import.meta.dirname, '../../../shared/gazetteer');
		const names = ['2025-07-changes.csv', '2025-07-aliases.csv', '2025-07-provinces.csv'];
		for (const name of names) {
			const received = await readFile(join(shared, name), 'utf8').catch(() => null);
			if (received === null) return void console.log(`skipped: ${shared} is not here`);
			expect(await readFile(join(REAL, 'gazetteer', name), 'utf8')).toBe(received);
		}
	});
});
