import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalRank, OrderStatistics } from './order-statistics.ts';

/** Figures of one group of values in any order. */
function figuresOf(values: readonly number[]) {
	const statistics = new OrderStatistics(Uint32Array.of(values.length));
	for (const value of [...values].sort((a, b) => a - b)) statistics.add(0, value);
	return statistics.figures();
}

describe('quantiles', () => {
	it("are DuckDB's quantile_cont and median", async () => {
		const instance = await DuckDBInstance.create(':memory:');
		const connection = await instance.connect();
		const values = fc.array(fc.double({ min: 0.01, max: 20_000, noNaN: true }), {
			minLength: 1,
			maxLength: 60
		});
		await fc.assert(
			fc.asyncProperty(values, async (drawn) => {
				const list = drawn.map((value) => `${value}::DOUBLE`).join(', ');
				const result = await connection.runAndReadAll(
					`SELECT quantile_cont(v, 0.1), median(v), quantile_cont(v, 0.9), avg(v) FROM (SELECT unnest([${list}]) AS v)`
				);
				const [p10, median, p90, mean] = result.getRows()[0] as number[];
				const figures = figuresOf(drawn);
				expect(figures.p10[0]).toBeCloseTo(p10!, 8);
				expect(figures.median[0]).toBeCloseTo(median!, 8);
				expect(figures.p90[0]).toBeCloseTo(p90!, 8);
				expect(figures.mean[0]).toBeCloseTo(mean!, 6);
			}),
			{ numRuns: 60 }
		);
		connection.closeSync();
		instance.closeSync();
	});

	it('of no values are none', () => {
		const figures = new OrderStatistics(Uint32Array.of(0)).figures();
		expect([figures.mean[0], figures.median[0], figures.low[0]]).toEqual([NaN, NaN, NaN]);
	});

	it('of groups that share values are those of each group', () => {
		const statistics = new OrderStatistics(Uint32Array.of(3, 1, 2));
		for (const [value, groups] of [
			[1, [0, 2]],
			[2, [0, 1]],
			[9, [0, 2]]
		] as const)
			for (const group of groups) statistics.add(group, value);
		expect([...statistics.figures().median]).toEqual([2, 2, 5]);
	});

	it('are refused when a group got another number of values than stated', () => {
		const statistics = new OrderStatistics(Uint32Array.of(2));
		statistics.add(0, 1);
		expect(() => statistics.figures()).toThrow('group 0: 1 of 2 values');
	});
});

describe('the 95 % interval of a median', () => {
	it('has the ranks of the tables of the sign test', () => {
		// Conover, Practical Nonparametric Statistics, table A3: n = 6, 10, 20, 50 at p = ½.
		expect([5, 6, 10, 20, 50].map(intervalRank)).toEqual([0, 1, 2, 6, 18]);
	});

	it('goes over to the normal distribution without a step', () => {
		expect(Math.abs(intervalRank(1000) - intervalRank(1001))).toBeLessThanOrEqual(1);
		expect(intervalRank(10_000)).toBe(4902);
	});

	it('covers the true median in at least 95 % of drawings', () => {
		let state = 300;
		const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
		let covered = 0;
		for (let drawing = 0; drawing < 2000; drawing++) {
			const { low, high } = figuresOf(Array.from({ length: 40 }, random));
			if (low[0]! <= 0.5 && high[0]! >= 0.5) covered++;
		}
		expect(covered / 2000).toBeGreaterThan(0.945);
		expect(covered / 2000).toBeLessThan(0.98);
	});
});
