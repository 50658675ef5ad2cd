import type { Network } from './network.ts';
import { SPEEDS, type Speed } from './statistics.ts';
import { THRESHOLD } from './threshold.ts';

/** Measures that every month has. */
export const TABLE_MEASURES = ['samples', ...SPEEDS] as const;

/**
 * Measures that only months of single measurements have: columns of their statistics. Means and the percentiles of
 * upload and latency are told of a unit, but no map needs them.
 */
export const STATISTICS_MEASURES = [
	'share_40',
	'share_100',
	'p10_download',
	'p90_download',
	'spatial_coverage'
] as const;
export type StatisticsMeasure = (typeof STATISTICS_MEASURES)[number];

/** What the map colours. */
export const MEASURES = [...TABLE_MEASURES, 'coverage', ...STATISTICS_MEASURES] as const;
export type Measure = (typeof MEASURES)[number];

export function isMeasure(text: string): text is Measure {
	return (MEASURES as readonly string[]).includes(text);
}

export function isStatisticsMeasure(measure: Measure): measure is StatisticsMeasure {
	return (STATISTICS_MEASURES as readonly string[]).includes(measure);
}

/** True for measures whose values are medians or means, as the month's statistic says. */
export function isSpeed(measure: Measure): measure is Speed {
	return (SPEEDS as readonly string[]).includes(measure);
}

/** `share`: values from 0 to 1, shown in per cent. */
export type MeasureUnit = 'samples' | 'mbps' | 'ms' | 'share';

/** Unit in which a measure's values are given. */
export const MEASURE_UNIT: Record<Measure, MeasureUnit> = {
	samples: 'samples',
	coverage: 'share',
	download: 'mbps',
	upload: 'mbps',
	latency: 'ms',
	share_40: 'share',
	share_100: 'share',
	p10_download: 'mbps',
	p90_download: 'mbps',
	spatial_coverage: 'share'
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
const BREAKS: Record<Network, Record<Speed, Breaks>> = {
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

/** No document sets a share: a tenth, a quarter, half, and the same from above. */
const SHARE_BREAKS: Breaks = { at: [0.1, 0.25, 0.5, 0.75, 0.9], targets: [] };

/** Of the communes of a unit that reached the threshold: most provinces are in the low classes. */
const COVERAGE_BREAKS: Breaks = { at: [0.01, 0.05, 0.1, 0.25, 0.5], targets: [] };

/** Breaks of `measure` on `network`; percentiles of a speed have those of the speed, so that maps compare. */
export function breaksOf(measure: Measure, network: Network): Breaks {
	switch (measure) {
		case 'samples':
			return SAMPLE_BREAKS;
		case 'coverage':
			return COVERAGE_BREAKS;
		case 'share_40':
		case 'share_100':
		case 'spatial_coverage':
			return SHARE_BREAKS;
		case 'p10_download':
		case 'p90_download':
			return BREAKS[network].download;
		default:
			return BREAKS[network][measure];
	}
}
