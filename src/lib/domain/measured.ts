import type { NetworkValues } from './join.ts';
import { SPEEDS, type NetworkStatistics, type Speed } from './statistics.ts';
import type { Level } from './unit.ts';

/** What only single measurements tell of a month and network. */
export interface Measured {
	statistics: NetworkStatistics;
	operators: readonly { name: string; values: NetworkValues }[];
}

/** Figures of one speed beside its median; `NaN` where there are too few measurements. Mbit/s or ms. */
export interface Spread {
	mean: number;
	p10: number;
	p90: number;
	/** Ends of the 95 % interval of the median. */
	low: number;
	high: number;
}

/** One operator's part of a unit. */
export interface OperatorFigures extends Record<Speed, number> {
	name: string;
	samples: number;
}

/** What single measurements tell of one unit. */
export interface MeasuredFigures {
	spread: Record<Speed, Spread>;
	/** Part of the samples with a download of at least 40 and 100 Mbit/s. */
	share40: number;
	share100: number;
	/** `NaN` where no inhabited hexagon is known. */
	spatialCoverage: number;
	/** With samples in the unit, the most first. */
	operators: OperatorFigures[];
}

/** The figures of unit `row` of `level`. */
export function measuredFigures(
	{ statistics, operators }: Measured,
	level: Level,
	row: number
): MeasuredFigures | undefined {
	const of = statistics[level];
	if (!of) return undefined;
	const spreadOf = (speed: Speed): Spread => ({
		mean: of[`mean_${speed}`][row]!,
		p10: of[`p10_${speed}`][row]!,
		p90: of[`p90_${speed}`][row]!,
		low: of[`low_${speed}`][row]!,
		high: of[`high_${speed}`][row]!
	});
	return {
		spread: Object.fromEntries(SPEEDS.map((speed) => [speed, spreadOf(speed)])) as Record<
			Speed,
			Spread
		>,
		share40: of.share_40[row]!,
		share100: of.share_100[row]!,
		spatialCoverage: of.spatial_coverage[row]!,
		operators: operators
			.map(({ name, values }) => ({
				name,
				samples: values[level]!.samples[row]!,
				download: values[level]!.download[row]!,
				upload: values[level]!.upload[row]!,
				latency: values[level]!.latency[row]!
			}))
			.filter(({ samples }) => samples > 0)
			.sort((a, b) => b.samples - a.samples || (a.name < b.name ? -1 : 1))
	};
}
