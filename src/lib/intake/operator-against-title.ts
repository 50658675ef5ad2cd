/** An operator that a title names above rows that name none: their figures may be that operator's alone. */
import { titleWrong } from './against-titles.ts';
import { operatorOf } from '../domain/operator.ts';
import type { AnswerBook } from './answers.ts';
import { linesAround } from './context.ts';
import type { Evidence, Question } from './draft.ts';
import type { Columns } from './groups.ts';
import { operatorsIn } from './operators.ts';
import type { DataRow } from './rows.ts';
import type { SheetTables, Table } from './tables.ts';
import { both, wayOut } from './texts.ts';
import { examplesOf } from './groups.ts';
import { fold } from './words.ts';

/** Tables of one file for an operator each, as their titles or sheets say: their counts are that operator's. */
export function giveOperators(found: readonly SheetTables[]): void {
	const named = found.flatMap(({ tables, titles }) =>
		tables.flatMap((table) => {
			const operators = new Set(
				linesAround(table, titles).flatMap(({ text }) => operatorsIn(fold(text)).operators)
			);
			return operators.size === 1 ? [{ table, operator: operatorOf([...operators][0]!) }] : [];
		})
	);
	for (const { table, operator } of named)
		if (named.some((of) => of.table.sheet.file === table.sheet.file && of.operator !== operator))
			table.operator = operator;
}

/** What is asked where titles name one operator and neither columns nor headings name any. */
export function operatorAgainstTitle(
	table: Table,
	titles: readonly Evidence[],
	data: readonly DataRow[],
	{ of, groups }: Pick<Columns, 'of' | 'groups'>,
	book: AnswerBook
): Question | undefined {
	const isOwn =
		of.operator ??
		(groups.some(({ operator }) => operator) || data.some(({ section }) => section.operator));
	const named = titles.flatMap((evidence) =>
		operatorsIn(fold(evidence.text)).operators.map((operator) => ({ operator, evidence }))
	);
	const [first] = named;
	if (isOwn || !first || named.some(({ operator }) => operator !== first.operator))
		return undefined;
	if (table.operator || groups.length === 0 || book.has('title-wrong', 'operator', table.name))
		return undefined;
	const { operator, evidence } = first;
	return {
		about: 'title-wrong',
		tables: [table.name],
		found: both(
			`Tiêu đề "${evidence.text}" (${evidence.at}) ghi ${operator}: số mẫu của riêng nhà mạng này hay của mọi nhà mạng?`,
			`The title "${evidence.text}" (${evidence.at}) names ${operator}: are the counts this operator's alone or of all operators?`
		),
		choices: [
			titleWrong(
				'operator',
				both('Số mẫu là của mọi nhà mạng', 'The counts are of all operators'),
				examplesOf(table, groups[0]!.samples)
			),
			wayOut(
				both(
					`Chỉ của ${operator}: thêm cột "Nhà mạng", kèm dòng của các nhà mạng khác, rồi nạp lại tệp`,
					`Of ${operator} alone: give the table a column "Nhà mạng" with the rows of the other operators and add the file again`
				)
			)
		],
		form: '--title-wrong operator'
	};
}
