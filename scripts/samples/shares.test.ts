/** Weeks and days of a month, as columns, sheets or rows: their sum where all are there, else asked or refused. */
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { buildDraft, type Answers, type Draft } from '../../src/lib/intake/index.ts';
import {
	askedOf as asked,
	draftOfText,
	realContext,
	samplesOf as samples,
	table
} from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const inSheets = (sheets: Record<string, string>, answers: Answers = {}) =>
	buildDraft(
		Object.entries(sheets).map(([name, text]) => ({ ...sheetOfText(text, 'tệp.xlsx'), name })),
		answers,
		context
	);
const notes = (of: Draft) => of.notes.map(({ en }) => en).join('\n');
const SUM = { shares: ['sum'] };

const TITLE = 'Số mẫu tháng 10/2026';
const weeks = (...headers: string[]) =>
	`${TITLE}\n${table(headers.join(), [
		headers.map((_, at) => at + 1).join(),
		headers.map((_, at) => 10 * (at + 1)).join()
	])}`;

describe('columns of weeks', () => {
	it.each([
		['Tuần 1', 'Tuần 2', 'Tuần 3', 'Tuần 4'],
		['Số mẫu tuần 1', 'Số mẫu tuần 2', 'Số mẫu tuần 3', 'Số mẫu tuần 4'],
		['Tuần I', 'Tuần II', 'Tuần III', 'Tuần IV'],
		['Tuần 1 (01-07/10)', 'Tuần 2 (08-14/10)', 'Tuần 3 (15-21/10)', 'Tuần 4 (22-31/10)']
	])('%s, %s, %s and %s are summed up and it is told', (...headers) => {
		const found = draft(weeks(...headers));
		expect([found.status, samples(found)]).toEqual(['accepted', '2026-10 110']);
		expect(notes(found)).toContain('Counts of the month are sums of weeks');
	});
	it.each([
		[['Tuần 1', 'Tuần 2', 'Tuần 3'], 66],
		[['Tuần 40', 'Tuần 41', 'Tuần 42', 'Tuần 43', 'Tuần 44'], 165],
		[['Tuần 1 (01-07/10)', 'Tuần 2 (07-14/10)', 'Tuần 3 (15-21/10)', 'Tuần 4 (22-31/10)'], 110]
	])('%s are asked about, and the answer holds', (headers, sum) => {
		const found = draft(weeks(...headers));
		expect([found.status, asked(found)]).toEqual(['question', 'shares']);
		expect(found.questions[0]!.choices.map(({ answer }) => answer?.value)).toEqual([
			'sum',
			undefined
		]);
		expect(samples(draft(weeks(...headers), SUM))).toBe(`2026-10 ${sum}`);
	});
	it('of one week are no month', () => {
		const { status, refusals, parts } = draft(weeks('Số mẫu tuần 2'));
		expect([status, parts]).toEqual(['refused', []]);
		expect(refusals[0]!.expected).toContain('a week is no month');
	});
	it('beside their total are proven by it, or asked about', () => {
		const text = (sum: number) =>
			`${TITLE}\n${table('Số mẫu tuần 1,Số mẫu tuần 2,Số mẫu tuần 3,Số mẫu tuần 4,Tổng số mẫu', [
				`1,2,3,4,${sum}`
			])}`;
		expect(samples(draft(text(10)))).toBe('2026-10 10');
		const found = draft(text(12));
		expect([found.status, asked(found)]).toEqual(['question', 'shares']);
		const kept = found.questions[0]!.choices.map(({ answer }) =>
			samples(draft(text(12), { [answer!.name]: [answer!.value] }))
		);
		expect(kept).toEqual(['2026-10 12', '2026-10 10']);
	});
	it('have no speeds of the month, and a cell that is no number costs its row', () => {
		const text = `${TITLE}\n${table(
			'Tuần 1,Tuần 2,Tuần 3,Tuần 4,Tải xuống tuần 1 trung vị (Mbps)',
			['1,2,3,4,50', '1,2,3,lỗi,50', ...Array.from({ length: 20 }, () => '')]
		)}`;
		const found = draft(text, { 'accept-partial': [] } as Answers);
		expect(notes(found)).toContain('Speeds of weeks are not used');
		expect(found.parts[0]?.rows).toMatchObject([{ code: '00004', samples: 10, download: NaN }]);
	});
});

describe('a table a week', () => {
	const week = (number: number, month = ' tháng 10/2026') =>
		`Số mẫu tuần ${number}${month}\n${table('Số mẫu', [String(number), String(10 * number)])}`;
	const sheets = (...numbers: number[]) =>
		Object.fromEntries(numbers.map((number) => [`T${number}`.replace('T', 'S'), week(number)]));
	it('is summed up where all weeks are there', () => {
		const found = inSheets(sheets(1, 2, 3, 4));
		expect([found.status, samples(found)]).toEqual(['accepted', '2026-10 110']);
		expect([found.rowsRead, found.accepted]).toEqual([8, 8]);
		expect(notes(found)).toContain('2026-10: counts are sums of week 1, 2, 3, 4');
	});
	it('is asked about where some are, and refused where one is', () => {
		const three = inSheets(sheets(1, 2, 4));
		expect([three.status, asked(three)]).toEqual(['question', 'shares']);
		expect(samples(inSheets(sheets(1, 2, 4), SUM))).toBe('2026-10 77');
		const { status, refusals } = draft(week(2));
		expect([status, refusals[0]?.found]).toEqual(['refused', 'week 2']);
	});
	it('may name the month by its days, or stand in rows', () => {
		expect(draft(week(2, ' (từ 08/10/2026 đến 14/10/2026)')).refusals[0]?.found).toBe('week 2');
		const rows = `${TITLE}\n${table(
			'Tuần,Số mẫu',
			[1, 2, 3, 4, 5].map((number) => `${number},${number}`)
		).replaceAll(/000(?:08|25|70|82),[^,]*/g, '00004,Phường Ba Đình')}`;
		expect(samples(draft(rows))).toBe('2026-10 15');
	});
	it('is not what other words with a week are', () => {
		const text = `Tuần lễ chuyển đổi số, số mẫu tháng 10/2026\n${table('Số mẫu', ['7'])}`;
		expect(samples(draft(text))).toBe('2026-10 7');
	});
});

describe('rows of days', () => {
	const days = (...of: number[]) =>
		['Mã xã,Tên xã,Mạng,Ngày,Số mẫu']
			.concat(
				of.flatMap((day) => [
					`00004,Phường Ba Đình,Di động,${String(day).padStart(2, '0')}/10/2026,${day}`
				])
			)
			.join('\n');
	it('are asked about, and summed up by the answer', () => {
		const found = draft(days(13, 14, 15));
		expect([found.status, asked(found)]).toEqual(['question', 'shares']);
		expect(found.questions[0]!.found.en).toContain('3 days (13, 14, 15) of 2026-10');
		const kept = draft(days(13, 14, 15), SUM);
		expect([kept.status, samples(kept), kept.accepted]).toEqual(['accepted', '2026-10 42', 3]);
	});
	it('of a whole month are its sum', () => {
		const all = Array.from({ length: 31 }, (_, at) => at + 1);
		expect(samples(draft(days(...all)))).toBe('2026-10 496');
	});
	it('of one day are asked about as before; where day and month may be exchanged, with both', () => {
		const found = draft(days(9));
		expect(asked(found)).toBe('month');
		expect(found.questions[0]!.choices.map(({ answer }) => answer?.value)).toEqual([
			'2026-10',
			'2026-09',
			undefined
		]);
		expect(samples(draft(days(9), { month: ['2026-09'] }))).toBe('2026-09 9');
	});
	it('that say one day twice contradict themselves', () => {
		const text = `${days(13, 14)}\n00004,Phường Ba Đình,Di động,14/10/2026,99`;
		expect(draft(text, SUM).status).not.toBe('accepted');
	});
});
