/**
 * The day of the next decree: edition 2027-01 with one merger (00166 goes into 00004) and one renaming (56 becomes a
 * city on 1 February 2027), by five files in data/ and no code, from CSV to what the map draws.
 */
import { appendFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import {
	checked,
	CrosswalkSchema,
	ManifestSchema,
	SeriesSchema,
	SummarySchema,
	type Manifest
} from '../../src/lib/data/schema.ts';
import { readMonth, readUnits } from '../../src/lib/data/tables.ts';
import { estimate, fromColumns } from '../../src/lib/domain/crosswalk.ts';
import { unitsAt } from '../../src/lib/domain/dated-names.ts';
import { editionShown, laterEdition, parseSelection } from '../../src/lib/domain/selection.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { buildViewModel } from '../../src/lib/domain/view-model.ts';
import { modelOf } from '../../src/lib/exports/briefing.ts';
import { readMonthSource } from '../brief/source.ts';
import { readCrosswalks } from '../crosswalk/crosswalks.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, figuresOf } from '../testing/office.ts';

const DECREE = resolve(import.meta.dirname, '../../tests/fixtures/edition-2027-01');
const OLD_MONTH = '2024-11';

let country: Country;
let manifest: Manifest;
beforeAll(async () => {
	country = await copyDrawnCountry();
	await cp(DECREE, country.data, { recursive: true });
	const rows = (month: string, province: string) =>
		[
			'Tháng,Tỉnh,Xã,Mạng,Số mẫu',
			`${month},Thử Nghiệm,Phường Một,mobile,700`,
			`${month},${province},Phường Vịnh,mobile,250`
		].join('\n');
	const now = new Date('2027-03-10T05:00:00Z');
	const older = [
		...['00001', '00004', '00007', '00166', '00169'].map(
			(code, at) => `2024-11,${code},${101 + at}`
		),
		...['20194', '22327', '22330', '22736'].map((code, at) => `2024-11,${code},${77 * (at + 1)}`),
		...['00004', '00166', '20194'].map((code, at) => `2026-10,${code},${200 + at}`)
	];
	await addFiles(
		country.data,
		{ 'older.csv': ['month,code,samples', ...older].join('\n') },
		{ now, network: 'mobile' }
	);
	// Either name is understood in either month.
	await addFiles(country.data, { 'a.csv': rows('2027-01', 'Thành phố Đảo') }, { now });
	await addFiles(country.data, { 'b.csv': rows('2027-02', 'Tỉnh Đảo') }, { now });
	await publishCountry(country);
	manifest = checked(ManifestSchema, await json('manifest.json'), 'manifest.json');
}, 120_000);
afterAll(() => country.remove());

const bytes = (url: string) => readFile(join(country.out, url));
const json = async (url: string): Promise<unknown> =>
	JSON.parse((await bytes(url)).toString()) as unknown;
const editionOf = (id: string) => manifest.editions.find((edition) => edition.id === id)!;
async function unitsOfEdition(id: string): Promise<Units> {
	const { url } = editionOf(id).units;
	return readUnits(id, await json(url), url);
}

describe('edition 2027-01', () => {
	it('takes five files', async () => {
		const entries = await readdir(DECREE, { recursive: true, withFileTypes: true });
		expect(entries.filter((entry) => entry.isFile())).toHaveLength(5);
	});

	it('ends the edition before, and serves the months from its own first one', () => {
		expect(manifest.editions.map(({ id, from, to }) => [id, from, to])).toEqual([
			['2022-10', '2022-10', '2025-06'],
			['2025-07', '2025-07', '2026-12'],
			['2027-01', '2027-01', null]
		]);
		const of = (month: string) => manifest.months.find((each) => each.month === month)?.edition;
		expect([of('2024-11'), of('2026-10'), of('2027-01'), of('2027-02')]).toEqual([
			'2022-10',
			'2025-07',
			'2027-01',
			'2027-01'
		]);
	});

	it('has the merged unit in its outlines and facts, and takes islands and regions from before', async () => {
		const { topology, facts } = editionOf('2027-01');
		const outlines = JSON.stringify(await json(topology.url));
		expect(outlines).toContain('"00004"');
		expect(outlines).not.toContain('"00166"');
		expect(await json(facts!.url)).toMatchObject({
			regions: ['Đồng bằng Thử', 'Ven biển Thử'],
			levels: { commune: { area: [6.71, 106.09, 350, 47.1, 496.3] } }
		});
	});

	it.each([
		['2027-01', 'Tỉnh Đảo'],
		['2027-02', 'Thành phố Đảo']
	])(
		'in %s calls province 56 %s, in the view model of map, table and exports',
		async (month, name) => {
			const { units, briefing, catalogue } = await readMonthSource(
				country.out,
				month,
				'mobile',
				'2027-03-10'
			);
			const { selection } = parseSelection(
				new URLSearchParams(`month=${month}&within=56`),
				catalogue
			);
			const model = modelOf(await briefing(selection));
			expect(model.edition).toBe('2027-01');
			expect(model.place).toBe(name);
			expect(model.title).toContain(name);
			expect(unitsOf(units, 'province').names).toContain(name);
			expect(model.samples[model.units.rowOf.get('22366')!]).toBe(250);
		}
	);

	it('is what the newest month opens with', () => {
		const catalogue = catalogueOf(manifest);
		const { selection } = parseSelection(new URLSearchParams(), catalogue);
		expect(selection.month).toBe('2027-02');
		expect(editionShown(selection, catalogue).id).toBe('2027-01');
	});

	it('is reached from each earlier edition, the older one by way of the one between', () => {
		expect(manifest.crosswalks.map(({ from, to }) => `${from} ${to}`)).toEqual([
			'2022-10 2025-07',
			'2022-10 2027-01',
			'2025-07 2027-01'
		]);
		const catalogue = catalogueOf(manifest);
		for (const month of [OLD_MONTH, '2026-10'])
			expect(laterEdition(month, catalogue)).toBe('2027-01');
		const { selection, fallbacks } = parseSelection(
			new URLSearchParams('month=2024-11&units=2027-01'),
			catalogue
		);
		expect(fallbacks).toEqual([]);
		expect(editionShown(selection, catalogue).id).toBe('2027-01');
		// A link of before keeps its units.
		const old = { ...selection, units: '2025-07' };
		expect(editionShown(old, catalogue).id).toBe('2025-07');
	});

	it('shows a month of 2024 on its units: no sample lost, both parts of the merger together', async () => {
		const [from, between, to] = await Promise.all(
			['2022-10', '2025-07', '2027-01'].map(unitsOfEdition)
		);
		const month = manifest.months.find((each) => each.month === OLD_MONTH)!;
		const { url } = month.networks.mobile!.table;
		const content = Uint8Array.from(await bytes(url)).buffer;
		const of = { month: OLD_MONTH, network: 'mobile' as const };
		const values = await readMonth(from!, of, content, url);
		const on = async (units: Units) => {
			const file = manifest.crosswalks.find(
				(each) => each.from === '2022-10' && each.to === units.edition
			)!;
			const columns = checked(CrosswalkSchema, await json(file.table.url), file.table.url);
			return estimate(fromColumns(from!, units, columns.levels), from!, units, values);
		};
		const [direct, before] = [await on(to!), await on(between!)];
		const sum = (samples: Float64Array) => samples.reduce((all, count) => all + (count || 0), 0);
		expect(sum(direct.province!.samples)).toBe(sum(values.province!.samples));
		const at = (units: Units, code: string) => unitsOf(units, 'commune').rowOf.get(code)!;
		const parts = ['00004', '00166'].map((code) => before.commune!.samples[at(between!, code)]!);
		// Each part that was cut may round otherwise.
		const merged = direct.commune!.samples[at(to!, '00004')]!;
		expect(Math.abs(merged - parts[0]! - parts[1]!)).toBeLessThan(4);
		const { selection } = parseSelection(
			new URLSearchParams('month=2024-11&units=2027-01'),
			catalogueOf(manifest)
		);
		const model = buildViewModel(
			{
				units: unitsAt(to!, OLD_MONTH),
				values: direct,
				month: OLD_MONTH,
				edition: '2027-01',
				estimatedFrom: '2022-10',
				statistic: null,
				provenance: 'imported',
				source: '',
				approximate: true
			},
			selection,
			'light'
		);
		expect(model.provenance).toBe('estimated');
		// No unit has a name from before its list began.
		expect(model.units.names[at(to!, '00004')]).toBe('Phường Một');
		expect(model.samples[at(to!, '00004')]).toBe(merged);
	});

	it('has all earlier months, of both editions, in series and estimates', async () => {
		const { url } = editionOf('2027-01').series['01']!;
		const { months, estimated } = checked(SeriesSchema, await json(url), url);
		expect(months).toEqual(['2027-01', '2027-02']);
		expect(estimated!.months).toEqual(['2024-11', '2026-10']);
		const told = await Promise.all(
			manifest.crosswalks
				.filter(({ to }) => to === '2027-01')
				.map(async ({ summary }) =>
					Object.keys(checked(SummarySchema, await json(summary.url), summary.url).months)
				)
		);
		expect(told.flat().sort()).toEqual(estimated!.months);
	});
});

describe('a table of January 2027 by a list of before', () => {
	const now = new Date('2027-03-10T05:00:00Z');
	it.each([
		['2025-07', ['00004,300', '00166,101'], ['00004', 401]],
		['2022-10', ['00007,300', '20194,77'], ['20194', 77]]
	] as const)(
		'of %s is asked about and carried over, all the way',
		async (list, rows, [code, samples]) => {
			const other = await copyDrawnCountry();
			try {
				await cp(DECREE, other.data, { recursive: true });
				const text = [
					'month,code,network,samples',
					...rows.map((row) => `2027-01,${row.replace(',', ',mobile,')}`)
				];
				const file = { 'a.csv': text.join('\n') };
				const { fault } = await dataErrorOf(() => addFiles(other.data, file, { now }));
				expect(fault.found).toContain('list');
				await addFiles(other.data, file, { now, answers: { list: [list] } });
				const counts = await figuresOf(other.data, '2027-01', 'mobile');
				expect(counts.get(code)?.samples).toBe(samples);
				expect((await publishCountry(other)).state).toBe('published');
			} finally {
				await other.remove();
			}
		}
	);
});

it('a code that the new list no longer has is asked about, be it one of many rows', async () => {
	const other = await copyDrawnCountry();
	try {
		await cp(DECREE, other.data, { recursive: true });
		const codes = ['00004', '20194', '20333', '22366', '22736'];
		const operators = Array.from({ length: 10 }, (_, at) => `Mạng ${at + 1}`);
		const rows = [
			...codes.flatMap((code) =>
				operators.map((of, at) => `2027-01,${code},mobile,${of},${50 + at}`)
			),
			'2027-01,00166,mobile,Mạng 1,101'
		];
		const file = { 'a.csv': ['month,code,network,operator,samples', ...rows].join('\n') };
		const now = new Date('2027-03-10T05:00:00Z');
		const { fault } = await dataErrorOf(() => addFiles(other.data, file, { now }));
		expect(fault.found).toContain('list: 1 of 51');
	} finally {
		await other.remove();
	}
});

describe('what does not fit together', () => {
	it('is no fault: a new list before any older month is in', async () => {
		const other = await copyDrawnCountry();
		try {
			await cp(DECREE, other.data, { recursive: true });
			await addFiles(
				other.data,
				{ 'a.csv': 'month,code,network,samples\n2027-01,00004,mobile,700\n' },
				{ now: new Date('2027-03-10T05:00:00Z') }
			);
			expect((await publishCountry(other)).state).toBe('published');
		} finally {
			await other.remove();
		}
	});

	it('is told: a month in the store that another edition serves by now', async () => {
		const other = await copyDrawnCountry();
		try {
			await addFiles(other.data, {
				'a.csv': 'month,code,network,samples\n2026-10,00004,mobile,700\n'
			});
			const row = '2026-09,2026-09,province commune\n';
			await appendFile(join(other.data, 'editions.csv'), row);
			for (const level of ['provinces', 'communes'])
				await cp(
					join(other.data, 'gazetteer', `2025-07-${level}.csv`),
					join(other.data, 'gazetteer', `2026-09-${level}.csv`)
				);
			const { fault } = await dataErrorOf(() => publishCountry(other));
			expect(fault).toMatchObject({
				file: join(other.data, 'samples', 'store.json'),
				column: '2026-10 mobile',
				found: 'units of 2025-07'
			});
			expect(fault.remedy).toContain('replace 2026-10');
		} finally {
			await other.remove();
		}
	});

	it.each([
		[
			'a table between lists that do not follow each other',
			'crosswalk/2022-10_2027-01.csv',
			'from_code,to_code,area_share\n',
			{ found: '2022-10_2027-01.csv' }
		],
		[
			'a unit that the crosswalk leads to and that is no more',
			'crosswalk/2025-07_2027-01.csv',
			'from_code,to_code,area_share\n00004,00166,1.0\n',
			{ row: 2, column: 'to_code', found: '00166' }
		],
		[
			'an islet of a unit that is no more',
			'gazetteer/islands.csv',
			'edition,code,name,lon,lat\n2025-07,00166,Đảo,105.8,21.0\n',
			{ row: 2, column: 'code', found: '00166' }
		],
		[
			'a province without region',
			'gazetteer/regions.csv',
			'edition,code,region\n2025-07,01,A\n2025-07,48,B\n2027-01,01,A\n2027-01,48,B\n',
			{ column: 'code', found: 'no region of 56' }
		],
		['a list that is not there', 'gazetteer/2027-01-communes.csv', null, { found: 'no file' }]
	])('is told: %s', async (_, file, text, expected) => {
		const other = await copyDrawnCountry();
		try {
			await cp(DECREE, other.data, { recursive: true });
			if (text === null) await rm(join(other.data, file));
			else await writeFile(join(other.data, file), text);
			const { fault } = await dataErrorOf(async () => {
				const gazetteers = await readGazetteers(other.data);
				await readCrosswalks(
					other.data,
					gazetteers.map((each) => each.units)
				);
			});
			expect(fault).toMatchObject({ file: join(other.data, file), ...expected });
		} finally {
			await other.remove();
		}
	});
});
