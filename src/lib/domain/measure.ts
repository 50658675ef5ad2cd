import {
	FIGURES,
	figureOf,
	isReading,
	READINGS,
	type Measure,
	type MeasureUnit
} from './figures.ts';
import type { Month } from './month.ts';
import { NETWORKS, thresholdOf, wholeOf, type Network } from './network.ts';
import { targetsOf, type Target } from './targets.ts';

export { isReading, type Measure, type MeasureUnit };

/** Measures that every month has. */
export const TABLE_MEASURES = ['samples', ...READINGS] as const;

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

/** What the map colours, in the usual order. */
export const MEASURES: readonly Measure[] = FIGURES.map(({ name }) => name);

export function isMeasure(text: string): text is Measure {
	return (MEASURES as readonly string[]).includes(text);
}

export function isStatisticsMeasure(measure: Measure): measure is StatisticsMeasure {
	return (STATISTICS_MEASURES as readonly string[]).includes(measure);
}

/** Unit in which a measure's values are given. */
export const MEASURE_UNIT = Object.fromEntries(
	FIGURES.map(({ name, unit }) => [name, unit])
) as Record<Measure, MeasureUnit>;

/** Class breaks of a measure, and what documents set among them. */
export interface Breaks {
	/** Ascending lower bounds of all classes but the first. */
	at: readonly number[];
	/** Breaks that a document sets: the threshold of samples, or targets of download. */
	set: readonly number[];
	/** National targets among the breaks, ascending. */
	targets: readonly Target[];
}

/** Breaks of measures that no threshold divides. */
const BREAKS = 5;

/** Measures that are compared with targets of download. */
const DOWNLOADS: readonly Measure[] = ['download', 'p10_download', 'p90_download'];

/**
 * Breaks of `measure` on `network` in `month`: the threshold and parts of it for samples, the targets that hold then
 * for downloads (the latest where they are too many), and what the table of figures adds.
 */
export function breaksOf(measure: Measure, network: Network, month: Month): Breaks {
	const threshold = thresholdOf(network);
	if (measure === 'samples' && threshold !== null) {
		// Most communes have less than a third: a tenth tells those that have hardly begun from those on their way.
		const parts = [threshold / 10, threshold / 3, (threshold * 2) / 3].map(Math.round);
		return { at: [1, ...parts, threshold, threshold * 2], set: [threshold], targets: [] };
	}
	const held = DOWNLOADS.includes(measure) ? targetsOf(network, month) : [];
	const targets = [...held]
		.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
		.slice(0, BREAKS)
		.sort((a, b) => a.mbps - b.mbps);
	const set = targets.map(({ mbps }) => mbps);
	const more = usualBreaks(measure, network).filter((at) => !set.includes(at));
	const at = [...set, ...more.slice(0, BREAKS - set.length)].sort((a, b) => a - b);
	return { at, set, targets };
}

function usualBreaks(measure: Measure, network: Network): readonly number[] {
	const breaks = figureOf(measure).breaks;
	return breaks[network] ?? breaks[wholeOf(network) ?? NETWORKS[0]!] ?? breaks.mobile;
}
