import { describe, expect, it } from 'vitest';
import { dayInVietNam, daysIn, monthClock } from './month-clock.ts';

describe('the clock of a month', () => {
	it('knows leap years', () => {
		expect([daysIn('2024-02'), daysIn('2025-02'), daysIn('2024-11')]).toEqual([29, 28, 30]);
	});

	it('changes the day at midnight in Viet Nam', () => {
		expect(dayInVietNam(new Date('2026-11-30T16:59:59Z'))).toBe('2026-11-30');
		expect(dayInVietNam(new Date('2026-11-30T17:00:00Z'))).toBe('2026-12-01');
	});

	it('takes a past month for whole, and gives its campaign the next one', () => {
		expect(monthClock('2024-11', null, '2026-11-26')).toEqual({
			days: 30,
			day: 30,
			isWhole: true,
			elapsed: 1,
			daysLeft: 31
		});
	});

	it('stops the running month today, and any month on the day that is asked for', () => {
		expect(monthClock('2026-11', null, '2026-11-26')).toMatchObject({ day: 26, daysLeft: 4 });
		expect(monthClock('2024-11', 15, '2026-11-26')).toMatchObject({ elapsed: 0.5, daysLeft: 15 });
		expect(monthClock('2024-11', 31, '2026-11-26')).toMatchObject({ day: 30, isWhole: true });
	});
});
