/** Months that a title or a note cuts short: "tháng 10/2026 (tính đến 15/10/2026)". */
import type { Month } from '../domain/month.ts';
import type { Said } from './context.ts';
import type { Evidence } from './draft.ts';
import { isEdgeOfMonth, monthText, type Period } from './period.ts';
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

/** What is told of it. */
export function partialNote({ text, at }: Evidence): Text {
	return both(
		`"${text}" (${at}): số liệu chưa đủ các ngày của tháng`,
		`"${text}" (${at}): the figures are not of all days of the month`
	);
}
