import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveParents, summarise } from './aggregate.ts';
import { emptyValues, type LevelValues, type NetworkValues } from './join.ts';
import { buildUnits, unitsOf, type Units } from './unit.ts';

const UNITS = buildUnits('test', {
	province: columns(['01', '02']),
	district: columns(['001', '002', '003'], ['01', '01', '02']),
	commune: columns(['00001', '00002', '00003', '00004'], ['001', '001', '002', '002'])
});

function columns(code: string[], parent = code.map(() => '')) {
	return { code, name: code, type: code.map(() => ''), parent };
}

function samplesOf(values: number[]): LevelValues {
	return { ...emptyValues(values.length), samples: Float64Array.from(values) };
}

const count = fc.oneof(fc.constant(NaN), fc.nat(1000));
const values = fc
	.tuple(
		fc.array(count, { minLength: 2, maxLength: 2 }),
		fc.array(count, { minLength: 3, maxLength: 3 }),
		fc.array(count, { minLength: 4, maxLength: 4 })
	)
	.map(([province, district, commune]): NetworkValues => ({
		province: samplesOf(province),
		district: samplesOf(district),
		commune: samplesOf(commune)
	}));

function sumOfChildren(
	units: Units,
	level: 'district' | 'commune',
	of: LevelValues,
	parent: number
) {
	const { parentRows } = unitsOf(units, level);
	const known = [...of.samples].filter(
		(value, row) => parentRows[row] === parent && !Number.isNaN(value)
	);
	return known.length === 0 ? NaN : known.reduce((a, b) => a + b, 0);
}

describe('deriveParents', () => {
	it('sums children for each parent without its own row, and marks it', () => {
		fc.assert(
			fc.property(values, (given) => {
				const result = deriveParents(UNITS, given);
				for (const [level, below] of [
					['province', 'district'],
					['district', 'commune']
				] as const) {
					given[level]!.samples.forEach((own, row) => {
						const sum = sumOfChildren(UNITS, below, result[below]!, row);
						expect(result[level]!.samples[row]).toBe(Number.isNaN(own) ? sum : own);
						const isDerived = Number.isNaN(own) && !Number.isNaN(sum);
						expect(result[level]!.derived[row]).toBe(isDerived ? 1 : 0);
					});
				}
			})
		);
	});

	it('derives no speed, and leaves its input alone', () => {
		const given: NetworkValues = { commune: samplesOf([1, 2, 3, NaN]) };
		given.commune!.download.fill(50);
		const result = deriveParents(UNITS, given);
		expect([...result.district!.samples]).toEqual([3, 3, NaN]);
		expect([...result.province!.samples]).toEqual([6, NaN]);
		expect([...result.district!.download]).toEqual([NaN, NaN, NaN]);
		expect([...given.commune!.samples]).toEqual([1, 2, 3, NaN]);
		expect(given.district).toBeUndefined();
	});
});

describe('summarise', () => {
	it('puts each unit into one of reached, under, without data', () => {
		fc.assert(
			fc.property(fc.array(count), (samples) => {
				const summary = summarise(Float64Array.from(samples));
				const under = samples.filter((value) => value < 300).length;
				expect(summary.units).toBe(samples.length);
				expect(summary.reached + under + summary.unitsWithoutData).toBe(samples.length);
				expect(summary.share).toBeGreaterThanOrEqual(0);
				expect(summary.share).toBeLessThanOrEqual(1);
			})
		);
	});

	it('counts 300 as reached and 299 as not', () => {
		expect(summarise(Float64Array.of(299, 300, NaN))).toEqual({
			units: 3,
			reached: 1,
			share: 1 / 3,
			samples: 599,
			unitsWithoutData: 1
		});
	});

	it('counts only the rows that it is given', () => {
		expect(summarise(Float64Array.of(1, 400, 500), [1]).reached).toBe(1);
		expect(summarise(Float64Array.of(), []).share).toBe(0);
	});
});
