import { unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import type { Facts, Gazetteer } from './gazetteer.ts';

/**
 * What is known of all units of an edition: their own facts, and area and population of an upper level as the sum of
 * its communes' where it has none of its own. A sum with an unknown part is unknown.
 */
export function factsOfLevels({ units, facts }: Gazetteer): Partial<Record<Level, Facts>> {
	const all: Partial<Record<Level, Facts>> = {};
	for (const level of [...units.levels].reverse()) {
		const own = facts[level] ?? emptyFacts(unitsOf(units, level).codes.length);
		const below = units.levels[units.levels.indexOf(level) + 1];
		all[level] = below
			? {
					...own,
					area: withSums(own.area, units, below, all[below]!.area),
					population: withSums(own.population, units, below, all[below]!.population)
				}
			: own;
	}
	return all;
}

function withSums(
	own: Float64Array,
	units: Units,
	below: Level,
	parts: Float64Array
): Float64Array {
	const sums = new Float64Array(own.length).fill(NaN);
	const seen = new Uint8Array(own.length);
	unitsOf(units, below).parentRows.forEach((parent, row) => {
		// The first part takes the place of "none"; an unknown one makes the sum unknown for good.
		sums[parent] = seen[parent] ? sums[parent]! + parts[row]! : parts[row]!;
		seen[parent] = 1;
	});
	return own.map((value, row) => (Number.isNaN(value) ? sums[row]! : value));
}

function emptyFacts(count: number): Facts {
	const none = () => new Float64Array(count).fill(NaN);
	return { lon: none(), lat: none(), area: none(), population: none() };
}
