/** The table of one month and network as it is kept: everything that is known of each unit. */
import type { ColumnSource } from 'hyparquet-writer';
import { READINGS, readingFacts, type Reading } from '../../src/lib/domain/figures.ts';
import { SPREADS, type SpreadName } from '../../src/lib/domain/statistics.ts';
import { storedColumns, storedParquet } from './stored-parquet.ts';

/** Shares of the measurements with at least 40 and 100 Mbit/s of download, 0 to 1. */
const SHARES = ['share_40', 'share_100'] as const;

export type StoredNumber =
	'samples' | Reading | `${Reading}_${SpreadName}` | (typeof SHARES)[number];

/**
 * Numbers of a row; `NaN` where there is none. A reading's own is its median or mean, as the store's index says; beside
 * it stands its spread.
 */
export const STORED_NUMBERS: readonly StoredNumber[] = [
	'samples',
	...READINGS,
	...READINGS.flatMap((reading) => SPREADS.map((name) => `${reading}_${name}` as const)),
	...SHARES
];

/** Columns that older files may lack: of readings that came later, and of technologies. */
const LATER = [
	...STORED_NUMBERS.filter((name) =>
		READINGS.some(
			(reading) =>
				readingFacts(reading).isLater && (name === reading || name.startsWith(`${reading}_`))
		)
	),
	'technologies'
];

/** A unit's figures, all operators together or one of them. */
export type StoredRow = Record<StoredNumber, number> & {
	/** Official code; empty for the whole country. */
	code: string;
	/** Empty for all operators together. */
	operator: string;
	/** "3g+4g" where a table gave technologies alone, whose sum it is; absent otherwise. */
	technologies?: string;
};

/** A row of which only some figures are known. */
export function storedRow(code: string, known: Partial<Record<StoredNumber, number>>): StoredRow {
	const numbers = Object.fromEntries(STORED_NUMBERS.map((name) => [name, known[name] ?? NaN]));
	return { code, operator: '', ...(numbers as Record<StoredNumber, number>) };
}

/** Rows ascending by operator and code, as Parquet. */
export function writeStored(rows: readonly StoredRow[]): Uint8Array {
	const sorted = [...rows].sort(
		(a, b) => compare(a.operator, b.operator) || compare(a.code, b.code)
	);
	const columnData: ColumnSource[] = [
		{ name: 'code', data: sorted.map(({ code }) => code), type: 'STRING' },
		{ name: 'operator', data: sorted.map(({ operator }) => operator), type: 'STRING' },
		...STORED_NUMBERS.map((name): ColumnSource => ({
			name,
			data: sorted.map((row) => (Number.isNaN(row[name]) ? null : row[name])),
			type: 'DOUBLE',
			nullable: true
		})),
		...(sorted.some(({ technologies }) => technologies)
			? [
					{
						name: 'technologies',
						data: sorted.map(({ technologies }) => technologies ?? ''),
						type: 'STRING' as const
					}
				]
			: [])
	];
	return storedParquet(columnData);
}

/**
 * Read what {@link writeStored} wrote.
 * @throws DataError when the file is damaged
 */
export async function readStored(bytes: Uint8Array, file: string): Promise<StoredRow[]> {
	const names = ['code', 'operator', ...STORED_NUMBERS, 'technologies'];
	const columns = await storedColumns(bytes, file, names, LATER);
	const technologiesOf = (row: number) => columns['technologies']![row];
	return columns['code']!.map((code, row) => ({
		code: String(code),
		operator: String(columns['operator']![row]),
		...(technologiesOf(row) ? { technologies: String(technologiesOf(row)) } : {}),
		...(Object.fromEntries(
			STORED_NUMBERS.map((name) => [name, numberOr(columns[name]![row])])
		) as Record<StoredNumber, number>)
	}));
}

function numberOr(value: unknown): number {
	return typeof value === 'number' ? value : NaN;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
