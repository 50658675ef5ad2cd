/** A calendar month in Asia/Ho_Chi_Minh, `YYYY-MM`. Sorts as text. */
export type Month = string;

const PATTERN = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** True for a well-formed `YYYY-MM`. */
export function isMonth(text: string): text is Month {
	return PATTERN.test(text);
}

/** Months that can be of a campaign that measures the Internet: others are mistakes, and a year 9999 has no end. */
export const FIRST_MONTH: Month = '2000-01';
export const LAST_MONTH: Month = '2099-12';

/** The month `count` months after (before, when negative) `month`. */
export function addMonths(month: Month, count: number): Month {
	const serial = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
	return `${Math.floor(serial / 12)}-${String((serial % 12) + 1).padStart(2, '0')}`;
}

/** All months from `first` to `last`, both included; empty when `last` is earlier. */
export function monthRange(first: Month, last: Month): Month[] {
	const months: Month[] = [];
	for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
	return months;
}
