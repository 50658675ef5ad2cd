/** Several columns that count samples: which of them holds is proven by the rows or asked. */
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/lib/intake/index.ts';
import {
	askedOf as asked,
	draftOfText,
	realContext,
	samplesOf as samples,
	table
} from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);

describe('a count with more words than we know', () => {
	const three = (rows: readonly string[], last = 'Số mẫu hợp lệ') =>
		table(
			`Tháng,Số mẫu đo,Số mẫu lỗi,${last}`,
			rows.map((row) => `2026-09,${row}`)
		);
	it('is that of valid samples where every row shows that the others do not hold', () => {
		const { status, parts, notes } = draft(three(['120,20,100', '90,0,90', '412,12,400']));
		expect([status, parts[0]?.samples]).toEqual(['accepted', 590]);
		expect(notes.map(({ en }) => en).join()).toContain('"Số mẫu đo" less "Số mẫu lỗi"');
		expect(asked(draft(three(['120,20,100', '90,0,80'])))).toBe('map');
	});
	it.each(['lỗi', 'trùng', 'bị loại', 'không hợp lệ', 'không đạt yêu cầu'])(
		'is not taken with "Số mẫu %s" in it without a word',
		(bad) => {
			const text = table(`Tháng,Số mẫu đo,Số mẫu ${bad}`, ['2026-09,120,20', '2026-09,90,0']);
			const { status, questions } = draft(text);
			expect([status, questions.length, questions[0]?.about]).toEqual(['question', 1, 'map']);
			const totals = questions[0]!.choices.map(({ answer, examples }) => [
				samples(draft(text, { map: [answer!.value] })),
				examples.map(({ en }) => en)
			]);
			expect(totals).toEqual([
				['2026-09 210', ['Phường Ba Đình: 120', 'Phường Ngọc Hà: 90']],
				['2026-09 190', ['Phường Ba Đình: 100', 'Phường Ngọc Hà: 90']]
			]);
			expect(draft(text.replace('120,20', '120,0')).status).toBe('accepted');
		}
	);
	it.each(['đạt yêu cầu', 'hợp lệ', 'đạt'])('beside "Số mẫu %s" is asked about', (selection) => {
		const text = table(`Tháng,Số mẫu đo,Số mẫu ${selection}`, ['2026-09,120,80']);
		const { status, questions } = draft(text);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['map']]);
		expect(
			questions[0]!.choices
				.filter(({ answer }) => answer?.name === 'map')
				.map(({ answer }) => samples(draft(text, { map: [answer!.value] })))
		).toEqual(['2026-09 120', '2026-09 80']);
	});
	it('below networks is asked about once, and the answer holds for each', () => {
		const text = [
			'Mã xã,Tháng,Di động,Di động,Cố định,Cố định',
			',,Số mẫu đo,Số mẫu hợp lệ,Số mẫu đo,Số mẫu hợp lệ',
			'00004,2026-09,120,80,60,50',
			'00008,2026-09,100,90,40,40'
		].join('\n');
		const { status, questions } = draft(text);
		expect([status, questions.length]).toEqual(['question', 1]);
		const totals = questions[0]!.choices
			.filter(({ answer }) => answer?.name === 'map')
			.map(({ answer }) => draft(text, { map: [answer!.value] }).parts.map((of) => of.samples));
		expect(totals).toEqual([
			[100, 220],
			[90, 170]
		]);
	});
	it('of all operators is asked about, too', () => {
		const text = table('Tháng,Viettel,VNPT,Tổng số mẫu,Số mẫu hợp lệ', [
			'2026-09,60,60,120,80',
			'2026-09,50,40,90,90'
		]);
		expect(asked(draft(text))).toBe('map');
		expect(samples(draft(text, { map: ['samples=Số mẫu hợp lệ'] }))).not.toBe('2026-09 210');
	});
	it('less what does not hold is held against its total', () => {
		const text = table(
			'Tháng,Số mẫu đo,Số mẫu lỗi',
			['2026-09,120,20', '2026-09,90,0'],
			['Tổng cộng,,,,210,20']
		);
		const { status, checks } = draft(text, { map: ['excluded=Số mẫu lỗi'] });
		expect([status, checks.map(({ isRight }) => isRight)]).toEqual(['accepted', [true]]);
	});
	it.each(['ĐVT: nghìn mẫu', '(ĐVT: 1.000 mẫu)', 'Đơn vị tính: 1000 mẫu', 'Số mẫu (nghìn mẫu)'])(
		'in thousands, as a title says it ("%s"), is none',
		(title) => {
			const { status, refusals } = draft(`${title}\n${table('Tháng,Số mẫu', ['2026-09,12'])}`);
			expect([status, refusals[0]?.found]).toEqual(['refused', title]);
		}
	);
	it.each(['Đơn vị tính: nghìn mẫu', '(Đơn vị: 1.000 mẫu)'])(
		'in thousands is none wherever "%s" stands',
		(text) => {
			const rows = table('Tháng,Số mẫu', ['2026-09,12']);
			for (const of of [`${text}\n${rows}`, `${rows}\n${text}`])
				expect([draft(of).status, draft(of).refusals[0]?.found]).toEqual(['refused', text]);
			expect(draft(`${rows}\nGhi chú: cả tỉnh đo 12 nghìn mẫu`).status).toBe('accepted');
		}
	);
	it('is not told by a number in a title', () => {
		const text = `Kết quả 1.000 xã đã đo mẫu\n${table('Tháng,Số mẫu', ['2026-09,12'])}`;
		expect(samples(draft(text))).toBe('2026-09 12');
	});
	it('may have English names, below codes of an area', () => {
		const { status, parts } = draft(
			'month,area_code,access,tests,valid_tests,failed_tests\n2026-09,00004,mobile,120,100,20'
		);
		expect([status, parts[0]?.samples]).toEqual(['accepted', 100]);
	});
	it('is no share of it', () => {
		const text = table('Tháng,Viettel (%),VNPT (%),Số mẫu', ['2026-09,60,40,120']);
		const { parts } = draft(text);
		expect(parts[0]?.rows.map(({ operator, samples: count }) => [operator, count])).toEqual([
			['', 120]
		]);
	});
	it('of several months is called what it is', () => {
		const text = table('Tháng,Số mẫu cộng dồn từ đầu năm', ['2026-09,3000']);
		expect([draft(text).status, draft(text).refusals[0]?.expected]).toEqual([
			'refused',
			expect.stringContaining('a running total')
		]);
	});
	it('of a day, as a number below "Ngày", is no month', () => {
		const text = `Số mẫu tháng 9/2026\n${table('Ngày,Số mẫu', ['9,10', '9,12'])}`;
		expect([draft(text).status, draft(text).parts]).toEqual(['refused', []]);
	});
	it('beside another is asked about, and alone it is no count for sure', () => {
		const two = table('Tháng,Số mẫu đo,Số mẫu sau làm sạch', ['2026-09,120,80']);
		expect([draft(two).status, asked(draft(two))]).toEqual(['question', 'map']);
		const { status, parts } = draft(two, { map: ['samples=Số mẫu sau làm sạch'] });
		expect([status, parts[0]?.samples]).toEqual(['accepted', 80]);
		const alone = table('Tháng,Số mẫu (nghìn)', ['2026-09,19']);
		expect(draft(`Kết quả đo mẫu i-Speed tháng 9/2026\n${alone}`).status).toBe('refused');
	});
});

describe('a total beside its technologies', () => {
	const three = (...rows: string[]) =>
		table(
			'Tháng,4G,3G,Số mẫu',
			rows.map((row) => `2026-09,${row}`)
		);
	it('that they do not make is asked about with the rows, and each answer holds', () => {
		const text = three('392,20,999', '298,20,318');
		const { status, questions } = draft(text);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['total']]);
		expect(questions[0]!.found.en).toContain('in 1 rows: row 2: 412 ≠ 999');
		const totals = questions[0]!.choices.flatMap(({ answer }) =>
			answer ? [samples(draft(text, { [answer.name]: [answer.value] }))] : []
		);
		expect(totals).toEqual(['2026-09 1317', '2026-09 730']);
		expect(draft(three('392,20,412', '298,20,318')).status).toBe('accepted');
	});
	it('can not be below them', () => {
		const { questions } = draft(three('392,20,400'));
		expect(questions[0]!.choices.map(({ answer }) => answer?.value)).toEqual([
			'other=Số mẫu',
			undefined
		]);
	});
	it('is another than that of all rows: no answer is both', () => {
		const text = `${three('392,20,412')}\nTổng cộng,,,,,,413`;
		expect(asked(draft(text, { total: ['column'] }))).toBe('total');
		expect(draft(text, { total: ['rows'] }).status).toBe('accepted');
	});
});
