import { spellingsOf } from '../../src/lib/domain/dated-names.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { fold } from '../../src/lib/domain/fold.ts';
import { CODE_LENGTH, type Level, type Units } from '../../src/lib/domain/unit.ts';
import { digitsOf } from './codes.ts';
import { leavesOf } from './leaves.ts';
import type { Candidate } from './match.ts';
import { nameKey } from './names.ts';

/** What a column tells of a polygon. */
export const ROLES = ['code', 'name', 'province', 'district'] as const;
export type Role = (typeof ROLES)[number];

/** Column of each role; one that is absent is guessed. */
export type ColumnOptions = Partial<Record<Role, string>>;

/** A polygon's attributes as in the file. */
export type Attributes = Record<string, unknown>;

/** Files that a message names. */
const MOST_NAMED = 3;

/**
 * Names that columns are known to have, best first, without case, accents and separators; a Shapefile cuts them after
 * ten letters. GADM: NAME_1 to NAME_3; geoBoundaries: shapeName; HDX: ADM1_VI to ADM3_VI, ADM3_PCODE; the map of the
 * merger of 2025: a03_ten, a04_tentinh.
 */
const KNOWN: Record<Role, readonly string[]> = {
	code: [
		'code',
		'maxa',
		'wardcode',
		'communecode',
		'maphuongxa',
		'madvhc',
		'madonvihanhchinh',
		'mahc',
		'idxa',
		'matinhxa',
		'gid3code',
		'cc3',
		'maxaphuong',
		'adm3pcode',
		'madvhcxa',
		'maso',
		'ma'
	],
	name: [
		'name',
		'tenxa',
		'wardname',
		'communename',
		'fullname',
		'adm3vi',
		'name3',
		'a03ten',
		'ten',
		'tenphuongxa',
		'tenxaphuong',
		'phuongxa',
		'xaphuong',
		'xaphuongdackhu',
		'xaphuongthitran',
		'tendonvi',
		'tendvhc',
		'xa',
		'ward',
		'commune',
		'shapename',
		'adm3en',
		'adm3name'
	],
	province: [
		'provincecode',
		'matinh',
		'province',
		'provincename',
		'tentinh',
		'adm1vi',
		'name1',
		'a04tentinh',
		'tinh',
		'tinhthanhpho',
		'tentinhthanhpho',
		'tinhthanh',
		'tentp',
		'adm1en',
		'adm1pcode'
	],
	district: [
		'districtcode',
		'mahuyen',
		'district',
		'districtname',
		'tenhuyen',
		'adm2vi',
		'name2',
		'huyen',
		'quanhuyen',
		'tenquanhuyen',
		'huyenquan',
		'adm2en',
		'adm2pcode'
	]
};
/** Letters of a column's name that a Shapefile has room for. */
const DBF_NAME = 10;
/** Rows whose values are looked at where no name of a column is known. */
const LOOKED_AT = 2000;
/** Fewer rows tell nothing: any number may be a code. */
const LEAST_ROWS = 5;
/** Share of the values that have to be of a role. Numbers in sequence are codes in a third of all cases. */
const LEAST_SHARE: Record<Role, number> = { code: 0.6, name: 0.5, province: 0.8, district: 0.8 };

/**
 * The column of each role in each file.
 * @param files attributes of the polygons of each file, by how messages call it
 * @throws DataError when no file has a named column, or a file has neither code nor name
 */
export function chooseColumns(
	files: ReadonlyMap<string, readonly Attributes[]>,
	options: ColumnOptions,
	units: Units
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
	const speaks = speakers(units);
	return new Map(
		[...columnsOf].map(([file, columns]) => {
			const chosen: Partial<Record<Role, string>> = {};
			for (const role of ROLES) {
				const named = options[role];
				chosen[role] = named && columns.includes(named) ? named : guess(columns, role);
			}
			for (const role of ROLES) {
				const used = Object.values(chosen);
				const free = columns.filter((column) => !used.includes(column));
				chosen[role] ??= byValues(files.get(file)!, free, speaks[role], LEAST_SHARE[role]);
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
	const plain = columns.map((column) => fold(column).replaceAll(' ', ''));
	for (const known of KNOWN[role]) {
		const at = plain.findIndex(
			(name) => name === known || (name.length >= DBF_NAME && name === known.slice(0, DBF_NAME))
		);
		if (at >= 0) return columns[at];
	}
	return undefined;
}

/** Whether a value can be what a role tells. */
type Speaks = (value: string) => boolean;

function speakers(units: Units): Record<Role, Speaks> {
	const codes = new Set(leavesOf(units).map(({ code }) => code));
	const namesAt = (level: Level): Speaks => {
		const keys = new Set<string>();
		units.of[level]?.names.forEach((_, row) => {
			for (const name of spellingsOf(units, level, row)) keys.add(nameKey(name));
		});
		return (value) => keys.has(nameKey(value));
	};
	return {
		code: (value) => codes.has((digitsOf(value) ?? '').padStart(CODE_LENGTH.commune, '0')),
		name: namesAt('commune'),
		province: namesAt('province'),
		district: namesAt('district')
	};
}

/** The column in which most values are of a role. */
function byValues(
	rows: readonly Attributes[],
	columns: readonly string[],
	speaks: Speaks,
	least: number
): string | undefined {
	let [best, most]: [string | undefined, number] = [undefined, least];
	if (rows.length < LEAST_ROWS) return undefined;
	for (const column of columns) {
		const values = rows.slice(0, LOOKED_AT).map((row) => textOf(row[column]));
		const share = values.filter((value) => value !== '' && speaks(value)).length / values.length;
		if (share >= most && (best === undefined || share > most)) [best, most] = [column, share];
	}
	return best;
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
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
		return column === undefined ? '' : textOf(attributes[column]);
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
