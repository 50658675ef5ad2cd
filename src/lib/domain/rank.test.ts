import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	OLD_UNITS,
	OLD_VALUES,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { rankUnits } from './rank.ts';

describe('the ranking', () => {
	it('orders provinces by the share of their communes that reached the threshold', () => {
		const ranked = rankUnits(OLD_UNITS, OLD_VALUES, null, 'province', 'share', null);
		expect(ranked).toEqual([
			{ code: '01', name: 'Thành phố Cổ Thành', rank: 1, moved: null, value: 1, change: NaN },
			{ code: '19', name: 'Tỉnh Đồi Chè', rank: 2, moved: null, value: 0, change: NaN }
		]);
	});

	it('puts districts without communes last, without a place', () => {
		const ranked = rankUnits(OLD_UNITS, OLD_VALUES, null, 'district', 'share', '01');
		expect(ranked.map(({ code, rank }) => [code, rank])).toEqual([
			['001', 1],
			['498', null]
		]);
	});

	it('gives equals the same place, and leaves the next free', () => {
		const values = valuesOf(OLD_UNITS, {
			'001': { samples: 5 },
			'164': { samples: 9 },
			'165': { samples: 5 },
			'498': { samples: 1 }
		});
		const ranked = rankUnits(OLD_UNITS, values, null, 'district', 'samples', null);
		expect(ranked.map(({ code, rank }) => [code, rank])).toEqual([
			['164', 1],
			['001', 2],
			['165', 2],
			['498', 4]
		]);
	});

	it('counts the places that a unit moved up or down', () => {
		const before = valuesOf(OLD_UNITS, { '01': { samples: 10 }, '19': { samples: 900 } });
		const ranked = rankUnits(OLD_UNITS, OLD_VALUES, before, 'province', 'samples', null);
		expect(ranked.map(({ code, moved, change }) => [code, moved, change])).toEqual([
			['01', 1, 952],
			['19', -1, -440]
		]);
	});

	it('holds every unit once, in falling order, and nobody moves from a month to itself', () => {
		fc.assert(
			fc.property(anyValues(OLD_UNITS), fc.constantFrom('share', 'samples'), (values, by) => {
				const ranked = rankUnits(OLD_UNITS, values, values, 'district', by as 'share', null);
				expect(ranked.map(({ code }) => code).sort()).toEqual(OLD_UNITS.of.district!.codes);
				const known = ranked.filter(({ rank }) => rank !== null);
				expect(known.map(({ value }) => value)).toEqual(
					known.map(({ value }) => value).sort((a, b) => b - a)
				);
				for (const { moved } of known) expect(moved).toBe(0);
			})
		);
	});

	it('is the same ranking backwards: what one month gained the other lost', () => {
		fc.assert(
			fc.property(anyValues(OLD_UNITS), anyValues(OLD_UNITS), (first, second) => {
				const there = rankUnits(OLD_UNITS, first, second, 'district', 'samples', null);
				const back = rankUnits(OLD_UNITS, second, first, 'district', 'samples', null);
				for (const { code, moved } of there) {
					const other = back.find((each) => each.code === code)!.moved;
					expect(moved === null ? null : moved + other!).toBe(moved === null ? other : 0);
				}
			})
		);
	});
});
