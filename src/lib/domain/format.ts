import type { Locale } from '../i18n/locale.ts';
import type { MeasureUnit } from './measure.ts';
import type { Month } from './month.ts';
import { UNIT_NAME } from './names.ts';

const LANGUAGE: Record<Locale, string> = { vi: 'vi-VN', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = `${locale}${JSON.stringify(options)}`;
	let format = formats.get(key);
	if (!format) formats.set(key, (format = new Intl.NumberFormat(LANGUAGE[locale], options)));
	return format;
}

/** A whole or decimal number in the locale's form: 10.599 or 10,599. */
export function formatNumber(value: number, locale: Locale, digits = 0): string {
	return numberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** A change with its sign: +12, −3, 0. */
export function formatChange(value: number, locale: Locale): string {
	return numberFormat(locale, { signDisplay: 'exceptZero' }).format(value).replace('-', '−');
}

/** A share (0 to 1) in per cent with at most two decimals, as CLDR has it: "24,68%" or "24.68%". */
export function formatShare(share: number, locale: Locale): string {
	return `${formatNumber(share * 100, locale, 2)}%`;
}

/** The same with two decimals always, for columns: "4,00%". */
export function formatShareInColumn(share: number, locale: Locale): string {
	const options = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
	return `${numberFormat(locale, options).format(share * 100)}%`;
}

/** A month in words: "Tháng 11/2024" or "November 2024". */
export function formatMonth(month: Month, locale: Locale): string {
	const [year, number] = [month.slice(0, 4), Number(month.slice(5))];
	if (locale === 'vi') return `Tháng ${number}/${year}`;
	const date = new Date(Date.UTC(Number(year), number - 1));
	return new Intl.DateTimeFormat('en-GB', {
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC'
	}).format(date);
}

/** A month within a sentence: "tháng 11/2024" or "November 2024". */
export function formatMonthInside(month: Month, locale: Locale): string {
	const text = formatMonth(month, locale);
	return locale === 'vi' ? text.toLocaleLowerCase(locale) : text;
}

/** A day in words, or a month where no day is given: "26/11/2026" or "26 November 2026", "11/2026" or "November 2026". */
export function formatDay(day: string, locale: Locale): string {
	const [year, month, date] = day.split('-');
	if (locale === 'vi') return [date, month, year].filter(Boolean).join('/');
	const options = {
		day: date ? ('numeric' as const) : undefined,
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC'
	} as const;
	return new Intl.DateTimeFormat('en-GB', options).format(
		new Date(Date.UTC(Number(year), Number(month) - 1, Number(date ?? 1)))
	);
}

/** A month as short as an axis needs: "11/24". */
export function formatMonthShort(month: Month): string {
	return `${month.slice(5)}/${month.slice(2, 4)}`;
}

/** A value of a measure with its unit: "54,3 Mbit/s", "1.234 mẫu", "24,68%". */
export function formatMeasure(value: number, unit: MeasureUnit, locale: Locale): string {
	if (unit === 'share') return formatShare(value, locale);
	return `${formatNumber(value, locale, unit === 'samples' ? 0 : 1)}\u00a0${UNIT_NAME[unit]({}, { locale })}`;
}

/**
 * The range of a class in the locale's numbers.
 * @param at class, 1 to breaks.length + 1
 * @param unit of the values; samples are whole, so their ranges read "100–199" and not "100–200"; `density` is of hexagons
 */
export function formatClass(
	at: number,
	breaks: readonly number[],
	unit: MeasureUnit | 'density',
	locale: Locale
): string {
	const whole = unit === 'samples';
	const number = (value: number) =>
		formatNumber(unit === 'share' ? value * 100 : value, locale, unit === 'density' ? 1 : 0);
	const low = breaks[at - 2];
	const high = breaks[at - 1];
	if (high === undefined) return `≥\u00a0${number(low!)}`;
	if (low === undefined) return whole && high === 1 ? '0' : `<\u00a0${number(high)}`;
	return whole ? `${number(low)}–${number(high - 1)}` : `${number(low)}–${number(high)}`;
}
