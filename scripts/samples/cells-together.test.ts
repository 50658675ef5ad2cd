/** Cells that hold more than one thing: counts of a threshold, speeds both ways, the days of a row in two columns. */
import { describe, expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext, samplesOf, table } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const notes = ({ notes: all }: Draft) => all.map(({ en }) => en).join('\n');
const TITLE = 'Số mẫu tháng 10/2026';
const counts = (header: string, ...cells: string[]) => draft(`${TITLE}\n${table(header, cells)}`);

describe('a count with something beside it', () => {
	it.each([
		['412/300', '320/300'],
		['412 / 300', '320 / 300'],
		['412 (137%)', '320 (106,7 %)'],
		['412 - 137%', '320 - 107%'],
		['412 (đạt)', '320 (Đạt)'],
		['412 (*)', '320'],
		['412*', '320**']
	])('"%s" and "%s" are counts of 412 and 320', (first, second) => {
		const found = counts('Số mẫu', ...[first, second].map((text) => `"${text}"`));
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 732']);
		expect(notes(found)).toContain(`as "${first}" = 412`);
	});
	it('is the one before the national threshold where a row is alone', () => {
		expect(samplesOf(counts('Số mẫu', '412/300'))).toBe('2026-10 412');
		expect(counts('Số mẫu', '412/350').status).toBe('refused');
	});
	it('below "Số mẫu/ngưỡng" is the count', () => {
		expect(samplesOf(counts('Số mẫu/ngưỡng', '412/300', '320/300'))).toBe('2026-10 732');
	});
	it.each([
		['412/450', '320/340'],
		['300/412', '300/320']
	])('is refused in words where "%s" and "%s" are of no one number', (first, second) => {
		const found = counts('Số mẫu', first, second);
		expect(found.status).toBe('refused');
		expect(found.refusals[0]!.expected).toContain('make two columns of it');
	});
	it.each(['412 (nghìn)', '412 (2)', '137% (412)'])('"%s" is no count', (cell) => {
		expect(counts('Số mẫu', cell, '320').rejected).toBe(1);
	});
	it('is taken in totals, too', () => {
		const text = `${TITLE}\n${table('Số mẫu', ['412/300', '320/300'], [',Tổng cộng,,732/600'])}`;
		expect(draft(text).checks).toMatchObject([{ about: 'total', isRight: true }]);
	});
});

describe('speeds in one cell', () => {
	const cells = ['412,"68,2/22,7"', '320,"70,5/25,1"'];
	it.each([
		'Tải xuống/Tải lên trung vị (Mbps)',
		'Tốc độ tải xuống / tải lên (trung vị; Mbit/s)',
		'DL/UL trung vị (Mbps)'
	])('are parted below "%s"', (header) => {
		const found = counts(`Số mẫu,${header}`, ...cells);
		expect(found.parts[0]?.rows).toMatchObject([
			{ samples: 412, download: 68.2, upload: 22.7 },
			{ samples: 320, download: 70.5, upload: 25.1 }
		]);
	});
	it('go in the order of the header, with times', () => {
		const found = counts('Số mẫu,Tải lên/Tải xuống/Độ trễ trung vị', '412,"22,7/68,2/35"');
		expect(found.parts[0]?.rows).toMatchObject([{ download: 68.2, upload: 22.7, latency: 35 }]);
	});
	it.each(['Tốc độ trung vị (Mbps)', 'Tải xuống trung vị (Mbps)'])(
		'below "%s" cost the speeds alone, and what to do is told',
		(header) => {
			const found = counts(`Số mẫu,${header}`, ...cells);
			expect(found.parts[0]?.rows).toMatchObject([
				{ samples: 412, download: NaN },
				{ samples: 320, download: NaN }
			]);
			expect(notes(found)).toContain('several numbers in a cell ("68,2/22,7")');
		}
	);
});

describe('columns of the first and last day', () => {
	const days = (...cells: string[]) => draft(table('Từ ngày,Đến ngày,Số mẫu', cells));
	it('are the month where they are all of it', () => {
		const found = days('01/10/2026,31/10/2026,10', '2026-10-01,2026-10-31,20');
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 30']);
	});
	it('are of the rows, each its own', () => {
		const found = days('01/09/2026,30/09/2026,10', '01/10/2026,31/10/2026,20');
		expect(samplesOf(found)).toBe('2026-09 10; 2026-10 20');
	});
	it('within a month are asked about, and the answer holds', () => {
		const cells = ['05/10/2026,25/10/2026,10', '05/10/2026,25/10/2026,20'];
		const found = days(...cells);
		expect([found.status, askedOf(found)]).toEqual(['question', 'month']);
		expect(found.questions[0]!.choices.map(({ answer }) => answer?.value)).toEqual(['2026-10']);
		const text = table('Từ ngày,Đến ngày,Số mẫu', cells);
		expect(samplesOf(draft(text, { month: ['2026-10'] }))).toBe('2026-10 30');
	});
	it('of several months are refused in words', () => {
		const found = days('01/09/2026,31/10/2026,10', '01/10/2026,31/10/2026,20');
		expect(found.status).toBe('refused');
		expect(found.refusals[0]).toMatchObject({
			found: '01/09/2026 – 31/10/2026',
			expected: 'a month a row: from its first to its last day'
		});
	});
});

describe('weeks by ISO 8601', () => {
	const weeks = ['2026-W41', '2026-W42', 'W43/2026'].map((week, at) => `${week},${at + 1}`);
	const text = (of: readonly string[]) =>
		table(
			'Kỳ,Số mẫu',
			of.map((cells) => cells)
		)
			.replaceAll(/^00\d+,[^,]+/gm, '00004,Phường Ba Đình')
			.trim();
	it('are asked about, and their sum is of the month', () => {
		const found = draft(text(weeks));
		expect([found.status, askedOf(found)]).toEqual(['question', 'shares']);
		expect(samplesOf(draft(text(weeks), { shares: ['sum'] }))).toBe('2026-10 6');
	});
	it('of two months wait for the month', () => {
		const all = [...weeks, '2026-W40,4'];
		expect(askedOf(draft(text(all)))).toBe('month, shares');
		const answers = { month: ['2026-10'], shares: ['sum'] };
		expect(samplesOf(draft(text(all), answers))).toBe('2026-10 10');
	});
});
