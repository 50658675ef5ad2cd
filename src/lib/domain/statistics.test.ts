import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OLD_UNITS } from '../../../tests/fixtures/small-country.ts';
import {
	joinStatistics,
	STATISTICS_COLUMNS,
	type StatisticsColumn,
	type StatisticsRows
} from './statistics.ts';

const known = OLD_UNITS.levels.flatMap((level) => OLD_UNITS.of[level]!.codes);
/** The same number is never in two cells. */
const figure = (row: number, column: number) => row * 100 + column;

function rowsOf(codes: readonly string[]): StatisticsRows {
	const columns = STATISTICS_COLUMNS.map(
		(name, column) => [name, Float64Array.from(codes, (_, row) => figure(row, column))] as const
	);
	return {
		code: [...codes],
		...(Object.fromEntries(columns) as Record<StatisticsColumn, Float64Array>)
	};
}

describe('joinStatistics', () => {
	it('puts every row in its place and makes nothing up, in any order of the rows', () => {
		const codes = fc
			.tuple(fc.shuffledSubarray(known), fc.subarray(['99', '999', '99999', '__proto__']))
			.map(([units, strangers]) => [...units, ...strangers]);
		fc.assert(
			fc.property(codes, (list) => {
				const { statistics, unmatched } = joinStatistics(OLD_UNITS, rowsOf(list));
				expect(unmatched).toEqual(list.filter((code) => !known.includes(code)));
				for (const level of OLD_UNITS.levels)
					OLD_UNITS.of[level]!.codes.forEach((code, row) => {
						const at = list.indexOf(code);
						const expected = STATISTICS_COLUMNS.map((_, column) =>
							at < 0 ? NaN : figure(at, column)
						);
						const found = STATISTICS_COLUMNS.map((name) => statistics[level]![name][row]);
						expect(found, code).toEqual(expected);
					});
			})
		);
	});

	it('takes the first of two rows of one unit, and names the second', () => {
		const { statistics, unmatched } = joinStatistics(OLD_UNITS, rowsOf(['19', '19']));
		expect(unmatched).toEqual(['19']);
		expect(statistics.province!.mean_download[1]).toBe(figure(0, 0));
	});
});
