/** Shares in the place of counts: "Thị phần mẫu đo (%)" above operators is no number of samples. */
import { countOf } from './count-cells.ts';
import type { Evidence } from './draft.ts';
import type { Group } from './groups.ts';
import type { TableRead } from './read-table.ts';
import type { DataRow } from './rows.ts';
import { both } from './texts.ts';

const OF_SHARES =
	/thị\s*phần|(?:tỷ|tỉ)\s*(?:lệ|trọng)|phần\s*trăm|\(\s*%\s*\)|(?:đvt|đơn\s*vị)[^%]{0,12}%|share|percent/iu;
/** Rows that are no chance. */
const ENOUGH = 3;

/** Why a table whose title speaks of shares, or whose columns are 100 together in each row, has no counts. */
export function inPercents(
	titles: readonly Evidence[],
	groups: readonly Group[],
	data: readonly DataRow[]
): TableRead['refusal'] {
	const rows = data.map(({ row }) => groups.map((group) => countOf(row.cells, group)));
	const counts = rows.flat();
	if (counts.length === 0 || !counts.every((count) => count === undefined || count <= 100))
		return undefined;
	const title = titles.find(({ text }) => OF_SHARES.test(text.normalize('NFC')))?.text;
	const isHundred = (row: readonly (number | undefined)[]) =>
		row.reduce<number>((sum, count) => sum + (count ?? 0), 0) === 100;
	const areShares = groups.length > 1 && rows.length >= ENOUGH && rows.every(isHundred);
	if (!title && !areShares) return undefined;
	return {
		found: title ?? groups.map(({ samples }) => samples.parts.join(' / ')).join(' + '),
		expected: both(
			'số mẫu; các cột này là tỷ lệ phần trăm (không quá 100, hoặc mỗi dòng cộng lại bằng 100): gửi bảng số mẫu',
			'counts of samples; these columns are percentages (none above 100, or 100 together in each row): send the counts'
		)
	};
}
