import { describe, expect, it } from 'vitest';
import { periodOfCell, periodsIn } from './period.ts';

const read = (text: string) =>
	periodsIn(text).map((of) =>
		of.kind === 'month'
			? of.month
			: of.kind === 'days'
				? `${of.from}..${of.to}`
				: of.kind === 'date'
					? `on ${of.date}`
					: of.kind === 'bare month'
						? `month ${of.number}`
						: of.kind
	);

describe('a text', () => {
	it.each([
		['Tháng 9/2026', ['2026-09']],
		['tháng 09 năm 2026', ['2026-09']],
		['THÁNG 9 NĂM 2026', ['2026-09']],
		['T9/2026', ['2026-09']],
		['T9-2026 di động', ['2026-09']],
		['T09.26', ['2026-09']],
		['2026-09', ['2026-09']],
		['202609', ['2026-09']],
		['September 2026', ['2026-09']],
		['Sep-26', ['2026-09']],
		['tháng chín năm 2026', ['2026-09']],
		['từ ngày 01/9/2026 đến ngày 30/9/2026', ['2026-09']],
		['(01/09 - 30/09/2026)', ['2026-09']],
		['(từ ngày 26/8/2026 đến 25/9/2026)', ['2026-08-26..2026-09-25']],
		['Quý III (tháng 7-9/2026)', ['longer', 'longer']],
		['6 tháng đầu năm 2026', ['longer']],
		['Q3/2026', ['longer']],
		['Lũy kế đến tháng 9/2026', ['longer', '2026-09']],
		['ngày 10 tháng 12 năm 2024', ['on 2024-12-10']],
		['Báo cáo số 45/BC-SKHCN ngày 05/10/2026', ['on 2026-10-05']],
		['mạng di động tháng 9', ['month 9']],
		['Năm 2026', ['year']],
		['Số mẫu 300 trở lên', []],
		['1.234', []],
		['Thông tư 12/2026/TT-BTTTT', []]
	])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('a cell of months', () => {
	it('is a date, a serial day or text', () => {
		const month = (cell: unknown, year?: number) => {
			const period = periodOfCell(cell, year);
			return period?.kind === 'month' ? period.month : period?.kind;
		};
		expect(month(new Date('2026-08-31T23:59:11.616Z'))).toBe('2026-09');
		expect(month(new Date('2026-08-31T00:00:00Z'))).toBe('2026-08');
		expect(month(46266)).toBe('2026-09');
		expect(month('46266')).toBe('2026-09');
		expect(month('Tháng 9', 2026)).toBe('2026-09');
		expect(month('9')).toBe('bare month');
		expect(month('13', 2026)).toBeUndefined();
		expect(month('2026.1')).toBe('open month');
		expect(month(2026.1)).toBe('open month');
		expect(month('2026.10')).toBe('2026-10');
		expect(month('01/09/2026')).toBe('2026-09');
		expect(month('09/01/2026')).toBe('open month');
		expect(month('15/09/2026')).toBe('2026-09');
		expect(month('Quý 3/2026')).toBe('longer');
	});
});
