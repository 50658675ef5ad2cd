/** The month of each row: what the row says, held against titles and answers; what isn't proven is asked about. */
import type { Fault } from '../domain/errors.ts';
import { isMonth, type Month } from '../domain/month.ts';
import type { IntakeContext } from './context.ts';
import type { Question } from './draft.ts';
import { isEdgeOfMonth, monthText, type Period } from './period.ts';
import type { TableRead } from './read-table.ts';
import type { AnswerBook } from './answers.ts';
import { titleWrong } from './against-titles.ts';
import { examplesOf, type Group } from './groups.ts';
import { noMonth, otherMonths } from './readings.ts';
import type { DataRow } from './rows.ts';
import type { Text } from './sheet.ts';
import { both, choice, listed, same, wayOut, wordsOf } from './texts.ts';

/** What is known of a table's months, and what was found while its rows were read. */
export interface MonthWork {
	read: TableRead;
	context: IntakeContext;
	/** Month that was answered. */
	answer: Month | undefined;
	/** Year that was answered. */
	year: string | undefined;
	/** Month that titles name. */
	titled: Month | undefined;
	/** True when the one month of the columns' headers is not that of titles. */
	areHeadersAtOdds: boolean;
	/** True when units have rows of several days. */
	areDays: boolean;
	open: { data: DataRow; months: Month[] }[];
	/** Times of rows that are several months as one. */
	longer: string[];
	refusal?: { found: string; expected: Text };
}

/** The month of a row's group; what isn't proven is asked about, once for the table. */
export function monthOf(
	work: MonthWork,
	data: DataRow,
	group: Group
): { month: Month } | { fault: Omit<Fault, 'file'> } {
	const { read } = work;
	const own: Period | undefined = group.month
		? { kind: 'month', month: group.month, written: group.month }
		: (data.month ?? (data.hasMonth ? undefined : data.section.month));
	if (!own && !data.hasMonth && read.month) return { month: read.month.value };
	const months = monthsOf(own, work, data);
	refuseOtherYear(work, own);
	const fits = answered(work, own, months);
	if (fits) return { month: fits };
	if (own?.kind === 'longer') work.longer.push(data.monthText || own.written);
	if (months.length > 0 && !work.refusal) work.open.push({ data, months });
	return {
		fault: {
			column: read.columns.of.month?.parts.at(-1),
			...wordsOf(own?.written ?? data.monthText, expectedOf(work, own, data, months))
		}
	};
}

/** A year that was answered where a row has another. */
function refuseOtherYear(work: MonthWork, own: Period | undefined): void {
	if (work.year && own?.kind === 'month' && !own.month.startsWith(work.year))
		work.refusal ??= contradicted('year', work.year, own.month);
}

/** The one month of those that a time may mean: it is alone, answered, or that of a title. */
function answered(
	work: MonthWork,
	own: Period | undefined,
	months: readonly Month[]
): Month | undefined {
	const { read, answer } = work;
	const [first] = months;
	if (answer && first && !months.includes(answer)) {
		work.refusal ??= contradicted('month', answer, [...new Set(months)].join(', '));
		return undefined;
	}
	if (own?.kind !== 'month') return months.find((month) => month === read.month?.value);
	return months.length === 1 ? first : answer;
}

/** What was expected in the place of a time that gives no month. */
function expectedOf(
	{ answer }: MonthWork,
	own: Period | undefined,
	data: DataRow,
	months: readonly Month[]
): Text {
	if (own?.kind === 'longer') return noMonth(data.monthText || own.written);
	if (!answer || months.length === 0 || months.includes(answer)) return A_MONTH;
	return both(`dòng của ${answer}, tháng được yêu cầu`, `rows of ${answer}, the month asked for`);
}

const A_MONTH = both('một tháng, như 2026-09', 'a month, as 2026-09');

function contradicted(
	name: 'month' | 'year',
	answer: string,
	own: string
): { found: string; expected: Text } {
	return {
		found: own,
		expected: both(
			`--${name} ${answer} trái với tệp (${own})`,
			`--${name} ${answer} contradicts the file (${own})`
		)
	};
}

/** Months that a time may mean, the likeliest first; one alone where it is proven. */
function monthsOf(period: Period | undefined, work: MonthWork, data: DataRow): Month[] {
	const { read, context } = work;
	if (period?.kind === 'month') {
		const { month, day } = period;
		const isOwn = data.month === period || work.areHeadersAtOdds;
		if (work.titled && work.titled !== month && isOwn) return [month, work.titled];
		// The answer to a question of one choice is that choice.
		return day && !work.areDays && isOneDay(work, data, day)
			? [month, month, ...monthFirst(work, data)]
			: [month];
	}
	if (period?.kind === 'open month') return period.months;
	if (period?.kind === 'days')
		return [...new Set([period.to.slice(0, 7), period.from.slice(0, 7)])];
	// "9" below "Ngày" is a day.
	if (period?.kind !== 'bare month' || (data.month === period && !data.hasMonth)) return [];
	const year = Number((read.month?.value ?? context.thisMonth).slice(0, 4));
	return [year, year - 1]
		.map((of) => `${of}-${String(period.number).padStart(2, '0')}`)
		.filter((month) => isMonth(month) && month <= context.thisMonth);
}

/** The month of "10/09/2026" where dates of no row show that the day stands first. */
function monthFirst({ read, context }: MonthWork, { monthText: text }: DataRow): Month[] {
	const numbers = (of: string) => /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(of.trim());
	const isDayFirst = read.data.some((row) => Number(numbers(row.monthText)?.[1]) > 12);
	const [, first, second, year] = numbers(text) ?? [];
	if (isDayFirst || first === undefined || Number(first) === Number(second)) return [];
	const month = monthText(Number(year), Number(first));
	return month && month <= context.thisMonth ? [month] : [];
}

/** True where the rows of a unit name several days: each row is of its day alone. */
export function hasSeveralDays({ data }: TableRead): boolean {
	const days = new Map<string, string>();
	return data.some(({ month, words, networkText, operator, spelling, section }) => {
		if (month?.kind !== 'month' || !month.day) return false;
		const key = JSON.stringify([
			words,
			networkText,
			operator,
			spelling,
			section.network,
			month.month
		]);
		const before = days.get(key);
		days.set(key, month.day);
		return before !== undefined && before !== month.day;
	});
}

/** True for a day that doesn't stand for its month: one within it, or any below "Ngày" where no title has the month. */
function isOneDay({ titled }: MonthWork, { hasMonth }: DataRow, day: string): boolean {
	if (titled === day.slice(0, 7)) return false;
	return !hasMonth || !isEdgeOfMonth(day);
}

/** The month that titles name, unless the rows have several or titles do. */
export function titledMonth({ surroundings, data, columns }: TableRead): Month | undefined {
	const titled = new Set(
		surroundings.periods.flatMap(({ value }) => (value.kind === 'month' ? [value.month] : []))
	);
	const own = new Set([
		...data.flatMap(({ month }) => (month?.kind === 'month' ? [month.month] : [])),
		...columns.groups.flatMap(({ month }) => month ?? [])
	]);
	const [only] = titled;
	const [month] = own;
	if (!only && month && own.size === 1) {
		const numbers = new Set(
			surroundings.periods.flatMap(({ value }) =>
				value.kind === 'bare month' ? [value.number] : []
			)
		);
		// "T9" is the name of a sheet of some September.
		return numbers.size === 1 ? monthText(Number(month.slice(0, 4)), [...numbers][0]!) : undefined;
	}
	// Rows of several months stand below the title of the last of them.
	return titled.size === 1 && only && (own.size === 1 || !own.has(only)) ? only : undefined;
}

/** Months of several headers or rows, none of which is that of the title: which of them hold is asked. */
export function monthsAgainstTitle(read: TableRead, book: AnswerBook): Question | undefined {
	const { table, columns, surroundings } = read;
	const own = [...new Set(columns.groups.flatMap(({ month }) => month ?? []))].sort();
	const said = surroundings.periods.filter(({ value }) => value.kind === 'month');
	const titled = new Set(said.map(({ value }) => (value as { month: Month }).month));
	const [title] = titled;
	if (own.length < 2 || titled.size !== 1 || own.includes(title!)) return undefined;
	if (book.has('title-wrong', 'month', table.name)) return undefined;
	const { text, at } = said[0]!.evidence;
	return {
		about: 'title-wrong',
		tables: [table.name],
		found: both(
			`Tiêu đề "${text}" (${at}) ghi ${title!}, còn các cột ghi ${own.join(', ')}`,
			`The title "${text}" (${at}) says ${title!}, but the columns say ${own.join(', ')}`
		),
		choices: [
			titleWrong(
				'month',
				both('Các cột đúng', 'The columns hold'),
				columns.groups.slice(0, 3).map(({ month, samples }) => {
					const [shown] = examplesOf(table, samples);
					return both(`${month ?? ''}: ${shown?.vi ?? ''}`, `${month ?? ''}: ${shown?.en ?? ''}`);
				})
			),
			MEND_TITLE
		],
		form: '--title-wrong month'
	};
}

/** Names of sheets and titles of other months than the one that titles and rows agree on. */
export function otherMonthsNote(read: TableRead, context: IntakeContext): Text | undefined {
	const own = new Set([
		...read.data.flatMap(({ month }) => (month?.kind === 'month' ? [month.month] : [])),
		...read.columns.groups.flatMap(({ month }) => month ?? [])
	]);
	const [only] = own;
	if (own.size !== 1 || only === undefined) return undefined;
	const { periods } = read.surroundings;
	const other = periods.filter(
		(said) =>
			(said.value.kind === 'month' && said.value.month !== only) ||
			otherMonths([said], only, context).length > 0
	);
	const agrees = periods.some(({ value }) => value.kind === 'month' && value.month === only);
	if (other.length === 0 || !agrees) return undefined;
	const texts = listed(other.map(({ evidence }) => `"${evidence.text}"`));
	return both(
		`${texts.vi} ghi tháng khác; lấy ${only} như các dòng và tiêu đề ghi`,
		`${texts.en} says another month; it is ${only}, as rows and title say`
	);
}

const MEND_TITLE = wayOut(
	both(
		'Tiêu đề đúng: sửa các cột rồi nạp lại tệp',
		'The title is right: mend the columns and add the file again'
	)
);

const NO_DAY = wayOut(
	both(
		'Là số liệu của riêng ngày đó: gửi số liệu cả tháng',
		'They are of that day alone: send figures of the whole month'
	)
);

export function openMonths(read: TableRead, open: MonthWork['open']): Question {
	const year = openYear(read, open);
	if (year) return year;
	const [first] = open;
	const shown = open.slice(0, 3);
	const months = [...new Set(open.flatMap(({ months: of }) => of))].slice(0, 4);
	const isDay = first!.data.month?.kind === 'month' && first!.months[0] === first!.months[1];
	const say = ({ data }: MonthWork['open'][number]) =>
		data.month?.written ?? data.section.month?.written ?? '';
	return {
		about: 'month',
		tables: [read.table.name],
		found: foundMonths(say(first!), open.length, first!),
		choices: [
			...months.map((month) =>
				choice(
					'month',
					month,
					isDay ? both(`của cả tháng ${month}`, `of the whole of ${month}`) : same(month),
					shown.map((row) => same(`${say(row)} = ${month}`))
				)
			),
			...(isDay ? [NO_DAY] : [])
		],
		form: '--month YYYY-MM'
	};
}

/** Several months that only lack their year: one month is no answer to them. */
function openYear(read: TableRead, open: MonthWork['open']): Question | undefined {
	const bare = new Map<number, string>();
	for (const { data } of open) {
		if (data.month?.kind !== 'bare month') return undefined;
		bare.set(data.month.number, data.month.written);
	}
	if (bare.size < 2) return undefined;
	const years = [...new Set(open.flatMap(({ months }) => months.map((of) => of.slice(0, 4))))];
	const written = listed([...bare.values()].map((of) => `"${of}"`));
	return {
		about: 'year',
		tables: [read.table.name],
		found: both(
			`${open.length} dòng ghi tháng không có năm: ${written.vi}`,
			`${open.length} rows name months without their year: ${written.en}`
		),
		choices: [
			...years.map((year) =>
				choice(
					'year',
					year,
					both(`năm ${year}`, year),
					[...bare].map(([number, of]) => same(`${of} = ${monthText(Number(year), number)}`))
				)
			),
			wayOut(
				both(
					'Các tháng thuộc nhiều năm: ghi cả năm vào ô, như 10/2026',
					'They are of several years: write the year into the cells, as 10/2026'
				)
			)
		],
		form: '--year YYYY'
	};
}

function foundMonths(
	written: string,
	rows: number,
	{ data, months }: MonthWork['open'][number]
): Text {
	const [month, other] = months;
	if (data.month?.kind === 'days' && other === undefined)
		return both(
			`${rows} dòng ghi khoảng ngày "${written}", không phải cả tháng: có lấy làm số liệu của tháng đó không?`,
			`${rows} rows name days ("${written}") that are not the whole month: are they taken as that month?`
		);
	if (data.month?.kind !== 'month')
		return both(
			`Tháng ghi là "${written}" ở ${rows} dòng: có thể là ${months.join(' hoặc ')}`,
			`The month is written "${written}" in ${rows} rows: it may be ${months.join(' or ')}`
		);
	return month === other
		? both(
				`${rows} dòng ghi một ngày (${written}): là số liệu của riêng ngày đó hay của cả tháng?`,
				`${rows} rows name one day (${written}): are they of that day alone or of the whole month?`
			)
		: both(
				`${rows} dòng ghi "${written}", còn tiêu đề ghi ${other}`,
				`${rows} rows say "${written}", but the title says ${other}`
			);
}
