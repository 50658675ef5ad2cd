import { gzipSync } from 'node:zlib';
import {
	ByteWriter,
	parquetWrite,
	schemaFromColumnData,
	type ColumnSource
} from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';
import { READINGS, readingFacts, type Reading } from '../../src/lib/domain/figures.ts';
import type { SampleColumns } from '../../src/lib/domain/join.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import {
	SHARES,
	STATISTICS_COLUMNS,
	type StatisticsColumn,
	type StatisticsRows
} from '../../src/lib/domain/statistics.ts';
import type { HexagonColumns, MonthColumns } from '../../src/lib/data/parquet.ts';
import { VERSION } from '../../src/lib/data/schema.ts';

/** Text that travels in the file's footer. */
export type Footer = Record<string, string>;

/**
 * A month's table as Parquet, a row group for each network, rows as given.
 * Pages are compressed inside the file, since few web servers compress this type on the way; byte streams side by side
 * are what gzip packs best.
 */
export function writeMonthTable(table: MonthColumns, footer: Footer): Uint8Array {
	const parts = NETWORKS.flatMap((network) => {
		const columns = table[network];
		return columns ? [{ network, columns, count: columns.code.length }] : [];
	});
	const all = (of: (columns: SampleColumns) => ArrayLike<number>) =>
		parts.flatMap(({ columns }) => Array.from(of(columns)));
	const data: ColumnSource[] = [
		text(
			'network',
			parts.flatMap(({ network, count }) => Array<string>(count).fill(network))
		),
		codes(parts.flatMap(({ columns }) => columns.code)),
		{ name: 'samples', data: all(({ samples }) => samples), encoding: 'BYTE_STREAM_SPLIT' },
		...readings(all),
		{ name: 'derived', data: all(({ derived }) => derived).map(Boolean) }
	];
	return write(
		data,
		parts.map(({ count }) => count),
		footer,
		{
			code: required('code', 'BYTE_ARRAY', 'UTF8'),
			samples: required('samples', 'INT32'),
			derived: required('derived', 'BOOLEAN')
		}
	);
}

/** A month's statistics as Parquet, rows as given: speeds in tenths, shares in hundredths of a per cent. */
export function writeStatistics(rows: StatisticsRows, footer: Footer): Uint8Array {
	const laterNames = READINGS.filter((reading) => readingFacts(reading).isLater);
	const isUnknown = (name: StatisticsColumn) =>
		laterNames.some((reading) => name.endsWith(`_${reading}`)) && rows[name].every(Number.isNaN);
	const data: ColumnSource[] = [
		codes(rows.code),
		...STATISTICS_COLUMNS.filter((name) => !isUnknown(name)).map((name) =>
			decimals(name, Array.from(rows[name]))
		)
	];
	const scaleOf = (name: string) =>
		name === 'hexagons' ? 0 : (SHARES as readonly string[]).includes(name) ? 4 : 1;
	return write(data, [rows.code.length], footer, {
		code: required('code', 'BYTE_ARRAY', 'UTF8'),
		...Object.fromEntries(STATISTICS_COLUMNS.map((name) => [name, decimal(name, scaleOf(name))]))
	});
}

/** Hexagons of a month and resolution as Parquet, a row group for each network. */
export function writeHexagons(table: readonly HexagonColumns[], footer: Footer): Uint8Array {
	const all = (of: (columns: HexagonColumns) => ArrayLike<number>) =>
		table.flatMap((columns) => Array.from(of(columns)));
	const data: ColumnSource[] = [
		text(
			'network',
			table.flatMap(({ network, cell }) => cell.map(() => network))
		),
		{
			name: 'cell',
			data: table.flatMap(({ cell }) => cell.map((index) => BigInt(`0x${index}`))),
			encoding: 'BYTE_STREAM_SPLIT'
		},
		{
			name: 'samples',
			data: all(({ samples }) => samples).map(orNull),
			encoding: 'BYTE_STREAM_SPLIT'
		},
		...readings(all)
	];
	return write(
		data,
		table.map(({ cell }) => cell.length),
		footer,
		{
			cell: required('cell', 'INT64', 'UINT_64'),
			samples: { name: 'samples', type: 'INT32', repetition_type: 'OPTIONAL' }
		}
	);
}

/** Columns of all readings; those that came later are left out where nothing is known of them. */
function readings(
	all: (of: (columns: Record<Reading, ArrayLike<number>>) => ArrayLike<number>) => number[]
): ColumnSource[] {
	return READINGS.flatMap((reading) => {
		const { column, isLater } = readingFacts(reading);
		const values = all((columns) => columns[reading]);
		return isLater && values.every(Number.isNaN) ? [] : [decimals(column, values)];
	});
}

function write(
	columnData: ColumnSource[],
	rowGroupSize: number[],
	footer: Footer,
	overrides: Record<string, SchemaElement>
): Uint8Array {
	const readings = READINGS.map((reading) => {
		const { column } = readingFacts(reading);
		return [column, decimal(column, 1)];
	});
	const known: Record<string, SchemaElement> = {
		network: required('network', 'BYTE_ARRAY', 'UTF8'),
		...Object.fromEntries(readings),
		...overrides
	};
	const schemaOverrides = Object.fromEntries(
		columnData.flatMap(({ name }) => (known[name] ? [[name, known[name]]] : []))
	);
	const writer = new ByteWriter();
	parquetWrite({
		writer,
		columnData,
		schema: schemaFromColumnData({ columnData, schemaOverrides }),
		codec: 'GZIP',
		compressors: { GZIP: (page) => gzipSync(page, { level: 9 }) },
		statistics: false,
		rowGroupSize: rowGroupSize.length ? rowGroupSize : [1],
		createdBy: 'ispeed-coverage-map',
		kvMetadata: Object.entries({ version: String(VERSION), ...footer }).map(([key, value]) => ({
			key,
			value
		}))
	});
	return writer.getBytes();
}

function text(name: string, data: string[]): ColumnSource {
	return { name, data, encoding: 'RLE_DICTIONARY' };
}

function codes(data: string[]): ColumnSource {
	return { name: 'code', data, encoding: 'DELTA_BYTE_ARRAY' };
}

function decimals(name: string, values: number[]): ColumnSource {
	return { name, data: values.map(orNull), encoding: 'BYTE_STREAM_SPLIT' };
}

function orNull(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}

function required(
	name: string,
	type: SchemaElement['type'],
	converted_type?: SchemaElement['converted_type']
): SchemaElement {
	return { name, type, converted_type, repetition_type: 'REQUIRED' };
}

/** @param scale places after the point */
function decimal(name: string, scale: number): SchemaElement {
	return {
		name,
		type: 'INT32',
		converted_type: 'DECIMAL',
		scale,
		precision: 6,
		repetition_type: 'OPTIONAL'
	};
}
