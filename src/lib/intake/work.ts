/** Where what is gathered of tables and rows goes. */
import type { RowOutcome, TableDraft } from './draft.ts';
import type { Work } from './finish.ts';
import type { TableRead } from './read-table.ts';
import { withoutStruck } from './struck-rows.ts';
import type { Table } from './tables.ts';
import { withoutPersonal } from './texts.ts';

/** A row that counts nothing. */
export function leaveRow(
	work: Work,
	table: number,
	line: number,
	what: Extract<RowOutcome, { kind: 'not a row' }>['what'],
	text = ''
): void {
	work.outcomes.push({ table, line, kind: 'not a row', what, text: withoutPersonal(text) });
}

/** A table without its rows that are struck through. */
export function leaveStruck(work: Work, given: Table): Table {
	const { table, left, notes } = withoutStruck(given);
	for (const line of left) leaveRow(work, -1, line, 'struck');
	work.notes.push(...notes);
	return table;
}

/**
 * A table of the draft.
 * @returns its number
 */
export function pushTable(work: Work, draft: TableDraft, table?: Table, read?: TableRead): number {
	work.drafts.push(draft);
	work.tables.push(table as Table);
	work.reads.push(read);
	return work.drafts.length - 1;
}
