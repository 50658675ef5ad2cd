/** Groups that a measurement counts in: its leaf, the units around it and the country. */
import { ancestorRow, LEVELS, unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import { leavesOf } from '../boundaries/leaves.ts';

/** All units of an edition as groups; the last is the country. */
export interface UnitTree {
	edition: string;
	/** Official codes; empty for the country. */
	codes: string[];
	/** Codes of the leaves in the order of `leavesOf`. */
	leaves: string[];
	/** For each leaf: its groups, in places from `starts[leaf]` to `starts[leaf + 1]`. */
	starts: Int32Array;
	groups: Int32Array;
	/** Of each group: the group of its province; -1 for the country. */
	province: Int32Array;
}

/** Number the units of an edition as groups. */
export function unitTree(units: Units): UnitTree {
	const first = new Map<Level, number>();
	const codes: string[] = [];
	const province: number[] = [];
	for (const level of units.levels) {
		first.set(level, codes.length);
		unitsOf(units, level).codes.forEach((code, row) => {
			codes.push(code);
			province.push(ancestorRow(units, level, row, 'province'));
		});
	}
	const country = codes.length;
	codes.push('');
	province.push(-1);
	const leaves = leavesOf(units);
	const starts = new Int32Array(leaves.length + 1);
	const groups: number[] = [];
	leaves.forEach(({ level, row }, leaf) => {
		for (const above of LEVELS) {
			if (!first.has(above) || LEVELS.indexOf(above) > LEVELS.indexOf(level)) continue;
			groups.push(first.get(above)! + ancestorRow(units, level, row, above));
		}
		groups.push(country);
		starts[leaf + 1] = groups.length;
	});
	return {
		edition: units.edition,
		codes,
		leaves: leaves.map(({ code }) => code),
		starts,
		groups: Int32Array.from(groups),
		province: Int32Array.from(province)
	};
}
