import { describe, expect, it } from 'vitest';
import type { LevelSummary } from './aggregate.ts';
import {
	countryHistory,
	summariseSeries,
	unitHistory,
	whyNoChange,
	yearTo,
	type SeriesColumns,
	type SummaryColumns
} from './history.ts';

function covered(reached: number, units: number): LevelSummary {
	return { units, reached, share: reached / units, samples: 0, unitsWithoutData: 0 };
}

function month(edition: string, share?: number) {
	const networks =
		share === undefined
			? {}
			: { mobile: { province: covered(1, 1), commune: covered(share * 100, 100) } };
	return { edition, networks };
}

/** Published from April 2025 but for May; the edition changes in July, when mobile was not reported. */
const SUMMARY: SummaryColumns = {
	months: {
		'2025-04': month('2022-10', 0.1),
		'2025-06': month('2022-10', 0.2),
		'2025-07': month('2025-07'),
		'2025-08': month('2025-07', 0.3),
		'2025-09': month('2025-07', 0.4)
	}
};

const SERIES: SeriesColumns = {
	months: ['2025-07', '2025-08', '2025-09'],
	networks: { mobile: { '00004': [null, 0, 310], '05500': [12, 300, null] } }
};

const last = <T>(points: T[], count: number) => points.slice(-count);

describe('yearTo', () => {
	it('is twelve months, the last of them the one that was asked for', () => {
		const months = yearTo('2025-03');
		expect(months).toHaveLength(12);
		expect([months[0], months.at(-1)]).toEqual(['2024-04', '2025-03']);
	});
});

describe('unitHistory', () => {
	it('gives twelve bars: samples, and where there are none the reason', () => {
		const points = unitHistory(SERIES, SUMMARY, 'mobile', '00004', '2025-09', '2025-07');
		expect(points).toHaveLength(12);
		expect(last(points, 6)).toEqual([
			{ month: '2025-04', value: null, gap: 'other-edition' },
			{ month: '2025-05', value: null, gap: 'skipped' },
			{ month: '2025-06', value: null, gap: 'other-edition' },
			{ month: '2025-07', value: null, gap: 'no-data' },
			{ month: '2025-08', value: 0 },
			{ month: '2025-09', value: 310 }
		]);
	});

	it('has no data in any month of a unit or network that the series lacks', () => {
		for (const points of [
			unitHistory(SERIES, SUMMARY, 'mobile', '99999', '2025-09', '2025-07'),
			unitHistory(SERIES, SUMMARY, 'fixed', '00004', '2025-09', '2025-07')
		])
			expect(last(points, 3).map(({ value, gap }) => [value, gap])).toEqual(
				Array(3).fill([null, 'no-data'])
			);
	});

	it('crosses the change of the list with estimates, which are told apart', () => {
		const series = {
			...SERIES,
			estimated: { months: ['2025-04', '2025-06'], networks: { mobile: { '00004': [7, null] } } }
		};
		const points = unitHistory(series, SUMMARY, 'mobile', '00004', '2025-08', '2025-07');
		expect(last(points, 5)).toEqual([
			{ month: '2025-04', value: 7, estimated: true },
			{ month: '2025-05', value: null, gap: 'skipped' },
			{ month: '2025-06', value: null, gap: 'no-data', estimated: true },
			{ month: '2025-07', value: null, gap: 'no-data' },
			{ month: '2025-08', value: 0 }
		]);
	});

	it('shows a month before the change by estimates alone when it is asked for on the new units', () => {
		const series = {
			...SERIES,
			estimated: { months: ['2025-04'], networks: { mobile: { '00004': [7] } } }
		};
		const points = unitHistory(series, SUMMARY, 'mobile', '00004', '2025-04', '2025-07');
		expect(points.at(-1)).toEqual({ month: '2025-04', value: 7, estimated: true });
	});

	it('does not look past the month that is shown', () => {
		const points = unitHistory(SERIES, SUMMARY, 'mobile', '00004', '2025-08', '2025-07');
		expect(points.at(-1)).toEqual({ month: '2025-08', value: 0 });
	});
});

describe('a month without a comparison', () => {
	const why = (at: string, network: 'mobile' | 'fixed' = 'mobile') =>
		whyNoChange(SUMMARY, network, at, SUMMARY.months[at]?.edition ?? '2025-07');
	it('is the first of its network, or follows one without data or of another list', () => {
		expect(why('2025-04')).toBe('first');
		expect(why('2025-06')).toBe('gap');
		expect(why('2025-08')).toBe('gap');
		const { months } = SUMMARY;
		const next = { months: { '2025-06': months['2025-06']!, '2025-07': months['2025-08']! } };
		expect(whyNoChange(next, 'mobile', '2025-07', '2025-07')).toBe('edition');
	});
	it('says nothing of the month before where it has no data itself', () => {
		expect(why('2025-07')).toBeUndefined();
		expect(why('2025-09', 'fixed')).toBeUndefined();
	});
	it('is not published before its network begins, and skipped after', () => {
		const later = { months: { ...SUMMARY.months, '2025-03': month('2022-10') } };
		const points = countryHistory(later, null, 'mobile', '2025-06', '2022-10');
		expect(last(points, 4).map(({ gap }) => gap)).toEqual([
			'not-published',
			undefined,
			'skipped',
			undefined
		]);
	});
});

describe('countryHistory', () => {
	it('gives the share of communes, on this side of the change of edition only', () => {
		const points = countryHistory(SUMMARY, null, 'mobile', '2025-09', '2025-07');
		expect(points).toHaveLength(12);
		expect(last(points, 4)).toEqual([
			{ month: '2025-06', value: null, gap: 'other-edition' },
			{ month: '2025-07', value: null, gap: 'no-data' },
			{ month: '2025-08', value: 0.3 },
			{ month: '2025-09', value: 0.4 }
		]);
	});

	it('has no bar of a month in which few units have data beside other months', () => {
		const few = month('2025-07', 0.01);
		few.networks.mobile!.commune.unitsWithoutData = 96;
		const summary = { months: { ...SUMMARY.months, '2025-08': few } };
		expect(last(countryHistory(summary, null, 'mobile', '2025-09', '2025-07'), 2)).toEqual([
			{ month: '2025-08', value: null, gap: 'few' },
			{ month: '2025-09', value: 0.4 }
		]);
		// Where an office sends in one province each month, that is what there is.
		const alone = { months: { '2025-07': few, '2025-08': few } };
		expect(last(countryHistory(alone, null, 'mobile', '2025-08', '2025-07'), 2)).toEqual([
			{ month: '2025-07', value: 0.01 },
			{ month: '2025-08', value: 0.01 }
		]);
	});

	it('has estimates of the country before the change where there are any', () => {
		const estimates = {
			months: { '2025-04': month('2025-07', 0.15), '2025-06': month('2025-07') }
		};
		expect(last(countryHistory(SUMMARY, estimates, 'mobile', '2025-08', '2025-07'), 5)).toEqual([
			{ month: '2025-04', value: 0.15, estimated: true },
			{ month: '2025-05', value: null, gap: 'skipped' },
			{ month: '2025-06', value: null, gap: 'no-data', estimated: true },
			{ month: '2025-07', value: null, gap: 'no-data' },
			{ month: '2025-08', value: 0.3 }
		]);
	});

	it('gives the months of the old edition when one of them is shown, and leaves the hole between', () => {
		expect(last(countryHistory(SUMMARY, null, 'mobile', '2025-06', '2022-10'), 3)).toEqual([
			{ month: '2025-04', value: 0.1 },
			{ month: '2025-05', value: null, gap: 'skipped' },
			{ month: '2025-06', value: 0.2 }
		]);
	});
});

describe('summariseSeries', () => {
	it('counts the given units in one month', () => {
		const codes = ['00004', '05500'];
		expect(summariseSeries(SERIES, 'mobile', codes, '2025-08')).toEqual({
			units: 2,
			reached: 1,
			share: 0.5,
			samples: 300,
			unitsWithoutData: 0
		});
		expect(summariseSeries(SERIES, 'mobile', codes, '2025-07')).toMatchObject({
			samples: 12,
			reached: 0,
			unitsWithoutData: 1
		});
	});

	it('counts a unit that never had a row as one without data', () => {
		expect(summariseSeries(SERIES, 'mobile', ['05506'], '2025-08')).toMatchObject({
			units: 1,
			unitsWithoutData: 1
		});
	});

	it('gives nothing for a month that the series does not have', () => {
		expect(summariseSeries(SERIES, 'mobile', ['00004'], '2025-06')).toBeUndefined();
	});
});
