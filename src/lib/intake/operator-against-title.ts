/** An operator that a title or the file's name gives to rows that name none: their figures may be that operator's alone. */
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

/** The name of a table's file, where titles say nothing. */
function fileName({ sheet }: Table): Evidence {
	return { kind: 'title', at: sheet.file, text: sheet.file.replace(/^.*[/\\]/u, '') };
}

/**
 * Tables of one file for an operator each, as their titles or sheets say, or files for one each, as their names say: their
 * counts are that operator's.
 */
export function giveOperators(found: readonly SheetTables[]): void {
	const named = found.flatMap(({ tables, titles }) =>
		tables.flatMap((table) => {
			const inTitles = namedIn(linesAround(table, titles));
			const isOfFile = inTitles.size === 0;
			const operators = isOfFile ? namedIn([fileName(table)]) : inTitles;
			const [operator] = operators;
			return operator !== undefined && operators.size === 1
				? [{ table, operator: operatorOf(operator), isOfFile, file: table.sheet.file }]
				: [];
		})
	);
	for (const { table, operator, isOfFile, file } of named)
		if (
			named.some(
				(of) =>
					of.operator !== operator &&
					of.isOfFile === isOfFile &&
					(isOfFile ? of.file !== file : of.file === file)
			)
		)
			table.operator = operator;
}

function namedIn(texts: readonly { text: string }[]): Set<string> {
	return new Set(texts.flatMap(({ text }) => operatorsIn(fold(text)).operators));
}

/** What is asked where titles, or else the file's name, give one operator and neither columns nor headings name any. */
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
	const operatorsOf = (texts: readonly Evidence[]) =>
		texts.flatMap((evidence) =>
			operatorsIn(fold(evidence.text)).operators.map((operator) => ({ operator, evidence }))
		);
	const inTitles = operatorsOf(titles);
	const named = inTitles.length > 0 ? inTitles : operatorsOf([fileName(table)]);
	const [first] = named;
	if (isOwn || !first || named.some(({ operator }) => operator !== first.operator))
		return undefined;
	if (table.operator || groups.length === 0 || book.has('title-wrong', 'operator', table.name))
		return undefined;
	const { operator, evidence } = first;
	const said =
		inTitles.length > 0
			? both(
					`Tiêu đề "${evidence.text}" (${evidence.at})`,
					`The title "${evidence.text}" (${evidence.at})`
				)
			: both(`Tên tệp "${evidence.text}"`, `The name of the file "${evidence.text}"`);
	return {
		about: 'title-wrong',
		tables: [table.name],
		found: both(
			`${said.vi} ghi ${operator}: số mẫu của riêng nhà mạng này hay của mọi nhà mạng?`,
			`${said.en} names ${operator}: are the counts this operator's alone or of all operators?`
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
