import { formatNumber, formatShare } from '../domain/format.ts';
import type { RankBy } from '../domain/rank.ts';
import type { Locale } from '../i18n/locale.ts';

/** A value by which units are ranked, in words. */
export function rankValue(value: number, by: RankBy, locale: Locale): string {
	if (Number.isNaN(value)) return '–';
	return by === 'share' ? formatShare(value, locale) : formatNumber(value, locale);
}
