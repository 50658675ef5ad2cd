import { reached, THRESHOLD } from './threshold.ts';
import type { NetworkValues } from './join.ts';
import {
	ancestorRow,
	ancestorRows,
	childLevel,
	levelOf,
	unitsOf,
	type Level,
	type Units
} from './unit.ts';

/** Who does best one step below a scope. More than one unit where they cannot be told apart. */
export interface Leader {
	/** Level of the leading units. */
	level: Level;
	/** Rows of that level, ascending. */
	rows: number[];
	/** Coverage inside each of them; `null` where the leading units themselves are counted. */
	coverage: { reached: number; units: number } | null;
	/** Samples of each of them; `NaN` where they are compared by coverage. */
	samples: number;
}

/**
 * The units right below `within` (the country when `null`) that lead: by share of their units of `level` that
 * reached the threshold, then by how many these are; by their own samples where `level` is their own.
 * @param least samples from which a unit counts, see `countsFrom`
 * @returns `null` where nothing was reached or there is nobody to be ahead of
 */
export function findLeader(
	units: Units,
	values: NetworkValues,
	level: Level,
	within: string | null,
	least = THRESHOLD
): Leader | null {
	const scopeLevel = within === null ? undefined : levelOf(units, within);
	const among = scopeLevel ? childLevel(units, scopeLevel) : units.levels[0];
	const samples = values[level]?.samples;
	if (!among || !samples) return null;
	const scopeRow = scopeLevel ? unitsOf(units, scopeLevel).rowOf.get(within!)! : 0;
	const isInside = (row: number) =>
		!scopeLevel || ancestorRow(units, among, row, scopeLevel) === scopeRow;
	const rows = unitsOf(units, among)
		.codes.map((_, row) => row)
		.filter(isInside);
	return among === level
		? leadBySamples(samples, level, rows)
		: leadByCoverage(units, samples, level, among, rows, least);
}

function leadBySamples(samples: Float64Array, level: Level, rows: number[]): Leader | null {
	const [known, best] = leading(rows, (row) => samples[row]!);
	const most = samples[best[0]!]!;
	return known < 2 || best.length === known || !(most > 0)
		? null
		: { level, rows: best, coverage: null, samples: most };
}

function leadByCoverage(
	units: Units,
	samples: Float64Array,
	level: Level,
	among: Level,
	rows: number[],
	least: number
): Leader | null {
	const counts = unitsOf(units, among).codes.map(() => ({ reached: 0, units: 0 }));
	const above = ancestorRows(units, level, among);
	for (let row = 0; row < samples.length; row++) {
		const count = counts[above[row]!]!;
		count.units++;
		if (reached(samples[row]!, least)) count.reached++;
	}
	const [known, widest] = leading(rows, (row) => counts[row]!.reached / counts[row]!.units);
	const [, best] = leading(widest, (row) => counts[row]!.reached);
	const coverage = counts[best[0]!];
	return known < 2 || best.length === known || !coverage?.reached
		? null
		: { level: among, rows: best, coverage, samples: NaN };
}

/** How many rows have a value, and those with the highest one. */
function leading(
	rows: number[],
	valueOf: (row: number) => number
): [known: number, best: number[]] {
	const known = rows.filter((row) => !Number.isNaN(valueOf(row)));
	const highest = known.reduce((most, row) => Math.max(most, valueOf(row)), -Infinity);
	return [known.length, known.filter((row) => valueOf(row) === highest)];
}
