/** What titles and notes say of the time of a table, once its rows are read: weeks, months cut short, the file's name. */
import type { Month } from '../domain/month.ts';
import type { Surroundings } from './context.ts';
import type { Evidence } from './draft.ts';
import { monthInName } from './file-month.ts';
import type { Group } from './groups.ts';
import { withNotes } from './notes-below.ts';
import {
	partialMonth,
	partialNote,
	signedMonth,
	signedNote,
	untilMonth,
	untilNote
} from './partial-months.ts';
import { composedMonth } from './readings.ts';
import type { DataRow } from './rows.ts';
import type { Text } from './sheet.ts';
import type { Table } from './tables.ts';
import { weekOfTitles } from './weeks.ts';

/** Titles with all that is known beside them. */
export interface AroundRows {
	surroundings: Surroundings;
	/** Week of a month that titles or the sheet name. */
	week?: number;
	notes: Text[];
}

/** Add what notes, weeks and the name of the file say to what titles do. */
export function withRows(
	titles: Surroundings,
	above: readonly Evidence[],
	footnotes: readonly Evidence[],
	table: Table,
	groups: readonly Group[],
	data: readonly DataRow[],
	thisMonth: Month
): AroundRows {
	const surroundings = withNotes(titles, footnotes);
	const named = monthInName(table.sheet.file);
	if (named) surroundings.named = [named];
	const week = weekOfTitles(above.map(({ text }) => text));
	if (week !== undefined) {
		takeWeek(surroundings);
		return { surroundings, week, notes: [] };
	}
	const months = monthsNamed(surroundings, groups, data);
	const all = [...above, ...footnotes];
	const partial = partialMonth(all, months);
	const found = partial ?? untilMonth(above, months) ?? signedMonth(all, months, thisMonth);
	if (!found) return { surroundings, notes: [] };
	surroundings.periods.push(found);
	const { evidence, value } = found;
	const month = value.to.slice(0, 7);
	const notes = {
		signed: () => signedNote(evidence, month),
		until: () => untilNote(evidence, month),
		days: () => partialNote(evidence)
	};
	return { surroundings, notes: [notes[value.why ?? 'days']()] };
}

/** Days of a week within one month, "tuần 1 (1/10 - 7/10/2026)", say the month. */
function takeWeek(surroundings: Surroundings): void {
	surroundings.periods = surroundings.periods.map((said) => {
		const { value } = said;
		const isInOne = value.kind === 'days' && value.from.slice(0, 7) === value.to.slice(0, 7);
		return isInOne
			? {
					...said,
					value: { kind: 'month', month: value.to.slice(0, 7), written: value.written }
				}
			: said;
	});
}

/** Months that titles, headers and rows name. */
function monthsNamed(
	{ periods }: Surroundings,
	groups: readonly Group[],
	data: readonly DataRow[]
): Set<string> {
	const composed = composedMonth(periods);
	return new Set([
		...periods.flatMap(({ value }) => (value.kind === 'month' ? [value.month] : [])),
		...(composed ? [composed] : []),
		...groups.flatMap(({ month }) => month ?? []),
		...data.flatMap(({ month }) => (month?.kind === 'month' ? [month.month] : []))
	]);
}
