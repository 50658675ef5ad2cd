/** Moments as files write them; all become the local time of Viet Nam. */
import { dateOfSerial, isSerialDay } from './period.ts';
import type { Cell } from './sheet.ts';
import { minutesAhead, VIET_NAM, zoneOf, type Zone } from './zones.ts';

/** Order of numbers in dates that don't begin with the year. */
export type DateOrder = 'day-first' | 'month-first';

/** How a column of times is read. */
export interface TimeStyle {
	order: DateOrder;
	/** Of times that name none themselves. */
	zone: Zone;
	/** True where a spreadsheet took "9/1/2026" for another date than was meant: day and month of its dates change places. */
	swapsCells?: boolean;
	/** True for dates without a time: seconds before midnight are the next day. */
	areDays?: boolean;
}

/** A text as date and time of day, before order and zone are known. */
export interface Written {
	/** Year, month, day; or two numbers whose order is open, and the year. */
	date: { year: number; month: number; day: number } | { year: number; open: [number, number] };
	/** Milliseconds since midnight; nothing where only the date is written. */
	time?: number;
	zone?: Zone;
}

const MS_PER_DAY = 86_400_000;
const MINUTE = 60_000;
/** No moment is written longer. */
const MOST = 100;

const ISO =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const TIME =
	/(?<![\d/.-])(\d{1,2})\s*(?::|giờ|h|g)\s*(?:(\d{2})(?:\s*(?::|m|p|ph|phút|')\s*(\d{2})(?:[.,](\d{1,9}))?\s*(?:s|giây)?)?\s*(?:'|p|ph|phút)?)?(?![\d])/iu;
const HALF = /(?<!\p{L})(sa|ch|am|pm|a\.m\.|p\.m\.|sáng|chiều|tối|trưa)(?!\p{L})/iu;
const WEEKDAY =
	/^(?:thứ\s+\p{L}+|chủ nhật|cn|t[2-7]|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s*,?\s+/iu;
const ZONE_BEHIND =
	/(?<=\d(?:\s*\p{L}{2})?)\s*((?:utc|gmt)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?|z|utc|gmt|ict|se asia standard time|\[?[a-z]+\/[a-z_]+(?:\/[a-z_]+)?\]?|giờ việt nam)\s*$/iu;
const YEAR_FIRST = /(?<!\d)(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)/;
const YEAR_LAST = /(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)/;
const COMPACT = /^(20\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?$/;
const WORDS = /(\d{1,2})\s*(?:tháng|thg\.?|th\.)\s*(\d{1,2})\s*(?:,|năm|-|\/)?\s*(\d{4})/iu;
const DAY_NAME = /(?<!\d)(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)/i;
const NAME_DAY = /(?<!\p{L})([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)/iu;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a text says of a moment. */
export function writtenMoment(text: string): Written | undefined {
	const plain = text.trim();
	if (plain.length > MOST || !/\d/.test(plain)) return undefined;
	const iso = ISO.exec(plain);
	if (iso) return isoMoment(iso);
	return looseMoment(plain.normalize('NFC').replace(/[\s\u00a0\u202f]+/g, ' '));
}

function isoMoment([
	,
	year,
	month,
	day,
	hour,
	minute,
	second = '0',
	part = '',
	zone
]: RegExpExecArray): Written | undefined {
	const date = { year: Number(year), month: Number(month), day: Number(day) };
	if (hour === undefined) return { date };
	const time = timeOfDay(Number(hour), Number(minute), Number(second), part);
	if (time === undefined) return undefined;
	const named = zone === undefined ? undefined : zoneOf(zone);
	if (zone !== undefined && named === undefined) return undefined;
	return { date, time, ...(named === undefined ? {} : { zone: named }) };
}

function timeOfDay(
	hour: number,
	minute: number,
	second: number,
	part: string,
	half?: string
): number | undefined {
	let hours = hour;
	if (half && /^(?:ch|pm|p\.m\.|chiều|tối)$/i.test(half) && hour < 12) hours += 12;
	if (half && /^trưa$/i.test(half) && hour < 4) hours += 12;
	if (half && /^(?:sa|am|a\.m\.|sáng)$/i.test(half)) {
		if (hour === 12) hours = 0;
		else if (hour > 12) return undefined;
	}
	if (hours > 23 || minute > 59 || second > 59) return undefined;
	const ms = part ? Math.floor(Number(`0.${part}`) * 1000) : 0;
	return ((hours * 60 + minute) * 60 + second) * 1000 + ms;
}

function looseMoment(text: string): Written | undefined {
	const compact = COMPACT.exec(text);
	if (compact) return compactMoment(compact);
	let rest = text.replace(WEEKDAY, '').replace(/\s*\((?:[^()]*)\)\s*$/, '');
	let zone: Zone | undefined;
	const behind = /\d\s*(?::|h|g)\s*\d|T\d{2}/i.test(rest) ? ZONE_BEHIND.exec(rest) : undefined;
	if (behind) {
		zone = zoneOf(behind[1]!);
		if (zone === undefined) return undefined;
		rest = rest.slice(0, behind.index);
	}
	rest = rest.replace(/(\d)T(\d)/, '$1 $2');
	const clock = TIME.exec(rest);
	let time: number | undefined;
	if (clock) {
		const half = HALF.exec(rest);
		const [written, hour, minute = '0', second = '0', part = ''] = clock;
		time = timeOfDay(Number(hour), Number(minute), Number(second), part, half?.[1]);
		if (time === undefined) return undefined;
		rest = rest.replace(written, ' ');
		if (half) rest = rest.replace(half[0], ' ');
	}
	const date = looseDate(rest);
	if (!date) return undefined;
	return {
		date,
		...(time === undefined ? {} : { time }),
		...(zone === undefined ? {} : { zone })
	};
}

function compactMoment([, year, month, day, hour, minute, second = '0']: RegExpExecArray):
	Written | undefined {
	const date = { year: Number(year), month: Number(month), day: Number(day) };
	if (hour === undefined) return { date };
	const time = timeOfDay(Number(hour), Number(minute), Number(second), '');
	return time === undefined ? undefined : { date, time };
}

function looseDate(text: string): Written['date'] | undefined {
	// More digits than a date has are no date: "2026-09-15 1".
	const alone = (found: RegExpExecArray | null) =>
		found && !/\d/.test(text.replace(found[0], ' ')) ? found : null;
	const first = alone(YEAR_FIRST.exec(text));
	if (first) return { year: Number(first[1]), month: Number(first[2]), day: Number(first[3]) };
	const words = alone(WORDS.exec(text));
	if (words) return { year: Number(words[3]), month: Number(words[2]), day: Number(words[1]) };
	const last = alone(YEAR_LAST.exec(text));
	if (last) {
		const open: [number, number] = [Number(last[1]), Number(last[2])];
		return { year: fullYear(last[3]!), open };
	}
	const named = alone(DAY_NAME.exec(text)) ?? alone(NAME_DAY.exec(text));
	if (!named) return undefined;
	const [, a, b, year] = named;
	const [day, name] = /^\d/.test(a!) ? [a!, b!] : [b!, a!];
	const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
	return month > 0 ? { year: fullYear(year!), month, day: Number(day) } : undefined;
}

function fullYear(text: string): number {
	return text.length === 2 ? 2000 + Number(text) : Number(text);
}

/** Calendar fields as milliseconds; nothing for a day that no month has. */
function midnight(year: number, month: number, day: number): number | undefined {
	if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
		return undefined;
	const at = Date.UTC(year, month - 1, day);
	return new Date(at).getUTCMonth() === month - 1 ? at : undefined;
}

/** The moment that a text means, as the local time of Viet Nam in milliseconds. */
export function readMoment(text: string, style: TimeStyle): number | undefined {
	const number = numericMoment(text, style);
	if (number !== undefined) return number;
	const written = writtenMoment(text);
	if (!written) return undefined;
	const { date, time = 0 } = written;
	const at =
		'open' in date ? ordered(date, style.order) : midnight(date.year, date.month, date.day);
	if (at === undefined) return undefined;
	// A date alone is a day of the calendar here, wherever clocks stand.
	if (written.time === undefined) return at;
	return local(at + time, written.zone ?? style.zone);
}

function ordered(
	{ year, open: [first, second] }: { year: number; open: [number, number] },
	order: DateOrder
): number | undefined {
	return order === 'day-first' ? midnight(year, second, first) : midnight(year, first, second);
}

/** What a clock shows elsewhere, as clocks in Viet Nam show it. */
function local(shown: number, zone: Zone): number {
	return zone === VIET_NAM ? shown : shown + (VIET_NAM - minutesAhead(zone, shown)) * MINUTE;
}

const NUMBER = /^\d+(?:[.,]\d+)?$/;

/** Seconds, milliseconds, microseconds or nanoseconds since 1970 in UTC; or days of a spreadsheet's calendar. */
function numericMoment(text: string, style: TimeStyle): number | undefined {
	const plain = text.trim();
	if (!NUMBER.test(plain)) return undefined;
	return momentOfNumber(Number(plain.replace(',', '.')), style);
}

function momentOfNumber(value: number, style: TimeStyle): number | undefined {
	if (isSerialDay(value)) return cellMoment(dateOfSerial(value), style);
	const per = [1000, 1, 1e-3, 1e-6].find((of) => {
		const at = value * of;
		return at >= 1e12 && at < 1e13 && (of !== 1 || value < 1e13);
	});
	// "20260915071500" is a date, and too small for microseconds.
	return per === undefined || (value >= 1e13 && value < 1e15)
		? undefined
		: Math.floor(value * per) + VIET_NAM * MINUTE;
}

/** A date of a spreadsheet: fractions of days come back some milliseconds off. */
function cellMoment(date: Date, { zone, swapsCells, areDays }: TimeStyle): number | undefined {
	const at = Math.round(date.getTime() / 1000) * 1000;
	if (Number.isNaN(at)) return undefined;
	if (areDays) return Math.floor((at + MINUTE) / MS_PER_DAY) * MS_PER_DAY;
	if (!swapsCells) return local(at, zone);
	const shown = new Date(at);
	const swapped = midnight(shown.getUTCFullYear(), shown.getUTCDate(), shown.getUTCMonth() + 1);
	return swapped === undefined ? undefined : local(swapped + (at % MS_PER_DAY), zone);
}

/** The moment of a cell: a date of a spreadsheet, a number or text. */
export function momentOfCell(cell: Cell | undefined, style: TimeStyle): number | undefined {
	if (cell instanceof Date) return cellMoment(cell, style);
	if (typeof cell === 'number')
		return momentOfNumber(cell, style) ?? readMoment(String(cell), style);
	return typeof cell === 'string' ? readMoment(cell, style) : undefined;
}

/** "2026-09-15 07:15" */
export function momentText(moment: number): string {
	return new Date(moment).toISOString().slice(0, 16).replace('T', ' ');
}
