/** The columns of a monthly table: months without a year, weeks, groups of figures, and what of them is used. */
import type { AnswerBook } from './answers.ts';
import type { IntakeContext, Surroundings } from './context.ts';
import { withAspects } from './aspects.ts';
import { groupsOf, mappedColumns, type Columns, type Group } from './groups.ts';
import { withYears } from './header-months.ts';
import { networkOf } from './networks.ts';
import type { TableRead } from './read-table.ts';
import { noMonth } from './readings.ts';
import { textOf, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both } from './texts.ts';
import { withWeeks } from './weeks.ts';
import { fold, isBlank } from './words.ts';

/** What the columns of a table are, before its rows are read. */
export interface TableColumns {
	/** The table, with a column of sums where its columns are of weeks. */
	table: Table;
	mapped: Column[];
	columns: Columns;
	/** Groups of single months. */
	groups: Group[];
	notes: Text[];
	refusal?: TableRead['refusal'];
}

/** True for what a column of the type of units holds. */
const TYPE_VALUE =
	/^(?:xa|phuong|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh|p|x|tt|commune|ward)$/;

/** Read the columns of a table. */
export function columnsOfTable(
	given: Table,
	titles: Surroundings,
	book: AnswerBook,
	context: IntakeContext
): TableColumns {
	const dated = withYears(
		given,
		withNetworks(
			given,
			mappedColumns(given, book).map((column) => checkedByValues(given, column)),
			titles
		),
		titles.periods,
		book,
		context.thisMonth
	);
	const {
		table,
		columns: mapped,
		...weekly
	} = withAspects(withWeeks(given, dated.columns, book), book);
	const columns = groupsOf({ ...table, columns: mapped }, mapped, titles.isOfSamples);
	columns.questions.push(...(dated.question ? [dated.question] : []), ...weekly.questions);
	const notes: Text[] = [
		...dated.notes,
		...weekly.notes,
		...columns.notes,
		...columns.unused.map(({ column, why }) =>
			both(
				`Cột "${column.parts.join(' / ')}" ${why.vi}: không dùng`,
				`Column "${column.parts.join(' / ')}" ${why.en}: not used`
			)
		)
	];
	const refusal = weekly.refusal ?? ofQuarters(table, mapped);
	return {
		table,
		mapped,
		columns,
		groups: columns.groups.filter((group) => isOfMonth(group, notes)),
		notes,
		...(refusal ? { refusal } : {})
	};
}

/** A column of quarters where none is of months: no answer makes months of its rows. */
function ofQuarters({ body }: Table, columns: readonly Column[]): TableRead['refusal'] {
	const column = columns.find(({ parts }) => /^(?:quy|quarter)$/.test(fold(parts.at(-1)!)));
	if (!column || columns.some(({ role }) => role === 'month')) return undefined;
	const value = body
		.map(({ cells }) => textOf(cells[column.at]))
		.find((text) =>
			/^(?:q|quý|quy)?\s*(?:[1-4]|iv|i{1,3})(?![\p{L}\d])/iu.test(text.normalize('NFC'))
		);
	return value === undefined
		? undefined
		: { found: `${column.parts.at(-1)} ${value}`, expected: noMonth('quý') };
}

function isOfMonth({ period, samples }: Group, notes: Text[]): boolean {
	if (!period) return true;
	// Its year is asked for.
	if (period.kind === 'bare month') return false;
	notes.push(
		both(
			`Cột "${samples.parts.join(' / ')}" không phải số liệu một tháng: không dùng`,
			`Column "${samples.parts.join(' / ')}" is not of one month: not used`
		)
	);
	return false;
}

/** A column of networks under a header that we don't know, where nothing else names one. */
function withNetworks(table: Table, columns: Column[], { networks }: Surroundings): Column[] {
	if (networks.length > 0 || columns.some(({ role, network }) => role === 'network' || network))
		return columns;
	const found = columns.filter((column) => {
		const texts = table.body
			.slice(0, 200)
			.map(({ cells }) => textOf(cells[column.at]))
			.filter((text) => !isBlank(text));
		return !column.role && texts.length > 0 && texts.every((text) => networkOf(text));
	});
	if (found.length !== 1) return columns;
	return columns.map((column) => (column === found[0] ? { ...column, role: 'network' } : column));
}

/** "Loại hình" holds networks or types of units: its values tell. */
function checkedByValues(table: Table, column: Column): Column {
	if (column.role !== 'network' && column.role !== 'type') return column;
	const texts = table.body
		.slice(0, 200)
		.map(({ cells }) => textOf(cells[column.at]))
		.filter((text) => !isBlank(text));
	if (texts.length === 0) return column;
	const share = (test: (text: string) => boolean) => texts.filter(test).length / texts.length;
	if (share((text) => networkOf(text) !== undefined) >= 0.5) return { ...column, role: 'network' };
	if (share((text) => TYPE_VALUE.test(fold(text))) >= 0.5) return { ...column, role: 'type' };
	return column;
}
