/** How a column of times is written: order of day and month, zone; proven by all its values together, or asked. */
import type { AnswerBook } from './answers.ts';
import type { Question, Reading } from './draft.ts';
import {
	momentText,
	readMoment,
	writtenMoment,
	type DateOrder,
	type TimeStyle
} from './moments.ts';
import { textOf, type Cell, type SheetRow, type Text } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { both, choice, same } from './texts.ts';
import { zoneInHeader, zoneOf, VIET_NAM, type Zone } from './zones.ts';

/** Columns that tell when: a date and the time of day may stand apart. */
export interface TimeColumns {
	date: Column;
	clock?: Column;
	zone?: Column;
}

/** What was found out of times. */
export interface FoundTimes {
	style: TimeStyle;
	dates?: Reading<string>;
	zone: Reading<string>;
	questions: Question[];
	notes: Text[];
	refusal?: { found: string; expected: Text };
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The text of a row's time: that of the date, the clock and the zone behind each other. */
export function timeText(cells: readonly Cell[], { date, clock, zone }: TimeColumns): string {
	const parts = [textOf(cells[date.at])];
	if (clock) parts.push(clockText(cells[clock.at]));
	if (zone) parts.push(textOf(cells[zone.at]));
	return parts.filter(Boolean).join(' ');
}

/** A clock in a workbook is a part of a day. */
function clockText(cell: Cell | undefined): string {
	if (cell instanceof Date) return cell.toISOString().slice(11, 19);
	if (typeof cell === 'number' && cell >= 0 && cell < 1)
		return new Date(Math.round(cell * 86_400) * 1000).toISOString().slice(11, 19);
	return textOf(cell);
}

interface Seen {
	/** Examples by what they show. */
	dayFirst: string[];
	monthFirst: string[];
	open: string[];
	/** Dates of a spreadsheet. */
	cells: Date[];
	/** Texts with a clock and no zone of their own, and with one. */
	isLocal: boolean;
	isZoned: boolean;
}

function look(rows: readonly SheetRow[], columns: TimeColumns): Seen {
	const seen: Seen = {
		dayFirst: [],
		monthFirst: [],
		open: [],
		cells: [],
		isLocal: false,
		isZoned: false
	};
	for (const { cells } of rows) {
		const cell = cells[columns.date.at];
		if (cell instanceof Date) {
			seen.cells.push(cell);
			seen.isLocal = true;
			continue;
		}
		const text = timeText(cells, columns);
		const written = writtenMoment(text);
		if (!written) continue;
		if (written.zone !== undefined) seen.isZoned = true;
		else if (written.time !== undefined) seen.isLocal = true;
		if (!('open' in written.date)) continue;
		const [first, second] = written.date.open;
		if (first > 12 && second <= 12) seen.dayFirst.push(text);
		else if (second > 12 && first <= 12) seen.monthFirst.push(text);
		else if (first !== second) seen.open.push(text);
	}
	return seen;
}

/**
 * Read how times are written.
 * @param preset zone of the source, where it is known
 * @param now moment after which nothing can have been measured
 */
export function timesOf(
	table: Table,
	columns: TimeColumns,
	rows: readonly SheetRow[],
	preset: Zone | undefined,
	book: AnswerBook,
	now: number
): FoundTimes {
	const seen = look(rows, columns);
	const zone = zoneReading(table, columns, preset, seen);
	const found: FoundTimes = {
		style: { order: 'day-first', zone: zone.zone },
		zone: zone.reading,
		questions: [],
		notes: []
	};
	if (zone.reading.certainty === 'assumed')
		found.notes.push(
			both(
				`Giờ trong "${table.name}" không ghi múi giờ: hiểu là giờ Việt Nam`,
				`Times in "${table.name}" name no zone: read as those of Viet Nam`
			)
		);
	if (seen.cells.length > 0 && seen.cells.every(isNearMidnight)) found.style.areDays = true;
	addOrder(found, table, columns, seen, book, now);
	return found;
}

function isNearMidnight(date: Date): boolean {
	const into = ((date.getTime() % DAY) + DAY) % DAY;
	return into < 1000 || into >= DAY - MINUTE;
}

function zoneReading(
	table: Table,
	{ date, clock }: TimeColumns,
	preset: Zone | undefined,
	seen: Seen
): { zone: Zone; reading: Reading<string> } {
	const header = [...date.parts, ...(clock?.parts ?? [])].join(' ');
	const said = zoneInHeader(header);
	const zone = said ?? preset ?? VIET_NAM;
	const isProven = said !== undefined || preset !== undefined || !seen.isLocal;
	return {
		zone,
		reading: {
			value: String(zone),
			certainty: isProven ? 'proven' : 'assumed',
			evidence: [
				{
					kind: said === undefined ? 'values' : 'header',
					at: table.name,
					text: header
				}
			]
		}
	};
}

function addOrder(
	found: FoundTimes,
	table: Table,
	columns: TimeColumns,
	seen: Seen,
	book: AnswerBook,
	now: number
): void {
	const { dayFirst, monthFirst, open, cells } = seen;
	const answer = book.of('dates', table.name) as DateOrder | undefined;
	if (dayFirst.length + monthFirst.length + open.length === 0) return;
	const reading = (order: DateOrder, kind: 'values' | 'answer', text: string): void => {
		found.style.order = order;
		found.dates = {
			value: order,
			certainty: 'proven',
			evidence: [{ kind, at: kind === 'answer' ? '--dates' : table.name, text }]
		};
	};
	const isMangled = cells.length > 0 && dayFirst.length > 0 && cells.every(isEarly);
	if (answer) {
		const against = answer === 'day-first' ? monthFirst : dayFirst;
		const own = answer === 'day-first' ? dayFirst : monthFirst;
		if (against.length > own.length + open.length && !isMangled) {
			found.refusal = {
				found: against[0]!,
				expected: both(
					`--dates ${answer} trái với tệp (${against[0]})`,
					`--dates ${answer} contradicts the file (${against[0]})`
				)
			};
			return;
		}
		reading(isMangled ? 'day-first' : answer, 'answer', answer);
		if (isMangled && answer === 'month-first') found.style.swapsCells = true;
		return;
	}
	if (isMangled) {
		found.questions.push(mangledQuestion(table, cells, dayFirst));
		return;
	}
	if (monthFirst.length === 0) {
		if (dayFirst.length > 0) return reading('day-first', 'values', dayFirst[0]!);
		const [proof] = open.filter((text) => isLater(text, 'month-first', now));
		if (proof && isMostly(open, 'month-first', now)) return reading('day-first', 'values', proof);
	}
	found.questions.push(orderQuestion(table, columns, seen));
}

/** Day and month of a date could change places. */
function isEarly(date: Date): boolean {
	return date.getUTCDate() <= 12;
}

function isLater(text: string, order: DateOrder, now: number): boolean {
	const at = readMoment(text, { order, zone: VIET_NAM });
	return at !== undefined && at > now + DAY;
}

/** One date of the future may be a slip. */
function isMostly(open: readonly string[], order: DateOrder, now: number): boolean {
	return open.filter((text) => isLater(text, order, now)).length * 5 >= open.length;
}

function orderQuestion(
	table: Table,
	{ date }: TimeColumns,
	{ dayFirst, monthFirst, open }: Seen
): Question {
	const shown = [...open.slice(0, 3), ...monthFirst.slice(0, 2), ...dayFirst.slice(0, 2)];
	const header = date.parts.join(' / ');
	const isMixed = dayFirst.length > 0 && monthFirst.length > 0;
	return {
		about: 'dates',
		tables: [table.name],
		found: isMixed
			? both(
					`Cột "${header}" có ngày viết cả hai cách: ${dayFirst[0]} và ${monthFirst[0]}`,
					`Column "${header}" has dates in both orders: ${dayFirst[0]} and ${monthFirst[0]}`
				)
			: both(
					`Cột "${header}" có ngày như ${shown[0]}: ngày trước hay tháng trước?`,
					`Column "${header}" has dates such as ${shown[0]}: is the day first, or the month?`
				),
		choices: (['day-first', 'month-first'] as const).map((order) =>
			choice(
				'dates',
				order,
				order === 'day-first'
					? both('Ngày trước, tháng sau', 'The day is first')
					: both('Tháng trước, ngày sau', 'The month is first'),
				shown.map((text) => same(`${text} = ${shownAs(text, order)}`))
			)
		),
		form: '--dates day-first | month-first'
	};
}

function shownAs(text: string, order: DateOrder): string {
	const at = readMoment(text, { order, zone: VIET_NAM });
	return at === undefined ? '?' : momentText(at).slice(0, 10);
}

/** Excel takes "9/1/2026" for a date and leaves "13/9/2026" as text: the dates among texts may be other ones. */
function mangledQuestion(table: Table, cells: readonly Date[], texts: readonly string[]): Question {
	const days = cells.slice(0, 3).map((date) => date.toISOString().slice(0, 10));
	const turned = (day: string) => `${day.slice(0, 5)}${day.slice(8)}-${day.slice(5, 7)}`;
	return {
		about: 'dates',
		tables: [table.name],
		found: both(
			`Cột thời gian có ${cells.length} ô là ngày (như ${days[0]}) và ${texts.length} ô là chữ (như ${texts[0]}): Excel có thể đã đổi chỗ ngày và tháng của các ô là ngày`,
			`The column of times has ${cells.length} cells that are dates (such as ${days[0]}) and ${texts.length} that are texts (such as ${texts[0]}): Excel may have exchanged day and month of the dates`
		),
		choices: [
			choice(
				'dates',
				'day-first',
				both('Các ô là ngày đúng như Excel hiện', 'The dates are right as Excel shows them'),
				days.map((day) => same(day))
			),
			choice(
				'dates',
				'month-first',
				both('Excel đã đọc tháng trước: đổi lại', 'Excel read the month first: exchange them'),
				days.map((day) => same(`${day} → ${turned(day)}`))
			)
		],
		form: '--dates day-first | month-first'
	};
}

/** True for a column that names zones. */
export function isZoneColumn(texts: readonly string[]): boolean {
	return texts.length > 0 && texts.every((text) => zoneOf(text) !== undefined);
}
