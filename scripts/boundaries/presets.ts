/** Public downloads that `--source <name>` knows: `data/presets.csv`. */
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { readCsv } from '../common/csv.ts';
import type { ColumnOptions } from './columns.ts';

/** What is known of a public download. */
export interface Preset {
	/** What `--source` calls it. */
	preset: string;
	edition: string;
	/** Address below `base`. */
	path: string;
	base: string;
	/** Entries of the archive that are communes. */
	entries: RegExp;
	columns: ColumnOptions;
	/** Whom the map names. */
	attribution: string;
}

const COLUMNS = [
	...['preset', 'edition', 'base', 'path', 'entries', 'code', 'name', 'attribution']
] as const;

/**
 * Read the presets. One preset may have a row for each edition.
 * @param data `data`
 * @param editions ids of the editions
 * @returns none where there is no table
 * @throws DataError with file, row, column, found, expected
 */
export async function readPresets(data: string, editions: readonly string[]): Promise<Preset[]> {
	const file = join(data, 'presets.csv');
	const rows = await readCsv(file, { required: COLUMNS }).catch((error: unknown) => {
		if (error instanceof DataError && error.code === 'unreachable') return [];
		throw error;
	});
	return rows.map(({ line, fields }) => {
		const text = (column: string) => fields[column]!;
		const fault = (column: string, expected: string) =>
			new DataError('value', { file, row: line, column, found: text(column), expected });
		for (const column of COLUMNS) if (!text(column)) throw fault(column, 'a text');
		if (!editions.includes(text('edition')))
			throw fault('edition', `one of ${editions.join(', ')}`);
		if (!URL.canParse(text('base'))) throw fault('base', 'an address');
		let entries;
		try {
			entries = new RegExp(text('entries'));
		} catch {
			throw fault('entries', 'a regular expression');
		}
		return {
			preset: text('preset'),
			edition: text('edition'),
			base: text('base'),
			path: text('path'),
			entries,
			columns: { code: text('code'), name: text('name') },
			attribution: text('attribution')
		};
	});
}

/**
 * The preset of a name.
 * @param base takes the place of the preset's server, for a mirror
 * @returns nothing for what is no preset's name
 * @throws DataError when it is of other editions
 */
export function presetOf(
	presets: readonly Preset[],
	name: string,
	edition: string,
	base?: string
): Preset | undefined {
	const named = presets.filter(({ preset }) => preset === name);
	if (named.length === 0) return undefined;
	const found = named.find((each) => each.edition === edition);
	if (!found)
		throw new DataError('value', {
			file: name,
			column: '--edition',
			found: edition,
			expected: named.map((each) => each.edition).join(' or ')
		});
	return { ...found, base: base ?? found.base };
}

/** Where a preset's archive lies. */
export function addressOf({ base, path }: Preset): string {
	return `${base.replace(/\/+$/, '')}/${path}`;
}
