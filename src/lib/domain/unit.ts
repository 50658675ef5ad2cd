/** Administrative levels from the top down. */
export const LEVELS = ['province', 'district', 'commune'] as const;
export type Level = (typeof LEVELS)[number];

/** Number of digits in an official code of each level. */
export const CODE_LENGTH: Record<Level, number> = { province: 2, district: 3, commune: 5 };

export function isLevel(text: string): text is Level {
	return (LEVELS as readonly string[]).includes(text);
}

/** The level whose codes have as many digits as `code`, or `undefined` when it is no code. */
export function levelOfCode(code: string): Level | undefined {
	return /^\d+$/.test(code)
		? LEVELS.find((level) => CODE_LENGTH[level] === code.length)
		: undefined;
}

/** The units of one level of an edition, column by column; a unit is a row number. */
export interface LevelUnits {
	level: Level;
	/** Official codes, ascending. */
	codes: string[];
	/** Full Vietnamese names with their type ("Phường Phúc Xá"). */
	names: string[];
	/** Type alone ("Phường"). */
	types: string[];
	/** Code of the parent, one level up in this edition; empty text at the top. */
	parents: string[];
	/** Row of the parent in its level; -1 at the top. */
	parentRows: Int32Array;
	/** Row of a code, or of another spelling of one. */
	rowOf: Map<string, number>;
}

/** A unit's name and type from a day on, and the act that gave them. */
export interface NameChange {
	level: Level;
	code: string;
	/** First day of the name, `YYYY-MM-DD`. */
	from: string;
	/** Full name with its type. */
	name: string;
	type: string;
	/** Number of the act ("388/NQ-UBTVQH16"). */
	act: string;
	/** Day of the act, `YYYY-MM-DD`, or its month where the day is not known. */
	actDate: string;
}

/** All units of an edition. A level that the edition lacks is absent. */
export interface Units {
	edition: string;
	/** Levels that the edition has, from the top down. */
	levels: Level[];
	/** With the names of one month; {@link buildUnits} gives those of the list's first day (see `dated-names.ts`). */
	of: Partial<Record<Level, LevelUnits>>;
	/** Later names and types, ascending by day. */
	changes: readonly NameChange[];
	/** Other spellings of codes, and the official code of each. */
	aliases: ReadonlyMap<string, string>;
	/** The list with the names of its first day; absent for that itself. */
	first?: Units;
}

/** What changes in a list of units while it is in force. */
export type UnitDates = Pick<Units, 'changes' | 'aliases'>;

/** The name without its type where it stands alone ("Thái Nguyên"); "Phường 1" stays as it is. */
export function shortName(name: string, type: string): string {
	const rest = name.startsWith(`${type} `) ? name.slice(type.length + 1) : name;
	return /^\d/.test(rest) ? name : rest;
}

/** The plain columns from which {@link buildUnits} makes {@link Units}. */
export interface UnitColumns {
	code: string[];
	name: string[];
	type: string[];
	parent: string[];
}

/**
 * Index plain columns.
 * @param dates names and codes that are not those of the first day; none when left out
 * @throws Error when a parent is unknown: publishers check that first, so here it is our own bug.
 */
export function buildUnits(
	edition: string,
	columns: Partial<Record<Level, UnitColumns>>,
	{ changes, aliases }: UnitDates = { changes: [], aliases: new Map() }
): Units {
	const of: Partial<Record<Level, LevelUnits>> = {};
	const levels = LEVELS.filter((level) => columns[level]);
	levels.forEach((level, depth) => {
		const { code, name, type, parent } = columns[level]!;
		const above = depth > 0 ? of[levels[depth - 1]!] : undefined;
		const parentRows = Int32Array.from(parent, (parentCode) => {
			if (!above) return -1;
			const row = above.rowOf.get(parentCode);
			if (row === undefined) throw new Error(`${edition} ${level}: unknown parent ${parentCode}`);
			return row;
		});
		of[level] = {
			level,
			codes: code,
			names: name,
			types: type,
			parents: parent,
			parentRows,
			rowOf: new Map(code.map((value, row) => [value, row]))
		};
	});
	for (const [alias, code] of aliases)
		for (const level of levels) {
			const { rowOf } = of[level]!;
			const row = rowOf.get(code);
			if (row !== undefined) rowOf.set(alias, row);
		}
	return { edition, levels, of, changes, aliases };
}

/** The units of a level that the edition is known to have. */
export function unitsOf(units: Units, level: Level): LevelUnits {
	const found = units.of[level];
	if (!found) throw new Error(`edition ${units.edition} has no level ${level}`);
	return found;
}

/** The level on which the edition has a unit with this code, or `undefined`. */
export function levelOf(units: Units, code: string): Level | undefined {
	return units.levels.find((level) => units.of[level]?.rowOf.has(code));
}

/** The level below `level` in this edition, or `undefined` at the bottom. */
export function childLevel(units: Pick<Units, 'levels'>, level: Level): Level | undefined {
	return units.levels[units.levels.indexOf(level) + 1];
}

/** The level above `level` in this edition, or `undefined` at the top. */
export function parentLevel(units: Pick<Units, 'levels'>, level: Level): Level | undefined {
	return units.levels[units.levels.indexOf(level) - 1];
}

/**
 * Rows of `level` that lie in the unit `code` (of the same or a higher level), in row order.
 * @returns for a unit of `level` itself its own row; nothing for an unknown code.
 */
export function rowsWithin(units: Units, level: Level, code: string): number[] {
	const scopeLevel = levelOf(units, code);
	if (!scopeLevel) return [];
	const scopeRow = unitsOf(units, scopeLevel).rowOf.get(code)!;
	const rows: number[] = [];
	const above = ancestorRows(units, level, scopeLevel);
	for (let row = 0; row < above.length; row++) if (above[row] === scopeRow) rows.push(row);
	return rows;
}

/** Row of the unit of level `target` that contains unit `row` of `level`; -1 when `target` lies below. */
export function ancestorRow(units: Units, level: Level, row: number, target: Level): number {
	return ancestorRows(units, level, target)[row]!;
}

/** By list of units: what is worked out of it once and asked for with every view. */
const known = new WeakMap<LevelUnits, { all?: number[]; above: Map<Level, Int32Array> }>();

function knownOf(of: LevelUnits) {
	const found = known.get(of) ?? { above: new Map<Level, Int32Array>() };
	known.set(of, found);
	return found;
}

/** Rows of `target` that contain the units of `level`, in row order; all -1 when `target` lies below. Not to be changed. */
export function ancestorRows(units: Units, level: Level, target: Level): Int32Array {
	const of = unitsOf(units, level);
	const { above } = knownOf(of);
	const found = above.get(target);
	if (found) return found;
	const parent = parentLevel(units, level);
	const rows =
		level === target
			? Int32Array.from(of.codes, (_, row) => row)
			: parent === undefined
				? new Int32Array(of.codes.length).fill(-1)
				: of.parentRows.map((row) => ancestorRow(units, parent, row, target));
	above.set(target, rows);
	return rows;
}

/** All rows of a level. Not to be changed. */
export function allRows(of: LevelUnits): readonly number[] {
	return (knownOf(of).all ??= of.codes.map((_, row) => row));
}
