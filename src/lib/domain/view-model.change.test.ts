import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	OLD_UNITS,
	OLD_VALUES,
	select,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { summarise } from './aggregate.ts';
import { NO_DATA } from './classify.ts';
import { CHANGE, CHANGE_CLASSES } from './compare.ts';
import type { NetworkValues } from './join.ts';
import type { Selection } from './selection.ts';
import { buildViewModel, MARK, type ViewInput } from './view-model.ts';

/** October: 00001 had not reached the threshold yet, 05500 had. */
const OCTOBER = valuesOf(OLD_UNITS, {
	'01': { samples: 500 },
	'19': { samples: 500 },
	'00001': { samples: 200 },
	'00004': { samples: 300 },
	'05500': { samples: 310 },
	'05503': { samples: 150 },
	'05509': { samples: 145 }
});

function view(
	part: Partial<Selection> = {},
	against: NetworkValues = OCTOBER,
	values = OLD_VALUES,
	previous: ViewInput['previous'] = undefined
) {
	const input = {
		units: OLD_UNITS,
		values,
		against,
		previous,
		month: '2024-11',
		edition: '2022-10',
		statistic: 'median' as const,
		provenance: 'simulated' as const,
		source: '',
		approximate: true
	};
	return buildViewModel(input, select({ against: '2024-10', ...part }), 'light');
}

describe('a view of two months', () => {
	it('shows what each unit gained or lost', () => {
		const model = view();
		expect([...model.values]).toEqual([450, 0, -11, -150, NaN, 5]);
		expect([...model.before!]).toEqual([200, 300, 310, 150, NaN, 145]);
		expect([...model.samples]).toEqual([650, 300, 299, 0, NaN, 150]);
		expect([...model.classes]).toEqual([
			CHANGE.reached,
			CHANGE.same,
			CHANGE.lost,
			2,
			NO_DATA,
			CHANGE.same
		]);
	});

	it('hatches what fell or was lost, and nothing else: print without colour tells it from what rose', () => {
		const { marks, units, legend } = view();
		expect(units.codes.filter((_, row) => marks[row]! & MARK.below)).toEqual(['05500', '05503']);
		expect(legend.filter(({ below }) => below).map(({ at }) => at)).toEqual([
			CHANGE.lost,
			2,
			CHANGE.fell
		]);
	});

	it('describes it in legend, title and sentence', () => {
		const { legend, colours, title, sentence } = view();
		expect(legend.map(({ count }) => count)).toEqual([1, 1, 1, 0, 2, 0, 0, 1]);
		expect(legend.map(({ colour }) => colour)).toEqual(colours);
		expect(new Set(colours).size).toBe(CHANGE_CLASSES + 1);
		expect(title).toBe('Cả nước · Tháng 11/2024 · Di động · Thay đổi số mẫu so với tháng 10/2024');
		expect(sentence).toBe(
			'Tháng 11/2024 so với tháng 10/2024, mạng di động: 1 xã mới đạt 300 mẫu; 1 xã không còn đạt; tổng số mẫu tăng 422.'
		);
	});

	it('tells of the place that is looked into', () => {
		expect(view({ within: '19', locale: 'en' }).sentence).toBe(
			'November 2024 against October 2024, mobile network, Tỉnh Đồi Chè: 0 communes newly reached 300 samples; 1 commune fell below; 40 fewer samples in total.'
		);
	});

	it('is all without data where the other month has no figures, but for the threshold', () => {
		const { classes, sentence } = view({}, {});
		expect([...classes]).toEqual([CHANGE.reached, CHANGE.reached, 0, 0, 0, 0]);
		expect(sentence).toContain(': không có dữ liệu.');
	});

	it('counts newly reached less newly lost as the change of those that reached', () => {
		fc.assert(
			fc.property(anyValues(OLD_UNITS), anyValues(OLD_UNITS), (values, against) => {
				const { legend, kpis } = view({}, against, values);
				expect(legend[CHANGE.reached]!.count - legend[CHANGE.lost]!.count).toBe(
					kpis.at(-1)!.reached - summarise(against.commune!.samples).reached
				);
			})
		);
	});

	it('is the month alone when no month is chosen', () => {
		const model = view({ against: null });
		expect(model.before).toBeNull();
		expect(model.title).toBe('Cả nước · Tháng 11/2024 · Di động · Số mẫu');
	});
});

describe('a view of a month after one in which other units had data', () => {
	it('tells no change: what other units sent in is none', () => {
		const province = summarise(Float64Array.of(300, 0));
		const told = (...communes: number[]) => {
			const previous = { province, commune: summarise(Float64Array.from(communes)) };
			return view({ against: null }, {}, OLD_VALUES, previous);
		};
		const same = told(300, 0, 0, 0, NaN, 0);
		expect(same.kpis.map(({ change }) => change)).toEqual([1, null, 1]);
		expect(same.unitsDiffer).toBe(false);
		const other = told(300, NaN, NaN, NaN, NaN, NaN);
		expect(other.kpis.map(({ change }) => change)).toEqual([null, null, null]);
		expect(other.unitsDiffer).toBe(true);
		expect(other.sentence).not.toContain('tháng trước');
	});
});
