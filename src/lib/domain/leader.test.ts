import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	OLD_UNITS,
	OLD_VALUES,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { findLeader } from './leader.ts';
import { reached } from './threshold.ts';
import { ancestorRow, rowsWithin, unitsOf } from './unit.ts';

const leaders = (...of: Parameters<typeof findLeader>) => {
	const found = findLeader(...of);
	return found && found.rows.map((row) => unitsOf(OLD_UNITS, found.level).codes[row]);
};

describe('who leads', () => {
	it('is the province with the largest share of its communes reached', () => {
		expect(findLeader(OLD_UNITS, OLD_VALUES, 'commune', null)).toEqual({
			level: 'province',
			rows: [0],
			coverage: { reached: 2, units: 2 },
			samples: NaN
		});
	});

	it('is a district inside of a province', () => {
		const values = valuesOf(OLD_UNITS, { '05500': { samples: 0 }, '05509': { samples: 300 } });
		expect(leaders(OLD_UNITS, values, 'commune', '19')).toEqual(['165']);
	});

	it('has the most samples where the units themselves are in view', () => {
		expect(findLeader(OLD_UNITS, OLD_VALUES, 'province', null)).toEqual({
			level: 'province',
			rows: [0],
			coverage: null,
			samples: 962
		});
		expect(leaders(OLD_UNITS, OLD_VALUES, 'commune', '001')).toEqual(['00001']);
	});

	it('is nobody where nothing was reached, nothing is known, or all do equally well', () => {
		expect(leaders(OLD_UNITS, OLD_VALUES, 'commune', '19')).toBeNull();
		expect(leaders(OLD_UNITS, {}, 'commune', null)).toBeNull();
		expect(leaders(OLD_UNITS, OLD_VALUES, 'commune', '498')).toBeNull();
		const equal = valuesOf(OLD_UNITS, { '05500': { samples: 300 }, '05506': { samples: 400 } });
		expect(leaders(OLD_UNITS, equal, 'commune', '19')).toBeNull();
	});

	it('is never behind another unit', () => {
		fc.assert(
			fc.property(anyValues(OLD_UNITS), (values) => {
				const leader = findLeader(OLD_UNITS, values, 'commune', null);
				const { samples } = values.commune!;
				const shares = unitsOf(OLD_UNITS, 'province').codes.map((code) => {
					const rows = rowsWithin(OLD_UNITS, 'commune', code);
					return rows.filter((row) => reached(samples[row]!)).length / rows.length;
				});
				if (leader) {
					const { reached, units } = leader.coverage!;
					expect(reached / units).toBe(Math.max(...shares));
				} else expect(shares[0]).toBe(shares[1]);
			})
		);
	});

	it('leads by units that lie inside of it', () => {
		fc.assert(
			fc.property(anyValues(OLD_UNITS), (values) => {
				const leader = findLeader(OLD_UNITS, values, 'commune', '19');
				fc.pre(leader !== null);
				for (const row of leader!.rows)
					expect(ancestorRow(OLD_UNITS, 'district', row, 'province')).toBe(1);
			})
		);
	});
});
