import { NETWORKS, thresholdOf, type Network, type Threshold } from './network.ts';

/** The threshold of the network that a page opens with (letter 5691/BTTTT-CVT, 31 December 2024). */
export const THRESHOLD = thresholdOf(NETWORKS[0]!)!;

/**
 * Samples from which a unit of a network counts: the threshold. Without one there is nothing to reach, and a unit counts
 * that was measured at all; faces then say "measured" and never "reached".
 */
export function countsFrom(network: Network): number {
	return thresholdOf(network) ?? 1;
}

/** Samples still missing to the threshold; never negative, and `NaN` where there is no threshold. */
export function deficit(samples: number, threshold: Threshold = THRESHOLD): number {
	return threshold === null ? NaN : Math.max(0, threshold - samples);
}

/** True when the unit reached the threshold. No data (`NaN`) has not, and nothing has where there is no threshold. */
export function reached(samples: number, threshold: Threshold = THRESHOLD): boolean {
	return threshold !== null && samples >= threshold;
}
