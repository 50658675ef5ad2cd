import type { FaultCode } from '../domain/errors.ts';
import { formatMonth, formatNumber } from '../domain/format.ts';
import type { Month } from '../domain/month.ts';
import type { Fallback } from '../domain/selection.ts';
import type { Level, Units } from '../domain/unit.ts';
import { m, type Locale } from '../i18n/locale.ts';

/** A level in the singular, for switches. */
export const LEVEL_NAME: Record<Level, () => string> = {
	province: m.level_province,
	district: m.level_district,
	commune: m.level_commune
};

/** A level's units in the plural, for sentences. */
export const LEVEL_UNITS: Record<Level, () => string> = {
	province: m.level_province_units,
	district: m.level_district_units,
	commune: m.level_commune_units
};

/** Faults that come from the network and not from the file itself. */
export const NETWORK_FAULTS: readonly FaultCode[] = ['unreachable', 'truncated'];

/** What the reader is told about a value that could not be kept. */
export function fallbackText(fallback: Fallback, edition: string, locale: Locale): string {
	switch (fallback.kind) {
		case 'value':
			if (fallback.name === 'view' && fallback.value === 'hexagons')
				return `${m.reason_no_hexagons()}.`;
			return m.note_value({
				name: fallback.name,
				value: fallback.value,
				used: fallback.name === 'month' ? formatMonth(fallback.used, locale) : fallback.used
			});
		case 'level':
			return m.note_level({
				from: LEVEL_NAME[fallback.from]().toLocaleLowerCase(locale),
				to: LEVEL_NAME[fallback.to]().toLocaleLowerCase(locale)
			});
		case 'unit':
			return m.note_unit({ code: fallback.code, edition });
	}
}

/** What the reader is told when a step in time crosses into another edition. */
export function editionText(
	units: Units,
	from: Month,
	month: Month,
	previous: string,
	locale: Locale
): string {
	const list = units.levels
		.map(
			(level) => `${formatNumber(units.of[level]!.codes.length, locale)} ${LEVEL_UNITS[level]()}`
		)
		.join(', ');
	return month > from
		? m.note_edition({
				month: formatMonth(month, locale).toLocaleLowerCase(locale),
				edition: units.edition,
				list,
				previous
			})
		: m.note_edition_back({
				month: formatMonth(month, locale).toLocaleLowerCase(locale),
				edition: units.edition,
				list
			});
}
