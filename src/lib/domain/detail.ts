import { coverageBy, summarise, type LevelSummary } from './aggregate.ts';
import { byReading, figureOf, type Reading } from './figures.ts';
import type { NetworkValues } from './join.ts';
import { NETWORKS, thresholdOf, type Network } from './network.ts';
import { isNotSent, rowsNotSent, type Sent } from './sent.ts';
import { countsFrom, deficit } from './threshold.ts';
import {
	ancestorRow,
	childLevel,
	levelOf,
	parentLevel,
	rowsWithin,
	unitsOf,
	type Level,
	type Units
} from './unit.ts';

/** A unit in a list of siblings. */
export interface ListedUnit {
	code: string;
	name: string;
	/** `NaN` without data. */
	samples: number;
	/** True in a province that sent nothing of the month. */
	isNotSent: boolean;
	/** `NaN` without data or a threshold. */
	deficit: number;
	/** Coverage of the communes inside; absent for communes. */
	coverage?: LevelSummary;
	/** The reading by which units are ordered; `NaN` without it. */
	value?: number;
}

/** What is told of one unit in one month. */
export interface UnitDetail extends Record<Reading, number> {
	code: string;
	level: Level;
	row: number;
	name: string;
	/** The units above, nearest first. */
	parents: { code: string; name: string }[];
	samples: number;
	/** True in a province that sent nothing of the month. */
	isNotSent: boolean;
	/** True when the count was summed from the unit's children. */
	derived: boolean;
	deficit: number;
	/** Level of the units inside; absent for communes. */
	childLevel?: Level;
	/** Units inside, largest deficit first (without a threshold most samples first), those without data last. */
	children: ListedUnit[];
	/** Coverage of the communes inside; absent for communes. */
	coverage?: LevelSummary;
}

/**
 * The detail of the unit `code`, or `undefined` when the edition does not know it.
 * @param sent of the month, where each province sends its own and some have not
 */
export function buildDetail(
	units: Units,
	values: NetworkValues,
	code: string,
	network: Network = NETWORKS[0]!,
	sent?: Sent
): UnitDetail | undefined {
	const level = levelOf(units, code);
	if (!level) return undefined;
	const of = unitsOf(units, level);
	const row = of.rowOf.get(code)!;
	const own = values[level];
	const samples = own?.samples[row] ?? NaN;
	const below = childLevel(units, level);
	const children = below
		? listUnits(units, values, below, rowsWithin(units, below, code), network, sent)
		: [];
	return {
		code,
		level,
		row,
		name: of.names[row]!,
		parents: parentsOf(units, level, row),
		samples,
		isNotSent: isNotSent(units, code, sent),
		derived: own?.derived[row] === 1,
		deficit: deficit(samples, thresholdOf(network)),
		...byReading((reading) => own?.[reading][row] ?? NaN),
		childLevel: below,
		children: children.sort(byDeficit),
		coverage: below ? communeCoverage(units, values, code, network) : undefined
	};
}

/**
 * All provinces, the largest share of communes that count first.
 * @param sent as of {@link buildDetail}
 */
export function rankProvinces(
	units: Units,
	values: NetworkValues,
	network: Network = NETWORKS[0]!,
	sent?: Sent
): ListedUnit[] {
	const { codes } = unitsOf(units, 'province');
	const listed = listUnits(
		units,
		values,
		'province',
		codes.map((_, row) => row),
		network,
		sent
	);
	return listed.sort(
		(a, b) => b.coverage!.share - a.coverage!.share || (b.samples || 0) - (a.samples || 0)
	);
}

/** Units of a level by one of their own readings, the best first, those without it last. */
export function sortByReading(
	listed: readonly ListedUnit[],
	units: Units,
	values: NetworkValues,
	level: Level,
	reading: Reading
): ListedUnit[] {
	const { rowOf } = unitsOf(units, level);
	const column = values[level]?.[reading];
	const sign = figureOf(reading).better === 'less' ? 1 : -1;
	return listed
		.map((unit) => ({ ...unit, value: column?.[rowOf.get(unit.code)!] ?? NaN }))
		.sort(
			(a, b) =>
				Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)) ||
				sign * (a.value - b.value) ||
				0
		);
}

function listUnits(
	units: Units,
	values: NetworkValues,
	level: Level,
	rows: readonly number[],
	network: Network,
	sent: Sent | undefined
): ListedUnit[] {
	const notSent = rowsNotSent(units, level, sent);
	const { codes, names } = unitsOf(units, level);
	const coverage =
		level === 'commune' ? undefined : coverageBy(units, values, level, countsFrom(network));
	return rows.map((row) => {
		const samples = values[level]?.samples[row] ?? NaN;
		return {
			code: codes[row]!,
			name: names[row]!,
			samples,
			isNotSent: notSent.has(row),
			deficit: deficit(samples, thresholdOf(network)),
			coverage: coverage?.[row]
		};
	});
}

function communeCoverage(
	units: Units,
	values: NetworkValues,
	code: string,
	network: Network
): LevelSummary {
	const samples =
		values.commune?.samples ?? new Float64Array(unitsOf(units, 'commune').codes.length).fill(NaN);
	return summarise(samples, rowsWithin(units, 'commune', code), countsFrom(network));
}

function byDeficit(a: ListedUnit, b: ListedUnit): number {
	const missing = Number(Number.isNaN(a.samples)) - Number(Number.isNaN(b.samples));
	// Without a threshold nothing is missing: those with most samples come first.
	return missing || (b.deficit || 0) - (a.deficit || 0) || (b.samples || 0) - (a.samples || 0);
}

function parentsOf(units: Units, level: Level, row: number): { code: string; name: string }[] {
	const parents: { code: string; name: string }[] = [];
	for (let at = parentLevel(units, level); at; at = parentLevel(units, at)) {
		const of = unitsOf(units, at);
		const parent = ancestorRow(units, level, row, at);
		parents.push({ code: of.codes[parent]!, name: of.names[parent]! });
	}
	return parents;
}
