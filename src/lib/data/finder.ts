/** The search in the data worker: its index is made at the first question and kept. */
import { fromColumns } from '../domain/crosswalk.ts';
import { searchUnits, type SearchResult, type Weights } from '../domain/search.ts';
import { buildSearchIndex, type SearchIndex } from '../domain/search-index.ts';
import type { Units } from '../domain/unit.ts';
import type { PublishedCrosswalk } from './schema.ts';

/** What was found; `isPartial` where the names of the edition before could not be had. */
export interface Found extends SearchResult {
	isPartial: boolean;
}

/** Units of the edition before, and where they lie in the one that is shown. */
export interface Former {
	units: Units;
	crosswalk: PublishedCrosswalk;
}

const indexes = new WeakMap<Units, { former: Units | undefined; index: SearchIndex }>();

/**
 * Find units by a text.
 * @param former `null` where there is no edition before, `undefined` where it could not be had
 * @param weights samples by level and row, by which equal names are ordered
 */
export function find(
	units: Units,
	former: Former | null | undefined,
	text: string,
	weights: Weights
): Found {
	let known = indexes.get(units);
	if (!known || known.former !== former?.units) {
		const before = former && {
			units: former.units,
			crosswalk: fromColumns(former.units, units, former.crosswalk.levels)
		};
		known = { former: former?.units, index: buildSearchIndex(units, before ?? undefined) };
		indexes.set(units, known);
	}
	return { ...searchUnits(known.index, text, weights), isPartial: former === undefined };
}
