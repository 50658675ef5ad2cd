/** Polygons whose unit nothing tells: a table that a person fills in and gives back with `--matches`. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { readCsv } from '../common/csv.ts';
import { replaceFile } from '../common/publish.ts';
import type { Attributes } from './columns.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { nameOf, type Candidate, type MatchReport } from './match.ts';
import type { Shapes } from './shapes.ts';

const COLUMNS = ['file', 'row', 'unit', 'code', 'name', 'district', 'province', 'maybe'] as const;
/** In the column `unit`: the polygon is no unit's. */
const LEFT_OUT = '-';
/** So that Excel reads UTF-8. */
const MARK = '\ufeff';

/** Where the table lies: beside what can be made again, so that it changes nothing that is published. */
export function unmatchedFile(data: string, edition: string): string {
	return join(data, 'cache', `unmatched.${edition}.csv`);
}

/** Write the polygons without unit and what they may be; without any there is no table. */
export async function writeUnmatched(
	data: string,
	units: Units,
	{ shapes }: Shapes,
	candidates: readonly Candidate[],
	{ strangers, candidates: maybe }: MatchReport
): Promise<void> {
	const path = unmatchedFile(data, units.edition);
	const open = strangers.filter((at) => candidates[at]!.given !== null);
	if (open.length === 0) {
		await rm(path, { force: true });
		return;
	}
	const lines = open.map((at) => {
		const { label, row } = shapes[at]!;
		const { code, name, district, province } = candidates[at]!;
		const units_ = (maybe.get(at) ?? []).map((leaf) => `${leaf.code} ${nameOf(units, leaf)}`);
		return [label, row, '', code, name, district, province, units_.join('; ')];
	});
	const text = [COLUMNS, ...lines].map((line) => line.map(field).join()).join('\r\n');
	await mkdir(join(data, 'cache'), { recursive: true });
	await replaceFile(path, `${MARK}${text}\r\n`);
}

/** A cell; one that begins like a formula is a text to every program that opens the table. */
function field(value: string | number): string {
	const text = String(value);
	const safe = /^[=+@\t\r]|^-./.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a table says of polygons. */
export interface Matches {
	/** The unit of a file's row; `null` leaves it out, nothing leaves it to what its columns say. */
	givenTo: (file: string, row: number) => Leaf | null | undefined;
	/** Rows that nobody asked for. */
	unused: () => { key: string; line: number }[];
}

/**
 * Read a table that was filled in.
 * @returns by file and row the unit, `null` for a polygon that is left out, `undefined` for one that isn't named
 * @throws DataError for a table of another form, an unknown code, or a row that is told twice
 */
export async function readMatches(path: string | undefined, units: Units): Promise<Matches> {
	if (path === undefined) return { givenTo: () => undefined, unused: () => [] };
	const rows = await readCsv(path, {
		required: ['file', 'row', 'unit'],
		optional: COLUMNS.slice(3)
	});
	const leafOf = new Map(leavesOf(units).map((leaf) => [leaf.code, leaf]));
	const given = new Map<string, Leaf | null>();
	const lines = new Map<string, number>();
	for (const { line, fields } of rows) {
		const unit = fields['unit']!.trim();
		if (unit === '') continue;
		const leaf = unit === LEFT_OUT ? null : leafOf.get(/^\d+/.exec(unit)?.[0] ?? '');
		if (leaf === undefined)
			throw new DataError('unknown-code', {
				file: path,
				row: line,
				column: 'unit',
				found: unit,
				expected: `the code of a unit of ${units.edition}, all digits, or "${LEFT_OUT}" for none`
			});
		const key = `${fields['file']} ${Number(fields['row'])}`;
		if (given.has(key))
			throw new DataError('duplicate', {
				file: path,
				row: line,
				column: 'row',
				found: key,
				expected: 'each row of a file once'
			});
		given.set(key, leaf);
		lines.set(key, line);
	}
	return {
		givenTo(file, row) {
			const key = `${file} ${row}`;
			lines.delete(key);
			return given.get(key);
		},
		unused: () => [...lines].map(([key, line]) => ({ key, line }))
	};
}

/** @throws DataError for rows that name no polygon of the files */
export function checkMatches(
	path: string | undefined,
	unused: ReturnType<Matches['unused']>
): void {
	const [first] = unused;
	if (!first) return;
	const more = unused.length > 1 ? `, and ${unused.length - 1} more` : '';
	throw new DataError('value', {
		file: path!,
		row: first.line,
		column: 'file, row',
		found: first.key + more,
		expected: 'a polygon of the files that are imported',
		remedy: 'Remove these rows, or give the file that they are of'
	});
}

/** The first few texts of a polygon's attributes. */
export function describeShape(attributes: Attributes): string {
	const texts = Object.values(attributes).filter((value) => typeof value === 'string');
	return texts.slice(0, 3).join(', ');
}
