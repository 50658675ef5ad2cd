/** The editions of the list of units: `data/editions.csv`, one row each, with the lists in `data/gazetteer/`. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { DataError, type FaultCode } from '../../src/lib/domain/errors.ts';
import { addMonths, isMonth } from '../../src/lib/domain/month.ts';
import { isLevel, LEVELS, type Level } from '../../src/lib/domain/unit.ts';
import { readCsv, type CsvRow } from '../common/csv.ts';

const COLUMNS = ['edition', 'first_month', 'levels'] as const;
/** Stands in the names of files and in addresses. */
const ID = /^[a-z0-9][a-z0-9.-]*$/i;
/** Lists that must have an edition. */
const LIST = /^(.+)-communes\.csv$/;

/** Path of the table below `data/`. */
export function editionsFile(data: string): string {
	return join(data, 'editions.csv');
}

/**
 * Read the editions, ascending as they stand. An edition serves months from its first one to the one before the next edition's
 * first; the last one is in force.
 * @param data `data`
 * @throws DataError with file, row, column, found, expected and what to do
 */
export async function readEditions(data: string): Promise<Edition[]> {
	const file = editionsFile(data);
	const rows = await readCsv(file, { required: COLUMNS });
	if (rows.length === 0)
		throw new DataError('empty', {
			file,
			expected: 'a row for each list of units',
			remedy: 'Add one: edition, first month, levels from the top down'
		});
	const read = rows.map((row) => ({ row, edition: readEdition(file, row) }));
	read.forEach(({ row, edition }, at) => {
		const before = read[at - 1];
		if (before?.edition.from === edition.from)
			throw faultOf(
				file,
				row,
				'duplicate',
				'first_month',
				`another month than that of ${before.edition.id} (row ${before.row.line}): each month has one list`,
				'Let the later list begin in its own first month; the list before ends by itself'
			);
		if (before && before.edition.from > edition.from)
			throw faultOf(
				file,
				row,
				'value',
				'first_month',
				`a month after ${before.edition.from}, the first of ${before.edition.id} (row ${before.row.line}): editions stand one below the other as they come into force`,
				`Mend the first month of ${edition.id}, or put its row above those of later editions`
			);
		const twin = read.slice(0, at).find((other) => other.edition.id === edition.id);
		if (twin)
			throw faultOf(
				file,
				row,
				'duplicate',
				'edition',
				`each edition once, and row ${twin.row.line} has it`,
				'A renaming is no edition: it is a row of its changes'
			);
	});
	const editions = read.map(({ edition }, at): Edition => {
		const next = read[at + 1]?.edition;
		return { ...edition, to: next ? addMonths(next.from, -1) : null };
	});
	await checkLists(data, file, editions);
	return editions;
}

function readEdition(file: string, row: CsvRow): Edition {
	const [id, from, levels] = COLUMNS.map((column) => row.fields[column]!) as [
		string,
		string,
		string
	];
	if (!ID.test(id))
		throw faultOf(file, row, 'value', 'edition', 'letters, digits, dots and dashes');
	if (!isMonth(from)) throw faultOf(file, row, 'value', 'first_month', 'a month, YYYY-MM');
	const named = levels.split(/\s+/).filter(Boolean);
	const known = LEVELS.filter((level) => named.includes(level));
	const isRight =
		named.every(isLevel) &&
		named.join() === known.join() &&
		(['province', 'commune'] as Level[]).every((level) => named.includes(level));
	if (!isRight)
		throw faultOf(
			file,
			row,
			'value',
			'levels',
			'"province district commune", or "province commune"',
			'Name the levels of the list from the top down, with blanks between'
		);
	return { id, from, to: null, levels: known };
}

/** A list without a row would be left out in silence. */
async function checkLists(data: string, file: string, editions: readonly Edition[]): Promise<void> {
	const names = await readdir(join(data, 'gazetteer')).catch(() => []);
	for (const name of names) {
		const id = LIST.exec(name)?.[1];
		if (id !== undefined && !editions.some((edition) => edition.id === id))
			throw new DataError('value', {
				file,
				column: 'edition',
				found: `no row of ${id}, though gazetteer/${name} is there`,
				expected: 'a row for each list',
				remedy: `Add a row of ${id}, or take its files out of gazetteer/`
			});
	}
}

function faultOf(
	file: string,
	row: CsvRow,
	kind: FaultCode,
	column: (typeof COLUMNS)[number],
	expected: string,
	remedy?: string
): DataError {
	return new DataError(kind, {
		file,
		row: row.line,
		column,
		found: row.fields[column],
		expected,
		remedy
	});
}
