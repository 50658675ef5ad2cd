/** Titles, names of files and dates that say that a table may be of a part of its month: told or asked, never passed over. */
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { buildDraft, type Answers } from '../../src/lib/intake/index.ts';
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

describe('one of several deliveries', () => {
	it.each([
		[`${TITLE} (đợt 2)`, 'a.csv', 'đợt 2'],
		[`${TITLE} lần 2`, 'a.csv', 'lần 2'],
		[`Số mẫu đo di động đợt II tháng 10/2026`, 'a.csv', 'đợt II'],
		[`${TITLE} (bổ sung)`, 'a.csv', 'bổ sung'],
		[TITLE, 'di-dong-T10-2026-dot2.csv', 'dot2'],
		[TITLE, 'bao cao lan 2.csv', 'lan 2']
	])('is told: %s, %s', (title, file, written) => {
		const found = buildDraft([sheetOfText(`${title}\n${ROWS}`, file)], {}, context);
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 178']);
		expect(readNotesOf(found)).toContain(`says "${written}"`);
	});
	it('is asked about where the month is in already, or where it says that it is a part', () => {
		const row = { code: '00025', operator: '', samples: 7 };
		const speeds = { download: NaN, upload: NaN, latency: NaN, jitter: NaN };
		const stored = (month: string) => (month === '2026-10' ? [{ ...row, ...speeds }] : undefined);
		const text = `${TITLE} (đợt 2)\n${ROWS}`;
		const second = draftOfText(text, {}, { ...context, stored });
		expect([second.status, askedOf(second)]).toEqual(['question', 'month']);
		const [whole, part] = second.questions[0]!.choices;
		expect(whole!.answer).toEqual({ name: 'month', value: '2026-10' });
		expect(whole!.examples).toHaveLength(2);
		expect(part!.answer).toBeNull();
		const answered = draftOfText(text, { month: ['2026-10'] }, { ...context, stored });
		expect([answered.status, samplesOf(answered)]).toEqual(['accepted', '2026-10 178']);
		expect(askedOf(draft(`${TITLE} (bổ sung đợt 2)\n${ROWS}`))).toBe('month');
	});
	it('is no count of times, number of a document, continued table or section', () => {
		for (const title of [
			`${TITLE} (đo 2 lần)`,
			`${TITLE} (tiếp theo)`,
			`Phần 2. ${TITLE}`,
			`${TITLE} theo văn bản 12/2026/QĐ-UBND`
		])
			expect(readNotesOf(draft(`${title}\n${ROWS}`))).toBe('');
	});
});

describe('a table that was signed or made before its month ended', () => {
	it.each([
		'Hà Nội, ngày 02 tháng 10 năm 2026',
		'Ngày 02 tháng 10 năm 2026',
		'Cập nhật: 15/10/2026',
		'Ngày lập báo cáo: 01/10/2026',
		'(Số liệu cập nhật ngày 20/10/2026)'
	])('is asked about: %s', (line) => {
		for (const text of [`"${line}"\n${TITLE}\n${ROWS}`, `${TITLE}\n${ROWS}\n,"${line}",`]) {
			const found = draft(text);
			expect([found.status, askedOf(found)]).toEqual(['question', 'month']);
			expect(found.questions[0]!.found.en).toContain(line);
			expect(found.questions[0]!.choices[0]!.examples).toHaveLength(2);
			const answered = draft(text, { month: ['2026-10'] });
			expect([answered.status, samplesOf(answered)]).toEqual(['accepted', '2026-10 178']);
			expect(readNotesOf(answered)).toContain('before 2026-10 ended');
		}
	});
	it.each([
		'Hà Nội, ngày 02 tháng 11 năm 2026',
		'Hà Nội, ngày 31 tháng 10 năm 2026',
		'Theo văn bản số 12 ngày 05/10/2026',
		'Hà Nội, ngày … tháng … năm 2026'
	])('is not meant by %s', (line) => {
		expect(samplesOf(draft(`"${line}"\n${TITLE}\n${ROWS}`))).toBe('2026-10 178');
	});
	it('is told of the month that is not over, and of months of rows', () => {
		const now = draft(`"Hà Nội, ngày 20 tháng 11 năm 2026"\nSố mẫu di động tháng 11/2026\n${ROWS}`);
		expect(samplesOf(now)).toBe('2026-11 178');
		const rows = 'Mã xã,Tên xã,Tháng,Số mẫu\n00004,Phường Ba Đình,10/2026,86';
		const found = draft(`"Hà Nội, ngày 02 tháng 10 năm 2026"\nSố mẫu di động\n${rows}`);
		expect([found.status, readNotesOf(found)]).toEqual([
			'accepted',
			expect.stringContaining('before 2026-10 ended')
		]);
	});
});
