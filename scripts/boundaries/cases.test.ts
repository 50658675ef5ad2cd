/** Files as offices and public tools write them: each is taken or refused, and it is said why. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataErrorOf } from '../testing/errors.ts';
import { parseCsv } from '../common/csv.ts';
import { readGazetteer } from '../gazetteer/gazetteer.ts';
import { SILENT } from '../common/progress.ts';
import { readPolygons, type PolygonOptions, type Polygons } from './polygons.ts';
import { unmatchedFile } from './unmatched.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CASES = join(ROOT, 'tests/fixtures/boundaries');

/** Milliseconds for a test on a machine with much else to do. */
vi.setConfig({ testTimeout: 240_000 });

let data: string;
beforeAll(async () => {
	data = await mkdtemp(join(tmpdir(), 'cases-'));
	for (const name of ['gazetteer', 'crosswalk', 'editions.csv'])
		await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
});
afterAll(() => rm(data, { recursive: true, force: true }));

async function read(
	path: string,
	edition: string,
	options: Partial<PolygonOptions> = {}
): Promise<Polygons> {
	const gazetteer = await readGazetteer(data, edition);
	const all = { data, sources: [path], columns: {}, mergeParts: false, progress: SILENT };
	return readPolygons(gazetteer, { ...all, ...options });
}

/** Codes of the units that were matched, in order of the rows. */
async function codes(
	path: string,
	edition: string,
	options: Partial<PolygonOptions> = {}
): Promise<string[]> {
	const { match } = await read(path, edition, options);
	return match.matches.map(({ leaf }) => leaf.code);
}

/** A square of so many km² around a place. */
function square(
	properties: Record<string, unknown>,
	[lon, lat]: readonly [number, number],
	km2: number
) {
	const half = Math.sqrt(km2) / 2 / 111.2;
	const wide = half / Math.cos((lat * Math.PI) / 180);
	const ring = [
		[lon - wide, lat - half],
		[lon - wide, lat + half],
		[lon + wide, lat + half],
		[lon + wide, lat - half],
		[lon - wide, lat - half]
	];
	return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

async function file(name: string, features: readonly unknown[]): Promise<string> {
	const path = join(data, name);
	await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }));
	return path;
}

/** Units of a province as squares of their listed size around their listed point. */
async function drawn(
	edition: string,
	province: string,
	properties: (unit: { code: string; name: string; province: string }, at: number) => object
) {
	const { units, facts } = await readGazetteer(data, edition);
	const { codes, names } = units.of.commune!;
	const own = facts.commune!;
	const top = units.of.province!.names[units.of.province!.rowOf.get(province)!]!;
	const rows = codes.map((_, row) => row).filter((row) => rowsOf(row) === province);
	return rows.map((row, at) =>
		square(
			{ ...properties({ code: codes[row]!, name: names[row]!, province: top }, at) },
			[own.lon[row]!, own.lat[row]!],
			own.area[row]!
		)
	);

	function rowsOf(row: number): string {
		const parent = units.of.commune!.parents[row]!;
		const { district } = units.of;
		return district ? district.parents[district.rowOf.get(parent)!]! : parent;
	}
}

/** What is said of the cases that are refused, and the units of those that are taken. */
const OUTCOMES: Record<string, RegExp | string[]> = {
	'abbreviated.geojson': ['30373'],
	'gadm41-no-blanks.geojson': ['30373'],
	'no-marks.geojson': ['30373'],
	'old-codes-as-2025.geojson': /fits 2022-10: 3 of 3 polygons.*--edition 2022-10/,
	'wrong-code-right-name.geojson': ['05431', '05434'],
	'main-as-hole.geojson': /05431 Phường Quán Triều.*2\.8 in the list.*--accept 05431/,
	'float-text.geojson': ['30346'],
	'g_360.geojson': /360° too many/,
	'g_null.geojson': ['05431'],
	'g_zero.geojson': ['05431'],
	'g_esri.json': ['05431'],
	'a.kml': /a KML file with no geometry|expected a polygon for each unit/,
	'dong-nai-2025-names.geojson': ['26368', '26485', '26248']
};

describe('the cases of expect.csv', async () => {
	const text = await readFile(join(CASES, 'expect.csv'), 'utf8');
	const required = ['file', 'options', 'expect', 'what'];
	for (const { fields } of parseCsv(text, { required }, 'expect.csv')) {
		const { file: name, options, expect: expected, what } = fields as Record<string, string>;
		const edition = /--edition (\S+)/.exec(options!)![1]!;
		it(`${expected}: ${name}, ${what}`, async () => {
			const outcome = OUTCOMES[name!]!;
			const path = join(CASES, name!);
			// Esri JSON was to be refused with a command that converts it; since then it is read.
			if (outcome instanceof RegExp) {
				expect(expected).toBe('refuse');
				expect((await dataErrorOf(() => read(path, edition))).message).toMatch(outcome);
			} else {
				expect(expected).toBe(name === 'g_esri.json' ? 'refuse' : 'accept');
				expect(await codes(path, edition)).toEqual(outcome);
			}
		});
	}

	it('features without ground are named, and refused when strict', async () => {
		for (const name of ['g_null.geojson', 'g_zero.geojson']) {
			const path = join(CASES, name);
			expect((await read(path, '2022-10')).read.bare).toMatchObject([{ label: name, row: 2 }]);
			const error = await dataErrorOf(() => read(path, '2022-10', { strict: true }));
			expect(error.message).toMatch(/row 2, column "geometry".*05434.*--strict/);
		}
	});

	it('a code that names another unit than names, parents and place is told', async () => {
		const { match } = await read(join(CASES, 'wrong-code-right-name.geojson'), '2022-10');
		expect(match.overruled).toEqual([0, 1]);
	});
});

describe('the list is the judge', () => {
	it('takes a province as listed, by codes, by names, and by names without parents', async () => {
		const ways = [
			({ code }: { code: string }) => ({ ma: code }),
			({ name, province }: { name: string; province: string }) => ({ ten: name, tinh: province }),
			({ name }: { name: string }) => ({ shapeName: name.toUpperCase() })
		];
		for (const [at, way] of ways.entries()) {
			const all = await drawn('2025-07', '19', way);
			expect(all.length).toBeGreaterThan(60);
			expect(await codes(await file(`way-${at}.json`, all), '2025-07')).toHaveLength(all.length);
		}
	});

	it('stops at a unit of another size or elsewhere, and takes it when it is accepted', async () => {
		const all = await drawn('2025-07', '19', ({ code, name }) => ({ code, name }));
		const { code, name } = all[3]!.properties as { code: string; name: string };
		const { facts, units } = await readGazetteer(data, '2025-07');
		const row = units.of.commune!.rowOf.get(code)!;
		const place = [facts.commune!.lon[row]!, facts.commune!.lat[row]!] as const;
		const area = facts.commune!.area[row]!;
		const changed = {
			small: square({ code, name }, place, area * 0.1),
			large: square({ code, name }, place, area * 6),
			elsewhere: square({ code, name }, [place[0] + 0.5, place[1]], area)
		};
		for (const [way, feature] of Object.entries(changed)) {
			const path = await file(`${way}.json`, all.with(3, feature));
			const error = await dataErrorOf(() => read(path, '2025-07'));
			expect(error.message, way).toContain(`${code} ${name}`);
			expect(error.message, way).toContain(`--accept ${code}`);
			expect(await codes(path, '2025-07', { accept: [code] }), way).toHaveLength(all.length);
		}
		const unknown = await dataErrorOf(async () =>
			read(await file('all.json', all), '2025-07', { accept: ['99999'] })
		);
		expect(unknown.message).toMatch(/^--accept.*99999/);
	});

	it('refuses the list before with its codes alone or with its names, and says which it is', async () => {
		const ways = [
			({ code }: { code: string }) => ({ code }),
			({ code, name, province }: { code: string; name: string; province: string }) => ({
				code,
				name,
				province
			})
		];
		for (const way of ways) {
			const path = await file('old.json', await drawn('2022-10', '19', way));
			const error = await dataErrorOf(() => read(path, '2025-07'));
			expect(error.message).toMatch(/fits 2022-10: 1\d\d of 1\d\d polygons.*--edition 2022-10/);
			const back = await file('new.json', await drawn('2025-07', '19', way));
			const forth = await dataErrorOf(() => read(back, '2022-10'));
			expect(forth.message).toMatch(/--edition 2025-07/);
		}
	});

	it('running numbers never win against names, and alone they are refused', async () => {
		const numbered = await drawn('2022-10', '19', ({ name, province }, at) => ({
			code: at + 1,
			name,
			province
		}));
		const { match } = await read(await file('numbered.json', numbered), '2022-10');
		expect(match.matches.every(({ by }) => by === 'name')).toBe(true);
		// Names that two communes of the province share need the district.
		expect(match.matches.length).toBeGreaterThan(0.9 * numbered.length);
		const alone = await drawn('2022-10', '19', (_, at) => ({ code: at + 1001 }));
		const error = await dataErrorOf(async () => read(await file('alone.json', alone), '2022-10'));
		expect(error.message).toMatch(/fits no list.*--code/);
	});

	it('takes borders that are up to a kilometre off', async () => {
		const all = await drawn('2022-10', '01', ({ code }) => ({ code }));
		const moved = all.map((feature) => ({
			...feature,
			geometry: {
				type: 'Polygon',
				coordinates: feature.geometry.coordinates.map((ring) =>
					ring.map(([lon, lat]) => [
						lon! + 0.009 * Math.sin(lat! * 50),
						lat! + 0.009 * Math.cos(lon! * 40)
					])
				)
			}
		}));
		expect(await codes(await file('moved.json', moved), '2022-10')).toHaveLength(all.length);
	});
});

describe('another level', () => {
	it('is refused by its name, with what to do', async () => {
		const { units, facts } = await readGazetteer(data, '2022-10');
		const sums = new Map<string, number>();
		const { parents } = units.of.commune!;
		parents.forEach((district, row) => {
			const province = units.of.district!.parents[units.of.district!.rowOf.get(district)!]!;
			for (const code of [district, province])
				sums.set(code, (sums.get(code) ?? 0) + facts.commune!.area[row]!);
		});
		const ways: [
			level: 'province' | 'district',
			properties: (code: string, name: string) => Record<string, string>
		][] = [
			['province', (_, name) => ({ NAME_1: name })],
			['province', (code) => ({ ma_tinh: code })],
			['district', (code, name) => ({ code, name })]
		];
		for (const [at, [level, properties]] of ways.entries()) {
			const { codes: own, names } = units.of[level]!;
			const features = own.flatMap((code, row) => {
				const km2 = sums.get(code);
				// Where they lie doesn't matter.
				return km2 ? [square(properties(code, names[row]!), [106, 16], km2)] : [];
			});
			const path = await file(`level-${at}.json`, features);
			const error = await dataErrorOf(() => read(path, '2022-10'));
			expect(error.message).toMatch(
				level === 'province' ? /63 provinces, such as .*communes' outlines/ : /700 districts/
			);
		}
	});
});

describe('a folder in which one file is broken', () => {
	it('is refused with its name, and read without it when that is wished', async () => {
		const folder = join(data, 'folder');
		await mkdir(folder, { recursive: true });
		const all = await drawn('2025-07', '19', ({ code }) => ({ code }));
		const text = (feature: unknown) => JSON.stringify(feature);
		const broken: Record<string, string> = {
			'0-cut.geojson': text(all[0]).slice(0, 90),
			'2-cut.geojson': text(all[2]).slice(0, 90),
			'3-empty.geojson': '',
			'4-page.geojson': '<!DOCTYPE html><p>404',
			'5-words.geojson': text({
				...all[5],
				geometry: { type: 'Polygon', coordinates: [[['x', 'y']]] }
			})
		};
		for (const [name, content] of Object.entries(broken)) {
			await rm(folder, { recursive: true });
			await mkdir(folder);
			for (const [at, feature] of all.entries())
				if (at !== Number(name[0])) await writeFile(join(folder, `${at}-x.geojson`), text(feature));
			await writeFile(join(folder, name), content);
			const error = await dataErrorOf(() => read(folder, '2025-07'));
			expect(error.message, name).toContain(name);
			const notes: string[] = [];
			const progress = { ...SILENT, note: (said: string) => void notes.push(said) };
			const { match } = await read(folder, '2025-07', { strict: false, progress });
			expect(match.matches, name).toHaveLength(all.length - 1);
			expect(notes.join('\n'), name).toContain(`left out: folder/${name}`);
		}
	});
});

describe('the table of matches', () => {
	it('lists what has no unit with what it may be, and gives it one when it is filled in', async () => {
		const all = await drawn('2025-07', '19', ({ name }) => ({ name, province: 'Thái Nguyên' }));
		const nameless = all.with(2, {
			...all[2]!,
			properties: { name: '=Làng', province: 'Thái Nguyên' }
		});
		const path = await file('làng.json', nameless);
		const first = await read(path, '2025-07');
		expect(first.match.strangers).toEqual([2]);
		const [, , unit] = await drawn('2025-07', '19', ({ code }) => ({ code }));
		const missing = (unit!.properties as { code: string }).code;
		const table = unmatchedFile(data, '2025-07');
		const text = await readFile(table, 'utf8');
		expect(text).toContain("làng.json,3,,,'=Làng,,Thái Nguyên,");
		const filled = join(data, 'filled.csv');
		await writeFile(filled, text.replace('làng.json,3,,', `làng.json,3,${missing},`));
		const { match } = await read(path, '2025-07', { matches: filled });
		expect(match.matches[2]).toMatchObject({ at: 2, by: 'table', leaf: { code: missing } });
		await writeFile(filled, text.replace('làng.json,3,,', 'làng.json,3,-,'));
		expect((await read(path, '2025-07', { matches: filled })).match.strangers).toEqual([2]);
		await writeFile(filled, text.replace('làng.json,3,,', 'làng.json,3,77777,'));
		const error = await dataErrorOf(() => read(path, '2025-07', { matches: filled }));
		expect(error.message).toMatch(/filled\.csv, row 2, column "unit".*77777/);
	});
});
