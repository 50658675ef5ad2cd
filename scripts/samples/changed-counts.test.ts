/** What changes a count: a column of corrections beside it, or a factor; neither is passed over. */
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext, samplesOf } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const TITLE = 'Số mẫu đo di động tháng 10/2026';
const rows = (header: string, a: string, b: string) =>
	`${TITLE}\nMã xã,Tên xã,Số mẫu,${header}\n00004,Phường Ba Đình,86,${a}\n00008,Phường Ngọc Hà,92,${b}`;

describe('a column of corrections', () => {
	it.each(['Điều chỉnh', 'Số liệu điều chỉnh', 'Đã hiệu chỉnh', 'Số liệu bổ sung', 'Số chốt'])(
		'"%s" beside the count is asked about',
		(header) => {
			const text = rows(header, '80', '70');
			const found = draft(text);
			expect([found.status, askedOf(found)]).toEqual(['question', 'map']);
			expect(samplesOf(draft(text, { map: ['samples=Số mẫu'] }))).toBe('2026-10 178');
			expect(samplesOf(draft(text, { map: [`samples=${header}`] }))).toBe('2026-10 150');
		}
	);
	it('of changes up and down is asked about, and what is taken off can be', () => {
		expect(askedOf(draft(rows('Điều chỉnh', '-6', '+4')))).toBe('map');
		const text = rows('Giảm trừ', '6', '2');
		expect(askedOf(draft(text))).toBe('map');
		expect(samplesOf(draft(text, { map: ['excluded=Giảm trừ'] }))).toBe('2026-10 170');
	});
	it('that is empty, or words, is none', () => {
		for (const [a, b] of [
			['', ''],
			['không', 'đã xem']
		])
			expect(samplesOf(draft(rows('Điều chỉnh', a!, b!)))).toBe('2026-10 178');
	});
});

describe('a factor of counts', () => {
	const plain = 'Mã xã,Tên xã,Số mẫu\n00004,Phường Ba Đình,86\n00008,Phường Ngọc Hà,92';
	it.each([
		'Hệ số: 1000',
		'Ghi chú: số liệu nhân với 1.000',
		'Số mẫu (×1000)',
		'Đơn vị tính: chục mẫu',
		'Số mẫu (10^3)'
	])('"%s" in a title, a note or a header refuses the table with its words', (words) => {
		for (const text of [
			`${TITLE}\n${words}\n${plain}`,
			`${TITLE}\n${plain}\n${words}`,
			...(words.startsWith('Số mẫu') ? [`${TITLE}\n${plain.replace('Số mẫu', words)}`] : [])
		]) {
			const { status, refusals } = draft(text);
			expect([status, refusals[0]?.found]).toEqual(['refused', words]);
		}
	});
	it('is not meant by shares, thresholds and sums', () => {
		for (const words of [
			'Tỷ lệ = số mẫu / 300 x 100%',
			'Ngưỡng 300 mẫu; cả nước 1.000 xã',
			'Tỷ lệ tính bằng số mẫu chia 300 nhân với 100'
		])
			expect(samplesOf(draft(`${TITLE}\n${plain}\n${words}`))).toBe('2026-10 178');
	});
});
