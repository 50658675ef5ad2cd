import type { ManifestEdition, ManifestMonth, Summary } from '../data/schema.ts';
import type { NetworkValues } from '../domain/join.ts';
import { isReading, isStatisticsMeasure } from '../domain/measure.ts';
import type { Month } from '../domain/month.ts';
import type { Network } from '../domain/network.ts';
import { editionShown, type Catalogue, type Selection } from '../domain/selection.ts';
import type { NetworkStatistics } from '../domain/statistics.ts';
import type { Units } from '../domain/unit.ts';

/** One month and network with the units that they belong to. */
export interface MonthTables {
	month: Month;
	network: Network;
	published: ManifestMonth;
	/** To which the units belong: the month's own, or one to which it was carried over. */
	edition: ManifestEdition;
	units: Units;
	/** The edition that the month belongs to, when the values are estimates on the units of `edition`. */
	estimatedFrom?: string | undefined;
	/** Coverage of the months before `edition` on its units, where a year that ends here reaches them. */
	estimates: Summary | null;
	/** Of all operators together; empty where the network has no data in this month. */
	values: NetworkValues;
	/** The month with which it is compared, on the same units. */
	against?: { month: Month; values: NetworkValues };
	/** The other one of two maps: another month or network, on the same units. */
	beside?: MonthTables;
	/** The operator that was asked for. */
	operator: { name: string; values: NetworkValues } | null;
	/** There where the measure that was asked for needs them and the month has them. */
	statistics: NetworkStatistics | null;
}

/** What is the same for every measure and operator. */
export type MonthBase = Omit<MonthTables, 'operator' | 'statistics' | 'against' | 'beside'>;

/** What decides which tables are shown. */
export type Wanted = Pick<
	Selection,
	'month' | 'network' | 'units' | 'against' | 'operator' | 'measure' | 'view'
>;

/** What decides which tables of one month are needed. */
export type WantedMonth = Omit<Wanted, 'against' | 'view'>;

/** Bytes that are under way, by what they are for. */
export interface Progress {
	what: 'map' | 'month' | 'hexagons';
	loaded: number;
	total: number;
}

/** True for measures of which statistics are shown: their values, or the interval of the median. */
export function needsStatistics({
	measure,
	operator
}: Pick<Wanted, 'measure' | 'operator'>): boolean {
	return operator === null && (isReading(measure) || isStatisticsMeasure(measure));
}

/** The same for all selections that need the same tables of one month. */
export function tablesKey(wanted: WantedMonth, catalogue: Catalogue): string {
	const { month, network, operator } = wanted;
	const edition = editionShown(wanted, catalogue).id;
	return [month, network, edition, needsStatistics(wanted), operator ?? ''].join(' ');
}
