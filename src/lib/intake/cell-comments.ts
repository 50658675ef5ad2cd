/** Comments on cells of a workbook: told with their cell, without who wrote them. */
import type { CellObject, WorkSheet } from '@e965/xlsx';
import { columnLetters, type Text } from './sheet.ts';
import { both, listed, withoutPersonal } from './texts.ts';

/** Comments that are told by word; more are counted. */
const MOST_TOLD = 5;

/** What is told of the comments of a sheet. */
export function commentNotes(sheet: WorkSheet, title: string): Text[] {
	const rows = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
	const found: string[] = [];
	rows.forEach((cells, row) =>
		cells?.forEach((cell, column) => {
			for (const { a: author, t: text = '' } of cell?.c ?? []) {
				const own = author && text.startsWith(`${author}:`) ? text.slice(author.length + 1) : text;
				const shown = withoutPersonal(own.replace(/\s+/g, ' ').trim());
				if (shown) found.push(`«${shown}» (${columnLetters(column)}${row + 1})`);
			}
		})
	);
	if (found.length === 0) return [];
	const { vi, en } = listed(found, MOST_TOLD);
	return [
		both(
			`Lời bình ở các ô của "${title}", hãy đọc: ${vi}; số liệu vẫn được tính`,
			`Comments on cells of "${title}", please read: ${en}; the figures count all the same`
		)
	];
}
