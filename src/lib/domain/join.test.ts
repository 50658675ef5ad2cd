import { byReading } from './figures.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRows, type SampleColumns } from './join.ts';
import { buildUnits, unitsOf } from './unit.ts';

const digits = fc.integer({ min: 0, max: 40 }).map((value) => String(value).padStart(5, '0'));

function communes(codes: string[]) {
	const blank = codes.map(() => '');
	return unitsOf(
		buildUnits('test', { commune: { code: codes, name: blank, type: blank, parent: blank } }),
		'commune'
	);
}

function rowsWith(codes: string[]): SampleColumns {
	const numbers = codes.map((_, at) => at);
	return {
		code: codes,
		samples: numbers,
		...byReading(() => numbers),
		derived: codes.map(() => 0)
	};
}

describe('joinRows', () => {
	it('accounts for every row and every unit', () => {
		fc.assert(
			fc.property(fc.uniqueArray(digits), fc.array(digits), (unitCodes, rowCodes) => {
				const units = communes(unitCodes.sort());
				const { values, report } = joinRows(units, rowsWith(rowCodes));
				expect(report.rows).toBe(rowCodes.length);
				expect(report.matched + report.rowsWithoutUnit.length + report.duplicates.length).toBe(
					rowCodes.length
				);
				expect(report.matched + report.unitsWithoutData.length).toBe(unitCodes.length);
				expect(values.samples.filter((value) => !Number.isNaN(value))).toHaveLength(report.matched);
			})
		);
	});

	it('gives each unit the values of its first row, in unit order', () => {
		fc.assert(
			fc.property(fc.uniqueArray(digits), fc.array(digits), (unitCodes, rowCodes) => {
				const units = communes(unitCodes.sort());
				const { values } = joinRows(units, rowsWith(rowCodes));
				units.codes.forEach((code, row) => {
					const first = rowCodes.indexOf(code);
					expect(values.samples[row]).toBe(first < 0 ? NaN : first);
					expect(values.latency[row]).toBe(first < 0 ? NaN : first);
				});
			})
		);
	});

	it('tells no data (NaN) from 0', () => {
		const { values } = joinRows(communes(['00001', '00002']), rowsWith(['00002']));
		expect([...values.samples]).toEqual([NaN, 0]);
	});
});
