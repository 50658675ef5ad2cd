import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest, Series, Summary } from '../../src/lib/data/schema.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { readCrosswalks } from './crosswalks.ts';
import { crosswalkPath, missingTables } from './paths.ts';
import { copyDrawnCountry, publishCountry, readCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

const path = () => crosswalkPath(country.data, '2022-10', '2025-07');
const units = async () => (await readCountry()).map(({ units: of }) => of);
const read = async () => readCrosswalks(country.data, await units());

async function published<T>(url: string): Promise<T> {
	return JSON.parse(await readFile(join(country.out, url), 'utf8')) as T;
}

describe('a crosswalk table', () => {
	it.each([
		['an unknown commune', '00001,00004', '00002,00004', 'from_code', 2, '00002'],
		['a code that lost its zeros', '00001,00004', '1,00004', 'from_code', 2, '1'],
		['an unknown new commune', '22736,22736', '22736,22737', 'to_code', 16, '22737'],
		['a share with a comma', '00166,1.0', '00166,"1,0"', 'area_share', 7, 'NaN'],
		['a negative share', '00166,1.0', '00166,-1', 'area_share', 7, 'NaN'],
		['no share', '00166,1.0', '00166,', 'area_share', 7, ''],
		['shares that do not add up', '0.9537', '0.5', 'area_share', 3, '0.5463']
	])('with %s is refused by row and column', async (_, before, after, column, row, found) => {
		const text = await readFile(path(), 'utf8');
		expect(text).toContain(before);
		await writeFile(path(), text.replace(before, after));
		const { fault } = await dataErrorOf(read);
		expect(fault).toMatchObject({ file: path(), column, row });
		expect(fault.found).toContain(found);
	});

	it('with the same pair twice is refused', async () => {
		await writeFile(path(), `${await readFile(path(), 'utf8')}00001,00004,1.0\n`);
		expect((await dataErrorOf(read)).code).toBe('duplicate');
	});

	it('without a row of a commune is refused by its code', async () => {
		const text = await readFile(path(), 'utf8');
		const rows = text.split(/\r?\n/).filter((row) => !row.startsWith('00166,'));
		await writeFile(path(), rows.join('\n'));
		const { fault } = await dataErrorOf(read);
		expect(fault).toMatchObject({ file: path(), found: 'no row of 00166' });
	});

	it('is told where it lacks', async () => {
		expect(await missingTables(country.data, ['2022-10', '2025-07'])).toEqual([]);
		await rm(path());
		expect(await missingTables(country.data, ['2022-10', '2025-07'])).toEqual([path()]);
	});

	it('is not needed: without one nothing is estimated', async () => {
		await rm(path());
		await publishCountry(country);
		const manifest = await published<Manifest>('manifest.json');
		expect(manifest.crosswalks).toEqual([]);
		const series = await published<Series>(manifest.editions[1]!.series['01']!.url);
		expect(series.estimated).toBeUndefined();
	});
});

describe('what is published of it', () => {
	it('keeps every sample of every month, and stands in files of its own', async () => {
		await publishCountry(country);
		const manifest = await published<Manifest>('manifest.json');
		const [crosswalk] = manifest.crosswalks;
		expect(crosswalk).toMatchObject({ from: '2022-10', to: '2025-07' });
		const own = await published<Summary>('summary.json');
		const estimates = await published<Summary>(crosswalk!.summary.url);
		const before = Object.entries(own.months).filter(([, { edition }]) => edition === '2022-10');
		expect(Object.keys(estimates.months)).toEqual(before.map(([month]) => month));
		for (const [month, { networks }] of before) {
			const estimated = estimates.months[month]!;
			expect(estimated.edition).toBe('2025-07');
			for (const [network, { total }] of Object.entries(networks))
				expect(estimated.networks[network as 'mobile']).toMatchObject({
					provenance: 'estimated',
					total
				});
		}
	});

	it('gives each unit of a province the months before, apart from its own', async () => {
		await publishCountry(country);
		const manifest = await published<Manifest>('manifest.json');
		const series = await published<Series>(manifest.editions[1]!.series['48']!.url);
		expect(series.months[0]).toBe('2025-07');
		const { months, networks } = series.estimated!;
		expect(months.at(-1)).toBe('2025-06');
		const columns = networks.mobile!;
		for (const counts of Object.values(columns)) expect(counts).toHaveLength(months.length);
		// Đà Nẵng's communes: 20194 has all of 20194 and 20195 and a tenth of 22330.
		expect(Object.keys(columns).sort()).toEqual(expect.arrayContaining(['20194', '48']));
	});
});

describe('the table that ships', () => {
	it('says of every old commune and island where it went, and of every new one where it came from', async () => {
		const editions = await Promise.all(
			['2022-10', '2025-07'].map((id) => readGazetteer('data', id))
		);
		const [bridge] = await readCrosswalks(
			'data',
			editions.map(({ units: of }) => of)
		);
		const { links, provinces } = bridge!.crosswalk;
		const { starts, to } = links.commune!;
		const lost = editions[0]!.units.of.commune!.codes.filter(
			(_, row) => starts[row] === starts[row + 1]
		);
		expect(lost).toEqual([]);
		const reached = new Set([...to, ...links.district!.to]);
		expect(reached.size).toBe(editions[1]!.units.of.commune!.codes.length);
		expect(links.district!.to).toHaveLength(5);
		expect(new Set(provinces).size).toBe(34);
	});
});
