import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { readGazetteer } from './gazetteer.ts';

const FIXTURE = resolve(import.meta.dirname, '../../tests/fixtures/country');
const REAL = resolve(import.meta.dirname, '../../data');

let data: string;
let folder: string;
beforeEach(async () => {
	data = await mkdtemp(join(tmpdir(), 'gazetteer-'));
	await cp(FIXTURE, data, { recursive: true });
	folder = join(data, 'gazetteer');
});
afterEach(() => rm(data, { recursive: true, force: true }));

async function change(file: string, from: string, to: string): Promise<void> {
	const text = await readFile(join(folder, file), 'utf8');
	expect(text).toContain(from);
	await writeFile(join(folder, file), text.replace(from, to));
}

describe('readGazetteer', () => {
	it('reads levels, parents and facts in order of the codes', async () => {
		const { units, facts, islands } = await readGazetteer(data, '2022-10');
		expect(units.levels).toEqual(['province', 'district', 'commune']);
		const communes = unitsOf(units, 'commune');
		expect(communes.codes.slice(0, 3)).toEqual(['00001', '00004', '00007']);
		expect(communes.parents.slice(0, 4)).toEqual(['001', '001', '001', '005']);
		expect(facts.commune!.area[1]).toBe(0.56);
		expect(facts.commune!.population[communes.rowOf.get('00166')!]).toBeNaN();
		expect(facts.province).toBeUndefined();
		expect(islands.map(({ code }) => code)).toEqual(['498', '498', '22736']);
	});

	it('a commune belongs to its province where there are no districts', async () => {
		const { units } = await readGazetteer(data, '2025-07');
		expect(units.levels).toEqual(['province', 'commune']);
		expect(unitsOf(units, 'commune').parents[0]).toBe('01');
	});

	it('leaves names as they are, but for a type in lower case', async () => {
		const { units } = await readGazetteer(data, '2022-10');
		const { rowOf, names, types } = unitsOf(units, 'commune');
		expect(names[rowOf.get('00166')!]).toBe("Phường <script>alert('tên')</script>");
		expect(names[rowOf.get('00007')!]).toBe('Phường "Ngoặc", phẩy');
		expect([names[rowOf.get('00169')!], types[rowOf.get('00169')!]]).toEqual([
			'Xã Viết Thường',
			'Xã'
		]);
	});

	it('needs no islands', async () => {
		await rm(join(folder, 'islands.csv'));
		expect((await readGazetteer(data, '2022-10')).islands).toEqual([]);
	});

	it.each([
		[
			'2022-10-communes.csv',
			',001,01,105.84146',
			',777,01,105.84146',
			'unknown-code',
			'district_code',
			'777'
		],
		['2022-10-communes.csv', '00004,', '00001,', 'duplicate', 'code', '00001'],
		['2022-10-communes.csv', '00004,', '4,', 'value', 'code', '4'],
		['2022-10-communes.csv', 'Trúc Bạch', 'Trúc Bạch'.normalize('NFD'), 'value', 'name', undefined],
		['2022-10-communes.csv', '105.84146', '1058.4146', 'value', 'lon', '1058.4146'],
		['2022-10-communes.csv', '13079', '-5', 'value', 'population', '-5'],
		['2022-10-communes.csv', ',Phường,001,01,105.84146', ',,001,01,105.84146', 'value', 'type', ''],
		['islands.csv', '2022-10,498,Hoàng Sa', '2022-10,499,Hoàng Sa', 'unknown-code', 'code', '499'],
		['islands.csv', '111.605', '', 'value', 'lon', ''],
		['regions.csv', '2022-10,56', '2022-10,57', 'unknown-code', 'code', '57'],
		['regions.csv', '2022-10,56', '2022-10,48', 'duplicate', 'code', '48'],
		['regions.csv', '48,Ven biển Thử', '48,', 'value', 'region', ''],
		['regions.csv', '2022-10,56', '2022-11,56', 'value', 'edition', '2022-11'],
		['islands.csv', '2022-10,498', '2029-01,498', 'value', 'edition', '2029-01']
	])('%s with %j as %j is refused', async (file, from, to, code, column, found) => {
		await change(file, from, to);
		const error = await dataErrorOf(() => readGazetteer(data, '2022-10'));
		expect(error.code).toBe(code);
		expect(error.fault).toMatchObject({ file: join(folder, file), column });
		expect(error.fault.row).toBeGreaterThan(1);
		expect(error.fault.expected).toBeTruthy();
		if (found !== undefined) expect(error.fault.found).toBe(found);
	});

	it('a province without region is refused where others have one, and none need one', async () => {
		await change('regions.csv', '2022-10,56,Ven biển Thử\n', '');
		const { fault } = await dataErrorOf(() => readGazetteer(data, '2022-10'));
		expect(fault).toMatchObject({ column: 'code', found: 'no region of 56' });
		await rm(join(folder, 'regions.csv'));
		expect((await readGazetteer(data, '2022-10')).regions).toBeNull();
	});

	it('a list that is not there is named, with what to do', async () => {
		await rm(join(folder, '2022-10-districts.csv'));
		const { message } = await dataErrorOf(() => readGazetteer(data, '2022-10'));
		expect(message).toMatch(
			/2022-10-districts\.csv.*found "no file", expected the districts of 2022-10.*take the row of 2022-10 out/
		);
	});

	it('reads the real lists', async () => {
		const [before, after] = await Promise.all(
			['2022-10', '2025-07'].map((edition) => readGazetteer(REAL, edition))
		);
		const counts = ({ units }: typeof before & object) =>
			units.levels.map((level) => unitsOf(units, level).codes.length);
		expect(counts(before!)).toEqual([63, 705, 10599]);
		expect(counts(after!)).toEqual([34, 3321]);
		for (const { regions } of [before!, after!]) expect(new Set(regions).size).toBe(6);
		expect(new Set(unitsOf(after!.units, 'commune').types)).toEqual(
			new Set(['Phường', 'Xã', 'Đặc khu'])
		);
	});
});
