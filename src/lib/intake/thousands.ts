/** Counts in thousands: they are rounded, and no count of a commune is known from them. */
import { isInThousands, type Surroundings } from './context.ts';
import type { Group } from './groups.ts';
import type { TableRead } from './read-table.ts';
import { textOf } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';

/** Counts that a title or their header says to be in thousands. */
export function inThousands(
	{ rounded }: Surroundings,
	table: Table,
	columns: readonly Column[],
	groups: readonly Group[]
): TableRead['refusal'] {
	const counts = columns.filter(({ role }) => role === 'samples');
	const used = groups.length > 0 ? groups.map(({ samples }) => samples) : counts;
	const header = used.map(({ parts }) => parts.join(' / ')).find(isInThousands);
	const found = rounded?.text ?? header;
	if (!found) return undefined;
	const column = used[0];
	const value = column && table.body.map(({ cells }) => textOf(cells[column.at])).find(Boolean);
	return {
		found,
		expected: both(
			`số mẫu đếm từng mẫu, như 412, không phải số tính theo nghìn${value ? ` như ${value}` : ''}, vì số đó đã làm tròn: gửi lại bảng lấy từ hệ thống với số chưa chia, và bỏ dòng hoặc tiêu đề ghi "nghìn"`,
			`counts of single samples, as 412, not in thousands${value ? ` as ${value}` : ''}, since these are rounded: send the table with the figures as the system has them, without the words that say thousands`
		)
	};
}
