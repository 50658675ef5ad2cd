/** What changes in a list of units while it is in force: names and types by day, and other spellings of codes. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { DataError, type FaultCode } from '../../src/lib/domain/errors.ts';
import {
	levelOf,
	levelOfCode,
	unitsOf,
	type NameChange,
	type UnitDates,
	type Units
} from '../../src/lib/domain/unit.ts';
import { readCsv, type CsvRow } from '../common/csv.ts';

const CHANGES = ['code', 'valid_from', 'name', 'type', 'act', 'act_date'] as const;
const ALIASES = ['alias', 'code', 'why'] as const;

/**
 * Read `<edition>-changes.csv` and `<edition>-aliases.csv`; an edition may do without either.
 * @param folder `data/gazetteer`
 * @param units of the list's first day
 * @throws DataError with file, row, column, found, expected and what to do
 */
export async function readUnitDates(
	folder: string,
	edition: Edition,
	units: Units
): Promise<UnitDates> {
	const aliases = await readAliases(join(folder, `${edition.id}-aliases.csv`), units);
	const changes = await readChanges(join(folder, `${edition.id}-changes.csv`), edition, {
		...units,
		aliases
	});
	return { changes, aliases };
}

/** A row with what its faults say of it. */
class Row<Column extends string> {
	constructor(
		private readonly file: string,
		private readonly row: CsvRow
	) {}

	get line(): number {
		return this.row.line;
	}

	text(column: Column): string {
		return this.row.fields[column]!;
	}

	/** Text that must be there, as it is compared everywhere. */
	name(column: Column): string {
		const text = this.text(column);
		if (!text) throw this.fault('value', column, 'a text');
		if (text !== text.normalize('NFC'))
			throw this.fault(
				'value',
				column,
				'composed Unicode (NFC)',
				'Save the file with composed letters (type the text again)'
			);
		return text;
	}

	fault(kind: FaultCode, column: Column, expected: string, remedy?: string): DataError {
		const { file, row } = this;
		const found = this.text(column);
		return new DataError(kind, { file, row: row.line, column, found, expected, remedy });
	}
}

async function readRows<Column extends string>(
	file: string,
	required: readonly Column[]
): Promise<Row<Column>[]> {
	const isThere = await access(file).then(
		() => true,
		() => false
	);
	if (!isThere) return [];
	return (await readCsv(file, { required })).map((row) => new Row<Column>(file, row));
}

async function readAliases(file: string, units: Units): Promise<Map<string, string>> {
	const aliases = new Map<string, string>();
	for (const row of await readRows(file, ALIASES)) {
		const [alias, code] = [row.text('alias'), row.text('code')];
		const level = levelOf(units, code);
		if (!level) throw row.fault('unknown-code', 'code', `a code of the list of ${units.edition}`);
		if (levelOfCode(alias) !== level)
			throw row.fault('value', 'alias', `as many digits as ${code}`);
		if (levelOf(units, alias))
			throw row.fault(
				'value',
				'alias',
				'a text that is no code of the list itself',
				`${alias} is ${unitsOf(units, level).names[unitsOf(units, level).rowOf.get(alias)!]}: take the row out`
			);
		if (aliases.has(alias)) throw row.fault('duplicate', 'alias', 'each alias once');
		if (!row.text('why')) throw row.fault('value', 'why', 'where this spelling stands');
		aliases.set(alias, code);
	}
	return aliases;
}

async function readChanges(file: string, edition: Edition, units: Units): Promise<NameChange[]> {
	const rows = await readRows(file, CHANGES);
	const changes = rows.map((row) => ({ row, change: readChange(row, edition, units) }));
	// Stable: acts of one day stay in the order of the file.
	changes.sort((a, b) => compare(a.change.from, b.change.from));
	const state = units.levels.map((level) => new NamesNow(units, level));
	const days = new Map<string, number>();
	for (const { row, change } of changes) {
		const day = `${change.code} ${change.from}`;
		const before = days.get(day);
		if (before !== undefined)
			throw row.fault(
				'duplicate',
				'valid_from',
				`one change of ${change.code} on a day, and row ${before} has one`,
				'Keep the row that holds, or give the later one its own day'
			);
		days.set(day, row.line);
	}
	// All of a day come together: two units may exchange their names.
	for (const day of new Set(changes.map(({ change }) => change.from))) {
		const own = changes.filter(({ change }) => change.from === day);
		for (const { row, change } of own) state[units.levels.indexOf(change.level)]!.set(row, change);
		for (const { row, change } of own)
			state[units.levels.indexOf(change.level)]!.check(row, change);
	}
	return changes.map(({ change }) => change);
}

function readChange(
	row: Row<(typeof CHANGES)[number]>,
	{ id, from: first, to }: Edition,
	units: Units
): NameChange {
	const code = row.text('code');
	const level = levelOf(units, code);
	if (!level) {
		const official = units.aliases.get(code);
		throw row.fault(
			'unknown-code',
			'code',
			`a code of the list of ${id}`,
			official ? `Write ${official}` : undefined
		);
	}
	const from = row.text('valid_from');
	if (!isDay(from)) throw row.fault('value', 'valid_from', 'a day as 2026-09-20');
	if (from <= `${first}-01` || (to !== null && from > `${to}-31`))
		throw row.fault(
			'value',
			'valid_from',
			to === null
				? `a day after ${first}-01, on which the list of ${id} began`
				: `a day after ${first}-01 in the months of ${id}, ${first} to ${to}`,
			from <= `${first}-01`
				? 'A name from before the list began belongs into the list itself'
				: 'Put the change into the changes of the list that is in force on that day'
		);
	const [name, type] = [row.name('name'), row.name('type')];
	if (!name.startsWith(`${type} `))
		throw row.fault('value', 'name', `a name that begins with its type, "${type}"`);
	const types = [...new Set(unitsOf(units, level).types)];
	if (!types.includes(type))
		throw row.fault(
			'value',
			'type',
			`a type that the list of ${id} has at this level: ${types.join(', ')}`
		);
	const actDate = row.text('act_date');
	if (!isDay(actDate) && !isDay(`${actDate}-01`))
		throw row.fault('value', 'act_date', 'a day as 2026-04-14, or a month as 2026-04');
	// A name can't hold before the act that gives it: one of both days is a slip.
	if (actDate > from.slice(0, actDate.length))
		throw row.fault('value', 'act_date', `a day not after ${from}, from which the name holds`);
	return { level, code, from, name, type, act: row.name('act'), actDate };
}

/** The names of a level while its changes are gone through in order of time. */
class NamesNow {
	readonly #names: string[];
	readonly #types: string[];

	constructor(
		private readonly units: Units,
		private readonly level: NameChange['level']
	) {
		const { names, types } = unitsOf(units, level);
		this.#names = [...names];
		this.#types = [...types];
	}

	set(row: Row<(typeof CHANGES)[number]>, { code, name, type }: NameChange): void {
		const at = unitsOf(this.units, this.level).rowOf.get(code)!;
		if (this.#names[at] === name && this.#types[at] === type)
			throw row.fault(
				'value',
				'name',
				`another name than before, for ${code} is called so already`,
				'Take the row out'
			);
		this.#names[at] = name;
		this.#types[at] = type;
	}

	/** Units are told apart by parent and name. */
	check(row: Row<(typeof CHANGES)[number]>, { code, name }: NameChange): void {
		const { rowOf, parentRows, codes } = unitsOf(this.units, this.level);
		const own = rowOf.get(code)!;
		const twin = this.#names.findIndex(
			(other, at) => other === name && at !== own && parentRows[at] === parentRows[own]
		);
		if (twin >= 0)
			throw row.fault(
				'duplicate',
				'name',
				`a name that ${codes[twin]} beside it does not bear on that day`
			);
	}
}

/** True for a day of the calendar, as 2026-09-20. */
function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
