/** Months and dates as offices write them. */
import type { Month } from '../../src/lib/domain/month.ts';

/** Excel's day 0 in its calendar of 1900, counted with the day that never was (29 February 1900). */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const MILLISECONDS_PER_DAY = 86_400_000;

/** Serial days from 2009 to 2119: what a month's cell holds when its format was lost. */
export function isSerialDay(value: number): boolean {
	return value >= 40_000 && value < 80_000;
}

/** Date of a serial day, its calendar fields in UTC. */
export function dateOfSerial(days: number): Date {
	return new Date(EXCEL_EPOCH + Math.round(days * MILLISECONDS_PER_DAY));
}

const YEAR_FIRST =
	/(?<![\d.,])(\d{4})\s*[-/._]\s*(\d{1,2})(?:\s*[-/.]\s*\d{1,2}(?:[T ].*)?)?(?!\d)/;
const DAY_FIRST = /(?<![\d.,])\d{1,2}\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?!\d)/;
const MONTH_FIRST =
	/(?:th[aá]ng\s*|month\s*|\bT\s*)?(?<![\d.,])(\d{1,2})\s*(?:[-/._]|n[aă]m)\s*(\d{4})(?!\d)/i;
const COMPACT = /^(20\d{2})(0[1-9]|1[0-2])$/;

/** A month in text, with what it was written as: "2026-09", "T9/2026", "tháng 9 năm 2026", "15/09/2026". */
export function findMonth(text: string): { month: Month; written: string } | undefined {
	const plain = text.normalize('NFC');
	for (const [pattern, yearAt, monthAt] of [
		[COMPACT, 1, 2],
		[YEAR_FIRST, 1, 2],
		[DAY_FIRST, 2, 1],
		[MONTH_FIRST, 2, 1]
	] as const) {
		const match = pattern.exec(plain);
		const month = match && monthText(Number(match[yearAt]), Number(match[monthAt]));
		if (month) return { month, written: match[0] };
	}
	return undefined;
}

/** The month of a cell: a date, a serial day or text; with a year of its own also "9" or "Tháng 9". */
export function monthOfCell(cell: unknown, year?: number): Month | undefined {
	if (cell instanceof Date) return cell.toISOString().slice(0, 7);
	if (typeof cell === 'number' && isSerialDay(cell))
		return dateOfSerial(cell).toISOString().slice(0, 7);
	const text = String(cell ?? '').trim();
	const found = findMonth(text);
	if (found) return found.month;
	if (/^\d{5}$/.test(text) && isSerialDay(Number(text))) return monthOfCell(Number(text));
	const bare = /^(?:th[aá]ng|month|t)?\s*(\d{1,2})$/i.exec(text.normalize('NFC'));
	return bare && year ? monthText(year, Number(bare[1])) : undefined;
}

function monthText(year: number, month: number): Month | undefined {
	if (!(month >= 1 && month <= 12) || year < 1900 || year > 2200) return undefined;
	return `${year}-${String(month).padStart(2, '0')}`;
}
