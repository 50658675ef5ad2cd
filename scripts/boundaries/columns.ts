import { DataError } from '../../src/lib/domain/errors.ts';
import type { Candidate } from './match.ts';

/** What a column tells of a polygon. */
export const ROLES = ['code', 'name', 'province', 'district'] as const;
export type Role = (typeof ROLES)[number];

/** Column of each role; one that is absent is guessed. */
export type ColumnOptions = Partial<Record<Role, string>>;

/** A polygon's attributes as in the file. */
export type Attributes = Record<string, unknown>;

/** Files that a message names. */
const MOST_NAMED = 3;

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
			file: [...files.keys()].slice(0, MOST_NAMED).join(', '),
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
			const isNamed = chosen.code !== undefined || chosen.name !== undefined;
			if (!isNamed && !isOneUnit(file, files.get(file)!))
				throw new DataError('header', {
					file,
					found: columns.join(', ') || 'no columns',
					expected: 'a column with the official code, or files named by it with one unit each',
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

/** True for a file in a folder or archive that holds one polygon: its path may tell which. */
function isOneUnit(file: string, rows: readonly Attributes[]): boolean {
	return file.includes('/') && rows.length === 1;
}

/**
 * What a polygon's attributes say of its unit, and where they are silent, the path of a file of its own:
 * `24_bac_ninh/wards/07210.geojson` or `Bắc Ninh/Phường Kinh Bắc.shp`.
 * @param file how messages call the file
 * @param isAlone whether the file holds nothing else
 */
export function candidateOf(
	source: string,
	file: string,
	isAlone: boolean,
	attributes: Attributes,
	columns: Partial<Record<Role, string>>
): Candidate {
	const text = (role: Role) => {
		const column = columns[role];
		const value = column === undefined ? undefined : attributes[column];
		return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	};
	const candidate = {
		source,
		code: text('code'),
		name: text('name'),
		province: text('province'),
		district: text('district')
	};
	if (!isAlone || candidate.code !== '' || !file.includes('/')) return candidate;
	const folders = file.split('/').slice(1);
	const stem = folders.pop()!.replace(/\.[^.]*$/, '');
	const [province, district] = folders.filter(
		(folder) => !/^(wards|communes|xa|json|geojson)$/i.test(folder)
	);
	const code = /^\d+(?=\D|$)/.exec(stem)?.[0] ?? '';
	return {
		source,
		code: candidate.name ? '' : code,
		name: candidate.name || (code ? '' : stem),
		province: candidate.province || placeOf(province),
		district: candidate.district || placeOf(district)
	};
}

/** A folder's code, where its name begins with one, or its name. */
function placeOf(folder: string | undefined): string {
	return folder ? (/^\d+(?=\D|$)/.exec(folder)?.[0] ?? folder) : '';
}
