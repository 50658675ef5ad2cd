/** Why a unit may lack samples: how many people are there, how often they measure, when nobody did, and who is alike and reached it. */
import type { UnitDetail } from './detail.ts';
import type { HistoryPoint } from './history.ts';
import type { Threshold } from './network.ts';
import { similarUnits } from './similar.ts';
import type { UnitFacts } from './unit-facts.ts';
import { ancestorRow, unitsOf, type Units } from './unit.ts';

/** What is known; what is not is absent. */
export interface Why {
	people?: number;
	/** Samples per 1,000 people. */
	perThousand?: number;
	/** Months of the history in which the unit was counted and had no sample; absent where there was none. */
	silentMonths?: number;
	/** Most alike of those that reached the threshold, of a commune that did not. */
	alike: { code: string; name: string; place: string }[];
}

/**
 * @param samples of the unit's level, in unit order
 * @param points of its history
 */
export function whyOf(
	units: Units,
	{ level, row, samples: own, deficit }: Pick<UnitDetail, 'level' | 'row' | 'samples' | 'deficit'>,
	samples: Float64Array,
	facts: UnitFacts | null,
	points: readonly HistoryPoint[] | null,
	threshold: Threshold
): Why {
	const known = facts?.edition === units.edition ? facts.levels[level] : undefined;
	const people = known?.population[row];
	const silent = points?.filter(({ value, estimated }) => value === 0 && !estimated).length ?? 0;
	const why: Why = { alike: [] };
	if (people !== undefined && people > 0) {
		why.people = people;
		if (!Number.isNaN(own)) why.perThousand = (own / people) * 1000;
	}
	if (silent > 0) why.silentMonths = silent;
	if (level === 'commune' && known && threshold !== null && deficit > 0) {
		const of = unitsOf(units, level);
		const provinces = unitsOf(units, 'province').names;
		why.alike = similarUnits(units, level, row, samples, known, 3, threshold).map(
			({ row: at }) => ({
				code: of.codes[at]!,
				name: of.names[at]!,
				place: provinces[ancestorRow(units, level, at, 'province')]!
			})
		);
	}
	return why;
}
