/** Counts of units taken apart by place, hour, server or device: a total beside them, or a sum that is asked for. */
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext, samplesOf, table } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) =>
	draftOfText(`Số mẫu tháng 10/2026\n${text}`, answers, context);
const SUM = { shares: ['sum'] };

describe('columns of parts', () => {
	it.each([
		['Trong nhà', 'Ngoài trời'],
		['Số mẫu trong nhà', 'Số mẫu ngoài trời'],
		['Số mẫu đo giờ cao điểm', 'Số mẫu đo giờ thấp điểm'],
		['Android', 'iOS']
	])('"%s" and "%s" are asked about, and summed up where that is answered', (...headers) => {
		const text = table(headers.join(), ['10,20', '1,2']);
		const found = draft(text);
		expect([found.status, askedOf(found)]).toEqual(['question', 'shares']);
		expect(found.questions[0]!.choices[0]!.examples.map(({ en }) => en)).toEqual([
			'row 3: 30',
			'row 4: 3'
		]);
		expect(samplesOf(draft(text, SUM))).toBe('2026-10 33');
	});
	it('are proven parts of a total, or asked about', () => {
		const text = (sum: number) =>
			table('Số mẫu trong nhà,Số mẫu ngoài trời,Tổng số mẫu', [`10,20,${sum}`, '1,2,3']);
		expect(samplesOf(draft(text(30)))).toBe('2026-10 33');
		const found = draft(text(31));
		expect([found.status, askedOf(found)]).toEqual(['question', 'shares']);
		const kept = found.questions[0]!.choices.map(({ answer }) =>
			samplesOf(draft(text(31), { [answer!.name]: [answer!.value] }))
		);
		expect(kept).toEqual(['2026-10 34', '2026-10 33']);
	});
	it('in blocks have no speeds of the whole', () => {
		const text = [
			'Mã xã,Tên xã,Mạng,Trong nhà,,Ngoài trời,',
			',,,Số mẫu,Tải xuống trung vị (Mbps),Số mẫu,Tải xuống trung vị (Mbps)',
			'00004,Phường Ba Đình,Di động,10,100,20,110'
		].join('\n');
		const found = draft(text, SUM);
		expect(found.parts[0]?.rows).toMatchObject([{ samples: 30, download: NaN }]);
		expect(found.notes.map(({ en }) => en).join()).toContain('Speeds of parts are not used');
	});
});

describe('rows of parts', () => {
	it.each([
		['Môi trường', 'Trong nhà', 'Ngoài trời'],
		['Giờ', '0', '1'],
		['Giờ', '08:00', '09:00'],
		['Khung giờ', '00-06', '06-12'],
		['Máy chủ', 'VNPT Hà Nội', 'FPT HCM'],
		['Thiết bị', 'iPhone', 'Samsung']
	])('by "%s" (%s, %s) are asked about, and summed up where that is answered', (by, a, b) => {
		const text = [
			`Mã xã,Tên xã,Mạng,${by},Số mẫu`,
			`00004,Phường Ba Đình,Di động,${a},10`,
			`00004,Phường Ba Đình,Di động,${b},20`,
			`00008,Phường Ngọc Hà,Di động,${a},1`,
			`00008,Phường Ngọc Hà,Di động,${b},2`
		].join('\n');
		const found = draft(text);
		expect([found.status, askedOf(found)]).toEqual(['question', 'shares']);
		expect(found.questions[0]!.found.en).toContain(`"${by}"`);
		expect(samplesOf(draft(text, SUM))).toBe('2026-10 33');
	});
	it.each([
		['Ghi chú', 'bản gốc', 'bản sửa'],
		['Dân số', '1000', '2000'],
		['Người lập', 'An', 'Bình']
	])('that differ by "%s" contradict each other', (by, a, b) => {
		const text = [
			`Mã xã,Tên xã,Mạng,${by},Số mẫu`,
			`00004,Phường Ba Đình,Di động,${a},10`,
			`00004,Phường Ba Đình,Di động,${b},20`
		].join('\n');
		expect(draft(text)).toMatchObject({ status: 'refused', parts: [] });
	});
});

describe('tables of parts', () => {
	it('beside each other are asked about, and summed up where that is answered', () => {
		const text = [
			'Trong nhà,,,,Ngoài trời,,',
			'Mã xã,Mạng,Số mẫu,,Mã xã,Mạng,Số mẫu',
			'00004,Di động,10,,00004,Di động,20',
			'00008,Di động,1,,00008,Di động,2'
		].join('\n');
		const found = draft(text);
		expect([found.status, askedOf(found)]).toEqual(['question', 'shares']);
		expect(samplesOf(draft(text, SUM))).toBe('2026-10 33');
	});
	it('of other units each are no parts', () => {
		const text = [
			'Khu vực nội thành',
			table('Số mẫu', ['10', '20']),
			'',
			'Khu vực ngoại thành',
			'Mã xã,Tên xã,Mạng,Số mẫu',
			'00025,Phường Giảng Võ,Di động,30'
		].join('\n');
		const found = draft(text);
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-10 60']);
	});
});
