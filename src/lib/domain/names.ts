/**
 * Names of the vocabulary in the reader's language. Pure code gives a locale; components leave it out and
 * follow the page's own.
 */
import { m, pageLocale, type Locale } from '../i18n/locale.ts';
import { FIGURES, type Measure, type MeasureUnit } from './figures.ts';
import type { Provenance, Statistic } from './join.ts';
import type { StatisticsMeasure } from './measure.ts';
import { networkName, NETWORKS, type Network } from './network.ts';
import type { Level } from './unit.ts';

/** A message without parts. */
export type Name = (parts?: Record<string, never>, options?: { locale?: Locale }) => string;

/** A level in the singular, for switches. */
export const LEVEL_NAME: Record<Level, Name> = {
	province: m.level_province,
	district: m.level_district,
	commune: m.level_commune
};

/** A level's units in the plural, for sentences. */
export const LEVEL_UNITS: Record<Level, Name> = {
	province: m.level_province_units,
	district: m.level_district_units,
	commune: m.level_commune_units
};

/** A number of units of a level ("1 commune", "12 communes"). */
export const COUNT_OF: Record<
	Level,
	(parts: { count: number; number: string }, options?: { locale?: Locale }) => string
> = {
	province: m.count_province,
	district: m.count_district,
	commune: m.count_commune
};

export const NETWORK_NAME = Object.fromEntries(
	NETWORKS.map((network) => [network, named((locale) => networkName(network, locale))])
) as Record<Network, Name>;

export const MEASURE_NAME = Object.fromEntries(
	FIGURES.map((figure) => [figure.name, named((locale) => figure[locale])])
) as Record<Measure, Name>;

/** Names of a table of facts as a message. */
function named(of: (locale: Locale) => string): Name {
	return (_, options) => of(options?.locale ?? pageLocale());
}

/** What a measure says, for those whose name does not. */
export const MEASURE_HINT: Record<StatisticsMeasure, Name> = {
	share_40: m.hint_share_40,
	share_100: m.hint_share_100,
	p10_download: m.hint_p10_download,
	p90_download: m.hint_p90_download,
	spatial_coverage: m.hint_spatial_coverage
};

export const UNIT_NAME: Record<MeasureUnit, Name> = {
	samples: m.unit_samples,
	mbps: m.unit_mbps,
	ms: m.unit_ms,
	share: m.unit_share
};

export const STATISTIC_NAME: Record<Statistic, Name> = {
	median: m.statistic_median,
	mean: m.statistic_mean
};

/** Of `none`: nothing is published of the month and network. */
export const PROVENANCE_NAME: Record<Provenance | 'none', Name> = {
	none: m.provenance_none,
	official: m.provenance_official,
	imported: m.provenance_imported,
	simulated: m.provenance_simulated,
	estimated: m.provenance_estimated
};

/**
 * All operators that `data/operators.csv` doesn't know, together: what stands in a file may be anything, a telephone
 * number too, and is never shown.
 */
export const OTHER_OPERATOR = 'other';

/** An operator as it is shown. */
export function operatorName(operator: string, locale?: Locale): string {
	return operator === OTHER_OPERATOR ? m.operator_other({}, locale && { locale }) : operator;
}
