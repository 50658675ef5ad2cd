import { byReading } from '../../src/lib/domain/figures.ts';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import {
	readHexagons,
	readMonthTable,
	splitByLevel,
	type HexagonColumns,
	type Labels,
	type MonthColumns
} from '../../src/lib/data/parquet.ts';
import { MONTH_COLUMNS } from '../../src/lib/data/schema.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { writeHexagons, writeMonthTable } from './parquet.ts';
import { toBuffer } from '../common/promise.ts';

const FOOTER = { month: '2024-11', edition: '2022-10' };

const row = fc.record({
	samples: fc.nat(100_000),
	...byReading(() =>
		fc.oneof(
			fc.constant(NaN),
			fc.nat(9_999).map((tenths) => tenths / 10)
		)
	),
	derived: fc.nat(1)
});
const code = fc
	.tuple(fc.constantFrom(2, 3, 5), fc.nat(99))
	.map(([width, value]) => String(value).padStart(width, '0'));
const rows = fc
	.uniqueArray(fc.tuple(code, row), { selector: ([value]) => value, minLength: 1, maxLength: 60 })
	.map((entries) => {
		entries.sort(([a], [b]) => (a < b ? -1 : 1));
		const column = (name: keyof (typeof entries)[number][1]) =>
			Float64Array.from(entries, ([, values]) => values[name]);
		return {
			code: entries.map(([value]) => value),
			samples: column('samples'),
			...byReading(column),
			derived: Uint8Array.from(column('derived'))
		};
	});
const tables = fc.oneof(
	fc.record({ mobile: rows }),
	fc.record({ fixed: rows }),
	fc.record({ mobile: rows, fixed: rows })
);

const TABLE: MonthColumns = {
	mobile: {
		code: ['01', '001', '00001'],
		samples: [300, 299, 0],
		...byReading(() => [NaN, NaN, NaN]),
		download: [54.3, 258, NaN],
		upload: [20.1, 195, NaN],
		latency: [35.6, 8.1, NaN],
		derived: [0, 1, 0]
	}
};

describe('month table', () => {
	it('comes back as it was written', async () => {
		await fc.assert(
			fc.asyncProperty(tables, async (table) => {
				const buffer = toBuffer(writeMonthTable(table, FOOTER));
				expect(await readMonthTable(buffer, 'a.parquet')).toEqual(table);
			}),
			{ numRuns: 40 }
		);
	});

	it('tells levels apart by the length of the code', () => {
		const levels = splitByLevel({ ...TABLE.mobile!, code: ['01', '001', '00001'] });
		expect([levels.province.code, levels.district.code, levels.commune.code]).toEqual([
			['01'],
			['001'],
			['00001']
		]);
		expect(levels.district.samples[0]).toBe(299);
	});

	it('is refused wherever it is cut off', async () => {
		const whole = writeMonthTable(TABLE, FOOTER);
		for (let length = 4; length < whole.length; length += 7) {
			const error = await dataErrorOf(() =>
				readMonthTable(toBuffer(whole.subarray(0, length)), 'a.parquet')
			);
			expect(error.code).toBe('truncated');
			expect(error.fault.file).toBe('a.parquet');
		}
	});

	it('is refused when its middle is missing', async () => {
		const whole = writeMonthTable(TABLE, FOOTER);
		const torn = Buffer.concat([whole.subarray(0, 30), whole.subarray(90)]);
		const error = await dataErrorOf(() => readMonthTable(toBuffer(torn), 'a.parquet'));
		expect(error.code).toBe('truncated');
	});

	it.each([[''], ['PK'], ['<!doctype html><title>404</title>']])(
		'a file that begins with %j is not Parquet',
		async (text) => {
			const error = await dataErrorOf(() => readMonthTable(toBuffer(Buffer.from(text)), 'a'));
			expect(error.code).toBe('schema');
			expect(error.fault.found).toBe(text.slice(0, 16));
		}
	);

	it('is refused with another version', async () => {
		const buffer = parquetWriteBuffer({
			columnData: [{ name: 'code', data: ['01'] }],
			kvMetadata: [{ key: 'version', value: '99' }]
		});
		const error = await dataErrorOf(() => readMonthTable(buffer, 'a'));
		expect(error.code).toBe('version');
		expect(error.fault).toMatchObject({ found: '99', expected: '1 or 2' });
	});

	it('is refused without one of its columns', async () => {
		const columnData = MONTH_COLUMNS.filter((name) => name !== 'latency_ms').map((name) => ({
			name,
			data: ['1']
		}));
		const kvMetadata = [{ key: 'version', value: '1' }];
		const error = await dataErrorOf(() =>
			readMonthTable(parquetWriteBuffer({ columnData, kvMetadata }), 'a')
		);
		expect(error.code).toBe('schema');
		expect(error.fault.column).toBe('latency_ms');
	});

	it('is refused with an unknown network', async () => {
		const columnData = MONTH_COLUMNS.map((name) => ({ name, data: ['satellite'] }));
		const kvMetadata = [{ key: 'version', value: '1' }];
		const error = await dataErrorOf(() =>
			readMonthTable(parquetWriteBuffer({ columnData, kvMetadata }), 'a')
		);
		expect(error.fault).toMatchObject({ column: 'network', found: 'satellite', row: 1 });
	});
});

describe('what a file is of', () => {
	const own = { month: '2024-11', edition: '2022-10', network: 'mobile' as const };
	const read = (footer: Record<string, string>, labels: Labels) =>
		readMonthTable(toBuffer(writeMonthTable(TABLE, footer)), 'a.parquet', labels);
	const codesOf = ({ mobile }: MonthColumns) => mobile!.code;

	it('is read from the file that says so', async () => {
		const ofOne = { ...own, operator: 'A' };
		expect(codesOf(await read(own, own))).toEqual(codesOf(TABLE));
		expect(codesOf(await read(ofOne, ofOne))).toEqual(codesOf(TABLE));
	});

	it.each([
		['month', { month: '2024-12' }],
		['edition', { edition: '2025-07' }],
		['network', { network: 'fixed' }],
		['operator', { operator: 'A' }]
	])('is refused when the file says another %s', async (column, other) => {
		const { code, fault } = await dataErrorOf(() => read({ ...own, ...other }, own));
		expect(code).toBe('other-file');
		expect(fault).toEqual({
			file: 'a.parquet',
			column,
			found: Object.values(other)[0],
			expected: (own as Record<string, string>)[column] ?? 'none'
		});
	});

	it('all operators together are not taken for one of them', async () => {
		const { fault } = await dataErrorOf(() => read(own, { ...own, operator: 'A' }));
		expect(fault).toMatchObject({ column: 'operator', found: 'none', expected: 'A' });
	});

	it('a file of a time when it did not say its network is read as before', async () => {
		expect(codesOf(await read(FOOTER, own))).toEqual(codesOf(TABLE));
	});

	it('hexagons of another resolution are refused', async () => {
		const buffer = toBuffer(writeHexagons([], { month: '2024-11', resolution: '8' }));
		const labels = { month: '2024-11', resolution: '7' };
		const { fault } = await dataErrorOf(() => readHexagons(buffer, 'a', labels));
		expect(fault).toMatchObject({ column: 'resolution', found: '8', expected: '7' });
	});
});

describe('hexagons', () => {
	const table: HexagonColumns[] = [
		{
			network: 'mobile',
			cell: ['88414d0001fffff', '88414d0003fffff'],
			samples: Float64Array.of(5, NaN),
			...byReading(() => Float64Array.of(NaN, NaN)),
			download: Float64Array.of(54.3, NaN),
			upload: Float64Array.of(20, NaN),
			latency: Float64Array.of(31, NaN)
		},
		{
			network: 'fixed',
			cell: ['88414d0001fffff'],
			samples: Float64Array.of(70_000),
			...byReading(() => Float64Array.of(NaN)),
			download: Float64Array.of(258),
			upload: Float64Array.of(195),
			latency: Float64Array.of(8.1)
		}
	];

	it('come back as they were written', async () => {
		const buffer = toBuffer(writeHexagons(table, { month: '2024-11', resolution: '8' }));
		expect(await readHexagons(buffer, 'a')).toEqual(table);
	});

	it('are not a month table', async () => {
		const buffer = toBuffer(writeHexagons(table, FOOTER));
		const error = await dataErrorOf(() => readMonthTable(buffer, 'a'));
		expect(error.code).toBe('schema');
		expect(error.fault.column).toBe('code');
	});
});
