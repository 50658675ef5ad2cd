/** Months that headers name without their year, "Tháng 9": it is that of the title, or asked. */
import type { Month } from '../domain/month.ts';
import type { AnswerBook } from './answers.ts';
import type { Said } from './context.ts';
import type { Question } from './draft.ts';
import { isSpeedRole } from './headers.ts';
import { monthText, type Period } from './period.ts';
import type { Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, listed, same, wayOut } from './texts.ts';

/** Columns with their months, or what has to be asked. */
export interface DatedColumns {
	columns: Column[];
	question?: Question;
	notes: Text[];
}

type BareMonth = Extract<Period, { kind: 'bare month' }>;

function bareMonthOf({ role, period }: Column): BareMonth | undefined {
	const isValue = role === 'samples' || isSpeedRole(role);
	return isValue && period?.kind === 'bare month' ? period : undefined;
}

/** Give columns of months without a year the year that titles or an answer say. */
export function withYears(
	table: Table,
	columns: readonly Column[],
	periods: readonly Said<Period>[],
	book: AnswerBook,
	thisMonth: Month
): DatedColumns {
	const bare = columns.flatMap((column) => bareMonthOf(column) ?? []);
	if (bare.length === 0) return { columns: [...columns], notes: [] };
	const answer = book.of('year', table.name);
	const monthOf = answer
		? (number: number) => monthText(Number(answer), number)
		: monthBy(periods, thisMonth);
	if (!monthOf)
		return { columns: [...columns], question: yearQuestion(table, bare, thisMonth), notes: [] };
	const dated = columns.map((column): Column => {
		const period = bareMonthOf(column);
		const month = period && monthOf(period.number);
		if (!month) return column;
		const rest = { ...column, month };
		delete rest.period;
		return rest;
	});
	const said = new Map(bare.map(({ number, written }) => [written, monthOf(number)]));
	const shown = listed([...said].map(([written, month]) => `"${written}" = ${month}`));
	return {
		columns: dated,
		notes: answer
			? []
			: [
					both(
						`Tiêu đề cột không ghi năm, hiểu theo tiêu đề bảng: ${shown.vi}`,
						`Headers of columns name no year; read by the title: ${shown.en}`
					)
				]
	};
}

/** The year by the one month or year of titles: "Tháng 12" beside a title of January is of the year before. */
function monthBy(
	periods: readonly Said<Period>[],
	thisMonth: Month
): ((number: number) => Month | undefined) | undefined {
	const months = new Set(
		periods.flatMap(({ value }) => (value.kind === 'month' ? [value.month] : []))
	);
	const [last] = months;
	if (months.size === 1 && last) {
		const [year, number] = last.split('-').map(Number);
		return (of) => monthText(of <= number! ? year! : year! - 1, of);
	}
	const years = new Set(
		periods.flatMap(({ value }) => (value.kind === 'year' ? [value.year] : []))
	);
	const [year] = years;
	if (months.size > 0 || years.size !== 1 || year === undefined) return undefined;
	return (of) => {
		const month = monthText(year, of);
		return month && month <= thisMonth ? month : undefined;
	};
}

function yearQuestion(table: Table, bare: readonly BareMonth[], thisMonth: Month): Question {
	const numbers = new Map(bare.map(({ number, written }) => [written, number]));
	const last = Math.max(...numbers.values());
	const latest = Number(thisMonth.slice(0, 4));
	const isPast = (year: number) => monthText(year, last)! <= thisMonth;
	const years = [latest, latest - 1, latest - 2].filter(isPast).slice(0, 2);
	const written = listed([...numbers.keys()].map((of) => `"${of}"`));
	return {
		about: 'year',
		tables: [table.name],
		found: both(
			`Tiêu đề cột ghi tháng không có năm: ${written.vi}`,
			`Headers of columns name months without their year: ${written.en}`
		),
		choices: [
			...years.map((year) =>
				choice(
					'year',
					String(year),
					both(`năm ${year}`, String(year)),
					[...numbers].map(([of, number]) => same(`${of} = ${monthText(year, number)}`))
				)
			),
			wayOut(
				both(
					'Các tháng thuộc nhiều năm: ghi cả năm vào tiêu đề cột, như "Tháng 10/2026"',
					'They are of several years: write the year into the headers, as "Tháng 10/2026"'
				)
			)
		],
		form: '--year YYYY'
	};
}
