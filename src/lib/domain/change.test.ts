import { describe, expect, it } from 'vitest';
import { CATALOGUE, NEW_UNITS, OLD_UNITS, select } from '../../../tests/fixtures/small-country.ts';
import { toCountry, toFound, toInside, toLevel, type Here } from './change.ts';
import { fitSelection, settleUnits, type Selection } from './selection.ts';

const here = (part: Partial<Selection> = {}, units = OLD_UNITS): Here => ({
	selection: select(part),
	units,
	catalogue: CATALOGUE
});

describe('another level', () => {
	it('is coloured by the share of communes above communes, and by samples below', () => {
		expect(toLevel(here({ hidden: [1] }), 'province')).toEqual({
			...{ level: 'province', within: null },
			...{ measure: 'coverage', hidden: [] }
		});
		const provinces = here({ level: 'province', measure: 'coverage', hidden: [2] });
		expect(toLevel(provinces, 'district')).toEqual({ level: 'district', within: null });
		expect(toLevel(provinces, 'commune')).toMatchObject({ measure: 'samples', hidden: [] });
	});

	it('keeps a measure that was asked for', () => {
		expect(toLevel(here({ measure: 'download' }), 'province')).not.toHaveProperty('measure');
		const samples = here({ level: 'province', measure: 'samples' });
		expect(toLevel(samples, 'district')).not.toHaveProperty('measure');
	});

	it('keeps samples where a share can not be had: an operator, hexagons, a comparison, no threshold', () => {
		for (const part of [
			{ operator: 'VNPT' },
			{ view: 'hexagons' },
			{ against: '2024-12' },
			{ network: '5g' }
		] as Partial<Selection>[])
			expect(toLevel(here(part), 'province')).not.toHaveProperty('measure');
		expect(toLevel(here({ against: '2024-12', view: 'swipe' }), 'province')).toMatchObject({
			measure: 'coverage'
		});
	});

	it('is that of provinces when the reader goes back to the country', () => {
		expect(toCountry(here({ within: '19', unit: '05500' }))).toEqual({
			...{ within: null, unit: null, level: 'province' },
			...{ measure: 'coverage', hidden: [] }
		});
	});

	it('keeps the scope where that lies above it', () => {
		expect(toLevel(here({ within: '19' }), 'district').within).toBe('19');
		expect(toLevel(here({ within: '164' }), 'district').within).toBeNull();
	});
});

describe('what was searched for', () => {
	it('is entered at the level of communes when it is a province', () => {
		expect(toFound(here({ level: 'province', measure: 'coverage' }), '19', 'province')).toEqual({
			...{ within: '19', unit: '19', level: 'commune' },
			...{ measure: 'samples', hidden: [] }
		});
		expect(toFound(here({}, NEW_UNITS), '01', 'province')).toEqual({
			...{ within: '01', unit: '01', level: 'commune' }
		});
	});

	it('is shown among its like when it is anything else, in the scope if it lies there', () => {
		const inside = here({ within: '19' });
		expect(toFound(inside, '05500', 'commune')).toEqual({
			...{ unit: '05500', level: 'commune', within: '19' }
		});
		expect(toFound(inside, '00001', 'commune').within).toBeNull();
		expect(toFound(inside, '164', 'district')).toMatchObject({ measure: 'coverage', within: '19' });
	});
});

it('every change gives a selection that is possible', () => {
	const changes = [
		...(['province', 'district', 'commune'] as const).map(
			(level) => (of: Here) => toLevel(of, level)
		),
		(of: Here) => toFound(of, '19', 'province'),
		toCountry,
		(of: Here) => toInside(of, '19', 'district')
	];
	for (const part of [
		{},
		{ operator: 'VNPT' },
		{ view: 'hexagons' },
		{ against: '2024-12' },
		{ within: '164' }
	] as Partial<Selection>[])
		for (const change of changes) {
			const from = here(part);
			const { selection, fallbacks } = fitSelection(
				{ ...from.selection, ...change(from) },
				CATALOGUE
			);
			expect([...fallbacks, ...settleUnits(selection, OLD_UNITS).fallbacks]).toEqual([]);
		}
});
