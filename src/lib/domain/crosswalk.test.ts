import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	NEW_UNITS,
	OLD_UNITS,
	OLD_VALUES,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { deriveParents } from './aggregate.ts';
import {
	apportion,
	buildCrosswalk,
	estimate,
	type Crosswalk,
	type CrosswalkRow
} from './crosswalk.ts';
import type { NetworkValues } from './join.ts';
import type { Units } from './unit.ts';

const ROWS: CrosswalkRow[] = [
	{ from: '00001', to: '00004', share: 1 },
	{ from: '00004', to: '00004', share: 1 },
	{ from: '498', to: '00004', share: 1 },
	{ from: '05500', to: '05500', share: 0.75 },
	{ from: '05500', to: '05506', share: 0.25 },
	{ from: '05503', to: '05500', share: 1 },
	{ from: '05506', to: '05506', share: 1 },
	{ from: '05509', to: '05506', share: 0.9 },
	{ from: '05509', to: '00004', share: 0.1 }
];

function build(rows: readonly CrosswalkRow[], from = OLD_UNITS, to = NEW_UNITS): Crosswalk {
	const built = buildCrosswalk(from, to, rows);
	if ('fault' in built) throw new Error(JSON.stringify(built.fault));
	return built.crosswalk;
}

function faultOf(rows: readonly CrosswalkRow[]) {
	const built = buildCrosswalk(OLD_UNITS, NEW_UNITS, rows);
	return 'fault' in built ? built.fault : undefined;
}

const sum = (values: Iterable<number>) =>
	[...values].reduce((total, value) => total + (value || 0), 0);
const communes = (values: NetworkValues) => [...values.commune!.samples];
const provinces = (values: NetworkValues) => [...values.province!.samples];
const LEAVES = ['00001', '00004', '05500', '05503', '05506', '05509', '498'];

/** Any table that says of each leaf where it went: one to three new communes, in ten-thousandths. */
const anyRows: fc.Arbitrary<CrosswalkRow[]> = fc
	.tuple(
		...LEAVES.map((from) =>
			fc
				.tuple(
					fc.subarray(NEW_UNITS.of.commune!.codes, { minLength: 1 }),
					fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 })
				)
				.map(([targets, weights]) => {
					const whole = sum(weights.slice(0, targets.length));
					return targets.map((to, at) => ({
						from,
						to,
						share: Math.round((weights[at]! / whole) * 10_000) / 10_000
					}));
				})
		)
	)
	.map((parts) => parts.flat());

/** Whole counts at every level, parents filled as a published table has them. */
const anyTable = anyValues(OLD_UNITS).map((values) => deriveParents(OLD_UNITS, values));

describe('a crosswalk', () => {
	it('carries each count over by share of area', () => {
		const values = estimate(build(ROWS), OLD_UNITS, NEW_UNITS, OLD_VALUES);
		// 650 + 300 + 12 of the island district + a tenth of 150; 3/4 of 299 is 224.25; 74.75 + 135
		expect(communes(values)).toEqual([977, 224, 210]);
	});

	it('keeps measurements without a known commune with the province that holds most of the old one', () => {
		const values = estimate(build(ROWS), OLD_UNITS, NEW_UNITS, OLD_VALUES);
		// Province 19 has 460, of which 449 are in communes: 11 have no place.
		expect(provinces(values)).toEqual([977, 224 + 210 + 11]);
		expect(sum(provinces(values))).toBe(962 + 460);
		expect([...values.province!.derived]).toEqual([1, 0]);
	});

	it('gives no speeds: a median of a part of a unit is not known', () => {
		const values = estimate(build(ROWS), OLD_UNITS, NEW_UNITS, OLD_VALUES);
		for (const level of [values.commune!, values.province!])
			for (const measure of ['download', 'upload', 'latency'] as const)
				expect([...level[measure]].every(Number.isNaN)).toBe(true);
	});

	it('has no level that the new list lacks', () => {
		expect(Object.keys(estimate(build(ROWS), OLD_UNITS, NEW_UNITS, OLD_VALUES)).sort()).toEqual([
			'commune',
			'province'
		]);
	});

	it('tells no data from 0: data of any part is data, none of any is none', () => {
		const crosswalk = build([
			...ROWS.filter(({ from }) => !['05503', '05509'].includes(from)),
			{ from: '05509', to: '05506', share: 1 },
			{ from: '05503', to: '05506', share: 1 }
		]);
		const values = estimate(
			crosswalk,
			OLD_UNITS,
			NEW_UNITS,
			valuesOf(OLD_UNITS, { '05503': { samples: 0 } })
		);
		expect(communes(values)).toEqual([NaN, NaN, 0]);
		expect(provinces(values)).toEqual([NaN, 0]);
	});

	it('leaves a country without data without data', () => {
		const values = estimate(build(ROWS), OLD_UNITS, NEW_UNITS, {});
		expect([...communes(values), ...provinces(values)].every(Number.isNaN)).toBe(true);
	});

	it('keeps what it cannot place with the province', () => {
		const crosswalk = build(ROWS.filter(({ from }) => from !== '00001'));
		const values = estimate(crosswalk, OLD_UNITS, NEW_UNITS, OLD_VALUES);
		expect(communes(values)[0]).toBe(300 + 12 + 15);
		expect(sum(provinces(values))).toBe(962 + 460);
	});
});

describe('the sums', () => {
	it('of the country are kept exactly, whatever the shares', () => {
		fc.assert(
			fc.property(anyRows, anyTable, (rows, table) => {
				const values = estimate(build(rows), OLD_UNITS, NEW_UNITS, table);
				const placed = sum(table.commune!.samples) + (table.district!.samples[3]! || 0);
				expect(sum(communes(values))).toBe(placed);
				const isPart = (province: string) =>
					OLD_UNITS.of.district!.parents.map((parent) => parent === province);
				const kept = OLD_UNITS.of.province!.codes.map((code, row) => {
					const inside = isPart(code);
					const below = OLD_UNITS.of.commune!.parentRows;
					const leaves =
						sum(table.commune!.samples.filter((_, at) => inside[below[at]!])) +
						(code === '01' ? table.district!.samples[3]! || 0 : 0);
					return Math.max(table.province!.samples[row]! || 0, leaves);
				});
				expect(sum(provinces(values))).toBe(sum(kept));
			})
		);
	});

	it('are of whole numbers, none of them negative, and a province has at least its communes', () => {
		fc.assert(
			fc.property(anyRows, anyTable, (rows, table) => {
				const values = estimate(build(rows), OLD_UNITS, NEW_UNITS, table);
				for (const count of [...communes(values), ...provinces(values)])
					expect(Number.isNaN(count) || (Number.isInteger(count) && count >= 0)).toBe(true);
				const below = deriveParents(NEW_UNITS, { commune: values.commune! }).province!.samples;
				below.forEach((count, row) =>
					expect(values.province!.samples[row]! || 0).toBeGreaterThanOrEqual(count || 0)
				);
			})
		);
	});

	it('do not depend on the order of the table', () => {
		const shuffled = anyRows.chain((rows) =>
			fc.tuple(
				fc.constant(rows),
				fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
			)
		);
		fc.assert(
			fc.property(shuffled, anyTable, ([rows, other], table) => {
				expect(estimate(build(other), OLD_UNITS, NEW_UNITS, table)).toEqual(
					estimate(build(rows), OLD_UNITS, NEW_UNITS, table)
				);
			})
		);
	});

	it('of an unchanged list change nothing', () => {
		const same: Units = { ...NEW_UNITS, edition: '2030-01' };
		const rows = same.of.commune!.codes.map((code) => ({ from: code, to: code, share: 1 }));
		const crosswalk = build(rows, NEW_UNITS, same);
		fc.assert(
			fc.property(anyValues(NEW_UNITS), (any) => {
				const table = deriveParents(NEW_UNITS, { commune: any.commune! });
				const values = estimate(crosswalk, NEW_UNITS, same, table);
				expect(communes(values)).toEqual(communes(table));
				expect(provinces(values)).toEqual(provinces(table));
			})
		);
	});
});

describe('apportion', () => {
	it('gives what is left over to the largest remainders, the first of equals', () => {
		expect([...apportion(10, [55, 25, 20])]).toEqual([6, 2, 2]);
		expect([...apportion(1, [5, 5])]).toEqual([1, 0]);
		expect([...apportion(0, [5, 5])]).toEqual([0, 0]);
	});

	it('is less than 1 off in every part', () => {
		const shares = fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(fc.nat(1_000_000), shares, (count, weights) => {
				const whole = sum(weights);
				const parts = apportion(count, weights);
				expect(sum(parts)).toBe(count);
				parts.forEach((part, at) =>
					expect(Math.abs(part - (count * weights[at]!) / whole)).toBeLessThan(1)
				);
			})
		);
	});
});

describe('a faulty table is refused with its row', () => {
	it.each([
		['an old code that is none', { from: '00009', to: '00004', share: 1 }, 'from_code', '00009'],
		['a district that has communes', { from: '001', to: '00004', share: 1 }, 'from_code', '001'],
		['a new code that is none', { from: '00001', to: '05503', share: 1 }, 'to_code', '05503'],
		['a share of 0', { from: '00001', to: '05500', share: 0 }, 'area_share', '0'],
		['a share over 1', { from: '00001', to: '05500', share: 1.2 }, 'area_share', '1.2'],
		['no share', { from: '00001', to: '05500', share: NaN }, 'area_share', 'NaN'],
		['a pair that came before', ROWS[0]!, 'to_code', '00001 00004']
	])('%s', (_, row, column, found) => {
		expect(faultOf([...ROWS, row])).toMatchObject({ row: ROWS.length, column, found });
	});

	it('shares of a unit that do not add up', () => {
		const rows = ROWS.map((row) => (row.from === '05509' ? { ...row, share: 0.4 } : row));
		expect(faultOf(rows)).toMatchObject({ row: 7, found: '0.8000 over all rows of 05509' });
	});

	it('a province of which it says nothing', () => {
		const fault = faultOf(ROWS.filter(({ from }) => !from.startsWith('05')));
		expect(fault?.expected).toBe('where 19 of 2022-10 went');
	});

	it('but rounded decimals are parts of their own sum', () => {
		const rows = ROWS.map((row) => (row.from === '05500' ? { ...row, share: 0.4999 } : row));
		const values = estimate(
			build(rows),
			OLD_UNITS,
			NEW_UNITS,
			valuesOf(OLD_UNITS, { '05500': { samples: 200_000 } })
		);
		expect(communes(values)).toEqual([NaN, 100_000, 100_000]);
	});
});
