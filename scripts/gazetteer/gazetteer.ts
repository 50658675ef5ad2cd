import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { officialCode } from '../../src/lib/domain/dated-names.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import {
	buildUnits,
	CODE_LENGTH,
	levelOf,
	unitsOf,
	type Level,
	type UnitColumns,
	type Units
} from '../../src/lib/domain/unit.ts';
import { readCsv, type CsvHeader, type CsvRow } from '../common/csv.ts';
import { editionsFile, readEditions } from './editions.ts';
import { readUnitDates } from './unit-dates.ts';

/** Measured facts of a level's units in row order; `NaN` where unknown. */
export interface Facts {
	/** Degrees east of a point inside the unit. */
	lon: Float64Array;
	/** Degrees north of a point inside the unit. */
	lat: Float64Array;
	/** km² */
	area: Float64Array;
	population: Float64Array;
}

/** An islet that is drawn as its own small shape. */
export interface Island {
	/** Code of the unit that it belongs to. */
	code: string;
	name: string;
	lon: number;
	lat: number;
}

/** The list of units of an edition with what is known of each. */
export interface Gazetteer {
	edition: string;
	/** The edition, with the months that it serves. */
	period: Edition;
	units: Units;
	facts: Partial<Record<Level, Facts>>;
	islands: Island[];
	/** Region of each province, in row order; `null` where none are told. */
	regions: string[] | null;
}

const FILE_OF: Record<Level, string> = {
	province: 'provinces',
	district: 'districts',
	commune: 'communes'
};
const FACT_COLUMNS = ['lon', 'lat', 'area_km2', 'population'] as const;
const ISLANDS = 'islands.csv';
const REGIONS = 'regions.csv';

/** A level's file as read. */
interface LevelTable {
	level: Level;
	file: string;
	rows: CsvRow[];
}

/**
 * Read the lists of all editions, ascending.
 * @param data `data`
 * @throws DataError as {@link readGazetteer}
 */
export async function readGazetteers(data: string): Promise<Gazetteer[]> {
	const editions = await readEditions(data);
	return Promise.all(editions.map((_, at) => readList(data, editions, at)));
}

/**
 * Read an edition's units, ascending by code in each level, with the names of the list's first day and what came later.
 * @param data `data`; lists are `gazetteer/<edition>-communes.csv`, `-districts.csv` (if it has any), `-provinces.csv`
 * @param edition id of the edition
 * @throws DataError with file, row, column, found, expected
 */
export async function readGazetteer(data: string, edition: string): Promise<Gazetteer> {
	const editions = await readEditions(data);
	const at = editions.findIndex(({ id }) => id === edition);
	if (at >= 0) return readList(data, editions, at);
	throw new DataError('value', {
		file: editionsFile(data),
		column: 'edition',
		found: edition,
		expected: `one of ${editions.map(({ id }) => id).join(', ')}`
	});
}

async function readList(
	data: string,
	editions: readonly Edition[],
	at: number
): Promise<Gazetteer> {
	const folder = join(data, 'gazetteer');
	const period = editions[at]!;
	const { id, levels } = period;
	const tables = await Promise.all(levels.map((level) => readLevel(folder, id, level, levels)));
	tables.forEach((table, depth) => checkTable(table, tables[depth - 1]));
	const columns = Object.fromEntries(
		tables.map((table, depth) => [table.level, unitColumns(table, tables[depth - 1]?.level)])
	);
	const dates = await readUnitDates(folder, period, buildUnits(id, columns));
	const units = buildUnits(id, columns, dates);
	const facts: Partial<Record<Level, Facts>> = {};
	for (const table of tables) {
		if (table.rows[0]?.fields['lon'] !== undefined) facts[table.level] = readFacts(table);
	}
	// Its own rows, or else those of the nearest edition before that has any.
	const lineage = {
		ids: editions.slice(0, at + 1).map((each) => each.id),
		known: editions.map((each) => each.id)
	};
	return {
		edition: id,
		period,
		units,
		facts,
		islands: await readIslands(join(folder, ISLANDS), lineage, units),
		regions: await readRegions(join(folder, REGIONS), lineage, units)
	};
}

/** The same units without any name: what is made of it follows from no name. Types stay. */
export function unnamed(gazetteer: Gazetteer): Gazetteer {
	const { units, islands } = gazetteer;
	const of = Object.fromEntries(
		Object.entries(units.of).map(([level, each]) => [
			level,
			{ ...each, names: each.names.map(() => '') }
		])
	);
	return {
		...gazetteer,
		units: { ...units, of, changes: [] },
		islands: islands.map((island) => ({ ...island, name: '' }))
	};
}

/** Name of the list of a level. */
function fileName(edition: string, level: Level): string {
	return `${edition}-${FILE_OF[level]}.csv`;
}

function headerOf(level: Level, levels: readonly Level[]): CsvHeader {
	const above = levels.slice(0, levels.indexOf(level)).reverse();
	return {
		required: ['code', 'name', 'type', ...above.map((parent) => `${parent}_code`)],
		optional: FACT_COLUMNS
	};
}

async function readLevel(
	folder: string,
	edition: string,
	level: Level,
	levels: readonly Level[]
): Promise<LevelTable> {
	const path = join(folder, fileName(edition, level));
	const rows = await readCsv(path, headerOf(level, levels)).catch((error: unknown) => {
		if (!(error instanceof DataError) || error.fault.found !== 'ENOENT') throw error;
		throw new DataError('unreachable', {
			file: path,
			found: 'no file',
			expected: `the ${FILE_OF[level]} of ${edition}, which has a row in editions.csv`,
			remedy: `Put the list there, or take the row of ${edition} out of editions.csv until it is`
		});
	});
	rows.sort((a, b) => compareText(a.fields['code']!, b.fields['code']!));
	return { level, file: path, rows };
}

function checkTable({ level, file, rows }: LevelTable, above: LevelTable | undefined): void {
	const parents = above && new Set(above.rows.map(({ fields }) => fields['code']!));
	let before = '';
	for (const { line, fields } of rows) {
		const code = fields['code']!;
		if (!/^\d+$/.test(code) || code.length !== CODE_LENGTH[level])
			throw fault('value', 'code', code, `${CODE_LENGTH[level]} digits`);
		if (code === before) throw fault('duplicate', 'code', code, 'each code once');
		before = code;
		checkName(fields['name']!);
		if (!fields['type']) throw fault('value', 'type', '', 'a type of unit');
		if (above && parents) {
			const column = `${above.level}_code`;
			const parent = fields[column]!;
			if (!parents.has(parent))
				throw fault('unknown-code', column, parent, `a code of ${above.file}`);
		}

		function checkName(name: string): void {
			if (!name) throw fault('value', 'name', name, 'a name');
			if (name !== name.normalize('NFC'))
				throw fault('value', 'name', name, 'composed Unicode (NFC)');
		}

		function fault(
			kind: 'value' | 'duplicate' | 'unknown-code',
			column: string,
			found: string,
			expected: string
		): DataError {
			return new DataError(kind, { file, row: line, column, found, expected });
		}
	}
}

function unitColumns({ rows }: LevelTable, above: Level | undefined): UnitColumns {
	const column = (name: string) => rows.map(({ fields }) => fields[name]!);
	return {
		code: column('code'),
		name: rows.map(({ fields }) => fullName(fields['name']!, fields['type']!)),
		type: column('type').map(capitalised),
		parent: above ? column(`${above}_code`) : rows.map(() => '')
	};
}

/** A name that begins with its type in lower case ("xã Bắc Sơn") begins with it as all others do. */
function fullName(name: string, type: string): string {
	return name.startsWith(`${type} `) ? capitalised(name) : name;
}

/** One row of 2025-07 has the type "xã"; all others are capitalised. */
function capitalised(type: string): string {
	return type.charAt(0).toLocaleUpperCase('vi') + type.slice(1);
}

function readFacts(table: LevelTable): Facts {
	const numbers = (column: string, low: number, high: number) =>
		Float64Array.from(table.rows, (row) => readNumber(table.file, row, column, low, high));
	return {
		lon: numbers('lon', -180, 180),
		lat: numbers('lat', -90, 90),
		area: numbers('area_km2', 0, Infinity),
		population: numbers('population', 0, Infinity)
	};
}

function readNumber(file: string, row: CsvRow, column: string, low: number, high: number): number {
	const text = row.fields[column];
	if (!text) return NaN;
	const value = Number(text);
	if (value >= low && value <= high) return value;
	const expected =
		high === Infinity ? `a number of at least ${low}` : `a number from ${low} to ${high}`;
	throw new DataError('value', { file, row: row.line, column, found: text, expected });
}

/** An edition and those before it, and all that there are. */
interface Lineage {
	ids: readonly string[];
	known: readonly string[];
}

/** Rows of the nearest edition that has any, with its id; none where the file is not there. */
async function rowsOfNearest(
	file: string,
	columns: readonly string[],
	{ ids, known }: Lineage
): Promise<{ rows: CsvRow[]; from: string | undefined }> {
	if (!(await exists(file))) return { rows: [], from: undefined };
	const rows = await readCsv(file, { required: ['edition', ...columns] });
	for (const { line, fields } of rows)
		if (!known.includes(fields['edition']!))
			throw new DataError('value', {
				file,
				row: line,
				column: 'edition',
				found: fields['edition']!,
				expected: `one of ${known.join(', ')}`
			});
	const from = ids.findLast((id) => rows.some(({ fields }) => fields['edition'] === id));
	return { rows: rows.filter(({ fields }) => fields['edition'] === from), from };
}

async function readIslands(file: string, lineage: Lineage, units: Units): Promise<Island[]> {
	const { rows, from } = await rowsOfNearest(file, ['code', 'name', 'lon', 'lat'], lineage);
	return rows.map((row) => {
		const code = row.fields['code']!;
		if (!levelOf(units, code))
			throw new DataError('unknown-code', {
				file,
				row: row.line,
				column: 'code',
				found: code,
				expected: `a code of edition ${units.edition}`,
				remedy: ownRows(from, units)
			});
		return {
			code: officialCode(units, code),
			name: row.fields['name']!,
			lon: requiredNumber(file, row, 'lon', 180),
			lat: requiredNumber(file, row, 'lat', 90)
		};
	});
}

/** What to do about rows of an earlier edition that do not fit. */
function ownRows(from: string | undefined, { edition }: Units): string | undefined {
	return from === edition
		? undefined
		: `${edition} has no rows and takes those of ${from}: give it rows of its own, all of them`;
}

/**
 * Each province of an edition that is told of at all has one region. Provinces of an earlier edition that are no more
 * are passed over; those that are new need rows.
 */
async function readRegions(file: string, lineage: Lineage, units: Units): Promise<string[] | null> {
	const { rows: own, from } = await rowsOfNearest(file, ['code', 'region'], lineage);
	if (!own.length) return null;
	const { codes, rowOf } = unitsOf(units, 'province');
	const regions = new Array<string>(codes.length).fill('');
	for (const { line, fields } of own) {
		const [code, region] = [fields['code']!, fields['region']!];
		const row = rowOf.get(code);
		const fault = { file, row: line, column: 'code', found: code };
		if (row === undefined) {
			if (from !== units.edition) continue;
			throw new DataError('unknown-code', {
				...fault,
				expected: `a province of edition ${units.edition}`
			});
		}
		if (regions[row]) throw new DataError('duplicate', { ...fault, expected: 'each code once' });
		if (!region)
			throw new DataError('value', { ...fault, column: 'region', found: '', expected: 'a name' });
		regions[row] = region;
	}
	const missing = codes.find((_, row) => !regions[row]);
	if (missing !== undefined)
		throw new DataError('value', {
			file,
			column: 'code',
			found: `no region of ${missing}`,
			expected: `a region for each province of ${units.edition}`,
			remedy: ownRows(from, units)
		});
	return regions;
}

function requiredNumber(file: string, row: CsvRow, column: string, limit: number): number {
	const value = readNumber(file, row, column, -limit, limit);
	if (!Number.isNaN(value)) return value;
	throw new DataError('value', { file, row: row.line, column, found: '', expected: 'degrees' });
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false
	);
}
