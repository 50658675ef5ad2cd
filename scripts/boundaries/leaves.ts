import { unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';

/** A unit whose ground isn't made up of other units: a commune, or a district without any. */
export interface Leaf {
	code: string;
	level: Level;
	row: number;
}

/** The units that polygons are expected for, communes first. */
export function leavesOf(units: Units): Leaf[] {
	const leaves: Leaf[] = [];
	for (const level of ['commune', 'district'] as const) {
		if (!units.of[level]) continue;
		const isParent = new Set(level === 'district' ? unitsOf(units, 'commune').parents : []);
		unitsOf(units, level).codes.forEach((code, row) => {
			if (!isParent.has(code)) leaves.push({ code, level, row });
		});
	}
	return leaves;
}
