/** Titles and headers of some of the measurements, of averages, running totals and illustrations: told, asked or refused. */
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/lib/intake/index.ts';
import {
	askedOf,
	draftOfText,
	readNotesOf,
	realContext,
	samplesOf
} from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const ROWS = 'Mã xã,Tên xã,Số mẫu\n00004,Phường Ba Đình,86\n00008,Phường Ngọc Hà,92';
const TITLE = 'Số mẫu đo di động tháng 10/2026';

describe('a title of some measurements', () => {
	it.each([
		['ngoài trời', 'Số mẫu đo di động ngoài trời tháng 10/2026'],
		['tại các trường học', 'Số mẫu đo di động tại các trường học tháng 10/2026'],
		['dọc tuyến', `${TITLE} dọc tuyến quốc lộ 1`],
		['Android', 'Số mẫu đo di động trên điện thoại Android tháng 10/2026'],
		['qua web', `${TITLE} đo qua web`],
		['chuyển vùng', 'Số mẫu đo di động chuyển vùng quốc tế tháng 10/2026'],
		['trên 40 Mbps', 'Số mẫu đo di động có tốc độ trên 40 Mbps tháng 10/2026']
	])('is told: %s', (words, title) => {
		const found = draft(`${title}\n${ROWS}`);
		expect(samplesOf(found)).toBe('2026-10 178');
		expect(readNotesOf(found)).toContain(`speaks of measurements "${words}" alone`);
	});
	it.each([
		TITLE,
		`${TITLE} (Android và iOS)`,
		`${TITLE} và tỷ lệ mẫu trên 40 Mbps`,
		`Trường Đại học Giao thông: ${TITLE}`,
		`${TITLE} đạt trên 300 mẫu`
	])('is none: %s', (title) => {
		expect(readNotesOf(draft(`${title}\n${ROWS}`))).toBe('');
	});
});

describe('a header of samples above a speed', () => {
	const table = (headers: string, cells: string) =>
		`${TITLE}\nMã xã,Tên xã,${headers}\n00004,Phường Ba Đình,${cells}`;
	it.each(['Số mẫu trên 40 Mbps', 'Số mẫu đo ≥ 40 Mbps'])('%s is no count', (header) => {
		const alone = draft(table(header, '86'));
		expect([alone.status, readNotesOf(alone)]).toEqual([
			'refused',
			expect.stringContaining('does not count measurements')
		]);
		const both = draft(table(`Số mẫu,${header}`, '86,40'));
		expect([askedOf(both), samplesOf(both)]).toEqual(['', '2026-10 86']);
	});
});

describe('an average of days', () => {
	it.each(['Số mẫu đo di động trung bình ngày tháng 10/2026', `${TITLE} (mẫu/ngày)`])(
		'in a title refuses the table: %s',
		(title) => {
			const { status, refusals } = draft(`${title}\n${ROWS}`);
			expect([status, refusals[0]?.found]).toEqual(['refused', title]);
		}
	);
	it('in the header of the count does, too; of speeds it does not', () => {
		const daily = `${TITLE}\n${ROWS.replace('Số mẫu', 'Số mẫu/ngày')}`;
		expect(draft(daily, { map: ['samples=Số mẫu/ngày'] }).status).toBe('refused');
		expect(samplesOf(draft(`${TITLE} và tốc độ trung bình ngày\n${ROWS}`))).toBe('2026-10 178');
	});
});

describe('a title of all up to a month', () => {
	it.each([
		'Số mẫu đo di động đến tháng 10/2026',
		'Số mẫu đo di động tính đến hết tháng 10 năm 2026'
	])('is asked about: %s', (title) => {
		const text = `${title}\n${ROWS}`;
		const found = draft(text);
		expect([found.status, askedOf(found)]).toEqual(['question', 'month']);
		expect(found.questions[0]!.found.en).toContain('running totals up to it?');
		const [own, totals] = found.questions[0]!.choices;
		expect([own!.answer?.value, totals!.answer]).toEqual(['2026-10', null]);
		expect(samplesOf(draft(text, { month: ['2026-10'] }))).toBe('2026-10 178');
	});
	it('is none where another month is the limit', () => {
		const text = `${TITLE} (nhận số đến tháng 11/2026)\n${ROWS}`;
		expect(
			draft(text)
				.questions.map(({ found }) => found.en)
				.join()
		).not.toContain('running');
	});
});

it('figures of illustration are told', () => {
	const found = draft(`${TITLE} (dữ liệu minh họa)\n${ROWS}`);
	expect(readNotesOf(found)).toContain('is called a trial or simulated');
});

describe('the month of a letter', () => {
	it('whose day is left open is not that of its figures', () => {
		const line = '"Hà Nội, ngày … tháng 11 năm 2026"';
		const found = draft(`${line}\nSố mẫu đo di động\n${ROWS}`);
		expect([found.status, askedOf(found)]).toEqual(['question', 'month']);
		expect(found.questions[0]!.choices[0]!.answer!.value).toBe('2026-10');
		expect(samplesOf(draft(`${line}\n${TITLE}\n${ROWS}`))).toBe('2026-10 178');
	});
	it('may stand in one line with that of its figures', () => {
		const line = '"Hà Nội, ngày 05/11/2026 - Số mẫu đo di động tháng 10/2026"';
		expect(samplesOf(draft(`${line}\n${ROWS}`))).toBe('2026-10 178');
	});
});
