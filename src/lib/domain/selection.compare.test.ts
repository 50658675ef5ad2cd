/** Selections that compare two months. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, select } from '../../../tests/fixtures/small-country.ts';
import { fitSelection, parseSelection, serialiseSelection, type Selection } from './selection.ts';

const parse = (query: string) => parseSelection(new URLSearchParams(query), CATALOGUE);

describe('two months compared', () => {
	const fit = (part: Partial<Selection>) => fitSelection(select(part), CATALOGUE);
	const dropped = (value: string) => ({
		selection: { against: null },
		fallbacks: [{ kind: 'value', name: 'against', value, used: '–' }]
	});

	it('are named in the link', () => {
		expect(parse('month=2024-12&against=2024-11').selection.against).toBe('2024-11');
		const params = serialiseSelection(select({ against: '2024-12' }), CATALOGUE);
		expect(params.toString()).toBe('month=2024-11&against=2024-12');
		expect(parse('month=2024-12&against=2024-11&hide=7').selection.hidden).toEqual([7]);
	});

	it('are published ones', () => {
		expect(parse('month=2024-12&against=2019-01')).toMatchObject(dropped('2019-01'));
		expect(parse('month=2024-12&against=yesterday')).toMatchObject(dropped('yesterday'));
	});

	it('have the same units: their own, or those on which the earlier one is estimated', () => {
		expect(fit({ month: '2025-08', against: '2025-06' })).toMatchObject(dropped('2025-06'));
		expect(fit({ month: '2025-08', against: '2025-07' }).fallbacks).toEqual([]);
		const estimated = { month: '2025-08', against: '2025-06', units: '2025-07' };
		expect(fit(estimated)).toMatchObject({ selection: estimated, fallbacks: [] });
	});

	it('are compared by samples, unit by unit', () => {
		const against = '2024-12';
		expect(fit({ against, measure: 'download' })).toMatchObject(dropped(against));
		expect(fit({ against, view: 'hexagons' })).toMatchObject(dropped(against));
		expect(fit({ against, view: 'table' }).fallbacks).toEqual([]);
	});
});
