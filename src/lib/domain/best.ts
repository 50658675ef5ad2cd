import type { NetworkValues } from './join.ts';
import { rankUnits } from './rank.ts';
import { THRESHOLD } from './threshold.ts';
import { rowsWithin, unitsOf, type Units } from './unit.ts';

/** Thái Nguyên: the province that the ministry's figures of November 2024 name as the example (66 of 178 communes). */
const EXAMPLE = '19';

/** Beside whom a province is held: the example, the best in the country, the best in its region. */
export const RIVALS = ['example', 'country', 'region'] as const;
export type Rival = (typeof RIVALS)[number];

/**
 * Whom a province can be held beside. Never itself: beside the best stands the one that follows.
 * @param own code of the province
 * @param region of each province by row; empty where no regions are told
 * @returns codes; a rival that nobody is, or that another one is already, is absent
 */
export function rivalsOf(
	units: Units,
	values: NetworkValues,
	own: string,
	region: readonly number[],
	least = THRESHOLD
): Partial<Record<Rival, string>> {
	const { rowOf } = unitsOf(units, 'province');
	const ranked = rankUnits(units, values, null, 'province', 'share', null, least).filter(
		({ code, rank }) => code !== own && rank !== null
	);
	const home = region[rowOf.get(own)!];
	const example = rowOf.has(EXAMPLE) && own !== EXAMPLE ? EXAMPLE : undefined;
	const country = ranked[0]?.code;
	const neighbour =
		home === undefined ? undefined : ranked.find(({ code }) => region[rowOf.get(code)!] === home);
	return {
		...(example ? { example } : {}),
		...(country && country !== example ? { country } : {}),
		...(neighbour ? { region: neighbour.code } : {})
	};
}

/** How much is measured for the people who live there. */
export interface Density {
	/** Samples for each 1,000 people. */
	perThousand: number;
	/** Communes that are counted: those whose samples and people are known. */
	communes: number;
	/** All communes of the unit. */
	of: number;
}

/**
 * Samples per 1,000 people of the communes inside a unit. A commune of which samples or people are not known
 * counts on neither side.
 * @param population people by row of the communes, `NaN` where not known
 * @returns `null` where no commune can be counted
 */
export function samplesPerThousand(
	units: Units,
	values: NetworkValues,
	population: ArrayLike<number>,
	code: string
): Density | null {
	const rows = rowsWithin(units, 'commune', code);
	let [samples, people, communes] = [0, 0, 0];
	for (const row of rows) {
		const count = values.commune?.samples[row] ?? NaN;
		const of = population[row] ?? NaN;
		if (Number.isNaN(count) || !(of > 0)) continue;
		samples += count;
		people += of;
		communes++;
	}
	return communes ? { perThousand: (samples / people) * 1000, communes, of: rows.length } : null;
}
