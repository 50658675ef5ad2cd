/**
 * Units that a new list took over from an older one as they were: the same ground, perhaps with another code, name or
 * type. What they were called before is still theirs.
 */
import { spellingsOf } from './dated-names.ts';
import { leafLevels, WHOLE, type Crosswalk } from './crosswalk.ts';
import { ancestorRow, unitsOf, type Level, type Units } from './unit.ts';

/** A unit of the newer list with the spellings that it had in the older one. */
export interface FormerNames {
	level: Level;
	row: number;
	/** Each name that it ever had there, with and without its type. */
	spellings: string[];
}

/** Less of a unit's area than this is a sliver between two drawings of one border. */
const SLIVER = WHOLE / 100;

/**
 * Names of units that went on from one list to the next.
 *
 * A commune goes on where it is all of a new one and the new one is nothing else; a province where that is true of all
 * that lies in it together. Units that were cut or merged do not go on: their old names are of other ground.
 */
export function formerNames(
	{ links, provinces }: Pick<Crosswalk, 'links' | 'provinces'>,
	from: Units,
	to: Units
): FormerNames[] {
	const communes = unitsOf(to, 'commune').codes.length;
	/** Of each new commune: how many old units are in it, and one of them. */
	const sources = new Uint16Array(communes);
	const source: ({ level: Level; row: number } | undefined)[] = new Array(communes);
	const targetsOf = (level: Level, row: number) => {
		const { starts, to: rows, weights } = links[level]!;
		return Array.from(rows.subarray(starts[row], starts[row + 1])).filter(
			(_, at) => weights[starts[row]! + at]! >= SLIVER
		);
	};
	const cut = new Set<number>();
	const mixed = new Set<number>();
	for (const level of leafLevels(from))
		for (let row = 0; row < unitsOf(from, level).codes.length; row++) {
			const targets = targetsOf(level, row);
			const province = ancestorRow(from, level, row, 'province');
			for (const target of targets) {
				sources[target]!++;
				source[target] = targets.length === 1 ? { level, row } : undefined;
				const above = ancestorRow(to, 'commune', target, 'province');
				if (above !== provinces[province]) {
					cut.add(province);
					mixed.add(above);
				}
			}
		}
	const told = (level: Level, row: number, old: Level, oldRow: number): FormerNames => ({
		level,
		row,
		spellings: spellingsOf(from, old, oldRow)
	});
	const byNew = new Map<number, number[]>();
	provinces.forEach((target, row) => byNew.set(target, [...(byNew.get(target) ?? []), row]));
	return [
		...[...byNew]
			.filter(
				([target, [row, ...more]]) => more.length === 0 && !cut.has(row!) && !mixed.has(target)
			)
			.map(([target, [row]]) => told('province', target, 'province', row!)),
		...source.flatMap((of, row) =>
			of && sources[row] === 1 ? [told('commune', row, of.level, of.row)] : []
		)
	].filter(({ level, row, spellings }) => {
		const own = new Set(spellingsOf(to, level, row));
		return spellings.some((name) => !own.has(name));
	});
}
