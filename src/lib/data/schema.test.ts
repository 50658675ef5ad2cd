import { describe, expect, it } from 'vitest';
import { DataError } from '../domain/errors.ts';
import {
	checked,
	ManifestSchema,
	SeriesSchema,
	SummarySchema,
	UnitFactsSchema,
	UnitsSchema,
	UNITS_VERSION,
	VERSION
} from './schema.ts';

const URL_OF_FILE = 'https://example.vn/data/manifest.json';
const file = () => ({ url: '2025-07/units.1a2b.json', bytes: 12, sha256: '0'.repeat(64) });
const join = () => ({
	rows: 3,
	matched: 3,
	unitsWithoutData: 0,
	rowsWithoutUnit: 0,
	duplicates: 0
});
const covered = { units: 2, reached: 1, share: 0.5, samples: 312, unitsWithoutData: 0 };

function manifest() {
	return {
		version: VERSION,
		inputs: 'f'.repeat(64),
		threshold: 300,
		editions: [
			{
				id: '2025-07',
				from: '2025-07',
				to: null as string | null,
				levels: ['province', 'commune'],
				units: file(),
				topology: file(),
				details: { '01': file() },
				outlines: 'approximate',
				attribution: 'Natural Earth',
				series: { '01': file() }
			}
		],
		crosswalks: [],
		land: file(),
		hexagonMinimum: 5,
		months: [
			{
				month: '2025-07',
				edition: '2025-07',
				networks: {
					mobile: {
						table: file(),
						provenance: 'simulated',
						statistic: 'median' as string | null,
						source: 'simulation, seed 1',
						join: { province: join(), commune: join() }
					}
				},
				hexagons: { '4': file() }
			}
		]
	};
}

/** The manifest with the value at a path such as `months.0.month` put in its place. */
function manifestWith(path: string, value: unknown) {
	const result = manifest();
	const keys = path.split('.');
	const last = keys.pop()!;
	let at = result as unknown as Record<string, unknown>;
	for (const key of keys) at = at[key] as Record<string, unknown>;
	if (!(last in at)) throw new Error(`the manifest has no ${path}`);
	if (value === undefined) delete at[last];
	else at[last] = value;
	return result;
}

function faultOf(work: () => unknown): DataError {
	try {
		work();
	} catch (error) {
		if (error instanceof DataError) return error;
		throw error;
	}
	throw new Error('nothing was thrown');
}

const faultOfManifest = (data: unknown) =>
	faultOf(() => checked(ManifestSchema, data, URL_OF_FILE));

describe('the manifest', () => {
	it('is taken as it is published', () => {
		expect(checked(ManifestSchema, manifest(), URL_OF_FILE)).toEqual(manifest());
	});

	it('of a time before crosswalks has none', () => {
		const { crosswalks, ...older } = manifest();
		expect(crosswalks).toEqual([]);
		expect(checked(ManifestSchema, older, URL_OF_FILE).crosswalks).toEqual([]);
	});

	it('may lack a network, the measurements of a month, and a statistic where there is no speed', () => {
		const data = manifestWith('months.0.hexagons', undefined);
		data.months[0]!.networks.mobile.statistic = null;
		expect(() => checked(ManifestSchema, data, URL_OF_FILE)).not.toThrow();
		const without = manifestWith('months.0.networks.mobile', undefined);
		expect(() => checked(ManifestSchema, without, URL_OF_FILE)).not.toThrow();
	});

	it('may lack finer outlines', () => {
		const without = manifestWith('editions.0.details', undefined);
		expect(() => checked(ManifestSchema, without, URL_OF_FILE)).not.toThrow();
	});

	it.each([
		['months.0.month', '2025-13', '"2025-13"'],
		['months.0.networks.mobile.table.bytes', -1, '-1'],
		['months.0.networks.mobile.table.bytes', 1.5, '1.5'],
		['months.0.networks.mobile.table.bytes', '12', '"12"'],
		['months.0.networks.mobile.table.sha256', 'abc', '"abc"'],
		['months.0.networks.mobile.table.url', 'https://elsewhere.example/x', '"https://elsewhere.example/x"'],
		['months.0.networks.mobile.provenance', 'guessed', '"guessed"'],
		['months.0.networks.mobile.statistic', 'mode', '"mode"'],
		['months.0.networks.mobile.join.commune.rows', null, 'null'],
		['editions.0.levels.1', 'village', '"village"'],
		['editions.0.outlines', undefined, 'undefined'],
		['editions.0.details.01.bytes', '12', '"12"'],
		['editions', [], '0'],
		['months', {}, 'Object'],
		['land', undefined, 'undefined']
	])('is refused for a wrong %s, which is named (%j)', (path, value, found) => {
		const { code, fault } = faultOfManifest(manifestWith(path, value));
		expect(code).toBe('schema');
		expect(fault).toMatchObject({ file: URL_OF_FILE, column: path, found });
		expect(fault.expected).toBeTruthy();
	});

	it.each([
		[3, '3'],
		['1', '"1"'],
		[undefined, 'undefined']
	])('of another version (%j) is refused as such, whatever else is in it', (version, found) => {
		const { code, fault } = faultOfManifest({ ...manifest(), version, editions: 'new form' });
		expect(code).toBe('version');
		expect(fault).toEqual({ file: URL_OF_FILE, column: 'version', found, expected: '(1 | 2)' });
	});

	it.each([
		[null, 'null'],
		['text', '"text"'],
		[7, '7']
	])('is not %j', (data, found) => {
		const { code, fault } = faultOfManifest(data);
		expect(code).toBe('schema');
		expect(fault).toMatchObject({ file: URL_OF_FILE, found });
	});
});

describe('the units', () => {
	const columns = { code: ['01'], name: ['<b>Tên</b>'], type: [0], parent: [''] };
	const units = {
		version: VERSION,
		edition: '2025-07',
		types: ['Tỉnh'],
		levels: { province: columns, commune: columns }
	};
	const dated = {
		...units,
		version: UNITS_VERSION,
		changes: [
			{
				level: 'province',
				code: '01',
				from: '2026-09-20',
				name: 'Thành phố Tên',
				type: 'Thành phố',
				act: '1/2026/QH16',
				actDate: '2026-08'
			}
		],
		aliases: { '02': '01' }
	};

	it('need no districts', () => {
		expect(checked(UnitsSchema, units, URL_OF_FILE)).toMatchObject(units);
	});

	it('of version 1 have one name for all time', () => {
		expect(checked(UnitsSchema, units, URL_OF_FILE)).toMatchObject({ changes: [], aliases: {} });
	});

	it('of version 2 have dated names and other spellings of codes', () => {
		expect(checked(UnitsSchema, dated, URL_OF_FILE)).toEqual(dated);
		const { fault } = faultOf(() =>
			checked(UnitsSchema, { ...dated, version: 3 }, URL_OF_FILE)
		);
		expect(fault).toMatchObject({ column: 'version', found: '3' });
	});

	it('have codes as text, never as numbers', () => {
		const levels = { ...units.levels, province: { ...columns, code: [1] } };
		const { fault } = faultOf(() => checked(UnitsSchema, { ...units, levels }, URL_OF_FILE));
		expect(fault).toMatchObject({ column: 'levels.province.code.0', found: '1', expected: 'string' });
	});
});

it('what is known of the units may be nothing, and is never 0 people for it', () => {
	const unknown = { lon: [null], lat: [null], area: [null], population: [null] };
	const levels = { province: unknown, commune: unknown };
	const facts = { version: VERSION, edition: '2025-07', regions: [], region: [], levels };
	expect(checked(UnitFactsSchema, facts, URL_OF_FILE)).toEqual(facts);
	const { fault } = faultOf(() =>
		checked(
			UnitFactsSchema,
			{ ...facts, levels: { ...levels, commune: { ...unknown, population: [-1] } } },
			URL_OF_FILE
		)
	);
	expect(fault).toMatchObject({ column: 'levels.commune.population.0', found: '-1' });
});

describe('a series', () => {
	const series = {
		version: VERSION,
		edition: '2025-07',
		province: '01',
		months: ['2025-07', '2025-08'],
		networks: { mobile: { '00004': [null, 310] } }
	};

	it('has samples or nothing for each month, of the networks that were reported', () => {
		expect(checked(SeriesSchema, series, URL_OF_FILE)).toEqual(series);
	});

	it('is refused for a count that is not whole, which is named', () => {
		const networks = { mobile: { '00004': [1, 310.5] } };
		const { fault } = faultOf(() => checked(SeriesSchema, { ...series, networks }, URL_OF_FILE));
		expect(fault).toMatchObject({ column: 'networks.mobile.00004.1', found: '310.5' });
	});
});

describe('the summary', () => {
	const month = {
		edition: '2025-07',
		networks: {
			mobile: { provenance: 'simulated', total: 312, province: covered, commune: covered }
		}
	};
	const summary = { version: VERSION, threshold: 300, months: { '2025-07': month } };

	it('is taken as it is published', () => {
		expect(checked(SummarySchema, summary, URL_OF_FILE)).toEqual(summary);
	});

	it('is refused for what is no month', () => {
		const named = (data: unknown) =>
			faultOf(() => checked(SummarySchema, data, URL_OF_FILE)).fault.column;
		expect(named({ ...summary, months: { July: month } })).toBe('months.July');
	});

	it('leaves out a network that this program does not know', () => {
		const networks = { ...month.networks, satellite: month.networks.mobile };
		const more = { ...summary, months: { '2025-07': { ...month, networks } } };
		expect(checked(SummarySchema, more, URL_OF_FILE)).toEqual(summary);
	});

	it('tells of a network without a threshold how many units were measured', () => {
		const measured = { units: 4, measured: 1, samples: 120, unitsWithoutData: 3 };
		const networks = {
			'5g': { provenance: 'imported', total: 120, province: measured, commune: measured }
		};
		const read = checked(
			SummarySchema,
			{ ...summary, months: { '2025-07': { ...month, networks } } },
			URL_OF_FILE
		);
		expect(read.months['2025-07']!.networks['5g']!.commune).toEqual({
			units: 4,
			reached: 1,
			share: 0.25,
			samples: 120,
			unitsWithoutData: 3
		});
	});
});
