import { NO_DATA } from './classify.ts';
import { formatNumber } from './format.ts';
import type { Threshold } from './network.ts';
import { reachWords } from './reach-words.ts';
import { reached, THRESHOLD } from './threshold.ts';
import type { Level } from './unit.ts';
import { m, type Locale } from '../i18n/locale.ts';

/** Classes of the change of a unit's samples between two months; {@link NO_DATA} besides. */
export const CHANGE = { lost: 1, fell: 3, same: 4, rose: 5, reached: 7 } as const;
/** The highest class. */
export const CHANGE_CLASSES = CHANGE.reached;

/** Samples from which a change counts, and from which it is large; upwards and downwards alike. */
const STEPS: Record<Level, readonly [some: number, many: number]> = {
	commune: [20, 100],
	district: [50, 250],
	province: [200, 1000]
};

/** True for the classes of units that fell or lost the threshold: they are hatched, so that print without colour tells them. */
export function isLoss(at: number): boolean {
	return at !== NO_DATA && at < CHANGE.same;
}

/** What happened between two months, unit by unit. */
export interface Change {
	/** Samples now less samples before; `NaN` unless both are known. */
	difference: Float64Array;
	/** Class of {@link CHANGE} by unit. */
	classes: Uint8Array;
}

/** What happened to some units together. */
export interface ChangeSummary {
	/** Units that reached the threshold now and had not before; no data counts as not reached. */
	newlyReached: number;
	newlyLost: number;
}

/**
 * Compare the samples of two months on the same units.
 * Reaching the threshold, or losing it, goes before the size of the change.
 * @param least samples from which a unit counts, see `countsFrom`
 */
export function compareSamples(
	before: Float64Array,
	now: Float64Array,
	level: Level,
	least = THRESHOLD
): Change {
	const [some, many] = STEPS[level];
	const difference = now.map((value, row) => value - before[row]!);
	const classes = Uint8Array.from(difference, (value, row) => {
		const [was, is] = [reached(before[row]!, least), reached(now[row]!, least)];
		if (is !== was) return is ? CHANGE.reached : CHANGE.lost;
		if (Number.isNaN(value)) return NO_DATA;
		const size = Math.abs(value);
		return CHANGE.same + Math.sign(value) * (size >= many ? 2 : size >= some ? 1 : 0);
	});
	return { difference, classes };
}

/** Count what happened to the threshold in these rows. */
export function summariseChange({ classes }: Change, rows: readonly number[]): ChangeSummary {
	const count = (wanted: number) => rows.filter((row) => classes[row] === wanted).length;
	return { newlyReached: count(CHANGE.reached), newlyLost: count(CHANGE.lost) };
}

/** The range of a class of change: "+20 – +99". Without a threshold units are newly measured, or no longer. */
export function changeLabel(
	at: number,
	level: Level,
	locale: Locale,
	threshold: Threshold
): string {
	const reach = reachWords(threshold);
	const [some, many] = STEPS[level].map((value) => formatNumber(value, locale));
	const [belowSome, belowMany] = STEPS[level].map((value) => formatNumber(value - 1, locale));
	return [
		m.class_no_data({}, { locale }),
		reach.fellBelow({}, { locale }),
		`≤\u00a0−${many}`,
		`−${belowMany} … −${some}`,
		`−${belowSome} … +${belowSome}`,
		`+${some} … +${belowMany}`,
		`≥\u00a0+${many}`,
		reach.roseTo({}, { locale })
	][at]!;
}
