/** Any address comes to rest: what it stands for is known, possible, and stays what it is when it is read again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, NEW_UNITS, OLD_UNITS } from '../../../tests/fixtures/small-country.ts';
import { MEASURES } from './measure.ts';
import { NETWORKS } from './network.ts';
import {
	editionShown,
	fitSelection,
	measureReason,
	mergeFallbacks,
	operatorsOf,
	parseSelection,
	serialiseSelection,
	settleUnits,
	VIEWS,
	type Fallback,
	type Selection
} from './selection.ts';
import { levelOf, LEVELS } from './unit.ts';

const UNITS = new Map([OLD_UNITS, NEW_UNITS].map((units) => [units.edition, units]));

/** What the page comes to: first by the catalogue, then by the units of the edition that is shown. */
function settle(params: URLSearchParams): { selection: Selection; fallbacks: Fallback[] } {
	const parsed = parseSelection(params, CATALOGUE);
	const units = UNITS.get(editionShown(parsed.selection, CATALOGUE).id)!;
	const settled = settleUnits(parsed.selection, units);
	return {
		selection: settled.selection,
		fallbacks: mergeFallbacks(parsed.fallbacks, settled.fallbacks)
	};
}

const months = CATALOGUE.months.map(({ month }) => month);
const value = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom(...months, ...LEVELS, ...NETWORKS, ...MEASURES, ...VIEWS)
	},
	{
		weight: 3,
		arbitrary: fc.constantFrom('01', '19', '06', '001', '164', '00001', '05500', '2025-07')
	},
	{
		weight: 2,
		arbitrary: fc.constantFrom(
			...[
				'',
				'Infinity',
				'NaN',
				'9999-12',
				'2025-13',
				'0000-00',
				'__proto__',
				'constructor',
				'1',
				'0.5'
			]
		)
	},
	{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) }
);
const name = fc.constantFrom(
	...['month', 'units', 'against', 'level', 'network', 'operator', 'measure', 'view', 'within'],
	...['unit', 'hide', 'reached', 'lang', 'other']
);
const address = fc
	.array(fc.tuple(name, value), { maxLength: 12 })
	.map((pairs) => new URLSearchParams(pairs));

describe('any address', () => {
	it('comes to a selection of which every part is known and possible', () => {
		fc.assert(
			fc.property(address, (params) => {
				const { selection } = settle(params);
				const { month, level, view, within, unit, operator, measure, against } = selection;
				const edition = editionShown(selection, CATALOGUE);
				const units = UNITS.get(edition.id)!;
				expect(months).toContain(month);
				expect(against === null || months.includes(against)).toBe(true);
				expect(edition.levels).toContain(level);
				expect(VIEWS).toContain(view);
				expect(measureReason(measure, selection, CATALOGUE)).toBeUndefined();
				if (unit !== null) expect(levelOf(units, unit)).toBeDefined();
				if (within !== null) {
					const scope = levelOf(units, within)!;
					expect(edition.levels.indexOf(scope)).toBeLessThan(edition.levels.indexOf(level));
				}
				if (operator !== null) expect(operatorsOf(selection, CATALOGUE)).toContain(operator);
			}),
			{ numRuns: 2000 }
		);
	});

	it('says it as an address that comes to the same, without complaint', () => {
		fc.assert(
			fc.property(address, (params) => {
				const { selection } = settle(params);
				const again = serialiseSelection(selection, CATALOGUE);
				expect(settle(again)).toEqual({ selection, fallbacks: [] });
				expect(fitSelection(selection, CATALOGUE)).toEqual({ selection, fallbacks: [] });
			}),
			{ numRuns: 2000 }
		);
	});

	it('tells of each thing that it asked for in vain once', () => {
		fc.assert(
			fc.property(address, (params) => {
				const told = settle(params).fallbacks.map((fallback) => JSON.stringify(fallback));
				expect(new Set(told).size).toBe(told.length);
			})
		);
		const { fallbacks } = settle(new URLSearchParams('within=06&unit=06'));
		expect(fallbacks).toEqual([{ kind: 'unit', code: '06' }]);
	});

	it('tells of a scope that does not lie above the level', () => {
		const { selection, fallbacks } = settle(new URLSearchParams('level=province&within=01'));
		expect(selection.within).toBeNull();
		expect(fallbacks).toEqual([{ kind: 'value', name: 'within', value: '01', used: '–' }]);
	});
});
