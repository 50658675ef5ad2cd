/** Provinces that sent their figures of a month, where each sends its own: what was not sent is not zero. */
import { m, type Locale } from '../i18n/locale.ts';
import { formatNumber } from './format.ts';
import { ancestorRows, levelOf, rowsWithin, unitsOf, type Level, type Units } from './unit.ts';

/** Absent where a month is whole, or comes from one file of the country or from measurements. */
export interface Sent {
	/** Codes of the provinces that sent nothing, ascending. */
	missing: string[];
	/** Provinces that sent something, and all there are. */
	provinces: number;
	of: number;
}

/**
 * Rows of a level in the scope that lie in provinces which sent; `undefined` where these are all rows of the level.
 * @param within code of the scope; `null` for the country
 */
export function rowsSent(
	units: Units,
	level: Level,
	within: string | null,
	sent: Pick<Sent, 'missing'> | undefined
): readonly number[] | undefined {
	// In a province alone nothing is known or all of it is.
	if (within !== null) return rowsWithin(units, level, within);
	if (!sent) return undefined;
	const { rowOf, codes } = unitsOf(units, 'province');
	const missing = new Set(sent.missing.map((code) => rowOf.get(code)));
	if (level === 'province') return codes.flatMap((_, row) => (missing.has(row) ? [] : [row]));
	return Array.from(ancestorRows(units, level, 'province')).flatMap((province, row) =>
		missing.has(province) ? [] : [row]
	);
}

/** Rows of a level that lie in provinces which sent nothing. */
export function rowsNotSent(
	units: Units,
	level: Level,
	sent: Pick<Sent, 'missing'> | undefined
): ReadonlySet<number> {
	if (!sent) return new Set();
	const own = new Set(rowsSent(units, level, null, sent));
	return new Set(unitsOf(units, level).codes.flatMap((_, row) => (own.has(row) ? [] : [row])));
}

/** What is said in the place of a unit's figures. */
export function noDataText(isNotSent: boolean, locale: Locale): string {
	return (isNotSent ? m.class_not_sent : m.class_no_data)({}, { locale });
}

/** What units without figures are called together: of those in `rows`, which have none. */
export function noDataLabel(
	rows: readonly number[],
	notSent: ReadonlySet<number>,
	locale: Locale
): string {
	const count = rows.filter((row) => notSent.has(row)).length;
	if (count === 0 || count === rows.length) return noDataText(count > 0, locale);
	return m.class_no_data_or_not_sent({}, { locale });
}

/** True for a place in a province that sent nothing. */
export function isNotSent(units: Units, code: string, sent: Sent | undefined): boolean {
	if (!sent) return false;
	const level = levelOf(units, code);
	if (!level) return false;
	return sent.missing.some(
		(province) =>
			province === code ||
			(level !== 'province' &&
				rowsWithin(units, level, province).includes(unitsOf(units, level).rowOf.get(code)!))
	);
}

/** "31/34 provinces have sent", for a sentence. */
export function sentText({ provinces, of }: Sent, locale: Locale): string {
	const count = `${formatNumber(provinces, locale)}/${formatNumber(of, locale)}`;
	return m.sentence_sent({ count }, { locale });
}

/** The same beside a figure. */
export function sentMark({ provinces, of }: Sent, locale: Locale): string {
	const count = `${formatNumber(provinces, locale)}/${formatNumber(of, locale)}`;
	return m.sent_mark({ count }, { locale });
}

/** What that means, for notes; the ranking shows which provinces are missing. */
export function sentNote({ provinces, of }: Sent, locale: Locale): string {
	const count = `${formatNumber(provinces, locale)}/${formatNumber(of, locale)}`;
	return m.note_sent({ count }, { locale });
}
