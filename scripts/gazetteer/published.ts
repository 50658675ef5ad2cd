import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { rowsWithin, unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';

/** A figure that an authority published, which the simulation reproduces exactly. */
export interface PublishedFigure {
	month: Month;
	network: Network;
	level: Level;
	/** Code of the unit that it speaks of; the whole country when left out. */
	within?: string;
	/** Units that it speaks of: a gazetteer with another number is another list, and the figure is not for it. */
	units: number;
	/** Of these with at least the threshold. */
	reached: number;
	/** Samples of all of them together. */
	samples?: number;
	/** Of all provinces, `within` has the greatest share of units reached and the most samples. */
	isBest?: boolean;
}

/** All that are known; the sources are in `data/SOURCES.md`. */
export const PUBLISHED: readonly PublishedFigure[] = [
	{ month: '2024-11', network: 'mobile', level: 'province', units: 63, reached: 63 },
	{ month: '2024-11', network: 'mobile', level: 'district', units: 705, reached: 174 },
	{ month: '2024-11', network: 'mobile', level: 'commune', units: 10599, reached: 110 },
	{
		month: '2024-11',
		network: 'mobile',
		level: 'commune',
		within: '19',
		units: 178,
		reached: 66,
		samples: 64595,
		isBest: true
	},
	{ month: '2025-07', network: 'fixed', level: 'commune', within: '92', units: 103, reached: 14 },
	{ month: '2025-07', network: 'mobile', level: 'commune', within: '92', units: 103, reached: 1 }
];

/** Rows of the figure's level that it speaks of; nothing when the gazetteer is not the figure's. */
export function rowsOfFigure(figure: PublishedFigure, units: Units): number[] {
	if (!units.levels.includes(figure.level)) return [];
	const rows = figure.within
		? rowsWithin(units, figure.level, figure.within)
		: unitsOf(units, figure.level).codes.map((_, row) => row);
	return rows.length === figure.units ? rows : [];
}
