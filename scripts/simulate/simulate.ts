/** Simulated monthly tables: plausible everywhere, exact where a figure was published. */
import { randomNormal, randomPoisson } from 'd3-random';
import { emptyValues, type LevelValues, type NetworkValues } from '../../src/lib/domain/join.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { monthRange, type Month } from '../../src/lib/domain/month.ts';
import { ancestorRow, unitsOf, type Level, type Units } from '../../src/lib/domain/unit.ts';
import { drawCounts } from './counts.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { withHexagons } from '../samples/hexagons.ts';
import type { Ground } from '../boundaries/place-geometry.ts';
import { drawMeasurements, type Measurements } from './measurements.ts';
import { drawPotential, type Potential } from './potential.ts';
import { PUBLISHED } from '../gazetteer/published.ts';
import { randomStream, type RandomSource } from '../common/random.ts';
import { drawMedians } from './speeds.ts';
import { rounded } from '../samples/rounded.ts';
import { figuresOf } from './figures-of.ts';
import { spatialCoverage } from '../samples/spatial-coverage.ts';
import { tableOfMeasurements } from '../samples/table-of-rows.ts';
import { unitTree } from '../samples/unit-tree.ts';
import { joinLevels, rowsOf, type MonthTable, type NetworkTable } from '../samples/month-table.ts';
import { SIMULATED_NETWORKS, SIMULATED_READINGS, type Network } from './trend.ts';

export { drawPotential, SIMULATED_NETWORKS };

/** Seed of everything that is simulated. */
export const SEED = 300;
/** Months that are simulated. */
export const SIMULATED_MONTHS = monthRange('2024-07', '2026-10');
/** Months of which single measurements are simulated, and hexagons made. */
export const MEASURED_MONTHS: readonly Month[] = ['2024-11', '2026-10'];

/** Measurements whose district, or only province, is known, as a part of those whose commune is. */
const UNPLACED = { district: 0.02, province: 0.01 };
/** How far a parent's median lies from what its children's suggest (standard deviation of the logarithm). */
const PARENT_SPREAD = 0.03;

/**
 * Simulate a month.
 * @param gazetteer of the edition that serves it
 * @param potential of {@link drawPotential}
 * @param ground for a month of {@link MEASURED_MONTHS}
 */
export function simulateMonth(
	gazetteer: Gazetteer,
	potential: Potential,
	month: Month,
	ground: Ground | undefined,
	seed = SEED
): MonthTable {
	const table: MonthTable = {
		month,
		edition: gazetteer.edition,
		networks: {},
		hexagons: new Map()
	};
	const tasks = SIMULATED_NETWORKS.map((network) => ({
		gazetteer,
		potential,
		network,
		month,
		seed
	}));
	if (ground) addMeasured(table, tasks, ground);
	else for (const task of tasks) table.networks[task.network] = drawnTable(task);
	return table;
}

/**
 * Simulate all months.
 * @param gazetteers one for each edition
 */
export function simulate(
	gazetteers: readonly Gazetteer[],
	groundOf: (edition: string) => Ground,
	seed = SEED
): MonthTable[] {
	const potentials = new Map(
		gazetteers.map((gazetteer) => [gazetteer.edition, drawPotential(gazetteer, seed)])
	);
	const editions = gazetteers.map(({ period }) => period);
	return SIMULATED_MONTHS.map((month) => {
		const edition = editionOfMonth(editions, month)!.id;
		const gazetteer = gazetteers.find((candidate) => candidate.edition === edition)!;
		const ground = MEASURED_MONTHS.includes(month) ? groundOf(edition) : undefined;
		return simulateMonth(gazetteer, potentials.get(edition)!, month, ground, seed);
	});
}

interface Task {
	gazetteer: Gazetteer;
	potential: Potential;
	network: Network;
	month: Month;
	seed: number;
}

function drawnTable(task: Task): NetworkTable {
	const { units } = task.gazetteer;
	return { ...joinLevels(units, rowsOf(units, drawTable(task))), ...described(task) };
}

function described({ seed }: Task): Pick<NetworkTable, 'provenance' | 'statistic' | 'source'> {
	return {
		provenance: 'simulated',
		statistic: 'median',
		source: `scripts/simulate, seed ${seed}`
	};
}

/** Single measurements first; everything is counted from them, as from those of an office. */
function addMeasured(table: MonthTable, tasks: readonly Task[], ground: Ground): void {
	const tree = unitTree(tasks[0]!.gazetteer.units);
	const measured = tasks.map((task) => ({
		task,
		of: figuresOf(tree, task.network, measurementsOf(task, ground))
	}));
	// A simulated month says nothing of where others are inhabited.
	const inhabited = measured.flatMap(({ of }) => of.unitHexagons);
	for (const { task, of } of measured) {
		table.networks[task.network] = {
			...tableOfMeasurements(
				task.gazetteer.units,
				of.rows,
				spatialCoverage(tree, inhabited, of.unitHexagons)
			),
			...described(task)
		};
		table.hexagons = withHexagons(table.hexagons, task.network, of.hexagons);
	}
}

/**
 * Single measurements of a month of {@link MEASURED_MONTHS}, as they are published.
 */
export function simulateMeasurements(
	gazetteer: Gazetteer,
	network: Network,
	month: Month,
	ground: Ground,
	seed = SEED
): Measurements {
	const potential = drawPotential(gazetteer, seed);
	return measurementsOf({ gazetteer, potential, network, month, seed }, ground);
}

function measurementsOf(
	{ gazetteer, potential, network, month, seed }: Task,
	ground: Ground
): Measurements {
	const counts = drawCounts(gazetteer, potential, network, month, seed);
	const random = randomStream(seed, `measurements ${month} ${network}`);
	return drawMeasurements(potential, network, month, counts, ground, random);
}

/** Row of the unit of `level` around each commune. */
function ancestors(units: Units, level: Level): Int32Array {
	const { codes } = unitsOf(units, 'commune');
	return Int32Array.from(codes, (_, row) => ancestorRow(units, 'commune', row, level));
}

function drawTable({ gazetteer, potential, network, month, seed }: Task): NetworkValues {
	const { units } = gazetteer;
	const random = randomStream(seed, `${gazetteer.edition} table ${month} ${network}`);
	const samples = drawCounts(gazetteer, potential, network, month, seed);
	const communes: LevelValues = {
		...emptyValues(samples.length),
		...drawMedians(potential, network, month, samples, random),
		samples
	};
	const values: NetworkValues = { commune: communes };
	// A month of which something was published has no extra measurements to blur it.
	const isPublished = PUBLISHED.some((figure) => figure.month === month);
	for (const level of [...units.levels].reverse().slice(1))
		values[level] = parentValues(units, level, communes, isPublished ? undefined : random);
	addUpwards(units, values);
	return values;
}

/** Counts and medians of a level from its communes, with a few measurements that have no commune. */
function parentValues(
	units: Units,
	level: Level,
	communes: LevelValues,
	random: RandomSource | undefined
): LevelValues {
	const values = emptyValues(unitsOf(units, level).codes.length);
	const rowOfCommune = ancestors(units, level);
	communes.samples.forEach((count, commune) => {
		if (Number.isNaN(count)) return;
		const row = rowOfCommune[commune]!;
		values.samples[row] = (values.samples[row] || 0) + count;
		if (count === 0) return;
		for (const speed of SIMULATED_READINGS)
			values[speed][row] = (values[speed][row] || 0) + count * Math.log(communes[speed][commune]!);
	});
	const normal = random && randomNormal.source(random)(0, PARENT_SPREAD);
	const poisson = random && randomPoisson.source(random);
	values.samples.forEach((count, row) => {
		for (const speed of SIMULATED_READINGS) {
			const typical = Math.exp(values[speed][row]! / count);
			values[speed][row] = rounded(speed, typical * Math.exp(normal?.() ?? 0));
		}
		const part = level === 'commune' ? 0 : UNPLACED[level];
		if (poisson && count > 0) values.samples[row] = count + poisson(count * part)();
	});
	return values;
}

/** A province has at least what its districts have. */
function addUpwards(units: Units, values: NetworkValues): void {
	const districts = values.district;
	const provinces = values.province;
	if (!districts || !provinces) return;
	const sums = new Float64Array(provinces.samples.length);
	unitsOf(units, 'district').parentRows.forEach((parent, row) => {
		sums[parent] = sums[parent]! + (districts.samples[row] || 0);
	});
	sums.forEach((sum, row) => {
		provinces.samples[row] = Math.max(provinces.samples[row]!, sum);
	});
}
