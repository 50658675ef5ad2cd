import { describe, expect, it } from 'vitest';
import {
	groupRows,
	isSuspicious,
	listRows,
	rankNames,
	ratesOf,
	type GapColumns
} from './gap-list.ts';
import { findGaps } from './gaps.ts';
import { OPEN_OUTLOOKS, type Shown } from './plan-request.ts';
import { OUTLOOKS } from './projection.ts';

const of = (...values: number[]) => Float64Array.from(values);
const samples = of(0, 250, 310, NaN, 90);
const columns: GapColumns = {
	samples,
	gaps: findGaps(samples, [], true),
	population: of(5000, NaN, 1000, 1000, 100),
	rate: ratesOf(samples, of(5000, NaN, 1000, 1000, 100)),
	spatial: of(NaN, 0.5, 0.04, NaN, 0.2),
	hexagons: of(NaN, 4, 2, NaN, 1),
	area: of(5, 5, 5, 5, NaN),
	outlook: undefined,
	speed: of(NaN, 1.2, 0.9, NaN, 0.4),
	nameRank: rankNames(['Xã Đông', 'Xã Dân', 'Xã An', 'Xã Êa', 'Xã Dân'])
};
const rows = [0, 1, 2, 3, 4];
const none = new Set<number>();

describe('the gap list', () => {
	it('sorts by any column either way, and what is unknown always last', () => {
		expect(listRows(rows, columns, 'short', 'deficit', false, none)).toEqual([1, 4, 0, 3]);
		expect(listRows(rows, columns, 'short', 'deficit', true, none)).toEqual([0, 4, 1, 3]);
		expect(listRows(rows, columns, 'short', 'population', true, none)).toEqual([0, 3, 4, 1]);
		expect(listRows(rows, columns, 'short', 'speed', false, none)).toEqual([4, 1, 0, 3]);
	});

	it('sorts names as Vietnamese does: D before Đ, E before Ê', () => {
		expect(listRows(rows, columns, 'short', 'name', false, none)).toEqual([1, 4, 0, 3]);
	});

	it('shows a distance, the plan, or what needs a look', () => {
		const shown = (what: Parameters<typeof listRows>[2], planned = none) =>
			listRows(rows, columns, what, 'deficit', false, planned);
		expect(shown('near')).toEqual([1]);
		expect(shown('none')).toEqual([3]);
		expect(shown('reached')).toEqual([2]);
		expect(shown('plan', new Set([4]))).toEqual([4]);
		expect(shown('suspicious')).toEqual([2]);
		expect(isSuspicious(columns, 1)).toBe(false);
	});

	it('shows an outlook while the month runs, and nothing of it afterwards', () => {
		const outlook = Uint8Array.from(
			(['at-risk', 'on-course', 'reached', 'unknown', 'will-miss'] as const).map((what) =>
				OUTLOOKS.indexOf(what)
			)
		);
		const shown = (what: Shown, of = columns) => listRows(rows, of, what, 'deficit', false, none);
		expect(OPEN_OUTLOOKS.map((what) => shown(what, { ...columns, outlook }))).toEqual([
			[1],
			[0],
			[4]
		]);
		expect(OPEN_OUTLOOKS.flatMap((what) => shown(what))).toEqual([]);
	});

	it('asks to look at 300 samples from one hexagon of a wide unit, not of a ward as small as that', () => {
		const one = (area: number, count = 300) =>
			isSuspicious(
				{ ...columns, samples: of(count), spatial: of(1), hexagons: of(1), area: of(area) },
				0
			);
		expect([one(12), one(0.4), one(NaN), one(12, 299)]).toEqual([true, false, false, false]);
	});

	it('tells samples by 1,000 inhabitants where both are known', () => {
		expect([...columns.rate]).toEqual([0, NaN, 310, NaN, 900]);
	});

	it('groups with sums, and keeps the order inside', () => {
		const entries = groupRows(
			[1, 4, 0, 3],
			columns.gaps.deficit,
			(row) => row % 2,
			rankNames(['B', 'A'])
		);
		expect(entries).toEqual([
			{ kind: 'group', row: 1, count: 2, deficit: 50 },
			{ kind: 'unit', row: 1 },
			{ kind: 'unit', row: 3 },
			{ kind: 'group', row: 0, count: 2, deficit: 510 },
			{ kind: 'unit', row: 4 },
			{ kind: 'unit', row: 0 }
		]);
	});
});
