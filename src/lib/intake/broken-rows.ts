/** Rows that no table can hold, and those below a header that is not understood. */
import type { RowOutcome, TableDraft } from './draft.ts';
import type { Work } from './finish.ts';
import { isEmpty, sheetTitle, type Sheet } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, faultIn, listed } from './texts.ts';
import { pushTable } from './work.ts';

/** A row that was not read, as there is no header for it. */
export function unread(table: number, line: number, sheet: Sheet): RowOutcome {
	return {
		table,
		line,
		kind: 'rejected',
		reason: 'not a row',
		fault: faultIn(
			{ file: sheetTitle(sheet), row: line },
			{
				expected: both(
					'tiêu đề có đơn vị và số mẫu',
					'a header that names a unit and a count of samples'
				)
			}
		)
	};
}

/** Lines of text with more cells than the header: a sign inside of a number parted them. */
export function brokenRows({ sheet, headers, body }: Table): number[] {
	if (!sheet.isText) return [];
	const width = Math.max(...headers.map(({ cells }) => cells.length));
	return body
		.filter(({ cells }) => cells.slice(width).some((cell) => !isEmpty(cell)))
		.map(({ line }) => line);
}

/** Refuse a table for its broken rows. */
export function refuseBroken(
	work: Work,
	table: Table,
	draft: TableDraft,
	broken: readonly number[]
): void {
	const index = pushTable(work, draft, table);
	for (const { line } of table.body)
		work.outcomes.push({
			...unread(index, line, table.sheet),
			kind: 'rejected',
			reason: 'broken row',
			fault: { file: sheetTitle(table.sheet), row: line }
		});
	const rows = listed(broken.map(String), 6);
	work.refusals.push(
		faultIn(
			{ file: sheetTitle(table.sheet), row: broken[0]! },
			{
				found: both(
					`${broken.length} dòng có nhiều ô hơn tiêu đề (dòng ${rows.vi})`,
					`${broken.length} lines with more cells than the header (rows ${rows.en})`
				),
				expected: both(
					'số ô bằng số tiêu đề; số có dấu phẩy thập phân cần đặt trong ngoặc kép, hoặc ngăn các ô bằng dấu ;',
					'as many cells as headers; a decimal comma needs quotes, or ; between cells'
				)
			}
		)
	);
}
