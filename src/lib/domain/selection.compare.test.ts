/** Selections that compare two months. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, OLD_UNITS, select } from '../../../tests/fixtures/small-country.ts';
import {
	fitSelection,
	otherSide,
	parseSelection,
	serialiseSelection,
	settleUnits,
	type Selection
} from './selection.ts';

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
		expect(parse('month=2024-12&against=2024-11&hide=reached').selection.hidden).toEqual([7]);
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

describe('two maps beside each other', () => {
	const fit = (part: Partial<Selection>) =>
		fitSelection(select({ view: 'swipe', ...part }), CATALOGUE);

	it('are of two months, and of the two networks where no month is named', () => {
		const selection = parse('month=2024-12&against=2024-11&view=swipe').selection;
		expect(otherSide(selection)).toEqual({ month: '2024-11', network: 'mobile' });
		const networks = parse('month=2024-12&network=fixed&view=swipe').selection;
		expect(otherSide(networks)).toEqual({ month: '2024-12', network: 'mobile' });
	});

	it('show any measure, each with its own classes', () => {
		const part = { against: '2024-12', measure: 'download' as const };
		expect(fit(part)).toMatchObject({ selection: part, fallbacks: [] });
		const { selection } = parse('month=2024-12&against=2024-11&view=swipe&hide=min600.reached');
		expect(selection.hidden).toEqual([7]);
	});

	it('stand on the same units', () => {
		const asked = { month: '2025-08', against: '2025-06' };
		expect(fit(asked).selection.against).toBeNull();
		expect(fit({ ...asked, units: '2025-07' }).fallbacks).toEqual([]);
	});
});

describe('many months at once', () => {
	const fit = (part: Partial<Selection>) =>
		fitSelection(select({ view: 'months', ...part }), CATALOGUE);

	it('show the share of communes by province, and the samples of communes inside of a unit', () => {
		const wish = { against: '2024-12', hidden: [1] };
		const country = { level: 'province', measure: 'coverage', against: null, hidden: [] };
		expect(fit(wish)).toMatchObject({ selection: country, fallbacks: [] });
		const inside = { level: 'commune', measure: 'samples', against: null, hidden: [] };
		expect(fit({ ...wish, within: '19' })).toMatchObject({ selection: inside, fallbacks: [] });
		expect(fit({ within: '19', hidden: [1] }).selection.hidden).toEqual([1]);
	});

	it('show the country where there is nothing to look into', () => {
		const { selection } = settleUnits(fit({ within: '00001' }).selection, OLD_UNITS);
		expect(selection).toMatchObject({ within: null, level: 'province', measure: 'coverage' });
	});
});
