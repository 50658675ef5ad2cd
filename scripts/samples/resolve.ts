/** Rows for the same unit, month and network: which of them stand. */
import type { Fault } from '../../src/lib/domain/errors.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Statistic } from '../../src/lib/domain/join.ts';
import type { Rejections } from './rejections.ts';
import { READINGS, type Reading } from '../../src/lib/domain/figures.ts';
import { storedRow, type StoredNumber, type StoredRow } from './stored-table.ts';
import type { TableRow } from './table.ts';

/**
 * Rows of one month and network without repetitions. Rows that say the same stand for one; of rows that contradict
 * each other none stands, whatever their order.
 * @param known rows that the store has already
 */
export function resolveRows(
	rows: readonly TableRow[],
	known: readonly StoredRow[],
	rejections: Rejections
): StoredRow[] {
	const before = new Map(known.map((row) => [row.code, row]));
	const groups = new Map<string, TableRow[]>();
	for (const row of rows) {
		const group = groups.get(row.code);
		if (group) group.push(row);
		else groups.set(row.code, [row]);
	}
	const accepted: StoredRow[] = [];
	for (const [code, group] of groups) {
		const stored = before.get(code);
		if (stored) {
			for (const row of group)
				rejections.add(
					isSame(row, stored) ? 'duplicate' : 'contradiction',
					{
						...placeOf(row),
						expected: `${describe(stored)}, which was added before`,
						remedy: 'To change a month: npm run samples -- replace <month> <files>'
					},
					row.rows
				);
			continue;
		}
		const one = withoutRepetitions(group, rejections);
		if (one) accepted.push(toStored(one));
	}
	return accepted;
}

/** The one row that rows of the same unit, month and network (or technology) stand for; nothing when they contradict. */
export function withoutRepetitions(
	group: readonly TableRow[],
	rejections: Rejections
): TableRow | undefined {
	const [first, ...more] = [...group].sort((a, b) =>
		a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line
	);
	if (more.every((row) => isSame(row, first!))) {
		for (const row of more)
			rejections.add(
				'duplicate',
				{
					...placeOf(row),
					expected: `each unit once; it is also in row ${first!.line} of ${first!.file}`
				},
				row.rows
			);
		return first;
	}
	for (const row of group) {
		const other =
			group.find((of) => of !== row && !isSame(of, row)) ?? group.find((of) => of !== row)!;
		rejections.add(
			'contradiction',
			{
				...placeOf(row),
				expected: `one row a unit; row ${other.line} of ${other.file} says ${describe(other)}`,
				remedy: 'Remove the wrong row'
			},
			row.rows
		);
	}
	return undefined;
}

/**
 * The one statistic of a month and network; `null` without speeds.
 * @throws DataError when there are two
 */
export function oneStatistic(
	rows: readonly TableRow[],
	known: Statistic | null,
	table: string
): Statistic | null {
	let statistic = known;
	for (const row of rows) {
		if (row.statistic === undefined) continue;
		statistic ??= row.statistic;
		if (row.statistic !== statistic)
			throw new DataError('value', {
				file: row.file,
				row: row.line,
				found: row.statistic,
				expected: `${statistic}: one statistic for ${table}`
			});
	}
	return statistic;
}

type Figures = Pick<TableRow, 'samples' | Reading>;

function isSame(a: Figures, b: Figures): boolean {
	return (['samples', ...READINGS] as const).every((name) => Object.is(a[name], b[name]));
}

function describe({ samples, download }: Figures): string {
	return `${samples} samples${Number.isNaN(download) ? '' : `, ${download} Mbit/s`}`;
}

function placeOf(row: TableRow): Fault {
	return { file: row.file, row: row.line, found: `${row.code}: ${describe(row)}` };
}

function toStored({ statistic, ...row }: TableRow): StoredRow {
	const known: Partial<Record<StoredNumber, number>> = { samples: row.samples };
	for (const reading of READINGS) {
		known[reading] = row[reading];
		if (statistic === 'mean') known[`${reading}_mean`] = row[reading];
	}
	return storedRow(row.code, known);
}
