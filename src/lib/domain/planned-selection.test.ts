import { describe, expect, it } from 'vitest';
import { OLD_UNITS, select } from '../../../tests/fixtures/small-country.ts';
import { briefedSelection } from './planned-selection.ts';
import { unitsOf } from './unit.ts';

describe('a briefing of a chosen unit', () => {
	const of = (part: Parameters<typeof select>[0]) => briefedSelection(select(part), OLD_UNITS);
	const [district] = unitsOf(OLD_UNITS, 'district').codes;
	const [commune] = unitsOf(OLD_UNITS, 'commune').codes;

	it('is of that unit, where it has units below', () => {
		expect(of({ unit: '01' })).toMatchObject({ within: '01', unit: null, level: 'commune' });
		expect(of({ unit: district! })).toMatchObject({ within: district, unit: null });
	});

	it('is of the province of a commune', () => {
		expect(of({ unit: commune! })).toMatchObject({ within: '01', unit: null });
	});

	it('stays what it is where something is looked into, and without a unit', () => {
		for (const selection of [select({ unit: commune!, within: '01' }), select({})])
			expect(briefedSelection(selection, OLD_UNITS)).toBe(selection);
	});
});
