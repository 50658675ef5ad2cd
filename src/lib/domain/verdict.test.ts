import { describe, expect, it } from 'vitest';
import { OLD_UNITS, OLD_VALUES, valuesOf } from '../../../tests/fixtures/small-country.ts';
import { summarise } from './aggregate.ts';
import {
	buildVerdict,
	isGood,
	isSilent,
	missingIn,
	paceOf,
	verdictText,
	type Before
} from './verdict.ts';

const of = (code: string, before?: Before, values = OLD_VALUES) =>
	buildVerdict(OLD_UNITS, values, code, 'mobile', before)!;
const text = (code: string, before?: Before) => verdictText(of(code, before), 'vi');
const summary = (...samples: number[]) => summarise(Float64Array.from(samples));

describe('the verdict of a unit with communes', () => {
	it('counts its communes: its own samples, over the threshold, do not make it reach anything', () => {
		// Communes of 299, 0, none and 150 samples; the province's own row says 460.
		expect(of('19')).toMatchObject({
			samples: 460,
			coverage: { reached: 0, units: 4, unitsWithoutData: 1 },
			missing: 1 + 300 + 150,
			rank: { rank: 2, count: 2 }
		});
		expect(isGood(of('19'))).toBe(false);
		expect(text('19')).toBe('0/4 xã đạt, thiếu 451 mẫu, hạng 2/2');
	});

	it('ranks provinces in the country and districts in their province, equals alike', () => {
		expect(text('01')).toBe('2/2 xã đạt, hạng 1/2');
		expect(isGood(of('01'))).toBe(true);
		// Both districts of the province reached nothing: they share the first place.
		expect(of('164').rank).toEqual({ rank: 1, count: 2 });
		expect(of('165').rank).toEqual({ rank: 1, count: 2 });
		expect(text('165')).toBe('0/2 xã đạt, thiếu 150 mẫu, hạng 1/2 ở Đồi Chè');
	});

	it('tells the change of communes where the same ones had data', () => {
		expect(text('01', summary(500, 10))).toBe('2/2 xã đạt, hạng 1/2, +1 xã so với tháng trước');
		expect(text('01', summary(500, 400))).toBe('2/2 xã đạt, hạng 1/2, bằng tháng trước');
		expect(of('19', summary(300, 301, 0, NaN)).change).toBe(-2);
		expect(of('19', summary(NaN, NaN, NaN, NaN)).change).toBeNull();
		expect(of('19', summary(300, NaN, NaN, NaN)).change).toBeNull();
	});

	it('has nothing to say without any data, or without communes', () => {
		const none = of('19', undefined, valuesOf(OLD_UNITS, {}));
		expect(isSilent(none)).toBe(true);
		expect(none.rank).toBeNull();
		expect(isSilent(of('498'))).toBe(true);
	});

	it('counts those that were measured where there is no threshold, and lacks nothing', () => {
		const verdict = buildVerdict(OLD_UNITS, OLD_VALUES, '19', '5g')!;
		expect(verdictText(verdict, 'vi')).toBe('2/4 xã có mẫu đo, hạng 2/2');
		expect(paceOf(verdict, '2026-11', '2026-11-10')).toBeNull();
	});
});

describe('the verdict of a commune', () => {
	it('tells what it lacks or has over, its place in the province and its change', () => {
		expect(text('05500')).toBe('299 mẫu, thiếu 1 mẫu, hạng 1/3 ở Đồi Chè');
		expect(text('05503', 20)).toBe(
			'0 mẫu, thiếu 300 mẫu, hạng 3/3 ở Đồi Chè, −20 mẫu so với tháng trước'
		);
		expect(text('00001', 650)).toBe(
			'Đạt với 650 mẫu, dư 350, hạng 1/2 ở Cổ Thành, bằng tháng trước'
		);
		expect(verdictText(of('05509', 120), 'en')).toBe(
			'150 samples, 150 short, No. 2 of 3 in Đồi Chè, +30 samples on the month before'
		);
	});

	it('is nothing without data, and says no change against a month without', () => {
		expect(isSilent(of('05506'))).toBe(true);
		expect(of('05500', NaN).change).toBeNull();
	});
});

describe('what is missing', () => {
	it('is the sum over communes, not of the parents; no data is told apart', () => {
		expect(missingIn(OLD_UNITS, OLD_VALUES, null, 300)).toBe(451);
		expect(missingIn(OLD_UNITS, OLD_VALUES, '01', 300)).toBe(0);
		expect(missingIn(OLD_UNITS, OLD_VALUES, '19', null)).toBeNaN();
		expect(missingIn(OLD_UNITS, {}, null, 300)).toBeNaN();
	});

	it('is asked for day by day only in the month that runs', () => {
		expect(paceOf({ missing: 451 }, '2026-11', '2026-11-10')).toEqual({ perDay: 23, days: 20 });
		expect(paceOf({ missing: 451 }, '2026-11', '2026-11-30')).toBeNull();
		expect(paceOf({ missing: 451 }, '2026-10', '2026-11-10')).toBeNull();
		expect(paceOf({ missing: 0 }, '2026-11', '2026-11-10')).toBeNull();
	});
});
