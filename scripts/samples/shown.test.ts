/** Rows and columns that a workbook hides, and sheets that say the same units twice: told or asked, never taken unseen. */
import { describe, expect, it } from 'vitest';
import { buildDraft, sheetsOfBytes, type Answers, type Draft } from '../../src/lib/intake/index.ts';
import { askedOf as asked, realContext, samplesOf as samples } from '../testing/short-tables.ts';
import { workbook, type WorkbookCell } from '../testing/workbook.ts';

const context = await realContext();
const draft = (bytes: Uint8Array, answers: Answers = {}) =>
	buildDraft(sheetsOfBytes(bytes, 'tệp.xlsx'), answers, context);
const notes = (of: Draft) => of.notes.map(({ en }) => en).join('\n');
const answersOf = ({ questions }: Draft) =>
	questions.flatMap(({ choices }) => choices.flatMap(({ answer }) => answer ?? []));

const TITLE = 'Số mẫu di động tháng 10/2026';
const ROWS: WorkbookCell[][] = [
	[TITLE],
	['Mã xã', 'Tên xã', 'Số mẫu'],
	['00004', 'Phường Ba Đình', 40],
	['00008', 'Phường Ngọc Hà', 30],
	['00025', 'Phường Giảng Võ', 20]
];
const total = (count: number) => [...ROWS, [null, 'Tổng cộng', count]];

describe('hidden rows', () => {
	it('are counted and told by number and name', () => {
		const found = draft(workbook({ T10: ROWS }, [], { rows: [4] }));
		expect(samples(found)).toBe('2026-10 90');
		expect(notes(found)).toContain('1 hidden rows of "T10" count as well: rows 4 Phường Ngọc Hà');
		expect(notes(draft(workbook({ T10: ROWS })))).not.toContain('hidden');
	});
	it('are asked about where the total leaves them out, and each answer holds', () => {
		const bytes = workbook({ T10: total(60) }, [], { rows: [4] });
		const found = draft(bytes);
		expect([found.status, asked(found)]).toEqual(['question', 'hidden']);
		expect(found.questions[0]!.found.en).toContain('says 60, with hidden rows it is 90');
		expect(
			answersOf(found).map(({ name, value }) => samples(draft(bytes, { [name]: [value] })))
		).toEqual(['2026-10 90', '2026-10 60']);
		for (const { name, value } of answersOf(found))
			expect(draft(bytes, { [name]: [value] }).status).toBe('accepted');
	});
	it('are proven by a total of all rows, and one of neither is asked about itself', () => {
		const of = (count: number) => draft(workbook({ T10: total(count) }, [], { rows: [4] }));
		expect([of(90).status, asked(of(70))]).toEqual(['accepted', 'total']);
	});
});

describe('hidden columns', () => {
	const two = (first: string) => [
		[TITLE],
		['Mã xã', 'Tên xã', first, 'Số mẫu'],
		['00004', 'Phường Ba Đình', 35, 40],
		['00008', 'Phường Ngọc Hà', 25, 30]
	];
	it('of the header of another are called by their letters, and each answer holds', () => {
		const bytes = workbook({ T10: two('Số mẫu') }, [], { columns: [3] });
		const found = draft(bytes);
		const [question] = found.questions;
		expect([found.status, asked(found)]).toEqual(['question', 'map']);
		expect(question!.choices[0]!.text.en).toBe('Hidden column C "Số mẫu" is the count of samples');
		const kept = answersOf(found)
			.filter(({ name }) => name === 'map')
			.map(({ value }) => draft(bytes, { map: [value] }));
		expect(kept.map(samples)).toEqual(['2026-10 60', '2026-10 70']);
		expect(kept.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
		expect(notes(kept[0]!)).toContain('Hidden column C "Số mẫu" is used');
	});
	it('are no other column of these letters', () => {
		const bytes = workbook({ T10: two('Chỉ tiêu') });
		expect(samples(draft(bytes, { map: ['samples=[C]'] }))).toBe('2026-10 70');
	});
});

describe('sheets of the same units and month', () => {
	const other = ROWS.map((row) => row.map((cell) => (typeof cell === 'number' ? cell + 7 : cell)));
	it.each([
		['Dự thảo', 'Chính thức'],
		['Sheet1', 'Sheet1 (2)']
	])('"%s" and "%s" are asked about, and each answer holds', (first, second) => {
		const bytes = workbook({ [first]: ROWS, [second]: other });
		const found = draft(bytes);
		expect([found.status, asked(found)]).toEqual(['question', 'skip']);
		const kept = answersOf(found).map(({ value }) => draft(bytes, { skip: [value] }));
		expect(kept.map(samples)).toEqual(['2026-10 111', '2026-10 90']);
		expect(kept.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
	});
	it('of two files with sheets of one name are told apart', () => {
		const sheets = ['a.xlsx', 'b.xlsx'].flatMap((file, at) =>
			sheetsOfBytes(workbook({ Sheet1: at === 0 ? ROWS : other }), file)
		);
		const [answer] = answersOf(buildDraft(sheets, {}, context));
		expect(answer).toEqual({ name: 'skip', value: 'a.xlsx (Sheet1)' });
		expect(samples(buildDraft(sheets, { skip: [answer!.value] }, context))).toBe('2026-10 111');
	});
	it('that agree count once, and one unit that differs is a wrong row', () => {
		expect(samples(draft(workbook({ A: ROWS, B: ROWS })))).toBe('2026-10 90');
		const many = Array.from({ length: 11 }, (_, at): WorkbookCell[] => [
			[
				'00004',
				'00008',
				'00025',
				'00070',
				'00082',
				'00091',
				'00097',
				'00103',
				'00118',
				'00145',
				'00160'
			][at]!,
			null,
			10
		]);
		const head = ROWS.slice(0, 2);
		const wrong = many.map((row, at) => (at === 0 ? [row[0]!, null, 11] : row));
		expect(asked(draft(workbook({ A: [...head, ...many], B: [...head, ...wrong] })))).not.toContain(
			'skip'
		);
	});
});

describe('a sheet an operator', () => {
	const more = (by: number) =>
		ROWS.map((row) => row.map((cell) => (typeof cell === 'number' ? cell + by : cell)));
	it('is that operator’s, and their sum is told', () => {
		const found = draft(workbook({ Viettel: ROWS, VNPT: more(1), MobiFone: more(2) }));
		expect([found.status, samples(found)]).toEqual(['accepted', '2026-10 279']);
		expect(notes(found)).toContain('sums of the operators MobiFone, VNPT, Viettel');
		const rows = found.parts[0]!.rows.filter(({ code }) => code === '00004');
		expect(rows.map(({ operator, samples: of }) => `${operator} ${of}`).sort()).toEqual([
			' 123',
			'MobiFone 42',
			'VNPT 41',
			'Viettel 40'
		]);
	});
	it('beside one of all is part of it; alone it is asked about', () => {
		const found = draft(workbook({ Viettel: ROWS, VNPT: more(1), 'Tổng hợp': more(60) }));
		expect(samples(found)).toBe('2026-10 270');
		expect(asked(draft(workbook({ Viettel: ROWS })))).toBe('title-wrong');
	});
});
