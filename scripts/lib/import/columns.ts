import { DataError } from '../../../src/lib/domain/errors.ts';
import type { Candidate } from './match.ts';

/** What a column tells of a polygon. */
export const ROLES = ['code', 'name', 'province', 'district'] as const;
export type Role = (typeof ROLES)[number];

/** Column of each role; one that is absent is guessed. */
export type ColumnOptions = Partial<Record<Role, string>>;

/** A polygon's attributes as in the file. */
export type Attributes = Record<string, unknown>;

/** Names that columns are known to have, best first, without case and separators. */
const KNOWN: Record<Role, readonly string[]> = {
	code: [
		'code',
		'maxa',
		'wardcode',
		'communecode',
		'maphuongxa',
		'madvhc',
		'mahc',
		'idxa',
		'matinhxa',
		'gid3code',
		'cc3',
		'maxaphuong'
	],
	name: ['name', 'tenxa', 'wardname', 'communename', 'fullname', 'ten', 'tenphuongxa', 'name3'],
	province: ['provincecode', 'matinh', 'province', 'provincename', 'tentinh', 'name1'],
	district: ['districtcode', 'mahuyen', 'district', 'districtname', 'tenhuyen', 'name2']
};

/**
 * The column of each role in each file.
 * @param files attributes of the polygons of each file, by how messages call it
 * @throws DataError when no file has a named column, or a file has neither code nor name
 */
export function chooseColumns(
	files: ReadonlyMap<string, readonly Attributes[]>,
	options: ColumnOptions
): Map<string, Partial<Record<Role, string>>> {
	const columnsOf = new Map([...files].map(([file, rows]) => [file, namesOf(rows)]));
	const everywhere = [...new Set([...columnsOf.values()].flat())];
	for (const [role, named] of Object.entries(options)) {
		if (everywhere.includes(named)) continue;
		throw new DataError('header', {
			file: [...files.keys()].join(', '),
			column: named,
			found: everywhere.join(', '),
			expected: `a column for --${role}: one of those found`
		});
	}
	return new Map(
		[...columnsOf].map(([file, columns]) => {
			const chosen: Partial<Record<Role, string>> = {};
			for (const role of ROLES) {
				const named = options[role];
				chosen[role] = named && columns.includes(named) ? named : guess(columns, role);
			}
			if (chosen.code === undefined && chosen.name === undefined)
				throw new DataError('header', {
					file,
					found: columns.join(', ') || 'no columns',
					expected: 'a column with the official code',
					remedy: 'Name it: --code <column>, or --name with --province and --district'
				});
			return [file, chosen];
		})
	);
}

/** Names of all columns, as far as the first polygons show them. */
function namesOf(rows: readonly Attributes[]): string[] {
	return [...new Set(rows.slice(0, 100).flatMap((row) => Object.keys(row)))];
}

function guess(columns: readonly string[], role: Role): string | undefined {
	const plain = columns.map((column) => column.toLowerCase().replace(/[^a-z0-9]/g, ''));
	const known = KNOWN[role].find((name) => plain.includes(name));
	return known === undefined ? undefined : columns[plain.indexOf(known)];
}

/** What a polygon's attributes say of its unit. */
export function candidateOf(
	source: string,
	attributes: Attributes,
	columns: Partial<Record<Role, string>>
): Candidate {
	const text = (role: Role) => {
		const column = columns[role];
		const value = column === undefined ? undefined : attributes[column];
		return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	};
	return {
		source,
		code: text('code'),
		name: text('name'),
		province: text('province'),
		district: text('district')
	};
}
