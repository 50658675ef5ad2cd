import { randomNormal } from 'd3-random';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Potential } from './potential.ts';
import type { RandomSource } from '../common/random.ts';
import { rounded } from '../samples/rounded.ts';
import {
	cityGain,
	nationalMedian,
	SIMULATED_READINGS,
	type Network,
	type Reading
} from './trend.ts';

/** Spread of single measurements around their commune's true median (standard deviation of the logarithm). */
export const MEASUREMENT_SPREAD: Record<Network, Record<Reading, number>> = {
	mobile: { download: 0.75, upload: 0.65, latency: 0.35 },
	fixed: { download: 0.5, upload: 0.5, latency: 0.4 }
};
/** The standard error of a median is this much more than that of a mean. */
const MEDIAN_ERROR = 1.25;
/** What a city adds to upload and takes from latency, compared with download. */
const FOLLOWS: Record<Reading, number> = { download: 1, upload: 0.7, latency: -0.6 };

/** The median that endless measurements in a commune would show, in Mbit/s or ms. */
export function trueMedian(
	potential: Potential,
	network: Network,
	month: Month,
	speed: Reading,
	row: number
): number {
	// Half of the people live where urbanity is about 0.35: there the country's median holds.
	const city = cityGain(network, month) * (potential.urban[row]! - 0.35);
	const effect = FOLLOWS[speed] * (city + potential.speed[network][row]!);
	return nationalMedian(network, speed, month) * Math.exp(effect);
}

/**
 * Published median of each commune: true median with the error of so many samples.
 * @returns columns by measure; `NaN` where there are no samples
 */
export function drawMedians(
	potential: Potential,
	network: Network,
	month: Month,
	samples: Float64Array,
	random: RandomSource
): Record<Reading, Float64Array> {
	const normal = randomNormal.source(random)();
	const draw = (speed: Reading) =>
		samples.map((count, row) => {
			if (!(count > 0)) return NaN;
			const error = (MEDIAN_ERROR * MEASUREMENT_SPREAD[network][speed]) / Math.sqrt(count);
			return rounded(
				speed,
				trueMedian(potential, network, month, speed, row) * Math.exp(error * normal())
			);
		});
	const [download, upload, latency] = SIMULATED_READINGS.map(draw);
	return { download: download!, upload: upload!, latency: latency! };
}
