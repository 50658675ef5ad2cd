/** Names that the list before and the month's own have both: the units have other borders, so marks of the list before ask. */
import { describe, expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext, samplesOf } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const TITLE = 'Số mẫu đo di động tháng 10/2026';
const estimated = ({ parts }: Draft) => parts.map(({ estimatedFrom }) => estimatedFrom);

const MARKED: [mark: string, text: string][] = [
	[
		'Quận Ba Đình, Quận Hoàn Kiếm',
		`${TITLE}\nTỉnh/TP,Quận/Huyện,Xã/Phường,Số mẫu\nHà Nội,Quận Ba Đình,Phường Ngọc Hà,86\nHà Nội,Quận Ba Đình,Phường Giảng Võ,22\nHà Nội,Quận Hoàn Kiếm,Phường Cửa Nam,70`
	],
	[
		'Quan Ba Dinh, Quan Hoan Kiem',
		`${TITLE}\nTinh,Quan huyen,Phuong,So mau\nHa Noi,Quan Ba Dinh,Phuong Ngoc Ha,108\nHa Noi,Quan Hoan Kiem,Phuong Cua Nam,70`
	],
	['001, 002', `${TITLE}\nMã tỉnh,Mã huyện,Mã xã,Số mẫu\n01,001,00008,108\n01,002,00070,70`],
	[
		'tỉnh Bình Dương',
		`${TITLE} tỉnh Bình Dương\nXã/Phường,Số mẫu\nPhường Tân Đông Hiệp,108\nPhường Thới Hòa,70`
	],
	['Hà Giang', `${TITLE} tỉnh Hà Giang\nXã,Số mẫu\nXã Lũng Cú,108\nXã Bạch Đích,70`]
];

describe('a table whose names both lists have', () => {
	it.each(MARKED)('is asked about where it has %s', (mark, text) => {
		const { status, questions } = draft(text);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['list']]);
		expect(questions[0]!.found.en).toContain(mark);
		const [former, own] = questions[0]!.choices;
		expect([former!.answer!.value, own!.answer!.value]).toEqual(['2022-10', '2025-07']);
		expect(former!.examples[0]).not.toEqual(own!.examples[0]);
		const today = draft(text, { list: ['2025-07'] });
		expect([today.status, samplesOf(today), estimated(today)]).toEqual([
			'accepted',
			'2026-10 178',
			[null]
		]);
		const carried = draft(text, { list: ['2022-10'] });
		expect(carried.status).toBe('accepted');
		expect(new Set(estimated(carried))).toEqual(new Set(['2022-10']));
	});
	it('is of the month’s own list where it has units of that alone', () => {
		const text = `${TITLE}\nTỉnh/TP,Quận/Huyện,Xã/Phường,Số mẫu\nHà Nội,Quận Ba Đình,Phường Ngọc Hà,86\nHà Nội,Quận Ba Đình,Phường Ba Đình,92`;
		expect([askedOf(draft(text)), samplesOf(draft(text))]).toEqual(['', '2026-10 178']);
	});
	it('is asked nothing without such marks', () => {
		const text = `${TITLE}\nTỉnh/TP,Quận/Huyện,Xã/Phường,Số mẫu\nHà Nội,,Phường Ngọc Hà,86\nHà Nội,,Phường Cửa Nam,92`;
		expect([askedOf(draft(text)), samplesOf(draft(text))]).toEqual(['', '2026-10 178']);
	});
});
