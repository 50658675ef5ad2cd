/** Rows among those of units that are none: totals of regions, and parts of the unit above. */
import { describe, expect, it } from 'vitest';
import type { Answers, Draft } from '../../src/lib/intake/index.ts';
import { askedOf, draftOfText, realContext } from '../testing/short-tables.ts';

const context = await realContext();
const TITLE = 'Số mẫu di động tháng 10/2026';
const draft = (rows: readonly string[], title = TITLE, answers: Answers = {}) =>
	draftOfText([title, 'STT,Tên xã,Tỉnh,Số mẫu', ...rows].join('\n'), answers, context);
/** "mobile 00004=10 00004@Viettel=4" */
const figures = ({ parts }: Draft) =>
	parts
		.map(({ network, rows }) =>
			[
				network,
				...rows.map(
					({ code, operator, samples }) => `${code}${operator ? `@${operator}` : ''}=${samples}`
				)
			].join(' ')
		)
		.join('; ');

describe('sums of regions', () => {
	it.each([
		['Cộng khu vực I', 'Cộng khu vực II', 'Tổng cộng'],
		['Cộng cụm 1', 'Tổng cụm 2', 'Cộng'],
		['Cộng vùng ven', 'Cộng miền núi', 'Tổng số mẫu'],
		['Cộng trang 1', 'Cộng trang 2', 'Tổng (I+II)']
	])('"%s", "%s" and "%s" are totals that are held against the rows', (first, second, all) => {
		const rows = (sum: number) => [
			'1,Phường Ba Đình,Hà Nội,10',
			'2,Phường Ngọc Hà,Hà Nội,20',
			`,${first},,${sum}`,
			'3,Phường Giảng Võ,Hà Nội,30',
			`,${second},,30`,
			`,${all},,60`
		];
		const right = draft(rows(30));
		expect([right.status, figures(right)]).toEqual([
			'accepted',
			'mobile 00004=10 00008=20 00025=30'
		]);
		const wrong = draft(rows(35));
		expect([wrong.status, askedOf(wrong)]).toEqual(['question', 'total']);
		expect(draft(rows(35), TITLE, { total: ['rows'] }).status).toBe('accepted');
	});
	it('above their units are totals where they are their sum, and no units else', () => {
		const rows = (sum: number) => [
			`I,Khu vực I,,${sum}`,
			'1,Phường Ba Đình,Hà Nội,10',
			'2,Phường Ngọc Hà,Hà Nội,20',
			'II,Khu vực II,,30',
			'3,Phường Giảng Võ,Hà Nội,30'
		];
		const right = draft(rows(30));
		expect([right.status, figures(right)]).toEqual([
			'accepted',
			'mobile 00004=10 00008=20 00025=30'
		]);
		expect(draft(rows(31))).toMatchObject({ status: 'question', rejected: 1 });
	});
	it('with numbered headings are not taken for headers', () => {
		const found = draft([
			'I,Khu vực nội thành,,',
			'1,Phường Ba Đình,Hà Nội,10',
			',Cộng (I),,10',
			'II,Khu vực ngoại thành,,',
			'2,Phường Ngọc Hà,Hà Nội,20',
			',Cộng (II),,20'
		]);
		expect([found.status, figures(found)]).toEqual(['accepted', 'mobile 00004=10 00008=20']);
	});
	it('do not hide a unit: "Cộng Hòa" is a commune', () => {
		const found = draft(['1,Xã Cộng Hòa,Hải Phòng,10', '2,Cộng Hòa,Phú Thọ,20']);
		expect(found.outcomes.filter(({ kind }) => kind === 'not a row')).toHaveLength(1);
	});
});

describe('rows below "Trong đó"', () => {
	const operators = 'mobile 00004=10 00004@Viettel=4 00004@VNPT=6 00008=20 00008@Viettel=20';
	it.each([
		[',Trong đó: Viettel,,4', ',VNPT,,6', ',Trong đó: Viettel,,20'],
		[',- Viettel,,4', ',- VNPT,,6', ',- Viettel,,20'],
		['-,Viettel,,4', '-,Vinaphone,,6', '-,Viettel,,20'],
		['a),Mạng Viettel,,4', 'b),Nhà mạng VNPT,,6', 'a),Mạng Viettel,,20']
	])('"%s" and "%s" are of operators', (first, second, third) => {
		const found = draft([
			'1,Phường Ba Đình,Hà Nội,10',
			first,
			second,
			'2,Phường Ngọc Hà,Hà Nội,20',
			third
		]);
		expect([found.status, figures(found)]).toEqual(['accepted', operators]);
	});
	it('are of operators alone where the unit has no count of its own', () => {
		const found = draft([
			'1,Phường Ba Đình,Hà Nội,',
			',Trong đó:,,',
			',- Viettel,,4',
			',- Khác,,6'
		]);
		expect([found.status, figures(found)]).toEqual([
			'accepted',
			'mobile 00004=10 00004@Viettel=4 00004@other=6'
		]);
	});
	it('are technologies of the unit', () => {
		const found = draft([
			'1,Phường Ba Đình,Hà Nội,10',
			',Trong đó: 4G,,6',
			',5G,,4',
			'2,Phường Ngọc Hà,Hà Nội,20',
			',Trong đó: 5G,,5'
		]);
		expect([found.status, figures(found)]).toEqual([
			'accepted',
			'5g 00004=4 00008=5; mobile 00004=10 00008=20'
		]);
	});
	it('are networks whose total the unit has', () => {
		const rows = (sum: number) => [
			`1,Phường Ba Đình,Hà Nội,${sum}`,
			',Trong đó: Di động,,6',
			',Cố định,,4'
		];
		const found = draft(rows(10), 'Số mẫu tháng 10/2026');
		expect([found.status, figures(found)]).toEqual(['accepted', 'fixed 00004=4; mobile 00004=6']);
		expect(askedOf(draft(rows(11), 'Số mẫu tháng 10/2026'))).toBe('total');
	});
	it('are told and not used where they are of something else, and never units', () => {
		const found = draft([
			'1,Phường Ba Đình,Hà Nội,10',
			',Trong đó: trong nhà,,6',
			',ngoài trời,,4',
			'2,Phường Ngọc Hà,Hà Nội,20'
		]);
		expect([found.status, figures(found)]).toEqual(['accepted', 'mobile 00004=10 00008=20']);
		expect(found.notes.map(({ en }) => en).join()).toContain('Rows 4, 5 are parts of the unit');
		const misspelt = draft(['1,Phường Ba Đình,Hà Nội,10', ',Trong đó: Phường Ngc Hà,,6']);
		expect(misspelt).toMatchObject({ status: 'question', rejected: 1 });
	});
	it('of operators that make more than the unit contradict it', () => {
		const found = draft(['1,Phường Ba Đình,Hà Nội,10', ',Trong đó: Viettel,,14']);
		expect(found).toMatchObject({ status: 'refused', parts: [] });
	});
});
