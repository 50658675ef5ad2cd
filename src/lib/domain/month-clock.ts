import { addMonths, type Month } from './month.ts';

/** How much of a month its counts speak of. */
export interface MonthClock {
	/** Days of the month. */
	days: number;
	/** Last day that is counted. */
	day: number;
	/** The whole month is counted. */
	isWhole: boolean;
	/** Part of its days that is over, 0 to 1. */
	elapsed: number;
	/** Days over which a campaign can still work: the rest of the month, or when it is over the whole next one. */
	daysLeft: number;
}

export function daysIn(month: Month): number {
	return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
}

/** The day in Viet Nam, `YYYY-MM-DD`. */
export function dayInVietNam(now: Date): string {
	return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * @param asked day up to which the counts go, as the reader says; `null` when left to the calendar
 * @param today `YYYY-MM-DD` in Viet Nam
 */
export function monthClock(month: Month, asked: number | null, today: string): MonthClock {
	const days = daysIn(month);
	const isRunning = today.slice(0, 7) === month;
	const day = Math.min(days, asked ?? (isRunning ? Number(today.slice(8)) : days));
	const isWhole = day === days;
	return {
		days,
		day,
		isWhole,
		elapsed: day / days,
		daysLeft: isWhole ? daysIn(addMonths(month, 1)) : days - day
	};
}
