import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_UNITS, OLD_UNITS } from '../../../tests/fixtures/small-country.ts';
import { LOCALES } from '../i18n/locale.ts';
import type { LevelSummary } from './aggregate.ts';
import { sentenceOf, type Telling } from './sentence.ts';
import { LEVELS } from './unit.ts';

const coverage = (reached: number, units: number, unitsWithoutData = 0): LevelSummary => ({
	reached,
	units,
	share: units ? reached / units : 0,
	samples: 1000,
	unitsWithoutData
});

/** November 2024 as the ministry told it. */
function tell(part: Partial<Telling> = {}): string {
	return sentenceOf({
		month: '2024-11',
		network: 'mobile',
		locale: 'vi',
		operator: null,
		threshold: 300,
		place: null,
		level: 'commune',
		coverage: coverage(110, 10_599),
		change: 12,
		previousEstimated: false,
		leader: { level: 'province', rows: [1], coverage: { reached: 66, units: 178 }, samples: NaN },
		units: OLD_UNITS,
		against: null,
		estimatedFrom: undefined,
		...part
	});
}

describe('the sentence', () => {
	it('tells the state, the change and the best in Vietnamese', () => {
		expect(tell()).toBe(
			'Tháng 11/2024, mạng di động: 110 trên 10.599 xã (1,04%) đạt từ 300 mẫu; tăng 12 xã so với tháng trước; Đồi Chè dẫn đầu (66/178).'
		);
	});

	it('tells the same in English', () => {
		expect(tell({ locale: 'en' })).toBe(
			'November 2024, mobile network: 110 of 10,599 communes (1.04%) reached 300 samples; 12 communes more than the month before; Đồi Chè leads (66/178).'
		);
	});

	it('tells a loss, and that nothing changed', () => {
		expect(tell({ change: -3 })).toContain('; giảm 3 xã so với tháng trước;');
		expect(tell({ change: -3, locale: 'en' })).toContain(
			'; 3 communes fewer than the month before;'
		);
		expect(tell({ change: 0 })).toContain('; không đổi so với tháng trước;');
		expect(tell({ change: 0, locale: 'en' })).toContain('; unchanged from the month before;');
	});

	it('says one unit in the singular and several in the plural', () => {
		expect(tell({ change: 1, locale: 'en' })).toContain('; 1 commune more than');
		expect(tell({ change: -1, level: 'district', locale: 'en' })).toContain('1 district fewer');
		expect(tell({ coverage: coverage(1, 1), locale: 'en' })).toContain('1 of 1 commune (100');
		expect(tell({ coverage: coverage(0, 2), locale: 'en' })).toContain('0 of 2 communes (0');
	});

	it('compares with nothing where the months cannot be compared', () => {
		expect(tell({ change: null })).toBe(
			'Tháng 11/2024, mạng di động: 110 trên 10.599 xã (1,04%) đạt từ 300 mẫu; Đồi Chè dẫn đầu (66/178).'
		);
	});

	it('says when it compares with an estimate', () => {
		expect(tell({ previousEstimated: true })).toContain('tăng 12 xã so với ước tính tháng trước');
		expect(tell({ previousEstimated: true, locale: 'en' })).toContain(
			'12 communes more than the estimate of the month before'
		);
	});

	it('says when its own figures are estimates', () => {
		const text = tell({ estimatedFrom: '2022-10' });
		expect(text).toMatch(/\. Số liệu ước tính theo tỷ lệ diện tích từ danh mục đơn vị 2022-10\.$/);
	});

	it('names the place that is looked into, and a leading district with its type', () => {
		const leader = {
			level: 'district' as const,
			rows: [1],
			coverage: { reached: 5, units: 7 },
			samples: NaN
		};
		expect(tell({ place: 'Tỉnh Đồi Chè', leader })).toBe(
			'Tháng 11/2024, mạng di động, Tỉnh Đồi Chè: 110 trên 10.599 xã (1,04%) đạt từ 300 mẫu; tăng 12 xã so với tháng trước; Thành phố Đồi Trên dẫn đầu (5/7).'
		);
	});

	it('tells the samples of the leader where units of one level are compared', () => {
		const leader = { level: 'province' as const, rows: [1], coverage: null, samples: 64_595 };
		expect(tell({ level: 'province', leader })).toContain('; Đồi Chè dẫn đầu (64.595 mẫu).');
		expect(tell({ level: 'province', leader, locale: 'en' })).toContain(
			'; Đồi Chè leads (64,595 samples).'
		);
	});

	it('names two that lead together, and counts more of them', () => {
		const leader = { level: 'district' as const, coverage: { reached: 1, units: 2 }, samples: NaN };
		const two = { ...leader, rows: [0, 1] };
		const three = { ...leader, rows: [0, 1, 2] };
		expect(tell({ leader: two })).toContain('; Quận Một và Thành phố Đồi Trên cùng dẫn đầu (1/2).');
		expect(tell({ leader: three })).toContain('; 3 huyện cùng dẫn đầu (1/2).');
		expect(tell({ leader: three, locale: 'en' })).toContain('; 3 districts share the lead (1/2).');
	});

	it('names nobody where nobody leads', () => {
		expect(tell({ leader: null })).toMatch(/so với tháng trước\.$/);
	});

	it('says that there are no data instead of counting to 0', () => {
		expect(tell({ coverage: coverage(0, 6, 6) })).toBe(
			'Tháng 11/2024, mạng di động: không có dữ liệu.'
		);
		expect(tell({ coverage: coverage(0, 6, 6), locale: 'en' })).toBe(
			'November 2024, mobile network: no data.'
		);
		expect(tell({ coverage: coverage(0, 0), place: 'Huyện Đảo Xa' })).toContain('không có dữ liệu');
	});

	it('tells what changed when two months are compared', () => {
		const change = { newlyReached: 52, newlyLost: 5 };
		const against = { month: '2024-10', change, samples: 26_813 };
		expect(tell({ against })).toBe(
			'Tháng 11/2024 so với tháng 10/2024, mạng di động: 52 xã mới đạt 300 mẫu; 5 xã không còn đạt; tổng số mẫu tăng 26.813.'
		);
		expect(
			tell({
				against: { ...against, change: { newlyReached: 1, newlyLost: 0 }, samples: -2 },
				locale: 'en'
			})
		).toBe(
			'November 2024 against October 2024, mobile network: 1 commune newly reached 300 samples; 0 communes fell below; 2 fewer samples in total.'
		);
		expect(tell({ against: { ...against, samples: 0 } })).toContain('; tổng số mẫu không đổi.');
		expect(tell({ against: { ...against, samples: NaN } })).toContain(': không có dữ liệu.');
	});

	it('claims nothing about the threshold of one operator alone', () => {
		expect(tell({ operator: 'VNPT', change: null, leader: null })).toBe(
			'Tháng 11/2024, mạng di động, riêng VNPT: 110 trên 10.599 xã (1,04%) có từ 300 mẫu. Mức tối thiểu 300 mẫu tính chung mọi nhà mạng.'
		);
		expect(tell({ operator: 'VNPT', change: null, leader: null, locale: 'en' })).toBe(
			'November 2024, mobile network, VNPT only: 110 of 10,599 communes (1.04%) have 300 samples or more. The minimum of 300 samples counts all operators together.'
		);
	});

	it('is one sentence without holes, whatever it tells', () => {
		const anyTelling = fc
			.tuple(fc.nat(20_000), fc.nat(20_000), fc.nat(20_000))
			.map(([reached, more, without]) => coverage(reached, reached + more + without, without));
		fc.assert(
			fc.property(
				fc.record({
					coverage: anyTelling,
					level: fc.constantFrom(...LEVELS),
					network: fc.constantFrom('mobile', 'fixed'),
					locale: fc.constantFrom(...LOCALES),
					change: fc.option(fc.integer({ min: -20_000, max: 20_000 })),
					previousEstimated: fc.boolean(),
					place: fc.option(fc.constant('Tỉnh Đồi Chè'))
				}),
				(part) => {
					const text = tell({ ...part, units: NEW_UNITS } as Partial<Telling>);
					expect(text).not.toMatch(/undefined|NaN|null|;\s*;|: ;|\(\)| {2}|−|--/);
					expect(text).toMatch(/^[^.;]*\S: \S.*[^;\s]\.$/);
				}
			)
		);
	});
});
