/** Which of several counts is the count of samples: proven by what their rows add up to, or asked. */
import type { Question } from './draft.ts';
import { isEmpty, textOf, type Cell, type Text } from './sheet.ts';
import { columnTitle, lettersOf } from './table-names.ts';
import { hasTwin } from './mapped-headers.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same, wayOut } from './texts.ts';
import { wholeIn } from './count-cells.ts';
import { isBlank } from './words.ts';

/** What was found out. */
export interface ChosenCount {
	count?: Column;
	/** Columns whose counts are taken off. */
	excluded: Column[];
	questions: Question[];
	/** What the rows proved. */
	notes: Text[];
}

/** More columns of what does not hold are not tried together. */
const MOST_BAD = 6;

/** A whole number of a cell; of a blank one 0. */
function wholeOf(cell: Cell | undefined): number | undefined {
	return isBlank(textOf(cell)) ? 0 : wholeIn(cell);
}

/** Rows as numbers of columns; rows in which a column holds no number are no evidence. */
function numbersOf({ body }: Table, columns: readonly Column[]): number[][] {
	return body.flatMap(({ cells }) => {
		const numbers = columns.map(({ at }) => wholeOf(cells[at]));
		const isFilled = columns.some(({ at }) => !isEmpty(cells[at]));
		return isFilled && numbers.every((value) => value !== undefined) ? [numbers as number[]] : [];
	});
}

/** True for two columns that hold the same in each row. */
export function areEqual({ body }: Table, a: Column, b: Column): boolean {
	return body.every(({ cells }) => textOf(cells[a.at]) === textOf(cells[b.at]));
}

/**
 * The count among columns of one month, network and operator.
 * @param counts columns that may be the count
 * @param bad columns that count what does not hold
 * @returns the count where words or rows prove it; else a question
 */
export function chooseCount(
	table: Table,
	counts: readonly Column[],
	bad: readonly Column[]
): ChosenCount {
	const chosen: ChosenCount = { excluded: [], questions: [], notes: [] };
	const excluded = bad.filter(({ role }) => role === 'excluded');
	const answered = counts.find(({ isAnswered }) => isAnswered);
	if (excluded.length > 0) {
		const count = answered ?? counts.find(({ selection }) => selection === undefined);
		return count ? { ...chosen, count, excluded } : { ...chosen, ...asked(table, counts, bad) };
	}
	if (answered) return { ...chosen, count: answered };
	const filled = bad.filter((column) => numbersOf(table, [column]).some(([value]) => value! > 0));
	const [only] = counts;
	if (counts.length === 1 && only) {
		if (only.selection === 'valid' || filled.length === 0) return { ...chosen, count: only };
		return { ...chosen, ...asked(table, counts, filled) };
	}
	const proven = provenCount(table, counts, filled);
	return proven ? { ...chosen, ...proven } : { ...chosen, ...asked(table, counts, filled) };
}

/** Of all that was measured and what holds of it the latter, where both differ by what does not hold in each row. */
function provenCount(
	table: Table,
	counts: readonly Column[],
	bad: readonly Column[]
): Pick<ChosenCount, 'count' | 'notes'> | undefined {
	const valid = counts.filter(({ selection }) => selection === 'valid');
	const all = counts.filter(({ selection, isRival }) => selection === undefined && !isRival);
	if (counts.length !== 2 || valid.length !== 1 || all.length !== 1) return undefined;
	const [count, whole] = [valid[0]!, all[0]!];
	for (const parts of subsetsOf(bad.slice(0, MOST_BAD))) {
		const rows = numbersOf(table, [whole, count, ...parts]);
		if (rows.length === 0 || rows.length < filledRows(table, count)) continue;
		if (!rows.every(([total, ...rest]) => total === rest.reduce((sum, value) => sum + value, 0)))
			continue;
		const [name, of, off] = [titleOf(count), titleOf(whole), parts.map(titleOf).join('", "')];
		return {
			count,
			notes:
				parts.length === 0
					? []
					: [
							both(
								`Cột "${name}" là số mẫu: ở mọi dòng bằng "${of}" trừ "${off}"`,
								`Column "${name}" is the count: in every row it is "${of}" less "${off}"`
							)
						]
		};
	}
	return undefined;
}

function filledRows({ body }: Table, { at }: Column): number {
	return body.filter(({ cells }) => wholeOf(cells[at]) !== undefined && !isEmpty(cells[at])).length;
}

/** All together first, then fewer of them. */
function subsetsOf(columns: readonly Column[]): Column[][] {
	const subsets = Array.from({ length: 2 ** columns.length }, (_, bits) =>
		columns.filter((_of, at) => (bits >> at) & 1)
	);
	return subsets.sort((a, b) => b.length - a.length);
}

function titleOf({ parts }: Column): string {
	return parts.join(' / ');
}

/** No answer can tell columns apart that have one header. */
const ONE_HEADER = wayOut(
	both(
		'Đặt cho mỗi cột một tiêu đề riêng rồi nạp lại tệp',
		'Give each column a header of its own and add the file again'
	)
);

function asked(
	table: Table,
	counts: readonly Column[],
	bad: readonly Column[]
): Pick<ChosenCount, 'questions'> {
	const areTold =
		!table.isTurned ||
		new Set(counts.map((column) => answerName(table, column))).size === counts.length;
	const count = counts.find(({ selection }) => selection === undefined);
	const off = count ? bad : [];
	const names = [...counts, ...off].map((column) => `"${titleOf(column)}"`).join(', ');
	return {
		questions: [
			{
				about: 'map',
				tables: [table.name],
				found: both(
					`Các cột đếm mẫu: ${names}; tệp không cho biết cột nào là số mẫu được tính`,
					`Columns that count samples: ${names}; the file does not say which of them holds`
				),
				choices: [
					...(areTold ? [] : [ONE_HEADER]),
					...(areTold ? counts : []).map((column) =>
						choice(
							'map',
							`samples=${answerName(table, column)}`,
							both(
								`${columnTitle(table, column).vi} là số mẫu`,
								`${columnTitle(table, column).en} is the count of samples`
							),
							rowsAs(table, [column], ([value]) => value!)
						)
					),
					...off.map((column) =>
						choice(
							'map',
							`excluded=${answerName(table, column)}`,
							both(
								`"${titleOf(count!)}" trừ đi "${titleOf(column)}"`,
								`"${titleOf(count!)}" less "${titleOf(column)}"`
							),
							rowsAs(table, [count!, column], ([value, less]) => value! - less!)
						)
					)
				],
				form: areTold ? '--map samples="<header>" | --map excluded="<header>"' : ''
			}
		]
	};
}

/** As an answer calls a column: by its own header, where networks or months beside it have the same. */
function answerName({ columns, isTurned }: Table, column: Column): string {
	const { at, parts } = column;
	if (hasTwin(column, columns) && !isTurned) return lettersOf(column);
	const own = parts.at(-1)!;
	return columns.some((of) => of.at !== at && of.parts.at(-1) === own) ? own : parts.join(' ');
}

/** Three rows as an answer would give them. */
function rowsAs(
	table: Table,
	columns: readonly Column[],
	value: (numbers: readonly number[]) => number
): Text[] {
	const naming =
		table.columns.find(
			({ role }) => role === 'commune' || role === 'unit' || role === 'province'
		) ?? table.columns.find(({ role }) => role === 'code');
	return table.body
		.filter(({ cells }) => !isEmpty(cells[columns[0]!.at]))
		.slice(0, 3)
		.map(({ cells }) => {
			const numbers = columns.map(({ at }) => wholeOf(cells[at]));
			const name = naming ? `${textOf(cells[naming.at])}: ` : '';
			const isKnown = numbers.every((number) => number !== undefined);
			return same(`${name}${isKnown ? value(numbers as number[]) : '?'}`);
		});
}
