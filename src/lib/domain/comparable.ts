import { isAnyKnown, type LevelSummary } from './aggregate.ts';
import type { Level } from './unit.ts';

/**
 * Part of the units that may have data in one of two months alone: nobody measures in some communes for a month (260 of
 * 10,599 in October 2024, none in November). A province is sent or it is not.
 */
const SPARE: Record<Level, number> = { province: 0, district: 0.05, commune: 0.05 };

/** Coverage of a scope by level. */
export type Summaries = Partial<Record<Level, LevelSummary>>;

/**
 * True where the units that have data are others in two months, so that a change of counts would tell of what was
 * sent in and not of what was measured: on any level that both months know, their numbers differ by more than 5 % of
 * the units (provinces: at all), or differ at all while fewer than half of the units have data.
 */
export function unitsDiffer(before: Summaries, now: Summaries): boolean {
	return (Object.keys(now) as Level[]).some((level) => {
		const [was, is] = [before[level], now[level]];
		return was !== undefined && is !== undefined && differ(was, is, SPARE[level]);
	});
}

function differ(was: LevelSummary, is: LevelSummary, spare: number): boolean {
	if (!isAnyKnown(was) || !isAnyKnown(is)) return false;
	const [first, second] = [knownOf(was), knownOf(is)];
	if (first === second) return false;
	const isMost = 2 * Math.min(first, second) >= is.units;
	return !isMost || Math.abs(first - second) > Math.ceil(spare * is.units);
}

/** Units with data. */
export function knownOf({ units, unitsWithoutData }: LevelSummary): number {
	return units - unitsWithoutData;
}
