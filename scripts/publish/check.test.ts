import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/lib/data/schema.ts';
import { readUnits } from '../../src/lib/data/tables.ts';
import { emptyValues, type NetworkValues } from '../../src/lib/domain/join.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { checkPublished } from './check.ts';
import { checkParts } from './check-month.ts';
import { contentOf, writeHashed } from '../common/publish.ts';
import { copyDrawnCountry, publishCountry, type Country } from '../testing/country.ts';
import { importSquares } from '../testing/imports.ts';
import { dataErrorOf } from '../testing/errors.ts';

let country: Country;
let whole: string;
beforeAll(async () => {
	country = await copyDrawnCountry();
	whole = `${country.out}-whole`;
	await publishCountry({ data: country.data, out: whole });
});
beforeEach(() => cp(whole, country.out, { recursive: true }));
afterEach(() => rm(country.out, { recursive: true, force: true }));
afterAll(() => country.remove());

async function readManifest(): Promise<Manifest> {
	return JSON.parse(await readFile(join(country.out, 'manifest.json'), 'utf8')) as Manifest;
}

async function writeManifest(manifest: unknown): Promise<void> {
	await writeFile(join(country.out, 'manifest.json'), JSON.stringify(manifest));
}

/** Put changed JSON in the place of a published file, as a faulty writer would. */
async function rewrite(
	pick: (manifest: Manifest) => { url: string; bytes: number; sha256: string },
	change: (text: string) => string
): Promise<void> {
	const manifest = await readManifest();
	const file = pick(manifest);
	const text = await readFile(join(country.out, file.url), 'utf8');
	const changed = change(text);
	expect(changed).not.toBe(text);
	const [, stem, ending] = /^(.*)\.[0-9a-f]{8}\.(.*)$/.exec(file.url)!;
	const written = await writeHashed(country.out, stem!, ending!, new TextEncoder().encode(changed));
	await writeManifest(
		JSON.parse(JSON.stringify(manifest), (_, value: unknown) =>
			typeof value === 'object' && value && 'url' in value && value.url === file.url
				? written
				: value
		)
	);
}

const check = () => checkPublished(country.out);

describe('checkPublished', () => {
	it('is content with what was published', () => expect(check()).resolves.toBeUndefined());

	it('shows a script element in a name as it is', async () => {
		const manifest = await readManifest();
		const text = await readFile(join(country.out, manifest.editions[0]!.units.url), 'utf8');
		expect(text).toContain("Phường <script>alert('tên')</script>");
	});

	it.each([
		['cut off', '{"version":1,', 'malformed'],
		['of another version', '{"version":99}', 'version'],
		['without months', '{"version":1,"inputs":""}', 'schema'],
		['no object', 'null', 'schema'],
		['a list', '[]', 'version'],
		['empty', '', 'malformed']
	])('a manifest %s', async (_, text, code) => {
		await writeFile(join(country.out, 'manifest.json'), text);
		const error = await dataErrorOf(check);
		expect(error.code).toBe(code);
		expect(error.fault.file).toBe('manifest.json');
		expect(error.fault.found).toBeDefined();
		expect(error.fault.expected).toBeDefined();
	});

	it('no manifest', async () => {
		await rm(join(country.out, 'manifest.json'));
		expect((await dataErrorOf(check)).code).toBe('unreachable');
	});

	it('a file that is missing, cut or changed', async () => {
		const { table } = (await readManifest()).months[3]!.networks.mobile!;
		const path = join(country.out, table.url);
		const content = await readFile(path);
		await writeFile(path, content.subarray(0, 100));
		expect((await dataErrorOf(check)).fault).toMatchObject({ file: table.url, column: 'bytes' });
		content[50]! ^= 1;
		await writeFile(path, content);
		expect((await dataErrorOf(check)).fault).toMatchObject({ file: table.url, column: 'sha256' });
		await rm(path);
		expect((await dataErrorOf(check)).code).toBe('unreachable');
	});

	it('a unit without outline, and an outline without unit', async () => {
		await rewrite(
			({ editions }) => editions[0]!.topology,
			(text) => text.replace('"id":"00004"', '"id":"00005"')
		);
		const error = await dataErrorOf(check);
		expect(error.code).toBe('promise');
		expect(error.fault).toMatchObject({ column: 'objects.communes.id', found: '00005' });
	});

	it('a topology without the object of a level', async () => {
		await rewrite(
			({ editions }) => editions[1]!.topology,
			(text) => text.replace('"provinces":', '"tinh":')
		);
		expect((await dataErrorOf(check)).fault.column).toBe('objects.provinces');
	});

	it('an edition without one of the archipelagos', async () => {
		for (const pick of ['units', 'topology'] as const)
			await rewrite(
				({ editions }) => (editions[1]!.id === '2025-07' ? editions[1]![pick] : editions[0]![pick]),
				(text) => text.replace('"20333"', '"20334"')
			);
		const error = await dataErrorOf(check);
		expect(error.code).toBe('promise');
		expect(error.fault.column).toBe('Hoàng Sa');
	});

	it.each([
		['people of a commune that is not there', /\b18694,/, '', 'levels.commune.population'],
		[
			'0 people for an unknown number',
			/("commune":.*"population":\[[^\]]*?)null/s,
			'$10',
			/^levels\.commune\.population\.\d+$/
		],
		['a province without region', '"region":[0,', '"region":[', 'region'],
		['a region without name', '"region":[0,', '"region":[9,', 'region.0']
	])('%s', async (_, from, to, column) => {
		await rewrite(
			({ editions }) => editions[0]!.facts!,
			(text) => text.replace(from, to)
		);
		const { fault } = await dataErrorOf(check);
		expect(fault.column).toMatch(column);
	});

	it('a code of the table that the edition does not have', async () => {
		for (const pick of ['units', 'topology'] as const)
			await rewrite(
				({ editions }) => editions[0]![pick],
				(text) => text.replace('"20195"', '"20196"')
			);
		const error = await dataErrorOf(check);
		expect(error.fault.column).toBe('code');
		expect(error.fault.found).toContain('1 rows');
	});

	it('a month of the wrong edition', async () => {
		const manifest = await readManifest();
		manifest.months[0]!.edition = '2025-07';
		await writeManifest(manifest);
		expect((await dataErrorOf(check)).fault).toMatchObject({
			column: expect.stringMatching(/^months\..*\.edition$/) as string,
			found: '2025-07'
		});
	});

	it('a simulated month beside a real one', async () => {
		const manifest = await readManifest();
		manifest.months[3]!.networks.mobile!.provenance = 'imported';
		await writeManifest(manifest);
		expect((await dataErrorOf(check)).fault).toMatchObject({
			column: `months.${manifest.months[3]!.month}.networks.mobile.provenance`,
			found: 'imported',
			expected: expect.stringContaining('simulated months stand alone') as string
		});
	});

	it('a join report that is not true', async () => {
		const manifest = await readManifest();
		manifest.months[0]!.networks.mobile!.join.commune.matched--;
		await writeManifest(manifest);
		expect((await dataErrorOf(check)).fault.column).toBe('mobile commune');
	});

	it('a summary that is not the one that the manifest promises', async () => {
		const path = join(country.out, 'summary.json');
		const text = await readFile(path, 'utf8');
		await writeFile(path, text.replace(/"total":\d+/, '"total":1'));
		const error = await dataErrorOf(check);
		expect(error.fault).toMatchObject({ file: 'summary.json', column: 'sha256' });
	});

	it('a threshold of a network that is not its own', async () => {
		const manifest = await readManifest();
		expect(manifest.thresholds).toMatchObject({ mobile: 300, fixed: 300, '5g': null });
		expect(manifest.threshold).toBe(300);
		const summary = await readFile(join(country.out, 'summary.json'), 'utf8');
		expect(JSON.parse(summary)).toMatchObject({ threshold: 300, thresholds: manifest.thresholds });
		await writeManifest({ ...manifest, thresholds: { ...manifest.thresholds, fixed: 200 } });
		const { fault } = await dataErrorOf(check);
		expect([fault.file, fault.column]).toEqual(['manifest.json', 'thresholds']);
	});

	it('a summary that is not that of the tables', async () => {
		const path = join(country.out, 'summary.json');
		const text = (await readFile(path, 'utf8')).replace(/"total":\d+/, '"total":1');
		await writeFile(path, text);
		const manifest = join(country.out, 'manifest.json');
		const promised = { ...(JSON.parse(await readFile(manifest, 'utf8')) as Manifest) };
		await writeFile(manifest, JSON.stringify({ ...promised, summary: contentOf(text) }));
		const error = await dataErrorOf(check);
		expect(error.fault.file).toBe('summary.json');
		expect(error.fault.column).toBe('months.2024-07.networks.mobile');
	});

	it('a series that is not that of the tables', async () => {
		await rewrite(
			({ editions }) => editions[0]!.series['01']!,
			(text) => text.replace(/\[(\d+),/, '[9999999,')
		);
		expect((await dataErrorOf(check)).fault.expected).toContain('monthly tables');
	});

	it('an estimate that is not that of the tables', async () => {
		await rewrite(
			({ editions }) => editions[1]!.series['01']!,
			(text) => text.replace(/("estimated":.*?"00004":\[)(\d+),/, '$19999999,')
		);
		expect((await dataErrorOf(check)).fault.expected).toContain('monthly tables');
	});

	it('a summary of estimates that is not theirs', async () => {
		await rewrite(
			({ crosswalks }) => crosswalks[0]!.summary,
			(text) => text.replace(/"total":\d+/, '"total":1')
		);
		expect((await dataErrorOf(check)).fault.expected).toBe('the estimates of the monthly tables');
	});

	it.each([
		['a row that the new list lacks', /"to":\[\d+,/, '"to":[4000,'],
		['a share that leaves a part out', /("commune":.*"share":\[)10000,/, '$18000,'],
		['a unit that the old list lacks', /("commune":\{"counts":\[)/, '$11,']
	])('a crosswalk with %s', async (_, pattern, text) => {
		await rewrite(
			({ crosswalks }) => crosswalks[0]!.table,
			(content) => content.replace(pattern, text)
		);
		const error = await dataErrorOf(check);
		expect(error.code).toBe('promise');
		expect(error.fault.file).toContain('crosswalk');
	});

	it('a hexagon that shows fewer measurements than the manifest promises', async () => {
		const manifest = await readManifest();
		manifest.hexagonMinimum = 40;
		await writeManifest(manifest);
		expect((await dataErrorOf(check)).fault.expected).toContain('fewer than 40');
	});
});

describe('checkPublished with imported outlines', () => {
	let imported: Country;
	let original: string;
	beforeAll(async () => {
		imported = await copyDrawnCountry();
		original = `${imported.out}-whole`;
		await importSquares(imported.data);
		await publishCountry({ data: imported.data, out: original });
	});
	beforeEach(async () => {
		await rm(country.out, { recursive: true, force: true });
		await cp(original, country.out, { recursive: true });
	});
	afterAll(() => imported.remove());

	const editionOf = ({ editions }: Manifest) => editions.find(({ id }) => id === '2025-07')!;

	it('is content with them', () => expect(check()).resolves.toBeUndefined());

	it('a province without detail', async () => {
		const manifest = await readManifest();
		delete editionOf(manifest).details!['48'];
		await writeManifest(manifest);
		expect((await dataErrorOf(check)).fault).toMatchObject({
			found: '01 56',
			expected: '01 48 56'
		});
	});

	it.each([
		['a unit of another province', '"id":"00004"', '"id":"22366"', 'objects.communes.id'],
		['an archipelago that is lost', /\{[^{}]*"id":"20333"[^{}]*\},?/, '', 'objects.communes'],
		['another grid', /"translate":\[\d+/, '"translate":[1', 'transform']
	])('a detail with %s', async (_, from, to, column) => {
		const province = column === 'objects.communes.id' ? '01' : '48';
		await rewrite(
			(manifest) => editionOf(manifest).details![province]!,
			(text) => text.replace(from, to).replace(',]', ']')
		);
		expect((await dataErrorOf(check)).fault.column).toBe(column);
	});

	it('a detail that is too large, or not compressed', async () => {
		const { url } = editionOf(await readManifest()).details!['01']!;
		const path = join(country.out, `${url}.br`);
		await writeFile(path, Buffer.alloc(150_001));
		expect((await dataErrorOf(check)).fault).toMatchObject({ column: 'bytes', found: '150001' });
		await rm(path);
		expect((await dataErrorOf(check)).fault).toMatchObject({ column: 'bytes', found: 'no file' });
	});
});

describe('a part of a network', () => {
	it('never has more samples than the whole', async () => {
		const { months, editions } = await readManifest();
		const { url } = editions.at(-1)!.units;
		const content = JSON.parse(await readFile(join(country.out, url), 'utf8')) as unknown;
		const units = readUnits(editions.at(-1)!.id, content, url);
		const of = (samples: number) =>
			Object.fromEntries(
				units.levels.map((level) => {
					const values = emptyValues(unitsOf(units, level).codes.length);
					values.samples[1] = samples;
					return [level, values];
				})
			);
		const held = (part: number) => () =>
			checkParts(months.at(-1)!, units, { mobile: of(412), '5g': of(part) });
		expect(held(412)).not.toThrow();
		const { fault } = await dataErrorOf(held(413));
		expect(fault.column).toContain(unitsOf(units, 'province').names[1]);
		expect([fault.found, fault.expected]).toEqual([
			'413 samples',
			'at most 412, as of mobile, of which it is a part'
		]);
		// Sums of communes that are not the same: nothing can be said of them, but of what is given.
		const mobile = of(412);
		mobile.province!.derived.fill(1);
		const ofProvince = { ...of(NaN), province: of(500).province! };
		const sum = {
			...of(NaN),
			province: { ...ofProvince.province, derived: mobile.province!.derived }
		};
		const check = (values: NetworkValues) => () =>
			checkParts(months.at(-1)!, units, { mobile, '5g': values });
		expect(check(sum)).not.toThrow();
		expect(check(ofProvince)).not.toThrow();
		for (const level of units.levels) mobile[level]!.samples.fill(412);
		for (const level of units.levels.slice(1, -1)) mobile[level]!.derived.fill(1);
		expect(check(ofProvince)).toThrow('at most 412');
	});
});
