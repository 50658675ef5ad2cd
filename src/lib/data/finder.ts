/** The search in the data worker: its index is made at the first question and kept. */
import { fromColumns } from '../domain/crosswalk.ts';
import { searchUnits, type SearchResult, type Weights } from '../domain/search.ts';
import { buildSearchIndex, type SearchIndex } from '../domain/search-index.ts';
import type { Units } from '../domain/unit.ts';
import type { PublishedCrosswalk } from './schema.ts';

/** What was found; `isPartial` where the names of earlier editions could not be had. */
export interface Found extends SearchResult {
	isPartial: boolean;
}

/** Units of an earlier edition, and where they lie in the one that is shown. */
export interface Former {
	units: Units;
	crosswalk: PublishedCrosswalk;
}

const indexes = new WeakMap<Units, { count: number; index: SearchIndex }>();

/**
 * Find units by a text.
 * @param units with the names that are shown
 * @param former earlier editions, the nearest first; `undefined` where they could not be had
 * @param weights samples by level and row, by which equal names are ordered
 */
export function find(
	units: Units,
	former: readonly Former[] | undefined,
	text: string,
	weights: Weights
): Found {
	let known = indexes.get(units);
	const count = former?.length ?? 0;
	if (known?.count !== count) {
		const before = former?.map(({ units: own, crosswalk }) => ({
			units: own,
			crosswalk: fromColumns(own, units, crosswalk.levels)
		}));
		known = { count, index: buildSearchIndex(units, before) };
		indexes.set(units, known);
	}
	return { ...searchUnits(known.index, text, weights), isPartial: former === undefined };
}
