import { DataError } from '../domain/errors.ts';
import { joinRows, type NetworkValues } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import type { Network } from '../domain/network.ts';
import {
	buildUnits,
	LEVELS,
	unitsOf,
	type Level,
	type UnitColumns,
	type Units
} from '../domain/unit.ts';
import { readMonthTable, splitByLevel } from './parquet.ts';
import { checked, UnitsSchema, type Summary } from './schema.ts';

/** What the figures of a file are of. */
export interface FiguresOf {
	month: Month;
	network: Network;
	/** Absent for all operators together. */
	operator?: string | undefined;
}

/**
 * The units of an edition.
 * @param data decoded JSON of its units
 * @throws DataError when that is not what {@link UnitsSchema} says, or of another edition
 */
export function readUnits(edition: string, data: unknown, url: string): Units {
	const published = checked(UnitsSchema, data, url);
	checkLabel(url, 'edition', published.edition, edition);
	const columns: Partial<Record<Level, UnitColumns>> = {};
	for (const level of LEVELS) {
		const part = published.levels[level];
		if (part) columns[level] = { ...part, type: part.type.map((at) => published.types[at]!) };
	}
	demandParents(columns, url);
	const { changes, aliases } = published;
	return buildUnits(edition, columns, { changes, aliases: new Map(Object.entries(aliases)) });
}

/** @throws DataError where a unit lies in none of the level above */
function demandParents(columns: Partial<Record<Level, UnitColumns>>, url: string): void {
	let above: UnitColumns | undefined;
	for (const level of LEVELS) {
		const own = columns[level];
		if (!own) continue;
		const known = new Set(above?.code);
		const row = above ? own.parent.findIndex((code) => !known.has(code)) : -1;
		if (row >= 0)
			throw new DataError('schema', {
				...{ file: url, column: `levels.${level}.parent.${row}` },
				found: own.parent[row]!,
				expected: 'a unit of the level above'
			});
		above = own;
	}
}

/** Coverage of all months that any of the summaries tells of. @param summaries of different months, at least one */
export function mergeSummaries(summaries: readonly Summary[]): Summary {
	const months = Object.fromEntries(summaries.flatMap((each) => Object.entries(each.months)));
	return { ...summaries[0]!, months };
}

/** @throws DataError `other-file` when a file says that it is of something else than it was asked for */
export function checkLabel(file: string, column: string, found: string, expected: string): void {
	if (found !== expected) throw new DataError('other-file', { file, column, found, expected });
}

/**
 * The values of a month's table in unit order.
 * @throws DataError when the table is damaged or belongs to another month, network, operator or edition
 */
export async function readMonth(
	units: Units,
	of: FiguresOf,
	table: ArrayBuffer,
	url: string
): Promise<NetworkValues> {
	const { network } = of;
	const published = await readMonthTable(table, url, { ...of, edition: units.edition });
	const columns = published[network];
	if (!columns) {
		throw new DataError('schema', {
			file: url,
			column: 'network',
			found: Object.keys(published).join(),
			expected: network
		});
	}
	const rows = splitByLevel(columns);
	return Object.fromEntries(
		units.levels.map((level) => [level, joinRows(unitsOf(units, level), rows[level]).values])
	);
}
