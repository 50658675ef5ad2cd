import { byReading } from './figures.ts';
import type { LevelValues, NetworkValues } from './join.ts';
import { emptyValues } from './join.ts';
import { ancestorRows, parentLevel, unitsOf, type Level, type Units } from './unit.ts';
import { reached, THRESHOLD } from './threshold.ts';

/** How far the units of one level are. */
export interface LevelSummary {
	units: number;
	/** Units that count: with at least the threshold, or where there is none with any sample (`countsFrom`). */
	reached: number;
	/** reached / units, 0 to 1. */
	share: number;
	/** Samples of all units of the level together. */
	samples: number;
	unitsWithoutData: number;
}

/**
 * Coverage of one level.
 * @param rows rows to count; all when left out
 * @param least samples from which a unit counts, see `countsFrom`
 */
export function summarise(
	samples: Float64Array,
	rows?: readonly number[],
	least = THRESHOLD
): LevelSummary {
	const summary: LevelSummary = { units: 0, reached: 0, share: 0, samples: 0, unitsWithoutData: 0 };
	const add = (value: number) => {
		summary.units++;
		if (Number.isNaN(value)) summary.unitsWithoutData++;
		else {
			summary.samples += value;
			if (reached(value, least)) summary.reached++;
		}
	};
	if (rows) for (const row of rows) add(samples[row]!);
	else for (const value of samples) add(value);
	summary.share = summary.units ? summary.reached / summary.units : 0;
	return summary;
}

/** False where nothing is known of any unit: that is not "none reached". */
export function isAnyKnown({ units, unitsWithoutData }: LevelSummary): boolean {
	return unitsWithoutData < units;
}

/** Coverage of the communes inside each unit of an upper level, in one pass. */
export function coverageBy(
	units: Units,
	values: NetworkValues,
	level: Level,
	least = THRESHOLD
): LevelSummary[] {
	const communes = unitsOf(units, 'commune').codes.length;
	const rowsOf = unitsOf(units, level).codes.map(() => [] as number[]);
	const above = ancestorRows(units, 'commune', level);
	for (let row = 0; row < communes; row++) rowsOf[above[row]!]!.push(row);
	const samples = values.commune?.samples ?? new Float64Array(communes).fill(NaN);
	return rowsOf.map((rows) => summarise(samples, rows, least));
}

/**
 * Share (0 to 1) of each unit's communes that reached the threshold.
 * @returns `NaN` where no commune has data
 */
export function coverageShares(
	units: Units,
	values: NetworkValues,
	level: Level,
	least = THRESHOLD
): Float64Array {
	return Float64Array.from(coverageBy(units, values, level, least), (summary) =>
		summary.unitsWithoutData === summary.units ? NaN : summary.share
	);
}

/**
 * Give every parent without a row of its own the sum of its children's counts, marked as derived.
 * Speeds are not derived: a median of a parent is not the mean of its children's medians.
 * A parent whose children all lack data stays without data.
 * @returns new values for all levels; the input is not changed
 */
export function deriveParents(units: Units, values: NetworkValues): NetworkValues {
	const result: NetworkValues = {};
	for (const level of [...units.levels].reverse()) {
		const own = copyValues(values[level], unitsOf(units, level).codes.length);
		const below = units.levels[units.levels.indexOf(level) + 1];
		if (below) addChildren(units, below, result[below]!, own);
		result[level] = own;
	}
	return result;
}

function addChildren(units: Units, below: Level, children: LevelValues, own: LevelValues): void {
	if (parentLevel(units, below) === undefined) return;
	const { parentRows } = unitsOf(units, below);
	const lacking = own.samples.map((value) => (Number.isNaN(value) ? 1 : 0));
	children.samples.forEach((value, row) => {
		const parent = parentRows[row]!;
		if (!lacking[parent] || Number.isNaN(value)) return;
		own.samples[parent] = (own.derived[parent] ? own.samples[parent]! : 0) + value;
		own.derived[parent] = 1;
	});
}

function copyValues(values: LevelValues | undefined, count: number): LevelValues {
	if (!values) return emptyValues(count);
	return {
		samples: values.samples.slice(),
		...byReading((reading) => values[reading].slice()),
		derived: values.derived.slice()
	};
}
