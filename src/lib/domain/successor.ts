import { unitsOf, ancestorRow, type Level, type Units } from './unit.ts';
import type { Crosswalk } from './crosswalk.ts';

/** A unit of the later edition that took a unit of the earlier one over, or a part of it. */
export interface Successor {
	level: Level;
	row: number;
	/** Part of the unit's area (of a district: of its communes, each counted alike); 0 to 1. */
	share: number;
}

/**
 * What became of each unit of a level, by row: successors with the largest share first.
 * Provinces were merged as a whole; districts and communes live on in communes.
 */
export function successorsByRow(
	{ links, provinces }: Crosswalk,
	from: Units,
	level: Level
): Successor[][] {
	if (level === 'province')
		return Array.from(provinces, (row) => [{ level: 'province', row, share: 1 }]);
	const { codes } = unitsOf(from, level);
	const held = codes.map(() => new Map<number, number>());
	const add = (of: Level, target: (row: number) => number) => {
		const { starts, to, weights } = links[of]!;
		for (let row = 0; row + 1 < starts.length; row++) {
			const parts = held[target(row)]!;
			const [start, end] = [starts[row]!, starts[row + 1]!];
			const whole = weights.subarray(start, end).reduce((sum, weight) => sum + weight, 0);
			for (let at = start; at < end; at++)
				parts.set(to[at]!, (parts.get(to[at]!) ?? 0) + weights[at]! / whole);
		}
	};
	if (links[level]) add(level, (row) => row);
	if (level === 'district') add('commune', (row) => ancestorRow(from, 'commune', row, 'district'));
	return held.map((parts) => {
		const whole = [...parts.values()].reduce((sum, part) => sum + part, 0);
		return [...parts]
			.map(([row, part]): Successor => ({ level: 'commune', row, share: part / whole }))
			.sort((a, b) => b.share - a.share || a.row - b.row);
	});
}
