import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	ancestorRow,
	buildUnits,
	childLevel,
	levelOfCode,
	parentLevel,
	rowsWithin,
	unitsOf,
	type UnitColumns
} from './unit.ts';

function columns(count: number, width: number, parents?: string[]): UnitColumns {
	const code = Array.from({ length: count }, (_, row) => String(row + 1).padStart(width, '0'));
	const parent = code.map((_, row) => (parents ? parents[(row * 7) % parents.length]! : ''));
	return { code, name: code, type: code, parent };
}

const editions = fc
	.record({
		provinces: fc.integer({ min: 1, max: 5 }),
		districts: fc.nat(8),
		communes: fc.nat(20)
	})
	.map(({ provinces, districts, communes }) => {
		const province = columns(provinces, 2);
		const district = districts > 0 ? columns(districts, 3, province.code) : undefined;
		const commune = columns(communes, 5, (district ?? province).code);
		return buildUnits('test', district ? { province, district, commune } : { province, commune });
	});

describe('units', () => {
	it('each commune lies in exactly one unit of each level', () => {
		fc.assert(
			fc.property(editions, (units) => {
				const { codes } = unitsOf(units, 'commune');
				for (const level of units.levels) {
					const within = unitsOf(units, level).codes.flatMap((code) =>
						rowsWithin(units, 'commune', code)
					);
					expect(within.sort((a, b) => a - b)).toEqual(codes.map((_, row) => row));
				}
			})
		);
	});

	it('rowsWithin and ancestorRow agree', () => {
		fc.assert(
			fc.property(editions, (units) => {
				unitsOf(units, 'commune').codes.forEach((_, row) => {
					const above = ancestorRow(units, 'commune', row, 'province');
					const code = unitsOf(units, 'province').codes[above]!;
					expect(rowsWithin(units, 'commune', code)).toContain(row);
				});
			})
		);
	});

	it('skips a level that the edition lacks', () => {
		const units = buildUnits('two tiers', {
			province: columns(1, 2),
			commune: columns(2, 5, ['01'])
		});
		expect(parentLevel(units, 'commune')).toBe('province');
		expect(childLevel(units, 'province')).toBe('commune');
		expect(() => unitsOf(units, 'district')).toThrow('no level district');
		expect(ancestorRow(units, 'province', 0, 'commune')).toBe(-1);
		expect(rowsWithin(units, 'commune', '99')).toEqual([]);
	});

	it('refuses an unknown parent', () => {
		const commune = { code: ['00001'], name: [''], type: [''], parent: ['77'] };
		expect(() => buildUnits('test', { province: columns(1, 2), commune })).toThrow('77');
	});

	it.each([
		['01', 'province'],
		['001', 'district'],
		['00001', 'commune'],
		['1', undefined],
		['0001', undefined],
		['0a', undefined],
		['', undefined]
	])('%j is a code of %s', (code, level) => expect(levelOfCode(code)).toBe(level));
});
