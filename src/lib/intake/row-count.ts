/** The count of a row's cell. */
import type { Fault } from '../domain/errors.ts';
import { countIn, excludedIn, MOST_SAMPLES } from './count-cells.ts';
import type { Reason } from './draft.ts';
import { CALCULATE } from './formulas.ts';
import type { Group } from './groups.ts';
import type { TableRead } from './read-table.ts';
import type { DataRow } from './rows.ts';
import { isUncalculated, textOf } from './sheet.ts';
import type { Column } from './tables.ts';
import { both, wordsOf } from './texts.ts';
import { isBlank } from './words.ts';

/** The count of a row, or why it is none. */
export function countOfRow(
	read: TableRead,
	data: DataRow,
	group: Group
): { samples: number } | { reason: Reason; fault: Partial<Fault> } {
	const { cells } = data.row;
	const count = cells[group.samples.at] ?? null;
	const column = group.samples.parts.join(' / ');
	const samples = countIn(count);
	if (isShared(read, data, group.samples))
		return {
			reason: 'impossible value',
			fault: {
				column,
				...wordsOf(
					textOf(count),
					both(
						'số mẫu riêng của dòng; ô này gộp nhiều dòng',
						'a count of its own; this cell is merged over several rows'
					)
				)
			}
		};
	if (samples === undefined) {
		const isNone = isBlank(textOf(count));
		return {
			reason: isNone ? 'no value' : 'impossible value',
			fault: {
				column,
				...wordsOf(
					textOf(count),
					isUncalculated(count)
						? CALCULATE
						: both(
								`một số nguyên từ 0 đến ${MOST_SAMPLES}`,
								`a whole number from 0 to ${MOST_SAMPLES}`
							)
				)
			}
		};
	}
	const off = excludedIn(cells, group);
	if (off === undefined || off > samples)
		return {
			reason: 'impossible value',
			fault: {
				column: group.excluded.map(({ parts }) => parts.join(' / ')).join(', '),
				...wordsOf(
					group.excluded.map(({ at }) => textOf(cells[at])).join(', '),
					both(`một số nguyên từ 0 đến ${samples}`, `a whole number from 0 to ${samples}`)
				)
			}
		};
	return { samples: samples - off };
}

/** One count for several rows, as a merged cell gives it, is none of any. */
function isShared({ sharedCells }: TableRead, { row }: DataRow, { at }: Column): boolean {
	return sharedCells.has(`${row.line}:${at}`);
}
