/**
 * Names of the vocabulary in the reader's language. Pure code gives a locale; components leave it out and
 * follow the page's own.
 */
import { m, type Locale } from '../i18n/locale.ts';
import type { Provenance, Statistic } from './join.ts';
import type { Measure, MeasureUnit } from './measure.ts';
import type { Network } from './network.ts';
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

export const NETWORK_NAME: Record<Network, Name> = {
	mobile: m.network_mobile,
	fixed: m.network_fixed
};

export const MEASURE_NAME: Record<Measure, Name> = {
	samples: m.measure_samples,
	coverage: m.measure_coverage,
	download: m.measure_download,
	upload: m.measure_upload,
	latency: m.measure_latency
};

export const UNIT_NAME: Record<MeasureUnit, Name> = {
	samples: m.unit_samples,
	percent: m.unit_percent,
	mbps: m.unit_mbps,
	ms: m.unit_ms
};

export const STATISTIC_NAME: Record<Statistic, Name> = {
	median: m.statistic_median,
	mean: m.statistic_mean
};

export const PROVENANCE_NAME: Record<Provenance, Name> = {
	official: m.provenance_official,
	imported: m.provenance_imported,
	simulated: m.provenance_simulated,
	estimated: m.provenance_estimated
};
