/**
 * What may be shown of a month: nothing that could show who measured. See docs/privacy.md.
 *
 * A unit, an operator in a unit or a hexagon of fewer measurements than the floor has no speed. A hexagon under the
 * floor isn't listed, as an empty one: its measurements are in the nearest hexagon around it that reaches the floor.
 * Counts of hexagons are told in steps of the floor, so that nobody can take the finer ones off a coarser one; where
 * even so a listed one tells of one that isn't, it is left out, too. What can be subtracted: see differences.ts.
 */
import { cellToParent } from 'h3-js';
import type { LevelValues, NetworkValues } from '../../src/lib/domain/join.ts';
import { byReading } from '../../src/lib/domain/figures.ts';
import { STATISTICS_COLUMNS, type NetworkStatistics } from '../../src/lib/domain/statistics.ts';
import { LEVELS, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import { resolutionOf } from '../../src/lib/data/hexagons.ts';
import { rounded } from '../samples/rounded.ts';
import type { NetworkTable } from '../samples/month-table.ts';
import { numberOf } from './cell-number.ts';
import { summedShown, SUMMED, type Counts, type Shown, type ShownNetwork } from './differences.ts';
import { breachesOf } from './hexagon-attack.ts';
import { leavesIn, type Ground } from './hexagon-ground.ts';

const COARSEST = Math.min(...HEXAGON_RESOLUTIONS);
const FINEST = Math.max(...HEXAGON_RESOLUTIONS);

/**
 * A month's table of a network as it may be published.
 * @param whole exact, of the network of which this one is a part
 */
export function shownNetwork(
	table: NetworkTable,
	units: Units,
	floor: number,
	whole?: NetworkTable
): NetworkTable {
	const { values, statistics, operators } = table;
	return {
		...table,
		values: shownValues(values, floor),
		...(statistics
			? {
					statistics: shownStatistics(
						statistics,
						values,
						summedShown(units, countsByLevel(values), floor, wholeShown(units, whole, floor)),
						floor
					)
				}
			: {}),
		...(operators
			? {
					operators: new Map(Array.from(operators, ([name, of]) => [name, shownValues(of, floor)]))
				}
			: {})
	};
}

function wholeShown(
	units: Units,
	whole: NetworkTable | undefined,
	floor: number
): ShownNetwork | undefined {
	if (!whole?.statistics) return undefined;
	const counts = countsByLevel(whole.values);
	return { counts, shown: summedShown(units, counts, floor) };
}

function shownValues(values: NetworkValues, floor: number): NetworkValues {
	return byLevel(values, (of: LevelValues) => ({
		...of,
		...byReading((reading) => from(of[reading], of.samples, floor))
	}));
}

function shownStatistics(
	statistics: NetworkStatistics,
	values: NetworkValues,
	summed: Shown,
	floor: number
): NetworkStatistics {
	return byLevel(statistics, (of, level) => ({
		...of,
		...Object.fromEntries(
			STATISTICS_COLUMNS.map((name) => [name, from(of[name], values[level]!.samples, floor)])
		),
		...Object.fromEntries(
			SUMMED.map((name) => [
				name,
				of[name].map((value, row) => (summed[level]![row] ? value : NaN))
			])
		),
		// That all lie in one hexagon is a warning; how many others there are would tell of those that aren't listed.
		hexagons: from(of.hexagons, values[level]!.samples, floor).map((count) =>
			count === 1 ? 1 : NaN
		)
	}));
}

/** Samples alone. */
export function countsByLevel(values: NetworkValues): Counts {
	return Object.fromEntries(Object.entries(values).map(([level, { samples }]) => [level, samples]));
}

/** Values where there are enough samples. */
function from(values: Float64Array, samples: Float64Array, floor: number): Float64Array {
	return values.map((value, row) => (samples[row]! < floor ? NaN : value));
}

function byLevel<T>(
	of: Partial<Record<(typeof LEVELS)[number], T>>,
	make: (value: T, level: (typeof LEVELS)[number]) => T
): Partial<Record<(typeof LEVELS)[number], T>> {
	return Object.fromEntries(
		LEVELS.flatMap((level) => (of[level] ? [[level, make(of[level], level)]] : []))
	);
}

/**
 * A network's hexagons as they may be published.
 * @param exact by resolution, with small cells
 * @param counts exact, by row of the ground's leaves
 */
export function shownHexagons(
	exact: ReadonlyMap<number, HexagonColumns>,
	counts: Float64Array,
	ground: Ground,
	floor: number
): Map<number, HexagonColumns> {
	const rows = new Map(
		[...exact.values()].flatMap((columns) =>
			columns.cell.map((cell, row) => [cell, { columns, row }] as const)
		)
	);
	const ofCells = new Map(
		Array.from(rows, ([cell, { columns, row }]) => [cell, columns.samples[row]!])
	);
	const listed = listedOf(ofCells, counts, ground, floor);
	return new Map(
		Array.from(exact, ([resolution, { network }]) => {
			const cells = cellsAt(listed, resolution).map((cell) => rows.get(cell)!);
			const columns: HexagonColumns = {
				network,
				cell: cells.map(({ columns, row }) => columns.cell[row]!),
				samples: Float64Array.from(cells, ({ columns, row }) =>
					stepOf(columns.samples[row]!, floor)
				),
				...byReading((reading) =>
					Float64Array.from(cells, ({ columns, row }) => rounded(reading, columns[reading][row]!))
				)
			};
			return [resolution, columns];
		})
	);
}

/** What is told of a count: the least that it can be. */
function stepOf(count: number, floor: number): number {
	return Math.floor(count / floor) * floor;
}

/**
 * Hexagons that may be listed, each with the count that is told.
 * @param counts exact, by cell of all resolutions
 * @param units exact counts by row of the ground's leaves
 */
export function listedOf(
	counts: ReadonlyMap<string, number>,
	units: Float64Array,
	ground: Ground,
	floor: number
): Map<string, number> {
	const listed = new Map<string, number>();
	for (const [cell, count] of counts) if (count >= floor) listed.set(cell, stepOf(count, floor));
	for (;;) {
		const breaches = breachesOf({ listed, units, floor, step: floor }, ground);
		const telling = new Set(breaches.flatMap(({ by }) => (typeof by === 'number' ? [by] : [])));
		const smallest = smallestIn(telling, listed, ground);
		const tellTales = breaches.map(
			({ cell, by }) =>
				(typeof by === 'number' ? smallest.get(by) : undefined) ?? aroundOf(cell, listed)
		);
		if (tellTales.every((cell) => cell === undefined)) return listed;
		for (const cell of tellTales) if (cell !== undefined) listed.delete(cell);
	}
}

/** The listed hexagon of the finest resolution with the smallest count in each of some units. */
function smallestIn(
	units: ReadonlySet<number>,
	listed: ReadonlyMap<string, number>,
	ground: Ground
): Map<number, string> {
	const smallest = new Map<number, string>();
	if (units.size === 0) return smallest;
	for (const [cell, count] of listed) {
		if (resolutionOf(cell) !== FINEST) continue;
		for (const unit of leavesIn(ground, FINEST, numberOf(cell))) {
			if (!units.has(unit)) continue;
			const before = smallest.get(unit);
			if (before === undefined || count < listed.get(before)!) smallest.set(unit, cell);
		}
	}
	return smallest;
}

/** The nearest listed hexagon around one. */
function aroundOf(cell: string, listed: ReadonlyMap<string, number>): string | undefined {
	for (let at = resolutionOf(cell) - 1; at >= COARSEST; at--) {
		const around = cellToParent(cell, at);
		if (listed.has(around)) return around;
	}
	return undefined;
}

/** Listed cells of a resolution, and coarser ones with none of these in them; ascending. */
function cellsAt(listed: ReadonlyMap<string, number>, resolution: number): string[] {
	const within = [...listed.keys()].filter((cell) => resolutionOf(cell) <= resolution);
	const withFiner = new Set(
		within.flatMap((cell) =>
			HEXAGON_RESOLUTIONS.filter((of) => of < resolutionOf(cell)).map((of) =>
				cellToParent(cell, of)
			)
		)
	);
	return within.filter((cell) => !withFiner.has(cell)).sort();
}

/** Exact counts by row of the ground's leaves: communes, and districts without any. */
export function countsOfLeaves(
	values: NetworkValues | undefined,
	units: Units,
	codes: readonly string[]
): Float64Array {
	const byCode = new Map(
		units.levels.flatMap((level) =>
			unitsOf(units, level).codes.map(
				(code, row) => [code, values?.[level]?.samples[row] ?? NaN] as const
			)
		)
	);
	return Float64Array.from(codes, (code) => byCode.get(code) ?? NaN);
}
