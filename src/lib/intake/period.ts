/** Months as offices write them, and what looks like one but is none: quarters, spans of days, dates of letters. */
import type { Month } from '../domain/month.ts';
import type { Text } from './sheet.ts';
import { both } from './texts.ts';

/** Excel's day 0 in its calendar of 1900, counted with the day that never was (29 February 1900). */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const MS_PER_DAY = 86_400_000;

/** What a text says of time. */
export type Period =
	/** `day` where a cell held a whole date: it may stand for its month, or for that day alone. */
	| { kind: 'month'; month: Month; written: string; day?: string }
	/** A month without a year. */
	| { kind: 'bare month'; number: number; written: string }
	/** "2026.1": a number that may have lost the zero of October. */
	| { kind: 'open month'; months: [Month, Month]; written: string }
	| { kind: 'year'; year: number; written: string }
	/** Several months as one. */
	| { kind: 'longer'; written: string }
	/** Days that are no calendar month. */
	| {
			kind: 'days';
			from: string;
			to: string;
			written: string;
			/** Where no days are named: it was signed on the last of them, or says "đến tháng 10". */
			why?: 'signed' | 'until';
	  }
	/** The date of a letter or a signature. */
	| { kind: 'date'; date: string; written: string };

/** Serial days from 2009 to 2119: what a month's cell holds when its format was lost. */
export function isSerialDay(value: number): boolean {
	return value >= 40_000 && value < 80_000;
}

/** Date of a serial day, its calendar fields in UTC. */
export function dateOfSerial(days: number): Date {
	return new Date(EXCEL_EPOCH + Math.round(days * MS_PER_DAY));
}

/** A date a few seconds before midnight is the next day: spreadsheets keep days as fractions. */
export function dayOf(date: Date): string {
	return new Date(date.getTime() + 60_000).toISOString().slice(0, 10);
}

const D = String.raw`(?<![\d.,])(0?[1-9]|[12]\d|3[01])`;
const M = String.raw`(0?[1-9]|1[0-2])`;
const Y = String.raw`((?:19|20|21)\d\d)(?!\d)`;
const SEP = String.raw`\s*[-/.]\s*`;
const WORD_MONTH = String.raw`(?:th[aá]ng|month|th\.)`;
/** A day with or without its year: "26/8/2026", "26/8", "ngày 26 tháng 8 năm 2026", "2026-08-26". */
const DAY = String.raw`(?:ngày\s*)?(?:(?:19|20|21)\d\d-\d{1,2}-\d{1,2}|\d{1,2}(?:${SEP}\d{1,2}(?:${SEP}(?:19|20|21)\d\d)?|\s*tháng\s*\d{1,2}(?:\s*năm\s*(?:19|20|21)\d\d)?)?)`;
const SPAN = new RegExp(
	String.raw`(?:từ|from|\()?\s*(${DAY})\s*(?:đến(?:\s*hết)?|tới|to|-|–|—|÷|~)\s*(${DAY})`,
	'giu'
);
const ISO_DAY =
	/(?<![\d.,-])((?:19|20|21)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?![\d])/gu;
const FULL_DAY = new RegExp(`${D}${SEP}(\\d{1,2})${SEP}${Y}`, 'gu');
const WORD_DAY = new RegExp(
	String.raw`ng(?:ày|ay)\s*(\d{1,2})\s*th[aá]ng\s*(\d{1,2})\s*n[aă]m\s*((?:19|20|21)\d\d)`,
	'giu'
);
const LONGER: readonly RegExp[] = [
	/(?:quý|quy|q)\s*(?:[1-4]|iv|i{1,3})(?![\p{L}\d])/giu,
	/(?:(?<!\d)\d{1,2}\s*ngày\s*(?:đầu|giữa|cuối)|nửa\s*(?:đầu|cuối))\s*tháng/giu,
	/(?<!\p{L})(?:[1-4]|iv|i{1,3})\s*(?:st|nd|rd|th)?\s*quarter|quarter\s*(?:[1-4]|iv|i{1,3})(?!\p{L})/giu,
	/(?:(?<!\d)(?:0?[2-9]|1[0-2]|hai|ba|bốn|sáu|bảy|tám|chín|mười|mười một)\s*tháng\s*(?:đầu|cuối)|nửa\s*(?:đầu|cuối)|half)\s*(?:năm|of|year)?/giu,
	// "9 tháng năm 2026" are nine months; "tháng 9 tháng" is none.
	/(?<![\d/.-]|tháng\s|ngày\s)(?:0?[2-9]|1[0-2])\s*tháng\s*(?:của\s*)?(?:năm\s*|\/\s*)(?:19|20|21)\d\d/giu,
	/(?:luỹ|lũy|lỹ)\s*k[eế]|cộng\s*dồn|từ\s*đầu\s*năm|cumulative|year[ -]to[ -]date/giu,
	new RegExp(
		String.raw`(?<!\d)(?:th[aá]ng\s*)?${M}\s*(?:-|–|—|đến|tới|÷)\s*(?:th[aá]ng\s*)?${M}\s*(?:/|năm|-)\s*${Y}`,
		'giu'
	),
	new RegExp(
		String.raw`${WORD_MONTH}\s*${M}\s*(?:,|và|and|&|\+)\s*(?:${WORD_MONTH}\s*)?${M}(?:\s*(?:/|năm)\s*${Y})?`,
		'giu'
	)
];
const ISO_WEEK =
	/(?<![\p{L}\d])(?:(20\d\d)\s*-?\s*W(\d{1,2})|W(\d{1,2})\s*[-/]\s*(20\d\d))(?!\d)/giu;
const YEAR_FIRST = new RegExp(
	`(?<![\\d.,])${Y.replace('(?!\\d)', '')}\\s*([-/._])\\s*(\\d{1,2})(?![\\d])`,
	'gu'
);
const MONTH_FIRST = new RegExp(
	String.raw`(?:${WORD_MONTH}\s*|(?<!\p{L})T\s*)?(?<![\d.,])${M}\s*(?:[-/._]|n[aă]m|,\s*n[aă]m)\s*${Y}(?!\s*\/\s*\p{L})`,
	'giu'
);
const TWO_DIGITS = new RegExp(
	String.raw`(?:${WORD_MONTH}\s*|(?<!\p{L})T)${M}\s*[-/.]\s*(2\d)(?!\d)`,
	'giu'
);
const ENGLISH =
	/(?<!\p{L})(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[\s,.\-/']*((?:19|20|21)\d\d|2\d)(?!\d)/giu;
const ENGLISH_MONTHS = [
	'jan',
	'feb',
	'mar',
	'apr',
	'may',
	'jun',
	'jul',
	'aug',
	'sep',
	'oct',
	'nov',
	'dec'
];
const VIETNAMESE =
	/th[aá]ng\s+(giêng|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)\s*(?:năm|\/|-)\s*((?:19|20|21)\d\d)(?!\d)/giu;
const VIETNAMESE_MONTHS: Record<string, number> = {
	giêng: 1,
	hai: 2,
	ba: 3,
	tư: 4,
	bốn: 4,
	năm: 5,
	sáu: 6,
	bảy: 7,
	tám: 8,
	chín: 9,
	mười: 10,
	'mười một': 11,
	'mười hai': 12,
	chạp: 12
};
const COMPACT = /(?<![\d.,])(20\d{2})(0[1-9]|1[0-2])(?![\d.,])/gu;
const BARE_MONTH = new RegExp(
	String.raw`(?:${WORD_MONTH}(?:\s*(?:b[aá]o\s*c[aá]o|s[oố]\s*li[eệ]u|đo))?\s*:?\s*|(?<!\p{L})T)${M}(?![\d/.-]|\s*(?:tháng|months?))`,
	'giu'
);
const BARE_YEAR = new RegExp(String.raw`(?:n[aă]m|year)\s*:?\s*${Y}`, 'giu');

/** Texts of dates are shorter. */
const MOST = 300;

/**
 * All that a text says of time, in the order of strength: what is taken as one thing is not read as another.
 */
export function periodsIn(text: string): readonly Period[] {
	let periods = known.get(text);
	if (!periods) {
		if (known.size > MOST_KNOWN) known.clear();
		known.set(text, (periods = readPeriods(text)));
	}
	return periods;
}

/** A column says the same month in each of its rows. */
const known = new Map<string, readonly Period[]>();
const MOST_KNOWN = 20_000;

function readPeriods(text: string): Period[] {
	let rest = text.slice(0, MOST).normalize('NFC');
	const found: Period[] = [];
	const take = (pattern: RegExp, read: (match: RegExpExecArray) => Period | undefined) => {
		pattern.lastIndex = 0;
		for (const match of [...rest.matchAll(pattern)]) {
			const period = read(match);
			if (!period) continue;
			found.push(period);
			rest = rest.replace(match[0], ' ¦ ');
		}
	};
	take(SPAN, ([written, first, last]) => spanOf(written!, first!, last!));
	take(ISO_WEEK, ([written, before, week, first, after]) =>
		weekDays(written!, Number(before ?? after), Number(week ?? first))
	);
	for (const pattern of LONGER)
		take(pattern, ([written]) => ({ kind: 'longer', written: written!.trim() }));
	take(WORD_DAY, ([written, day, month, year]) => dateOf(written!, +year!, +month!, +day!));
	take(ISO_DAY, ([written, year, month, day]) => dateOf(written!, +year!, +month!, +day!));
	take(FULL_DAY, ([written, day, month, year]) => dateOf(written!, +year!, +month!, +day!));
	take(YEAR_FIRST, ([written, year, sign, month]) => {
		if (sign === '.' && month === '1')
			return { kind: 'open month', months: [`${year}-01`, `${year}-10`], written: written! };
		return monthPeriod(written!, +year!, +month!);
	});
	take(MONTH_FIRST, ([written, month, year]) => monthPeriod(written!, +year!, +month!));
	take(TWO_DIGITS, ([written, month, year]) => monthPeriod(written!, 2000 + +year!, +month!));
	take(ENGLISH, ([written, name, year]) =>
		monthPeriod(
			written!,
			+year! < 100 ? 2000 + +year! : +year!,
			ENGLISH_MONTHS.indexOf(name!.toLowerCase().slice(0, 3)) + 1
		)
	);
	take(VIETNAMESE, ([written, name, year]) =>
		monthPeriod(written!, +year!, VIETNAMESE_MONTHS[name!.toLowerCase()] ?? 0)
	);
	take(COMPACT, ([written, year, month]) => monthPeriod(written!, +year!, +month!));
	take(BARE_MONTH, ([written, month]) => ({
		kind: 'bare month',
		number: +month!,
		written: written!.trim()
	}));
	take(BARE_YEAR, ([written, year]) => ({ kind: 'year', year: +year!, written: written!.trim() }));
	return found;
}

function monthPeriod(written: string, year: number, number: number): Period | undefined {
	const month = monthText(year, number);
	return month ? { kind: 'month', month, written: written.trim() } : undefined;
}

/** `YYYY-MM`, or nothing when there is no such month. */
export function monthText(year: number, month: number): Month | undefined {
	if (!(month >= 1 && month <= 12) || year < 1900 || year > 2200) return undefined;
	return `${year}-${String(month).padStart(2, '0')}`;
}

function dateOf(written: string, year: number, month: number, day: number): Period | undefined {
	const text = dayText(year, month, day);
	return text ? { kind: 'date', date: text, written: written.trim() } : undefined;
}

function dayText(year: number, month: number, day: number): string | undefined {
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
		? date.toISOString().slice(0, 10)
		: undefined;
}

/** Monday to Sunday of a week that is numbered by ISO 8601. */
function weekDays(written: string, year: number, week: number): Period | undefined {
	if (week < 1 || week > 53) return undefined;
	const fourth = Date.UTC(year, 0, 4);
	const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * MS_PER_DAY;
	const [from, to] = [0, 6].map((day) =>
		new Date(monday + ((week - 1) * 7 + day) * MS_PER_DAY).toISOString().slice(0, 10)
	) as [string, string];
	return { kind: 'days', from, to, written: written.trim() };
}

/** Two days, the first of which may leave out what the second says. */
function spanOf(written: string, first: string, last: string): Period | undefined {
	const end = numbersOf(last);
	if (end.length < 2 || end.length > 3) return undefined;
	const begin = numbersOf(first);
	// "7-9/2026" is a span of months.
	if (begin.length === 1 && end.length === 2) return undefined;
	const [day, month, year] = end;
	if (year === undefined) return undefined;
	const to = dayText(year, month!, day!);
	const from = dayText(begin[2] ?? year, begin[1] ?? month!, begin[0]!);
	if (!to || !from || from > to) return undefined;
	const isMonth = from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) && isLastDay(to);
	if (isMonth) return { kind: 'month', month: to.slice(0, 7), written: written.trim() };
	return { kind: 'days', from, to, written: written.trim() };
}

/** Day, month and year of a text. */
function numbersOf(text: string): number[] {
	const numbers = (text.match(/\d+/g) ?? []).map(Number);
	return numbers[0]! > 31 ? numbers.reverse() : numbers;
}

/** True for the first and the last day of a month, as which a column of months may be written. */
export function isEdgeOfMonth(day: string): boolean {
	return day.endsWith('-01') || isLastDay(day);
}

function isLastDay(day: string): boolean {
	return new Date(Date.parse(day) + MS_PER_DAY).toISOString().slice(8, 10) === '01';
}

/**
 * What a cell of a column of months says: a date, a serial day or text; with a year of its own also "9" or "Tháng 9".
 * @param year of another column of the row
 */
export function periodOfCell(cell: unknown, year?: number): Period | undefined {
	if (cell instanceof Date) return monthOfDay(dayOf(cell));
	if (typeof cell === 'number' && isSerialDay(cell)) return monthOfDay(dayOf(dateOfSerial(cell)));
	const text = String(cell ?? '')
		.slice(0, MOST)
		.trim();
	if (typeof cell === 'number' && /^20\d\d\.1$/.test(text)) return openMonth(text);
	if (/^\d{5}(\.0+)?$/.test(text) && isSerialDay(Number(text))) return periodOfCell(Number(text));
	const bare = /^(?:th[aá]ng|month|t)?\s*\.?(\d{1,2})$/iu.exec(text.normalize('NFC'));
	if (bare) {
		const number = Number(bare[1]);
		if (number < 1 || number > 12) return undefined;
		const month = year === undefined ? undefined : monthText(year, number);
		return month
			? { kind: 'month', month, written: text }
			: { kind: 'bare month', number, written: text };
	}
	const [first, ...more] = periodsIn(text);
	if (!first || more.length > 0) return first && { kind: 'longer', written: text };
	return first.kind === 'date' ? dateOfCell(first, text) : first;
}

function monthOfDay(day: string): Period {
	return { kind: 'month', month: day.slice(0, 7), written: day, day };
}

function openMonth(text: string): Period {
	const year = text.slice(0, 4);
	return { kind: 'open month', months: [`${year}-01`, `${year}-10`], written: text };
}

/** A day stands for its month; "09/01/2026" may be 1 September as well as 9 January. */
function dateOfCell({ date, written }: Extract<Period, { kind: 'date' }>, text: string): Period {
	const month = date.slice(0, 7);
	const [first, second] = text.split(/[-/.]/).map(Number);
	const isOpen = second === 1 && first! > 1 && first! <= 12 && !/^\d{4}/.test(text);
	const other = monthText(Number(date.slice(0, 4)), first!);
	return isOpen && other
		? { kind: 'open month', months: [month, other], written }
		: { kind: 'month', month, written, day: date };
}

const LONGER_NAMES: readonly [RegExp, Text][] = [
	[
		/(?:ngày\s*(?:đầu|giữa|cuối)|nửa\s*(?:đầu|cuối))\s*tháng/iu,
		both('một phần của tháng', 'a part of a month')
	],
	[/qu[yý]|quarter|(?<!\p{L})q\s*[1-4]/iu, both('một quý', 'a quarter')],
	[
		/l[uũ][ỹy]\s*k[eế]|lỹ\s*kế|cộng\s*dồn|từ\s*đầu\s*năm|cumulative|to[ -]date/iu,
		both('số lũy kế', 'a running total')
	],
	[/nửa|half|(?:6|sáu)\s*tháng/iu, both('nửa năm', 'a half-year')]
];

/** What several months as one are called: "a quarter". */
export function longerName(written: string): Text {
	return (
		LONGER_NAMES.find(([words]) => words.test(written.normalize('NFC')))?.[1] ??
		both('nhiều tháng gộp lại', 'several months together')
	);
}
