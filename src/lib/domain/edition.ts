import type { Level } from './unit.ts';
import type { Month } from './month.ts';

/** A state of the list of units, and the months that it serves. */
export interface Edition {
	id: string;
	/** First month that it serves. */
	from: Month;
	/** Last month that it serves; `null` while it is in force. */
	to: Month | null;
	/** Levels that it has, from the top down. */
	levels: Level[];
}

/**
 * The editions of the official list of units.
 * Two tiers from 1 July 2025: Law 72/2025/QH15 and Resolution 203/2025/QH15 end the district level.
 */
export const EDITIONS: readonly Edition[] = [
	{ id: '2022-10', from: '2022-10', to: '2025-06', levels: ['province', 'district', 'commune'] },
	{ id: '2025-07', from: '2025-07', to: null, levels: ['province', 'commune'] }
];

/** The one edition that serves `month`, or `undefined` before the first. */
export function editionOfMonth<E extends Edition>(
	editions: readonly E[],
	month: Month
): E | undefined {
	return editions.find(({ from, to }) => month >= from && (to === null || month <= to));
}
