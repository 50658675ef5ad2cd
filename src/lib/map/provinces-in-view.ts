import { ancestorRow, unitsOf, type Level, type Units } from '../domain/unit.ts';
import type { Extent } from '../domain/sea.ts';

/** Where provinces lie: by many boxes each, as one around Khánh Hoà and Trường Sa would hold half the sea. */
export interface ProvinceBoxes {
	/** Code of the province of each box. */
	provinces: string[];
	/** West, south, east, north in degrees, four a box; `NaN` where nothing is drawn. */
	bounds: Float64Array;
}

/**
 * The boxes of the units right below the provinces, or of the provinces where only they are known.
 * @param bounds of the levels whose outlines are there, four a unit in row order
 */
export function provinceBoxes(
	units: Units,
	bounds: Partial<Record<Level, Float64Array>>
): ProvinceBoxes {
	const level = units.levels[1] && bounds[units.levels[1]] ? units.levels[1] : 'province';
	const { codes } = unitsOf(units, 'province');
	return {
		provinces: unitsOf(units, level).codes.map(
			(_, row) => codes[ancestorRow(units, level, row, 'province')]!
		),
		bounds: bounds[level]!
	};
}

/** Codes of the provinces with a box that meets the extent, ascending. */
export function provincesWithin(
	{ provinces, bounds }: ProvinceBoxes,
	[west, south, east, north]: Extent
): string[] {
	const found = new Set<string>();
	for (let at = 0; at < provinces.length; at++) {
		if (
			bounds[at * 4]! <= east &&
			bounds[at * 4 + 1]! <= north &&
			bounds[at * 4 + 2]! >= west &&
			bounds[at * 4 + 3]! >= south
		)
			found.add(provinces[at]!);
	}
	return [...found].sort();
}

/**
 * Which provinces to hold within a limit: those near, then the others from the one seen last.
 * @param held least recently seen first
 * @param near seen now; they stay whatever they weigh
 * @returns what stays, least recently seen first
 */
export function worthHolding(
	held: readonly string[],
	near: readonly string[],
	bytesOf: (code: string) => number,
	limit: number
): string[] {
	const seen = held.filter((code) => near.includes(code));
	let room = limit - seen.reduce((sum, code) => sum + bytesOf(code), 0);
	const rest: string[] = [];
	for (const code of held.filter((each) => !near.includes(each)).reverse()) {
		room -= bytesOf(code);
		if (room < 0) break;
		rest.unshift(code);
	}
	return [...rest, ...seen];
}
