/** Where provinces went by law: no drawing of a border gives a commune's ground to another province. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CrosswalkRow } from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import {
	ancestorRow,
	shortName,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import { nameKey } from '../boundaries/names.ts';
import { leavesOf } from '../boundaries/leaves.ts';
import { readCsv } from '../common/csv.ts';

const FILE = 'successors.csv';
const COLUMNS = ['from_edition', 'from_code', 'to_edition', 'to_code', 'act'];

/** Code of the new province by that of the old one. */
export type Successors = ReadonlyMap<string, string>;

/**
 * The provinces into which those of an edition went by law.
 * @param data `data`
 * @returns nothing where `crosswalk/successors.csv` says nothing of these editions
 * @throws DataError for a faulty table, or one that leaves a province out
 */
export async function readSuccessors(
	data: string,
	from: Units,
	to: Units
): Promise<Successors | undefined> {
	const file = join(data, 'crosswalk', FILE);
	const isThere = await stat(file).then(
		() => true,
		() => false
	);
	if (!isThere) return undefined;
	const rows = await readCsv(file, { required: COLUMNS });
	const found = new Map<string, string>();
	for (const { line, fields } of rows) {
		if (fields['from_edition'] !== from.edition || fields['to_edition'] !== to.edition) continue;
		for (const [column, units] of [
			['from_code', from],
			['to_code', to]
		] as const)
			if (!unitsOf(units, 'province').rowOf.has(fields[column]!))
				throw new DataError('unknown-code', {
					file,
					row: line,
					column,
					found: fields[column]!,
					expected: `a province of ${units.edition}`
				});
		found.set(fields['from_code']!, fields['to_code']!);
	}
	if (found.size === 0) return undefined;
	const lost = unitsOf(from, 'province').codes.find((code) => !found.has(code));
	if (lost === undefined) return found;
	throw new DataError('value', {
		file,
		column: 'from_code',
		found: `no row of ${lost}`,
		expected: `the successor of each province of ${from.edition}`
	});
}

/** A table that keeps to the law, and where the areas say otherwise. */
export interface Lawful {
	rows: CrosswalkRow[];
	/** Old units of which a part of the area lies in another province than the successor's, and that part. */
	outside: { from: string; share: number }[];
	/** Old units that lie in no unit of their successor: they keep what their area says. */
	astray: string[];
	/** Old units whose name a new unit of the province bears that holds a part of them, but not the largest. */
	namesakes: { from: string; to: string; share: number }[];
}

/**
 * Take away what lies in another province than the successor's; the rest of a unit counts as the whole.
 * @param rows shares of an old unit stand together
 */
export function keepToSuccessors(
	rows: readonly CrosswalkRow[],
	from: Units,
	to: Units,
	successors: Successors
): Lawful {
	const own = new Map(leavesOf(from).map((leaf) => [leaf.code, leaf]));
	const { rowOf } = unitsOf(to, 'commune');
	const provinceOf = (code: string) => provinceAbove(to, 'commune', rowOf.get(code)!);
	const lawful: Lawful = { rows: [], outside: [], astray: [], namesakes: [] };
	for (const [code, shares] of grouped(rows)) {
		const leaf = own.get(code);
		const successor = leaf && successors.get(provinceAbove(from, leaf.level, leaf.row));
		const inside = shares.filter((row) => provinceOf(row.to) === successor);
		const whole = sum(shares);
		const kept = inside.length > 0 ? inside : shares;
		const rest = sum(kept);
		if (inside.length === 0) lawful.astray.push(code);
		else if (rest < whole) lawful.outside.push({ from: code, share: (whole - rest) / whole });
		const mended = kept.map((row) => ({ ...row, share: row.share / rest }));
		lawful.rows.push(...mended);
		const most = Math.max(...mended.map(({ share }) => share));
		const name = leaf && nameOf(from, leaf.level, leaf.row);
		for (const row of mended)
			if (row.share < most && nameOf(to, 'commune', rowOf.get(row.to)!) === name)
				lawful.namesakes.push(row);
	}
	return lawful;
}

function provinceAbove(units: Units, level: Level, row: number): string {
	return unitsOf(units, 'province').codes[ancestorRow(units, level, row, 'province')]!;
}

/** A unit's name without its type, as names are compared. */
function nameOf(units: Units, level: Level, row: number): string {
	const { names, types } = unitsOf(units, level);
	return nameKey(shortName(names[row]!, types[row]!));
}

function grouped(rows: readonly CrosswalkRow[]): Map<string, CrosswalkRow[]> {
	const groups = new Map<string, CrosswalkRow[]>();
	for (const row of rows) groups.set(row.from, [...(groups.get(row.from) ?? []), row]);
	return groups;
}

function sum(rows: readonly CrosswalkRow[]): number {
	return rows.reduce((total, { share }) => total + share, 0);
}
