import { randomNormal, randomPoisson } from 'd3-random';
import type { Month } from '../../src/lib/domain/month.ts';
import { countsFrom } from '../../src/lib/domain/threshold.ts';
import { ancestorRow, parentLevel, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { fitGroups, fitRows, setTotal } from './fit.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Potential } from './potential.ts';
import { PUBLISHED, rowsOfFigure } from '../gazetteer/published.ts';
import { randomStream } from '../common/random.ts';
import { campaignGain, samplesRate, type Network } from './trend.ts';

/** How much a commune's samples vary from month to month (standard deviation of the logarithm). */
const MONTHLY_SPREAD = 0.3;
/** Of the communes without any measurement, the part that sends no row instead of 0. */
const NO_ROW_SHARE = 0.15;

/**
 * Samples of each commune in one month and network; `NaN` where there is no row.
 * Published figures of that month hold exactly.
 */
export function drawCounts(
	gazetteer: Gazetteer,
	potential: Potential,
	network: Network,
	month: Month,
	seed: number
): Float64Array {
	const { units } = gazetteer;
	const random = randomStream(seed, `${gazetteer.edition} counts ${month} ${network}`);
	const expected = expectedCounts(units, potential, network, month);
	const noise = randomNormal.source(random)(0, MONTHLY_SPREAD);
	const poisson = randomPoisson.source(random);
	const samples = expected.map((mean, row) => {
		const drawn = poisson(mean * Math.exp(noise()))();
		const hasRow = drawn > 0 || random() >= NO_ROW_SHARE;
		return hasRow && !potential.isSilent[row] ? drawn : NaN;
	});
	fitPublished(units, samples, network, month);
	return samples;
}

function expectedCounts(
	units: Units,
	potential: Potential,
	network: Network,
	month: Month
): Float64Array {
	const weights = potential.samples[network];
	const people = potential.population.reduce((a, b) => a + b, 0);
	const total = (people / 1000) * samplesRate(network, month);
	const scale = total / weights.reduce((a, b) => a + b, 0);
	const gains = unitsOf(units, 'province').codes.map((code) => campaignGain(code, network, month));
	return weights.map(
		(weight, row) => weight * scale * gains[ancestorRow(units, 'commune', row, 'province')]!
	);
}

function fitPublished(units: Units, samples: Float64Array, network: Network, month: Month): void {
	const figures = PUBLISHED.filter(
		(figure) =>
			figure.month === month && figure.network === network && rowsOfFigure(figure, units).length > 0
	);
	const threshold = countsFrom(network);
	const settled = new Set<number>();
	let settledReached = 0;
	const communes = figures.filter(({ level }) => level === 'commune');
	for (const figure of communes.filter(({ within }) => within)) {
		const rows = withData(samples, rowsOfFigure(figure, units));
		setTotal(
			samples,
			rows,
			figure.samples ?? leastTotal(samples, rows, figure.reached * threshold)
		);
		fitRows(samples, [rows], figure.reached, threshold);
		rows.forEach((row) => settled.add(row));
		settledReached += figure.reached;
	}
	const free = parentGroups(units, samples).map((rows) => rows.filter((row) => !settled.has(row)));
	const district = figures.find(({ level }) => level === 'district');
	if (district)
		fitGroups(samples, free, district.reached - reachedBySettled(units, settled), threshold);
	const national = communes.find(({ within }) => !within);
	if (national) fitRows(samples, free, national.reached - settledReached, threshold);
}

/** What the rows have, but never so little that those which must reach the threshold leave nothing for the others. */
function leastTotal(samples: Float64Array, rows: readonly number[], needed: number): number {
	const total = rows.reduce((sum, row) => sum + samples[row]!, 0);
	return Math.max(total, needed * 2);
}

/** Districts that settled communes fill: each has far more than the threshold. */
function reachedBySettled(units: Units, settled: ReadonlySet<number>): number {
	const { parentRows } = unitsOf(units, 'commune');
	return new Set([...settled].map((row) => parentRows[row]!)).size;
}

/** Communes with data of each parent. */
function parentGroups(units: Units, samples: Float64Array): number[][] {
	const above = unitsOf(units, parentLevel(units, 'commune')!);
	const groups: number[][] = above.codes.map(() => []);
	unitsOf(units, 'commune').parentRows.forEach((parent, row) => {
		if (!Number.isNaN(samples[row]!)) groups[parent]!.push(row);
	});
	return groups;
}

function withData(samples: Float64Array, rows: readonly number[]): number[] {
	return rows.filter((row) => !Number.isNaN(samples[row]!));
}
