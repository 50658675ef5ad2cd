import type { Network } from './network.ts';
import { THRESHOLD } from './threshold.ts';

/** What the map colours. */
export const MEASURES = ['samples', 'coverage', 'download', 'upload', 'latency'] as const;
export type Measure = (typeof MEASURES)[number];

export function isMeasure(text: string): text is Measure {
	return (MEASURES as readonly string[]).includes(text);
}

/** True when values are statistics of what was measured, which need the threshold to be trusted; counts don't. */
export function isStatistic(measure: Measure): measure is Exclude<Measure, 'samples' | 'coverage'> {
	return measure !== 'samples' && measure !== 'coverage';
}

export type MeasureUnit = 'samples' | 'percent' | 'mbps' | 'ms';

/** Unit in which a measure's values are given. */
export const MEASURE_UNIT: Record<Measure, MeasureUnit> = {
	samples: 'samples',
	coverage: 'percent',
	download: 'mbps',
	upload: 'mbps',
	latency: 'ms'
};

/** Class breaks of a measure and those among them that are national targets. */
export interface Breaks {
	/** Ascending lower bounds of all classes but the first. */
	at: readonly number[];
	/** Breaks that a national document sets. */
	targets: readonly number[];
}

/**
 * Download targets: 4G 40 and 5G 100 Mbit/s, fixed 200 Mbit/s (Decision 36/QD-TTg, 2024);
 * 30 Mbit/s is the speed whose share of samples QCVN 126:2021 asks for.
 * Upload and latency have no national target: their breaks are round numbers.
 */
const BREAKS: Record<Network, Record<Exclude<Measure, 'samples' | 'coverage'>, Breaks>> = {
	mobile: {
		download: { at: [20, 30, 40, 70, 100], targets: [30, 40, 100] },
		upload: { at: [5, 10, 15, 20, 30], targets: [] },
		latency: { at: [20, 30, 40, 60, 100], targets: [] }
	},
	fixed: {
		download: { at: [50, 100, 150, 200, 300], targets: [200] },
		upload: { at: [50, 100, 150, 200, 300], targets: [] },
		latency: { at: [5, 10, 15, 20, 40], targets: [] }
	}
};

/** Progress to the threshold: 0, thirds of it, reached, twice reached. */
const SAMPLE_BREAKS: Breaks = {
	at: [1, THRESHOLD / 3, (THRESHOLD * 2) / 3, THRESHOLD, THRESHOLD * 2],
	targets: [THRESHOLD]
};

/** Per cent of the communes of a unit that reached the threshold: most provinces are in the low classes. */
const COVERAGE_BREAKS: Breaks = { at: [1, 5, 10, 25, 50], targets: [] };

/** Breaks of `measure` on `network`. */
export function breaksOf(measure: Measure, network: Network): Breaks {
	if (isStatistic(measure)) return BREAKS[network][measure];
	return measure === 'samples' ? SAMPLE_BREAKS : COVERAGE_BREAKS;
}
