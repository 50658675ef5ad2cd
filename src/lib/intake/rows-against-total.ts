/** Rows of technologies beside a row of their sum: where they make another sum, one of them is wrong. */
import { networkInside } from '../domain/network.ts';
import type { Figure } from './combine.ts';
import type { Question } from './draft.ts';
import type { Entry } from './entries.ts';
import { partOf } from './networks.ts';
import { both, choice, listed, same, wayOut } from './texts.ts';

/** Which of both holds, as it was answered. */
export type TotalAnswer = 'column' | 'parts' | undefined;

/** A network's own count of a unit and operator, and its technologies, which make another. */
export interface DifferingRows {
	whole: Figure;
	parts: Figure[];
	sum: number;
}

/**
 * Counts of a unit's network that its technologies don't make, as far as that was not answered.
 * @param parts those that add up
 */
export function differingRows(
	whole: readonly Figure[],
	parts: readonly Figure[],
	answer: (table: number) => TotalAnswer
): DifferingRows[] {
	return whole.flatMap((own) => {
		const of = parts.filter(({ operator }) => operator === own.operator);
		const sum = of.reduce((all, { samples }) => all + samples, 0);
		const [first] = of;
		// Columns of one row are compared where their table is read.
		if (!first || sum === 0 || of.every((part) => linesOf(part) === linesOf(own))) return [];
		const isRest = of.length < 2 || answer(own.entries[0]!.table) === 'column';
		// What is a network of its own (5G) is compared with what is stored, too, and refused.
		const isOther = of.length < 2 && first.network !== own.network;
		if (isOther || sum === own.samples || (isRest && sum < own.samples)) return [];
		return [{ whole: own, parts: of, sum }];
	});
}

function linesOf({ entries }: Figure): string {
	return entries
		.map(({ table, line }) => `${table}:${line}`)
		.sort()
		.join();
}

/** What is asked of all units whose technologies make another sum. */
export function rowsAgainstTotal(
	differing: readonly DifferingRows[],
	nameOf: (entry: Entry) => string
): Question[] {
	if (differing.length === 0) return [];
	const say = ({ whole, parts, sum }: DifferingRows, locale: 'vi' | 'en') => {
		const lines = [whole, ...parts].flatMap(({ entries }) => entries.map(({ line }) => line));
		const rows = listed([...new Set(lines)].sort((a, b) => a - b).map(String), 6)[locale];
		const counts = parts.map(
			({ entries, samples }) => `${partOf(entries[0]!.network).toUpperCase()} ${samples}`
		);
		const { month, place, operator, network, samples } = whole;
		const unit = [month, place.code, operator].filter(Boolean).join(' ');
		const total = `${networkInside(network, locale)} ${samples}`;
		const sums = `${counts.join(' + ')} = ${sum} ≠ ${total}`;
		return `${unit} (${both('dòng', 'rows')[locale]} ${rows}): ${sums}`;
	};
	const [vi, en] = (['vi', 'en'] as const).map(
		(locale) => listed(differing.map((of) => say(of, locale)))[locale]
	);
	const isAbove = differing.some(({ whole, sum }) => sum > whole.samples);
	const entries = differing.flatMap(({ whole, parts }) =>
		[whole, ...parts].flatMap((figure) => figure.entries)
	);
	return [
		{
			about: 'total',
			tables: [...new Set(entries.map(nameOf))],
			found: both(
				`Các công nghệ không bằng tổng ở ${differing.length} đơn vị: ${vi}`,
				`Technologies are not their total in ${differing.length} units: ${en}`
			),
			choices: [
				...(isAbove
					? []
					: [
							choice(
								'total',
								'column',
								both(
									'Dòng tổng đúng: phần còn lại là công nghệ khác',
									'The total is right: the rest is of other technologies'
								),
								differing.map(({ whole }) => same(String(whole.samples)))
							)
						]),
				choice(
					'total',
					'parts',
					both(
						'Các công nghệ đúng: bỏ dòng tổng của các đơn vị này',
						'The technologies are right: leave the total of these units out'
					),
					differing.map(({ sum }) => same(String(sum)))
				),
				wayOut(both('Sửa dòng sai rồi chạy lại', 'Mend the wrong row and run the command again'))
			],
			form: isAbove ? '--total parts' : '--total column | --total parts'
		}
	];
}
