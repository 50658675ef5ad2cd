import type { NetworkValues } from './join.ts';
import { byReading, type Reading } from './figures.ts';
import { SPREADS, type NetworkStatistics, type SpreadName } from './statistics.ts';
import type { Level } from './unit.ts';

/** What only single measurements tell of a month and network. */
export interface Measured {
	statistics: NetworkStatistics;
	operators: readonly { name: string; values: NetworkValues }[];
}

/** Figures of one reading beside its median; `NaN` where there are too few measurements. Mbit/s or ms. */
export type Spread = Record<SpreadName, number>;

/** One operator's part of a unit. */
export interface OperatorFigures extends Record<Reading, number> {
	name: string;
	samples: number;
}

/** What single measurements tell of one unit. */
export interface MeasuredFigures {
	spread: Record<Reading, Spread>;
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
	const spreadOf = (reading: Reading) =>
		Object.fromEntries(
			SPREADS.map((name) => [name, of[`${name}_${reading}`][row]!])
		) as unknown as Spread;
	return {
		spread: byReading(spreadOf),
		share40: of.share_40[row]!,
		share100: of.share_100[row]!,
		spatialCoverage: of.spatial_coverage[row]!,
		operators: operators
			.map(({ name, values }) => ({
				name,
				samples: values[level]!.samples[row]!,
				...byReading((reading) => values[level]![reading][row]!)
			}))
			.filter(({ samples }) => samples > 0)
			.sort((a, b) => b.samples - a.samples || (a.name < b.name ? -1 : 1))
	};
}
