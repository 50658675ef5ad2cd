import type { Level } from './unit.ts';

/** What is known of the units of one level beside their names, in unit order; `NaN` where it is unknown. */
export interface LevelFacts {
	/** Degrees of a point inside the unit. */
	lon: Float64Array;
	lat: Float64Array;
	/** km² */
	area: Float64Array;
	/** Inhabitants. */
	population: Float64Array;
}

/** What is known of an edition's units beside their names. */
export interface UnitFacts {
	edition: string;
	/** Names of regions. */
	regions: readonly string[];
	/** Index into `regions` by row of the provinces; empty where no regions are told. */
	region: readonly number[];
	levels: Partial<Record<Level, LevelFacts>>;
}

/** Facts of `count` units of which nothing is known. */
export function emptyFacts(count: number): LevelFacts {
	const none = () => new Float64Array(count).fill(NaN);
	return { lon: none(), lat: none(), area: none(), population: none() };
}
