/**
 * Months that a title or a note cuts short: "tháng 10/2026 (tính đến 15/10/2026)"; and those that were signed before
 * they ended: "Hà Nội, ngày 02 tháng 10 năm 2026".
 */
import type { Month } from '../domain/month.ts';
import { placeLineOf, type Said } from './context.ts';
import type { Evidence } from './draft.ts';
import { isEdgeOfMonth, monthText, periodsIn, type Period } from './period.ts';
import type { Text } from './sheet.ts';
import { both } from './texts.ts';

const UNTIL =
	/(?<!\p{L})(?:đến|tới|until|as\s+of|up\s+to)\s*(?:hết\s*)?(?:ngày\s*)?(?<!\d)(\d{1,2})\s*(?:[-/.]|tháng)\s*(\d{1,2})(?:\s*(?:[-/.]|năm)\s*((?:19|20|21)\d\d))?(?![\d/])/giu;

/**
 * The days of which figures are, where a text ends them within one of these months.
 * @returns the first days of a month up to the one that is named
 */
export function partialMonth(
	texts: readonly Evidence[],
	months: Iterable<Month>
): Said<Extract<Period, { kind: 'days' }>> | undefined {
	const all = [...months];
	for (const evidence of texts)
		for (const [written, day, number, year] of evidence.text.normalize('NFC').matchAll(UNTIL)) {
			const month = all.find((of) =>
				year ? of === monthText(+year, +number!) : of.endsWith(`-${number!.padStart(2, '0')}`)
			);
			const to = `${month}-${day!.padStart(2, '0')}`;
			if (!month || Number.isNaN(Date.parse(to)) || (isEdgeOfMonth(to) && +day! > 1)) continue;
			return { value: { kind: 'days', from: `${month}-01`, to, written }, evidence };
		}
	return undefined;
}

/** What stands before the day on which a table was made. */
const MADE =
	/^[("\s]*(?:(?:số liệu\s+)?(?:cập nhật|tổng hợp|kết xuất|trích xuất|chốt)(?:\s+số liệu)?|(?:ngày|thời điểm)\s+(?:lập|ký|báo cáo|xuất|in|tạo|chốt|cập nhật|kết xuất|trích xuất|tổng hợp)(?:\s+(?:bảng|biểu|báo cáo|số liệu))?|(?:lập|xuất|in|báo cáo)\s+ngày|(?:report|export(?:ed)?|updated|generated|created)(?:\s+(?:date|on|at))?)?[\s:,]*(?:ngày|lúc|vào)?[\s:]*$/iu;

/** The day on which a table was made, where a line says nothing else. */
function dayMade(text: string): { day: string; written: string } | undefined {
	const dates = periodsIn(text).flatMap((of) => (of.kind === 'date' ? [of] : []));
	const [only] = dates;
	if (!only || dates.length > 1) return undefined;
	const normal = text.normalize('NFC');
	const isMade =
		placeLineOf(normal) !== undefined ||
		MADE.test(normal.slice(0, Math.max(0, normal.indexOf(only.written))));
	return isMade ? { day: only.date, written: only.written } : undefined;
}

/**
 * The first days of a month up to the one on which its table was signed or made, where that is before its end.
 * @param thisMonth of which nobody expects all days
 */
export function signedMonth(
	texts: readonly Evidence[],
	months: Iterable<Month>,
	thisMonth: Month
): Said<Extract<Period, { kind: 'days' }>> | undefined {
	const all = [...months].filter((month) => month !== thisMonth);
	for (const evidence of texts) {
		const made = dayMade(evidence.text);
		if (!made || !all.includes(made.day.slice(0, 7))) continue;
		const { day: to, written } = made;
		if (isEdgeOfMonth(to) && !to.endsWith('-01')) continue;
		const from = `${to.slice(0, 7)}-01`;
		return { value: { kind: 'days', from, to, written, why: 'signed' }, evidence };
	}
	return undefined;
}

/** "tính đến tháng 10/2026": the month alone, or all up to it. */
const UNTIL_MONTH =
	/(?<!\p{L})(?:đến|tới)\s*(?:hết\s*)?tháng\s*(\d{1,2})(?:\s*(?:[-/.]|năm)\s*((?:19|20|21)\d\d))?(?![\d/])/giu;

/** A month up to which figures may be summed up. */
export function untilMonth(
	texts: readonly Evidence[],
	months: Iterable<Month>
): Said<Extract<Period, { kind: 'days' }>> | undefined {
	const all = [...months];
	// Of several the title tells which; that is asked anyway.
	if (all.length !== 1) return undefined;
	for (const evidence of texts)
		for (const [written, number, year] of evidence.text.normalize('NFC').matchAll(UNTIL_MONTH)) {
			const month = all.find((of) =>
				year ? of === monthText(+year, +number!) : of.endsWith(`-${number!.padStart(2, '0')}`)
			);
			if (!month) continue;
			const day = `${month}-01`;
			return { value: { kind: 'days', from: day, to: day, written, why: 'until' }, evidence };
		}
	return undefined;
}

/** What is told of it. */
export function untilNote({ text, at }: Evidence, month: Month): Text {
	return both(
		`"${text}" (${at}): tính là số của riêng tháng ${month}, không phải số cộng dồn`,
		`"${text}" (${at}): counted as figures of ${month} alone, not as running totals`
	);
}

/** What is told of it. */
export function signedNote({ text, at }: Evidence, month: Month): Text {
	return both(
		`"${text}" (${at}): bảng lập trước khi tháng ${month} kết thúc, có thể chưa đủ các ngày của tháng`,
		`"${text}" (${at}): the table was made before ${month} ended; it may not have all days of the month`
	);
}

/** What is told of it. */
export function partialNote({ text, at }: Evidence): Text {
	return both(
		`"${text}" (${at}): số liệu chưa đủ các ngày của tháng`,
		`"${text}" (${at}): the figures are not of all days of the month`
	);
}
