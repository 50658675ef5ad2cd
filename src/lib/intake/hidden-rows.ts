/** Rows and columns that a sheet does not show: they count as well, and that is told. */
import type { Group } from './groups.ts';
import type { DataRow } from './rows.ts';
import type { Text } from './sheet.ts';
import { columnTitle } from './table-names.ts';
import type { Table } from './tables.ts';
import { both, listed } from './texts.ts';

/** Lines that the sheet does not show. */
export function hiddenRows({ sheet }: Table): ReadonlySet<number> {
	return new Set(sheet.hidden?.rows);
}

/** Rows and columns that the sheet does not show and that count all the same. */
export function hiddenNotes(
	table: Table,
	groups: readonly Group[],
	data: readonly DataRow[]
): Text[] {
	const hidden = hiddenRows(table);
	const rows = data.filter(({ row }) => hidden.has(row.line));
	const names = rows.map(
		({ row, words }) => `${row.line} ${words.commune || words.unit || words.code}`
	);
	const shown = listed(names, 6);
	const columns = new Set(
		groups.flatMap(({ samples, speeds }) => [samples, ...Object.values(speeds)])
	);
	const unseen = [...columns].filter(({ at }) => sheetHides(table, at));
	return [
		...(rows.length > 0
			? [
					both(
						`${rows.length} dòng ẩn của "${table.name}" cũng được tính: dòng ${shown.vi}`,
						`${rows.length} hidden rows of "${table.name}" count as well: rows ${shown.en}`
					)
				]
			: []),
		...unseen.map((column) => {
			const { vi, en } = columnTitle(table, column);
			return both(`${vi} được dùng`, `${en} is used`);
		})
	];
}

function sheetHides({ sheet }: Table, at: number): boolean {
	return sheet.hidden?.columns.includes(at) === true;
}
