import { describe, expect, it } from 'vitest';
import {
	namesEver,
	newestUnits,
	officialCode,
	spellingsOf,
	statesOf,
	unitsAt
} from './dated-names.ts';
import { buildUnits, unitsOf, type NameChange } from './unit.ts';

const change = (code: string, from: string, name: string, type: string): NameChange => ({
	level: code.length === 2 ? 'province' : 'commune',
	code,
	from,
	name,
	type,
	act: `act of ${from}`,
	actDate: from.slice(0, 7)
});

const UNITS = buildUnits(
	'2025-07',
	{
		province: { code: ['75'], name: ['Tỉnh Đồng Nai'], type: ['Tỉnh'], parent: [''] },
		commune: {
			code: ['26368', '26383', '26485'],
			name: ['Xã Long Thành', 'Xã Long Phước', 'Xã Nhơn Trạch'],
			type: ['Xã', 'Xã', 'Xã'],
			parent: ['75', '75', '75']
		}
	},
	{
		changes: [
			change('75', '2026-04-30', 'Thành phố Đồng Nai', 'Thành phố'),
			change('26368', '2026-04-30', 'Phường Long Thành', 'Phường'),
			change('26368', '2026-12-31', 'Phường Sân Bay', 'Phường')
		],
		aliases: new Map([['26369', '26368']])
	}
);
const namesIn = (month: string) => {
	const units = unitsAt(UNITS, month);
	return [unitsOf(units, 'province').names[0], unitsOf(units, 'commune').names[0]];
};

describe('unitsAt', () => {
	it('gives a month the names of its last day', () => {
		expect(namesIn('2026-03')).toEqual(['Tỉnh Đồng Nai', 'Xã Long Thành']);
		expect(namesIn('2026-04')).toEqual(['Thành phố Đồng Nai', 'Phường Long Thành']);
		expect(namesIn('2026-11')[1]).toBe('Phường Long Thành');
		expect(namesIn('2026-12')[1]).toBe('Phường Sân Bay');
	});

	it('gives the types with the names, and leaves all others as they are', () => {
		const { names, types, codes } = unitsOf(unitsAt(UNITS, '2026-12'), 'commune');
		expect(types).toEqual(['Phường', 'Xã', 'Xã']);
		expect(names.slice(1)).toEqual(['Xã Long Phước', 'Xã Nhơn Trạch']);
		expect(codes).toBe(unitsOf(UNITS, 'commune').codes);
	});

	it('gives a month before the list the names with which it began', () => {
		expect(namesIn('2024-11')).toEqual(['Tỉnh Đồng Nai', 'Xã Long Thành']);
	});

	it('goes back from later names, too', () => {
		const later = unitsAt(UNITS, '2026-12');
		expect(unitsAt(later, '2025-09')).toBe(UNITS);
		expect(unitsAt(later, '2026-04')).toBe(unitsAt(UNITS, '2026-11'));
	});

	it('is one object for months with the same names, so that nothing is made anew', () => {
		expect(unitsAt(UNITS, '2025-09')).toBe(UNITS);
		expect(unitsAt(UNITS, '2026-05')).toBe(unitsAt(UNITS, '2026-10'));
		expect(newestUnits(UNITS)).toBe(unitsAt(UNITS, '2030-01'));
		expect(statesOf(newestUnits(UNITS))).toEqual([
			UNITS,
			unitsAt(UNITS, '2026-05'),
			unitsAt(UNITS, '2027-01')
		]);
	});
});

describe('spellings', () => {
	it('are all names that a unit ever had, with and without type', () => {
		for (const units of [UNITS, newestUnits(UNITS)])
			expect(spellingsOf(units, 'commune', 0)).toEqual([
				'Xã Long Thành',
				'Long Thành',
				'Phường Long Thành',
				'Phường Sân Bay',
				'Sân Bay'
			]);
		expect(spellingsOf(UNITS, 'commune', 1)).toEqual(['Xã Long Phước', 'Long Phước']);
	});

	it('come with the act that gave each', () => {
		const [first, second] = namesEver(UNITS, 'province', 0);
		expect(first!.change).toBeNull();
		expect(second!.change!.act).toBe('act of 2026-04-30');
	});

	it('lead from an alias of a code to the official one', () => {
		expect(officialCode(UNITS, '26369')).toBe('26368');
		expect(officialCode(UNITS, '26368')).toBe('26368');
		expect(unitsOf(UNITS, 'commune').rowOf.get('26369')).toBe(0);
	});
});
