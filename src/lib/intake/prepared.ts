/** A table before it is read: cells that hold more than their column, put into columns of their own. */
import { spansAsMonths } from './from-to.ts';
import { fold } from './words.ts';
import { plainCounts } from './counts-beside.ts';
import { textOf, type Text } from './sheet.ts';
import { partedSpeeds } from './speeds-together.ts';
import type { Column, Table } from './tables.ts';

/** A table with what was done to it. */
export interface Prepared {
	table: Table;
	/** What is told of it. */
	notes: Text[];
	/** Why its cells can't be read. */
	refusal?: { found: string; expected: Text };
}

const STEPS: readonly ((table: Table) => Prepared)[] = [plainCounts, partedSpeeds, spansAsMonths];

/** Make plain what cells of a monthly table hold together. */
export function prepareTable(given: Table): Prepared {
	const isMeasured = given.columns.some(({ role }) =>
		['longitude', 'latitude', 'place', 'tile'].includes(role ?? '')
	);
	if (isMeasured) return { table: given, notes: [] };
	return STEPS.reduce<Prepared>(
		(before, step) => {
			const { table, notes, refusal } = step(before.table);
			const first = before.refusal ?? refusal;
			return { table, notes: [...before.notes, ...notes], ...(first ? { refusal: first } : {}) };
		},
		{ table: withoutMoments(given), notes: [] }
	);
}

/** "Giờ" beside counts is an hour of the day, and "Thời gian" may hold months: neither are moments. */
function withoutMoments(table: Table): Table {
	const columns = table.columns.map((column): Column => {
		if (column.role !== 'time') return column;
		if (/^(?:gio|gio do|heure)$/.test(fold(column.parts.at(-1)!)))
			return { ...column, role: 'other' };
		const texts = table.body.map(({ cells }) => textOf(cells[column.at])).filter(Boolean);
		const areMonths =
			texts.length > 0 &&
			texts.every((text) => /^(?:tháng|thang|month|t)\s*\d/iu.test(text.normalize('NFC')));
		return areMonths && !table.columns.some(({ role }) => role === 'month')
			? { ...column, role: 'month' }
			: column;
	});
	return { ...table, columns };
}
