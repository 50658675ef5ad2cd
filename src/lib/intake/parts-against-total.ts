/** Columns of technologies beside a column of their sum: where a row's parts make another sum, one of them is wrong. */
import { wholeOf } from '../domain/network.ts';
import type { AnswerBook } from './answers.ts';
import { countOf } from './count-cells.ts';
import type { Question } from './draft.ts';
import type { Group } from './groups.ts';
import { partsThatAddUp, type NetworkWord } from './networks.ts';
import type { DataRow } from './rows.ts';
import { textOf } from './sheet.ts';
import type { Table } from './tables.ts';
import { both, choice, listed, same, wayOut } from './texts.ts';
import { isBlank } from './words.ts';

/** A row whose technologies make another sum than its total. */
interface Differing {
	line: number;
	sum: number;
	total: number;
}

/**
 * What is asked where several technologies don't make the total of their rows, or one is above it.
 * @param network of columns that name none
 */
export function partsAgainstTotal(
	table: Table,
	groups: readonly Group[],
	data: readonly DataRow[],
	network: NetworkWord | undefined,
	book: AnswerBook
): Question | undefined {
	const isTotalRight = book.has('total', 'column', table.name);
	const wholes = groups.filter((group) => !(group.network ?? network)?.technology);
	for (const whole of wholes) {
		const all = groups.filter((group) => isPartOf(group, whole, network));
		const adding = partsThatAddUp(all.map((part) => part.network!.technology!)) ?? [];
		const parts = all.filter((part) => adding.includes(part.network!.technology!));
		// 5G alone is compared with what is stored, too, and refused.
		if (parts.every(({ network: of }) => wholeOf(of!.network) !== null)) continue;
		const isRest = isTotalRight || parts.length < 2;
		const rows = data
			.flatMap((row) => differing(row, whole, parts))
			.filter(({ sum, total }) => !isRest || sum > total);
		if (rows.length > 0) return question(table, whole, parts, rows);
	}
	return undefined;
}

function isPartOf(part: Group, whole: Group, network: NetworkWord | undefined): boolean {
	const kind = whole.network ?? network;
	return (
		part.network?.technology !== undefined &&
		(kind === undefined ||
			(wholeOf(part.network.network) ?? part.network.network) === kind.network) &&
		part.month === whole.month &&
		part.operator === whole.operator
	);
}

function differing({ row }: DataRow, whole: Group, parts: readonly Group[]): Differing[] {
	const total = countOf(row.cells, whole);
	const counts = parts.map((part) =>
		isBlank(textOf(row.cells[part.samples.at])) ? 0 : countOf(row.cells, part)
	);
	if (total === undefined || counts.some((count) => count === undefined)) return [];
	const sum = (counts as number[]).reduce((all, count) => all + count, 0);
	return sum === 0 || sum === total ? [] : [{ line: row.line, sum, total }];
}

function question(
	table: Table,
	whole: Group,
	parts: readonly Group[],
	rows: readonly Differing[]
): Question {
	const header = ({ samples }: Group) => samples.parts.join(' / ');
	const names = parts.map((part) => `"${header(part)}"`).join(' + ');
	const shown = rows.map(({ line, sum, total }) => ({ line, text: `${sum} ≠ ${total}` }));
	const vi = listed(shown.map(({ line, text }) => `dòng ${line}: ${text}`)).vi;
	const en = listed(shown.map(({ line, text }) => `row ${line}: ${text}`)).en;
	const isAbove = rows.some(({ sum, total }) => sum > total);
	return {
		about: 'total',
		tables: [table.name],
		found: both(
			`${names} không bằng "${header(whole)}" ở ${rows.length} dòng: ${vi}`,
			`${names} are not "${header(whole)}" in ${rows.length} rows: ${en}`
		),
		choices: [
			...(isAbove
				? []
				: [
						choice(
							'total',
							'column',
							both(
								`"${header(whole)}" đúng: phần còn lại là công nghệ khác`,
								`"${header(whole)}" is right: the rest is of other technologies`
							),
							rows.map(({ total }) => same(String(total)))
						)
					]),
			choice(
				'map',
				`other=${whole.samples.parts.join(' ')}`,
				both(
					`Các cột công nghệ đúng: bỏ cột "${header(whole)}"`,
					`The technologies are right: leave column "${header(whole)}" out`
				),
				rows.map(({ sum }) => same(String(sum)))
			),
			wayOut(
				both(
					'Nếu tổng là công thức: mở tệp bằng Excel rồi lưu lại để tính lại',
					'If the total is a formula: open the file in Excel and save it, so that it is calculated again'
				)
			)
		],
		form: isAbove ? '--map other="<header>"' : '--total column | --map other="<header>"'
	};
}
