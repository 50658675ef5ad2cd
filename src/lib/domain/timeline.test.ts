import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise } from './aggregate.ts';
import type { SeriesColumns, SummaryColumns } from './history.ts';
import {
	countryTimeline,
	crossingsOf,
	scopeTimeline,
	stretches,
	type TimelinePoint
} from './timeline.ts';

const coverage = (...samples: number[]) => summarise(Float64Array.from(samples));

const month = (edition: string, ...samples: number[]) => ({
	edition,
	networks: { mobile: { province: coverage(...samples), commune: coverage(...samples) } }
});

/** March was not published, June brings another list of units. */
const SUMMARY: SummaryColumns = {
	months: {
		'2025-01': month('old', 300, 0),
		'2025-02': month('old', 300, 300),
		'2025-04': month('old', NaN, NaN),
		'2025-05': month('old', 0, 0),
		'2025-06': month('new', 400, 0, 0)
	}
};
const ESTIMATES: SummaryColumns = { months: { '2025-02': month('new', 300, 300, 300) } };

describe('the timeline of the country', () => {
	const points = countryTimeline(SUMMARY, ESTIMATES, 'mobile');

	it('has every month from the first to the last, published or not', () => {
		expect(points.map(({ month, edition }) => [month, edition])).toEqual([
			['2025-01', 'old'],
			['2025-02', 'old'],
			['2025-03', undefined],
			['2025-04', 'old'],
			['2025-05', 'old'],
			['2025-06', 'new']
		]);
	});

	it('holds the share of communes, nothing where nothing is known', () => {
		expect(points.map(({ coverage }) => coverage?.share ?? null)).toEqual([
			0.5,
			1,
			null,
			null,
			0,
			1 / 3
		]);
	});

	it('keeps estimates apart from figures', () => {
		expect(points.map(({ estimate }) => estimate?.units ?? null)).toEqual([
			null,
			3,
			null,
			null,
			null,
			null
		]);
	});

	it('is empty for a network that nobody counted', () => {
		expect(countryTimeline(SUMMARY, null, 'fixed').every(({ coverage }) => !coverage)).toBe(true);
		expect(countryTimeline({ months: {} }, null, 'mobile')).toEqual([]);
	});
});

describe('the timeline of a place', () => {
	const series: SeriesColumns = {
		months: ['2025-06'],
		networks: { mobile: { a: [300], b: [null], c: [999] } }
	};
	const estimated: SeriesColumns = {
		months: ['2025-02', '2025-05'],
		networks: { mobile: { a: [300, 10], b: [300, 20] } }
	};

	it('counts its communes only, and leaves months of other editions empty', () => {
		const points = scopeTimeline(series, null, SUMMARY, 'mobile', ['a', 'b']);
		expect(points.map(({ coverage }) => coverage && [coverage.reached, coverage.units])).toEqual([
			null,
			null,
			null,
			null,
			null,
			[1, 2]
		]);
		expect(points.every(({ estimate }) => estimate === null)).toBe(true);
	});

	it('takes estimates of earlier months when they are given', () => {
		const points = scopeTimeline(series, estimated, SUMMARY, 'mobile', ['a', 'b']);
		expect(points.map(({ estimate }) => estimate?.reached ?? null)).toEqual([
			null,
			2,
			null,
			null,
			0,
			null
		]);
	});
});

describe('the stretches of a timeline', () => {
	it('end at months without data and where the edition changes', () => {
		expect(stretches(countryTimeline(SUMMARY, null, 'mobile'), 'coverage')).toEqual([
			[0, 1],
			[4],
			[5]
		]);
	});

	it('hold each month with a value once, in order, and join neighbours of one edition', () => {
		const anyPoint = fc
			.tuple(fc.boolean(), fc.constantFrom('old', 'new'))
			.map(([known, edition]): TimelinePoint => {
				return { month: '2025-01', edition, coverage: known ? coverage(1) : null, estimate: null };
			});
		fc.assert(
			fc.property(fc.array(anyPoint), (points) => {
				const found = stretches(points, 'coverage');
				const known = points.flatMap(({ coverage }, at) => (coverage ? [at] : []));
				expect(found.flat()).toEqual(known);
				for (const stretch of found) {
					expect(new Set(stretch.map((at) => points[at]!.edition)).size).toBe(1);
					expect(stretch.at(-1)! - stretch[0]!).toBe(stretch.length - 1);
				}
			})
		);
	});
});

describe('the change of the list of units', () => {
	it('stands at the first month of the list, though later ones are the first that are published', () => {
		const { '2025-05': last, '2025-06': first } = SUMMARY.months;
		const months = { '2025-05': last!, '2025-08': first! };
		const points = countryTimeline({ months }, null, 'mobile');
		const edition = (id: string, from: string, to: string | null) => ({ id, from, to, levels: [] });
		const editions = [edition('old', '2025-01', '2025-05'), edition('new', '2025-06', null)];
		expect(crossingsOf(points, editions).map((at) => points[at]!.month)).toEqual(['2025-06']);
	});
});
