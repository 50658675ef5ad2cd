/**
 * Names and types have dates: a unit keeps its code and its border while an act of the state makes a commune a ward or
 * a province a city. A month's names are those of its last day, wherever they are shown:
 *
 * - a month: its own last day, also with another month beside it to compare with, and in the small maps of twelve
 *   months, which are all drawn for the one that is chosen;
 * - two maps beside each other: each has the names of its own month;
 * - a month that is older than the list (an estimate on newer units): the names with which the list began, for no
 *   unit had a name before it was there;
 * - what is read (tables, boundaries, the search): every name that a unit ever had, whatever the month.
 */
import type { Month } from './month.ts';
import {
	shortName,
	unitsOf,
	type Level,
	type LevelUnits,
	type NameChange,
	type Units
} from './unit.ts';

/** A name that a unit had, in order of time. */
export interface DatedName {
	name: string;
	type: string;
	/** What gave the name; `null` for the one with which the list began. */
	change: NameChange | null;
}

/** By list as it began: its units by the number of changes that are in force, and the changes of each code. */
const dated = new WeakMap<
	Units,
	{ states: Map<number, Units>; changes: Map<string, NameChange[]> }
>();

function knownOf(first: Units) {
	let found = dated.get(first);
	if (found) return found;
	const changes = new Map<string, NameChange[]>();
	for (const change of first.changes) {
		const own = changes.get(change.code);
		if (own) own.push(change);
		else changes.set(change.code, [change]);
	}
	found = { states: new Map([[0, first]]), changes };
	dated.set(first, found);
	return found;
}

/**
 * The units with the names and types of the last day of a month; codes, parents and rows are the same.
 * @param units with the names of any month
 * @returns the same object for all months with the same names
 */
export function unitsAt(units: Units, month: Month): Units {
	// No day of a month comes after its 31st.
	const last = `${month}-31`;
	return withChanges(units.first ?? units, (change) => change.from <= last);
}

/** The units with the newest names that are known. */
export function newestUnits(units: Units): Units {
	return withChanges(units.first ?? units, () => true);
}

/** The units in each state of their names, in order of time. */
export function statesOf(units: Units): Units[] {
	const first = units.first ?? units;
	const days = [...new Set(first.changes.map(({ from }) => from))];
	return [first, ...days.map((day) => withChanges(first, ({ from }) => from <= day))];
}

function withChanges(first: Units, isInForce: (change: NameChange) => boolean): Units {
	const { states } = knownOf(first);
	const count = first.changes.filter(isInForce).length;
	const known = states.get(count);
	if (known) return known;
	const of: Units['of'] = {};
	// A list whose units above bear other names is another one, too: texts are kept by list.
	let isOther = false;
	for (const level of first.levels) {
		const own = unitsOf(first, level);
		const changes = first.changes.slice(0, count).filter((change) => change.level === level);
		isOther ||= changes.length > 0;
		of[level] = isOther ? renamed(own, changes) : own;
	}
	const made: Units = { ...first, of, first };
	states.set(count, made);
	return made;
}

function renamed(own: LevelUnits, changes: readonly NameChange[]): LevelUnits {
	const [names, types] = [[...own.names], [...own.types]];
	for (const { code, name, type } of changes) {
		const row = own.rowOf.get(code)!;
		names[row] = name;
		types[row] = type;
	}
	return { ...own, names, types };
}

/** Every name that a unit had and is known to get, in order of time; at least one. */
export function namesEver(units: Units, level: Level, row: number): DatedName[] {
	const first = units.first ?? units;
	const { codes, names, types } = unitsOf(first, level);
	const changes = knownOf(first).changes.get(codes[row]!) ?? [];
	return [
		{ name: names[row]!, type: types[row]!, change: null },
		...changes.map((change) => ({ name: change.name, type: change.type, change }))
	];
}

/** Every spelling by which a unit may be called: each name that it ever had, with and without its type. */
export function spellingsOf(units: Units, level: Level, row: number): string[] {
	const names = namesEver(units, level, row);
	return [...new Set(names.flatMap(({ name, type }) => [name, shortName(name, type)]))];
}

/** The official code behind a spelling of it ("06978" was printed for 06970); any other text as it is. */
export function officialCode({ aliases }: Pick<Units, 'aliases'>, code: string): string {
	return aliases.get(code) ?? code;
}
