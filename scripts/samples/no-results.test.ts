/** Titles, headers and columns that say that counts are no results of a month, or no results at all. */
import { describe, expect, it } from 'vitest';
import { draftOfText, realContext, samplesOf, table } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string) => draftOfText(text, { month: ['2026-09'] }, context);
const counts = (title: string) => `"${title}"\n${table('Số mẫu', ['412', '388', '295'])}`;

describe('a title', () => {
	it.each([
		'KẾ HOẠCH ĐO TỐC ĐỘ INTERNET DI ĐỘNG THÁNG 9/2026 - HÀ NỘI',
		'PHÂN BỔ CHỈ TIÊU SỐ MẪU CHO CÁC XÃ, PHƯỜNG',
		'HÀ NỘI - DỰ KIẾN SỐ MẪU ĐO INTERNET DI ĐỘNG THÁNG 9/2026',
		'INTERNET DI ĐỘNG THÁNG 9/2026 (ĐỢT 2: từ ngày 16 đến ngày 30)',
		'Tháng 9/2026 (đợt 1: khung giờ cao điểm 19h-22h)'
	])('of what is no result of a month refuses the table: %s', (title) => {
		const { status, refusals } = draft(counts(title));
		expect([status, refusals[0]?.found]).toEqual(['refused', title]);
	});
	it.each([
		'KẾT QUẢ ĐO TỐC ĐỘ INTERNET DI ĐỘNG THÁNG 9/2026 SO VỚI KẾ HOẠCH',
		'Số mẫu thực hiện Kế hoạch số 12/KH-UBND, tháng 9/2026',
		'Căn cứ Kế hoạch đo kiểm năm 2026',
		'Tháng 9/2026 (từ ngày 01 đến ngày 30)'
	])('that only names a plan or the whole month does not: %s', (title) => {
		expect(samplesOf(draft(counts(title)))).toBe('2026-09 1095');
	});
	it('of running totals refuses columns of months, unless a column says so itself', () => {
		const rows = ['412,824,1236', '388,776,1164'];
		const title = 'INTERNET DI ĐỘNG, LŨY KẾ ĐẾN CUỐI THÁNG, NĂM 2026';
		const own = (text: string) => draftOfText(text, { year: ['2026'] }, context);
		const [first] = own(`"${title}"\n${table('T7,T8,T9', rows)}`).refusals;
		expect(first?.found).toBe(title);
		const { parts } = own(`"${title}"\n${table('T7,T8,Lũy kế', rows)}`);
		expect(parts.map(({ month, samples }) => `${month} ${samples}`)).toEqual([
			'2026-07 800',
			'2026-08 1600'
		]);
	});
});

it('an average of six months is no month’s count', () => {
	expect(draft(table('Số mẫu trung bình 6 tháng', ['412', '388'])).status).not.toBe('accepted');
});

it('a note of what the counts lack is told', () => {
	const { notes } = draft(`${counts('Tháng 9/2026')}\nGhi chú: Số liệu chưa bao gồm mạng MobiFone`);
	expect(notes.map(({ en }) => en).join('\n')).toContain('the figures lack this');
});

it.each([
	['valid', 'true', 'false'],
	['Hợp lệ', 'Có', 'Không'],
	['success', '1', '0']
])('rows that a column "%s" calls invalid are not taken', (header, yes, no) => {
	const rows = table(`Số mẫu,${header}`, [`412,${yes}`, `388,${no}`, `295,${yes}`]);
	const { accepted, outcomes } = draft(rows);
	expect(accepted).toBe(2);
	expect(outcomes.find(({ kind }) => kind === 'rejected')).toMatchObject({
		reason: 'marked invalid'
	});
});
