import type { Level } from './unit.ts';
import type { Month } from './month.ts';

/** A state of the list of units, and the months that it serves; a row of `data/editions.csv`. */
export interface Edition {
	id: string;
	/** First month that it serves. */
	from: Month;
	/** Last month that it serves; `null` while it is in force. */
	to: Month | null;
	/** Levels that it has, from the top down. */
	levels: Level[];
}

/** The one edition that serves `month`, or `undefined` before the first. */
export function editionOfMonth<E extends Edition>(
	editions: readonly E[],
	month: Month
): E | undefined {
	return editions.find(({ from, to }) => month >= from && (to === null || month <= to));
}
