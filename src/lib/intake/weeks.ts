/** Weeks of a month: as columns of one table they are summed up where all are there; one of them alone is no month. */
import type { AnswerBook } from './answers.ts';
import { wholeIn } from './count-cells.ts';
import type { Question } from './draft.ts';
import { isSpeedRole } from './headers.ts';
import type { Period } from './period.ts';
import { isEmpty, textOf, type Cell, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same, wayOut } from './texts.ts';
import { isBlank } from './words.ts';

const WEEK =
	/(?<![\p{L}\d])(?:(?:tuần|tuan|week)\s*(?:thứ\s*|số\s*|no\.?\s*|#)?(\d{1,2}|iv|v|i{1,3}|nhất|hai|ba|bốn|tư|năm)|wk?(\d{1,2}))(?![\p{L}\d])(?!\s*(?:-|–|,|&|\+|đến|tới|và|to|and)\s*(?:tuần|tuan|week)?\s*(?:\d|[ivx]+(?!\p{L})))/giu;
const NAMED: Record<string, number> = {
	i: 1,
	nhất: 1,
	ii: 2,
	hai: 2,
	iii: 3,
	ba: 3,
	iv: 4,
	bốn: 4,
	tư: 4,
	v: 5,
	năm: 5
};

/** The number of the one week that a text names: "Tuần 2", "tuần thứ III". */
export function weekIn(text: string): number | undefined {
	const numbers = [...text.normalize('NFC').matchAll(WEEK)].map(([, named, short]) => {
		const word = (named ?? short)!.toLowerCase();
		return /^\d/.test(word) ? Number(word) : NAMED[word]!;
	});
	const [number] = numbers;
	const isOne = number !== undefined && new Set(numbers).size === 1;
	return isOne && number >= 1 && number <= 53 ? number : undefined;
}

/** The week that a cell names: "2", "Tuần 2". */
export function weekOfCell(text: string): number | undefined {
	return text === '' ? undefined : weekIn(/^\d+$/.test(text) ? `tuần ${text}` : text);
}

/** The month of a row of a week whose days are all of it. */
export function ofWeek(period: Period | undefined, week: number | undefined): Period | undefined {
	if (week === undefined || period?.kind !== 'days') return period;
	const [from, to] = [period.from.slice(0, 7), period.to.slice(0, 7)];
	return from === to ? { kind: 'month', month: to, written: period.written } : period;
}

/** The one week that titles and the name of a sheet give. */
export function weekOfTitles(texts: readonly string[]): number | undefined {
	const weeks = new Set(texts.flatMap((text) => weekIn(text) ?? []));
	return weeks.size === 1 ? [...weeks][0] : undefined;
}

/** True for the weeks that make up a month: 1 to 4 or 1 to 5. */
export function areAllWeeks(weeks: Iterable<number>): boolean {
	const all = new Set(weeks);
	return (all.size === 4 || all.size === 5) && [...all].every((of) => of <= all.size);
}

/** What is expected where only some weeks are there. */
export const ALL_WEEKS = both(
	'số liệu cả tháng; một tuần không phải một tháng: gửi mọi tuần của tháng trong một lần, hoặc bảng cả tháng',
	'figures of the whole month; a week is no month: give all weeks of it at once, or the table of the month'
);

/** What columns are of that are summed up. */
export interface PartWords {
	/** "các cột tuần" */
	columns: Text;
	/** "các tuần" */
	all: Text;
	/** "từng tuần" */
	each: Text;
}

const WEEKS: PartWords = {
	columns: both('các cột tuần', 'those of weeks'),
	all: both('các tuần', 'weeks'),
	each: both('từng tuần', 'weeks')
};

/** A table whose columns of weeks were brought together. */
export interface WeeklyTable {
	table: Table;
	columns: Column[];
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

export const headerOf = ({ parts }: Column) => parts.join(' / ');
const isCount = ({ role }: Column) => role === 'samples' || role === undefined;
export const scopeOf = ({ month, network, operator }: Column) =>
	[month, network?.technology ?? network?.network, operator].join('|');

/** Bring columns of weeks together, each scope by itself. */
export function withWeeks(table: Table, columns: readonly Column[], book: AnswerBook): WeeklyTable {
	const result: WeeklyTable = { table, columns: [...columns], questions: [], notes: [] };
	const weekOf = (column: Column) => (column.isAnswered ? undefined : weekIn(headerOf(column)));
	const weekly = columns.filter((column) => weekOf(column) !== undefined);
	leaveSpeeds(weekly, result, WEEKS);
	const scopes = new Map<string, Column[]>();
	for (const column of weekly.filter((of) => isCount(of) && isNumeric(table, of)))
		scopes.set(scopeOf(column), [...(scopes.get(scopeOf(column)) ?? []), column]);
	for (const weeks of scopes.values()) {
		const total = columns.find(
			(of) => of.role === 'samples' && !weekly.includes(of) && scopeOf(of) === scopeOf(weeks[0]!)
		);
		const numbers = weeks.map((of) => weekOf(of)!);
		const isSummed = book.has('shares', 'sum', table.name);
		if (total) besideTotal(weeks, total, isSummed, result, WEEKS);
		else if (weeks.length > 1 && (isSummed || isMonth(weeks, numbers))) sumUp(weeks, result, WEEKS);
		else leave(weeks, numbers, result);
	}
	return result;
}

/** True for a column with a whole number. */
export function isNumeric({ body }: Table, { at }: Column): boolean {
	return body.some(({ cells }) => wholeIn(cells[at]) !== undefined);
}

/** Each week once, and all that a month has. */
function isMonth(weeks: readonly Column[], numbers: readonly number[]): boolean {
	return new Set(numbers).size === weeks.length && areAllWeeks(numbers) && areApart(weeks);
}

/** Days that headers give, "01-07/10", neither overlap nor leave a gap. */
function areApart(weeks: readonly Column[]): boolean {
	const spans = weeks.map((of) =>
		/(?<!\d)(\d{1,2})(?:[/.]\d{1,2})?\s*(?:-|–|đến|tới)\s*(\d{1,2})(?:[/.]\d{1,2})?(?!\d)/u.exec(
			headerOf(of)
		)
	);
	if (spans.every((span) => span === null)) return true;
	if (spans.some((span) => span === null)) return false;
	const days = spans
		.map((span) => [Number(span![1]), Number(span![2])] as const)
		.sort(([a], [b]) => a - b);
	return (
		days[0]![0] === 1 &&
		days.at(-1)![1] >= 28 &&
		days.every(([from], at) => at === 0 || from === days[at - 1]![1] + 1)
	);
}

/** Speeds of parts are none of the whole. */
export function leaveSpeeds(
	weekly: readonly Column[],
	result: WeeklyTable,
	{ each }: PartWords
): void {
	const speeds = weekly.filter(({ role }) => isSpeedRole(role));
	if (speeds.length === 0) return;
	setRole(speeds, 'other', result);
	const names = speeds.map((of) => `"${headerOf(of)}"`).join(', ');
	result.notes.push(
		both(
			`Tốc độ của ${each.vi} không dùng: ${names}`,
			`Speeds of ${each.en} are not used: ${names}`
		)
	);
}

/** Give columns of a table a role. */
export function setRole(of: readonly Column[], role: Column['role'], result: WeeklyTable): void {
	result.columns = result.columns.map((column) =>
		of.some(({ at }) => at === column.at) ? { ...column, role } : column
	) as Column[];
}

/** A total beside them is the count where every row shows that it is their sum. */
export function besideTotal(
	weeks: readonly Column[],
	total: Column,
	isSummed: boolean,
	result: WeeklyTable,
	words: PartWords
): void {
	const { table } = result;
	const rows = table.body.filter(({ cells }) => wholeIn(cells[total.at]) !== undefined);
	const differing = rows.filter(({ cells }) => sumOf(cells, weeks) !== wholeIn(cells[total.at]));
	if (differing.length > 0 && isSummed) {
		setRole([total], 'other', result);
		sumUp(weeks, result, words);
		return;
	}
	setRole(weeks, 'other', result);
	const names = weeks.map((of) => `"${headerOf(of)}"`).join(' + ');
	if (differing.length === 0 || total.isAnswered) {
		result.notes.push(
			both(
				`Cột "${headerOf(total)}" là số mẫu của tháng; ${words.columns.vi} không dùng`,
				`Column "${headerOf(total)}" is the count of the month; ${words.columns.en} are not used`
			)
		);
		return;
	}
	const [first] = differing;
	result.questions.push({
		about: 'shares',
		tables: [table.name],
		found: both(
			`${names} không bằng "${headerOf(total)}" ở ${differing.length} dòng, như dòng ${first!.line}`,
			`${names} are not "${headerOf(total)}" in ${differing.length} rows, as row ${first!.line}`
		),
		choices: [
			choice(
				'map',
				`samples=${total.parts.join(' ')}`,
				both(
					`"${headerOf(total)}" là số mẫu của tháng`,
					`"${headerOf(total)}" is the month's count`
				),
				differing.slice(0, 3).map(({ cells }) => same(textOf(cells[total.at])))
			),
			choice(
				'shares',
				'sum',
				both(`Cộng ${words.all.vi}`, `The ${words.all.en} are summed up`),
				differing.slice(0, 3).map(({ cells }) => same(String(sumOf(cells, weeks) ?? '?')))
			)
		],
		form: '--shares sum | --map samples="<header>"'
	});
}

/** The sum of a row's cells; nothing where one is no number. */
export function sumOf(cells: readonly Cell[], weeks: readonly Column[]): number | undefined {
	let sum = 0;
	for (const { at } of weeks) {
		const value = isBlank(textOf(cells[at])) ? 0 : wholeIn(cells[at]);
		if (value === undefined) return undefined;
		sum += value;
	}
	return sum;
}

/** A column of sums behind the others; a cell that is no number stands there itself, and its row is not taken. */
export function sumUp(weeks: readonly Column[], result: WeeklyTable, { all }: PartWords): void {
	const [first] = weeks;
	const { table } = result;
	const at = Math.max(
		...table.body.map(({ cells }) => cells.length),
		...result.columns.map((column) => column.at + 1)
	);
	const sums = (cells: readonly Cell[]): Cell => {
		if (weeks.every((week) => isEmpty(cells[week.at]))) return null;
		const bad = weeks.find((week) => sumOf(cells, [week]) === undefined);
		return bad ? textOf(cells[bad.at]) : sumOf(cells, weeks)!;
	};
	const body = table.body.map((row) => {
		const cells = [...row.cells];
		while (cells.length < at) cells.push(null);
		return { ...row, cells: [...cells, sums(row.cells)] };
	});
	setRole(weeks, 'other', result);
	const { month, network, operator } = first!;
	const name = weeks.map(headerOf).join(' + ');
	const sum: Column = {
		at,
		parts: [name],
		role: 'samples',
		...(month ? { month } : {}),
		...(network ? { network } : {}),
		...(operator ? { operator } : {})
	};
	result.columns = [...result.columns, sum];
	result.table = { ...table, body, columns: result.columns };
	result.notes.push(
		both(
			`Số mẫu của tháng là tổng ${all.vi}: ${name}`,
			`Counts of the month are sums of ${all.en}: ${name}`
		)
	);
}

/** Weeks that are no month. */
function leave(weeks: readonly Column[], numbers: readonly number[], result: WeeklyTable): void {
	const { table } = result;
	setRole(weeks, 'other', result);
	const names = weeks.map((of) => `"${headerOf(of)}"`).join(', ');
	if (new Set(numbers).size < 2) {
		result.refusal = { found: names, expected: ALL_WEEKS };
		return;
	}
	const shown = table.body.filter(({ cells }) => sumOf(cells, weeks) !== undefined).slice(0, 3);
	result.questions.push(
		sharesQuestion(
			table.name,
			both(
				`Các cột tuần ${names} không chắc là đủ tháng, mỗi ngày một lần`,
				`Columns of weeks ${names} are not for sure the whole month, each day once`
			),
			shown.map(({ cells, line }) =>
				both(`dòng ${line}: ${sumOf(cells, weeks)}`, `row ${line}: ${sumOf(cells, weeks)}`)
			)
		)
	);
}

const MISSING_DAYS = both(
	'Thiếu hoặc trùng ngày: gửi bảng của cả tháng',
	'Days are missing or counted twice: send the table of the whole month'
);

/** Whether shares of a month are all of it. */
export function sharesQuestion(
	table: string,
	found: Text,
	examples: Text[],
	otherwise = MISSING_DAYS
): Question {
	return {
		about: 'shares',
		tables: [table],
		found,
		choices: [
			choice(
				'shares',
				'sum',
				both('Cộng lại là số mẫu của cả tháng', 'Summed up they are the count of the whole month'),
				examples
			),
			wayOut(otherwise)
		],
		form: '--shares sum'
	};
}
