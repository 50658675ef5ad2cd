/** Codes of another list beside names that go on, and counts carried over of which former units are missing. */
import { expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const total = ({ parts }: Draft) => parts.reduce((sum, { samples }) => sum + samples, 0);
const table = (month: string, ...rows: string[]) =>
	`Số mẫu đo di động tháng ${month}\nMã tỉnh,Tỉnh,Số mẫu\n${rows.join('\n')}`;

it('asks for the list where codes of provinces are those of the list before, though all names go on', () => {
	const text = table('9/2026', '45,Quảng Trị,4200', '27,Bắc Ninh,3900', '01,Hà Nội,25000');
	expect(askedOf(draft(text))).toBe('list');
	const carried = draft(text, { list: ['2022-10'] });
	expect(total(carried)).toBe(33_100);
	expect(total(draft(text, { list: ['2025-07'] }))).toBe(25_000);
});

it('takes codes of a later list for no names of the month’s own', () => {
	const text = table('6/2025', '44,Quảng Trị,4200', '24,Bắc Ninh,3900', '01,Hà Nội,25000');
	expect(draft(text).status).toBe('question');
});

it('takes provinces whose codes and names agree, with zeros or without', () => {
	const text = table('9/2026', '44,Quảng Trị,4200', '1,Hà Nội,25000', '24,TP Bắc Ninh,3900');
	expect([askedOf(draft(text)), total(draft(text))]).toEqual(['', 33_100]);
});

it('tells which former units a carried count lacks, of provinces and of communes', () => {
	const told = (text: string) =>
		draft(text, { list: ['2022-10'] })
			.notes.map(({ vi }) => vi)
			.filter((note) => note.includes('một phần các đơn vị cũ'));
	const part = told(table('9/2026', '17,Hoà Bình,3010'));
	expect(part).toHaveLength(1);
	expect(part[0]).toContain('25 Tỉnh Phú Thọ (thiếu Tỉnh Phú Thọ, Tỉnh Vĩnh Phúc)');
	const whole = table('9/2026', '17,Hoà Bình,3010', '25,Phú Thọ,10', '26,Vĩnh Phúc,20');
	expect(told(whole)).toEqual([]);
	const wards = `Số mẫu đo di động tháng 9/2026\nMã xã,Số mẫu\n00001,108\n00004,70`;
	expect(told(wards)[0]).toContain('Phường Hồng Hà');
});
