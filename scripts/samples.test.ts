import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultCode } from '../src/lib/domain/errors.ts';
import { unitsOf, type Units } from '../src/lib/domain/unit.ts';
import { SampleRows } from './lib/sample-rows.ts';
import type { MonthTable } from './lib/table.ts';
import { applySamples, readSamples } from './samples.ts';
import { readCountry } from './testing/country.ts';

const THIS_MONTH = '2026-11';
const HEADER = 'month,code,network,samples,download_mbps,upload_mbps,latency_ms,statistic';

let folder: string;
let editions: Units[];
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'samples-'));
	editions = (await readCountry()).map(({ units }) => units);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(files: Record<string, string | Buffer>) {
	for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
	return readSamples(folder, editions, THIS_MONTH);
}

describe('faults', () => {
	const cases: [row: string, code: FaultCode, column: string, found: string][] = [
		['2024-11,99999,mobile,5,,,,', 'unknown-code', 'code', '99999'],
		['2024-11,1,mobile,5,,,,', 'unknown-code', 'code', '1'],
		['2025-07,00001,mobile,5,,,,', 'unknown-code', 'code', '00001'],
		['2025-07,498,mobile,5,,,,', 'unknown-code', 'code', '498'],
		['2024-11,00001,mobile,-5,,,,', 'value', 'samples', '-5'],
		['2024-11,00001,mobile,5.5,,,,', 'value', 'samples', '5.5'],
		['2024-11,00001,mobile,"1,234",,,,', 'value', 'samples', '1,234'],
		['2024-11,00001,mobile,,,,,', 'value', 'samples', ''],
		['2024-11,00001,mobile,1e3,,,,', 'value', 'samples', '1e3'],
		['2024-11,00001,mobile,99999999,,,,', 'value', 'samples', '99999999'],
		['2022-09,00001,mobile,5,,,,', 'month', 'month', '2022-09'],
		['2026-12,00004,mobile,5,,,,', 'month', 'month', '2026-12'],
		['2024-13,00001,mobile,5,,,,', 'month', 'month', '2024-13'],
		['11/2024,00001,mobile,5,,,,', 'month', 'month', '11/2024'],
		['2024-11,00001,satellite,5,,,,', 'value', 'network', 'satellite'],
		['2024-11,00001,Mobile,5,,,,', 'value', 'network', 'Mobile'],
		['2024-11,00001,mobile,5,-1,,,median', 'value', 'download_mbps', '-1'],
		['2024-11,00001,mobile,5,,"54,3",,median', 'value', 'upload_mbps', '54,3'],
		['2024-11,00001,mobile,5,,,1000000,median', 'value', 'latency_ms', '1000000'],
		['2024-11,00001,mobile,5,54.3,,,', 'value', 'statistic', ''],
		['2024-11,00001,mobile,5,54.3,,,mode', 'value', 'statistic', 'mode'],
		['2024-11,00001,mobile,0,54.3,,,mean', 'value', 'samples', '0']
	];

	it.each(cases)('%s', async (row, code, column, found) => {
		const good = '2024-11,00004,mobile,7,,,,';
		const { rowsIn, accepted, faults } = await read({ 'a.csv': [HEADER, good, row].join('\n') });
		expect(faults).toHaveLength(1);
		expect(faults[0]!.code).toBe(code);
		expect(faults[0]!.fault).toMatchObject({ file: 'data/samples/a.csv', row: 3, column, found });
		expect(faults[0]!.fault.expected).toBeTruthy();
		expect([rowsIn, accepted.length]).toEqual([2, 1]);
	});

	it('a key twice, in one file or in two', async () => {
		const row = '2024-11,00001,mobile,5';
		const header = 'month,code,network,samples';
		const { accepted, faults } = await read({
			'a.csv': [header, row, row].join('\n'),
			'b.csv': [header, row, '2024-11,00001,fixed,5'].join('\n')
		});
		expect(accepted).toHaveLength(2);
		expect(faults.map(({ code, fault }) => [code, fault.file, fault.row])).toEqual([
			['duplicate', 'data/samples/a.csv', 3],
			['duplicate', 'data/samples/b.csv', 2]
		]);
		expect(faults[1]!.message).toContain('data/samples/a.csv row 2');
	});

	it('two statistics in one month and network', async () => {
		const rows = ['2024-11,00001,mobile,5,50,,,median', '2024-11,00004,mobile,5,50,,,mean'];
		const { faults } = await read({ 'a.csv': [HEADER, ...rows].join('\n') });
		expect(faults.map(({ fault }) => [fault.row, fault.column])).toEqual([[3, 'statistic']]);
	});

	it('a file that cannot be read spoils none of the others', async () => {
		const good = 'month,code,network,samples\n2024-11,00001,mobile,5\n';
		const { accepted, faults } = await read({
			'1.csv': '',
			'2.csv': 'thang,ma,mang,mau\n2024-11,00001,mobile,5\n',
			'3.csv': Buffer.from(good, 'utf16le'),
			'4.csv': Buffer.from(`${good}2024-11,Vi\u00eat,mobile,5\n`, 'latin1'),
			'5.CSV': good,
			'notes.txt': 'not read'
		});
		expect(faults.map(({ code }) => code)).toEqual(['empty', 'header', 'encoding', 'encoding']);
		expect(faults.map(({ fault }) => fault.file)).toEqual(
			[1, 2, 3, 4].map((name) => `data/samples/${name}.csv`)
		);
		expect(accepted).toHaveLength(1);
	});

	it('no folder is no rows', async () => {
		const input = await readSamples(join(folder, 'none'), editions, THIS_MONTH);
		expect(input).toEqual({ rowsIn: 0, accepted: [], faults: [] });
	});
});

it('accounts for every row', async () => {
	const field = <T>(good: T[], bad: T[]) => fc.constantFrom(...good, ...good, ...good, ...bad);
	const row = fc
		.tuple(
			field(['2024-11', '2025-07'], ['2020-01', 'x']),
			field(['00001', '00004', '20194', '01'], ['99999', '']),
			field(['mobile', 'fixed'], ['5G']),
			field(['0', '300', '17'], ['-1', '2.5']),
			field(['', '54.3'], ['x']),
			field(['median', 'mean'], ['', 'x'])
		)
		.map(([month, code, network, samples, speed, statistic]) =>
			[month, code, network, samples, speed, '', '', statistic].join(',')
		);
	await fc.assert(
		fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
			const { rowsIn, accepted, faults } = await read({ 'a.csv': [HEADER, ...rows].join('\n') });
			expect(rowsIn).toBe(rows.length);
			expect(accepted.length + faults.length).toBe(rows.length);
			const lines = [...accepted.map(({ line }) => line), ...faults.map(({ fault }) => fault.row)];
			expect(new Set(lines).size).toBe(rows.length);
		}),
		{ numRuns: 40 }
	);
});

describe('applySamples', () => {
	const checker = () => new SampleRows(editions, THIS_MONTH);
	const row = (code: string, samples: number, more: Record<string, string> = {}) => ({
		line: 2,
		fields: { month: '2024-11', code, network: 'mobile', samples: String(samples), ...more }
	});
	const simulated = (): MonthTable => ({
		month: '2024-11',
		edition: '2022-10',
		networks: {
			mobile: { values: {}, provenance: 'simulated', statistic: 'median', source: 's', join: {} },
			fixed: { values: {}, provenance: 'simulated', statistic: 'median', source: 's', join: {} }
		},
		hexagons: new Map([
			[4, (['mobile', 'fixed'] as const).map((network) => ({ ...emptyHexagons, network }))]
		])
	});
	const none = new Float64Array();
	const emptyHexagons = { cell: [], samples: none, download: none, upload: none, latency: none };

	it('replaces a month and network whole, and no other', () => {
		const rows = checker();
		const accepted = [
			rows.accept('a.csv', row('00001', 10, { download_mbps: '54.3', statistic: 'mean' })),
			rows.accept('a.csv', row('00004', 20)),
			rows.accept('a.csv', row('005', 400))
		];
		const [table] = applySamples([simulated()], accepted, editions);
		const { mobile, fixed } = table!.networks;
		expect(mobile).toMatchObject({ provenance: 'imported', statistic: 'mean', source: 'a.csv' });
		expect(fixed!.provenance).toBe('simulated');
		expect(table!.hexagons.get(4)!.map(({ network }) => network)).toEqual(['fixed']);

		const units = editions[0]!;
		const at = (level: 'province' | 'district' | 'commune', code: string) => {
			const of = unitsOf(units, level).rowOf.get(code)!;
			const values = mobile!.values[level]!;
			return [values.samples[of], values.download[of], values.derived[of]];
		};
		expect(at('commune', '00001')).toEqual([10, 54.3, 0]);
		expect(at('commune', '00007')).toEqual([NaN, NaN, 0]);
		expect(at('district', '001')).toEqual([30, NaN, 1]);
		expect(at('district', '005')).toEqual([400, NaN, 0]);
		expect(at('province', '01')).toEqual([430, NaN, 1]);
		expect(mobile!.join.commune).toMatchObject({ rows: 2, matched: 2 });
		expect(mobile!.join.district!.unitsWithoutData).toHaveLength(5);
	});

	it('adds a month that was not simulated, in order', () => {
		const accepted = [
			checker().accept('a.csv', row('00001', 10, { month: '2024-01' })),
			checker().accept('a.csv', row('00004', 10, { month: '2026-11' }))
		];
		const tables = applySamples([simulated()], accepted, editions);
		expect(tables.map(({ month }) => month)).toEqual(['2024-01', '2024-11', '2026-11']);
		expect(tables[2]!.edition).toBe('2025-07');
		expect(tables[0]!.networks.mobile!.statistic).toBeNull();
	});
});
