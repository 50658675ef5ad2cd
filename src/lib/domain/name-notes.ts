import { m, type Locale } from '../i18n/locale.ts';
import { namesEver } from './dated-names.ts';
import { formatDay } from './format.ts';
import type { Month } from './month.ts';
import type { Level, Units } from './unit.ts';

/**
 * What acts made of a unit's name, in order of time, each with the day from which it holds and the act with its date.
 * A change after the month is told as one that is to come.
 */
export function nameNotes(
	units: Units,
	level: Level,
	row: number,
	month: Month,
	locale: Locale
): string[] {
	const names = namesEver(units, level, row);
	return names.slice(1).map(({ name, change }, at) => {
		const { from, act, actDate } = change!;
		const words = {
			name,
			day: formatDay(from, locale),
			act,
			actDay: formatDay(actDate, locale),
			before: names[at]!.name
		};
		return from <= `${month}-31`
			? m.detail_name_since(words, { locale })
			: m.detail_name_later(words, { locale });
	});
}
