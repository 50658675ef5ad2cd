import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, NEW_UNITS, OLD_UNITS, select } from '../../../tests/fixtures/small-country.ts';
import { LOCALES } from '../i18n/locale.ts';
import { editionOfMonth } from './edition.ts';
import { breaksOf, MEASURES, STATISTICS_MEASURES } from './measure.ts';
import { NETWORKS } from './network.ts';
import {
	editionShown,
	fitSelection,
	laterEdition,
	parseSelection,
	serialiseSelection,
	settleUnits,
	VIEWS,
	type Selection
} from './selection.ts';
import { LEVELS } from './unit.ts';
import { defaultSelection } from './usual-selection.ts';

const parse = (query: string) => parseSelection(new URLSearchParams(query), CATALOGUE);
const usual = defaultSelection(CATALOGUE);

const code = fc.option(fc.constantFrom('01', '19', '164', '00001', '05500'));

/** Selections that are possible in their month. */
const possible: fc.Arbitrary<Selection> = fc
	.record({
		month: fc.constantFrom(...CATALOGUE.months.map(({ month }) => month)),
		units: fc.option(fc.constant('2025-07')),
		against: fc.option(fc.constantFrom(...CATALOGUE.months.map(({ month }) => month))),
		level: fc.constantFrom(...LEVELS),
		network: fc.constantFrom(...NETWORKS),
		operator: fc.option(fc.constantFrom('VNPT', 'Viettel', 'MobiFone')),
		measure: fc.constantFrom(...MEASURES),
		view: fc.constantFrom(...VIEWS),
		within: code,
		unit: code,
		hidden: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
		reachedOnly: fc.boolean(),
		locale: fc.constantFrom(...LOCALES)
	})
	.map((selection) => fitSelection(selection, CATALOGUE).selection);

describe('defaultSelection', () => {
	it('asks the question of a leader: all communes, mobile samples, the last published month', () => {
		expect(usual).toEqual(select({ month: '2025-08' }));
	});
});

describe('parseSelection', () => {
	it('reads every parameter', () => {
		const query =
			'month=2024-11&level=district&network=fixed&measure=latency&view=table&within=01&unit=001&hide=0.4&reached=1&lang=en';
		expect(parse(query)).toEqual({
			selection: select({
				level: 'district',
				network: 'fixed',
				measure: 'latency',
				view: 'table',
				within: '01',
				unit: '001',
				hidden: [0, 4],
				reachedOnly: true,
				locale: 'en'
			}),
			fallbacks: []
		});
	});

	it('takes an empty URL for the default, without complaint', () => {
		expect(parse('')).toEqual({ selection: usual, fallbacks: [] });
	});

	it('keeps the leading zeros of codes', () => {
		const { selection } = parse('within=01&unit=00004');
		expect([selection.within, selection.unit]).toEqual(['01', '00004']);
	});

	it.each([
		['month', usual.month],
		['level', usual.level],
		['network', usual.network],
		['measure', usual.measure],
		['view', usual.view],
		['lang', usual.locale]
	])('falls back on any unknown %s, and lists it', (name, used) => {
		const known =
			/^(\d{4}-\d\d|province|district|commune|mobile|fixed|samples|download|upload|latency|choropleth|hexagons|table|vi|en)$/;
		const unknown = fc.oneof(
			fc.constantFrom('', 'toString', '__proto__', 'Commune', '2024-13', '1999-01'),
			fc.string().filter((text) => !known.test(text))
		);
		fc.assert(
			fc.property(unknown, (value) => {
				const params = new URLSearchParams([[name, value]]);
				expect(parseSelection(params, CATALOGUE)).toEqual({
					selection: usual,
					fallbacks: [{ kind: 'value', name, value, used }]
				});
			})
		);
	});

	it('falls back on a month that is well formed but not published', () => {
		const { selection, fallbacks } = parse('month=2025-01');
		expect(selection.month).toBe('2025-08');
		expect(fallbacks).toEqual([
			{ kind: 'value', name: 'month', value: '2025-01', used: '2025-08' }
		]);
	});

	it('lists each of several unknown values', () => {
		const { fallbacks } = parse('month=never&network=5G&reached=yes');
		expect(fallbacks.map((fallback) => 'name' in fallback && fallback.name)).toEqual([
			'month',
			'network',
			'reached'
		]);
	});

	it('hides each class once, in order', () => {
		expect(parse('hide=min100.none.min100')).toMatchObject({
			selection: { hidden: [0, 4] },
			fallbacks: []
		});
	});

	it.each(['7', '-1', '1e0', '01', 'x', 'min', 'min99', 'lost', 'min300 '])(
		'keeps the classes it knows beside "%s", and lists it',
		(odd) => {
			const { selection, fallbacks } = parse(`hide=min1.${odd}.min0`);
			expect(selection.hidden).toEqual([1, 2]);
			expect(fallbacks).toEqual([
				{ kind: 'value', name: 'hide', value: `min1.${odd}.min0`, used: 'min0.min1' }
			]);
		}
	);

	it('hides nothing when no class is known, and lists it', () => {
		const { selection, fallbacks } = parse('hide=all');
		expect(selection.hidden).toEqual([]);
		expect(fallbacks).toEqual([{ kind: 'value', name: 'hide', value: 'all', used: '–' }]);
	});

	it('always gives a selection that is possible in its month', () => {
		const text = fc.oneof(
			fc.string(),
			fc.constantFrom(...LEVELS, ...VIEWS, ...NETWORKS, ...MEASURES, '2024-12', '2025-07')
		);
		const names = [
			'month',
			'level',
			'network',
			'operator',
			'measure',
			'view',
			'hide',
			'reached',
			'lang'
		];
		const query = fc.array(fc.tuple(fc.constantFrom(...names), text));
		fc.assert(
			fc.property(query, (pairs) => {
				const { selection } = parseSelection(new URLSearchParams(pairs), CATALOGUE);
				const published = CATALOGUE.months.find(({ month }) => month === selection.month)!;
				const { levels } = editionOfMonth(CATALOGUE.editions, selection.month)!;
				const classes =
					breaksOf(selection.measure, selection.network, selection.month).at.length + 2;
				expect(levels).toContain(selection.level);
				if (!published.hexagons) expect(selection.view).not.toBe('hexagons');
				for (const at of selection.hidden) expect(at).toBeLessThan(classes);
			})
		);
	});
});

describe('serialiseSelection', () => {
	it('can be read back to the same selection, without any fallback', () => {
		fc.assert(
			fc.property(possible, (selection) => {
				// Through text, as a pasted link goes.
				const query = serialiseSelection(selection, CATALOGUE).toString();
				expect(parse(query)).toEqual({ selection, fallbacks: [] });
			})
		);
	});

	it('names the month always and nothing else that is usual', () => {
		expect(serialiseSelection(usual, CATALOGUE).toString()).toBe('month=2025-08');
	});

	it('names what differs from the default', () => {
		const selection = select({ level: 'province', hidden: [0, 3], unit: '01', locale: 'en' });
		expect(serialiseSelection(selection, CATALOGUE).toString()).toBe(
			'month=2024-11&level=province&unit=01&hide=none.min30&lang=en'
		);
	});
});

describe('fitSelection', () => {
	it('takes communes where an edition has no districts, and says so', () => {
		const asked = select({ month: '2025-07', level: 'district' });
		expect(fitSelection(asked, CATALOGUE)).toEqual({
			selection: { ...asked, level: 'commune' },
			fallbacks: [{ kind: 'level', from: 'district', to: 'commune' }]
		});
	});

	it('takes the choropleth where there are no single measurements, and says so', () => {
		const asked = select({ month: '2024-12', view: 'hexagons' });
		expect(fitSelection(asked, CATALOGUE)).toEqual({
			selection: { ...asked, view: 'choropleth' },
			fallbacks: [{ kind: 'value', name: 'view', value: 'hexagons', used: 'choropleth' }]
		});
	});

	it('leaves a possible selection as it is, and never changes its input', () => {
		const asked = Object.freeze(select({ level: 'district', view: 'hexagons' }));
		expect(fitSelection(asked, CATALOGUE)).toEqual({ selection: asked, fallbacks: [] });
		const impossible = Object.freeze(select({ month: '2025-07', level: 'district' }));
		expect(fitSelection(impossible, CATALOGUE).selection).not.toBe(impossible);
	});
});

describe('settleUnits', () => {
	it('keeps units that the edition knows', () => {
		const asked = select({ within: '19', unit: '05500' });
		expect(settleUnits(asked, OLD_UNITS)).toEqual({ selection: asked, fallbacks: [] });
	});

	it('drops and lists units that the edition does not know', () => {
		const asked = select({ within: '001', unit: '00001' });
		expect(settleUnits(asked, NEW_UNITS)).toEqual({
			selection: select(),
			fallbacks: [
				{ kind: 'unit', code: '001' },
				{ kind: 'unit', code: '00001' }
			]
		});
	});

	it.each([
		['commune', '00001'],
		['district', '001'],
		['province', '01']
	] as const)('looks at all %ss, not into one of them', (level, within) => {
		const { selection } = settleUnits(select({ level, within }), OLD_UNITS);
		expect(selection.within).toBeNull();
	});

	it('looks into a province at any level below it', () => {
		for (const level of ['district', 'commune'] as const) {
			const { selection } = settleUnits(select({ level, within: '01' }), OLD_UNITS);
			expect(selection.within).toBe('01');
		}
	});
});

describe('old months on new units', () => {
	const fit = (part: Partial<Selection>) => fitSelection(select(part), CATALOGUE);

	it('are asked for by the edition, which stays in the link over the change of the list', () => {
		expect(parse('month=2024-11&units=2025-07').selection.units).toBe('2025-07');
		expect(parse('month=2025-08&units=2025-07').selection.units).toBe('2025-07');
		const params = serialiseSelection(select({ units: '2025-07' }), CATALOGUE);
		expect(params.toString()).toBe('month=2024-11&units=2025-07');
		expect(serialiseSelection(select(), CATALOGUE).has('units')).toBe(false);
	});

	it('of an edition to which nothing leads are not known', () => {
		for (const units of ['2022-10', '2030-01', ''])
			expect(parse(`month=2024-11&units=${units}`)).toMatchObject({
				selection: { units: null },
				fallbacks: [{ kind: 'value', name: 'units', value: units }]
			});
	});

	it('change the edition of months before it only', () => {
		const shown = (month: string, units: string | null) =>
			editionShown({ month, units }, CATALOGUE).id;
		expect(shown('2024-11', null)).toBe('2022-10');
		expect(shown('2024-11', '2025-07')).toBe('2025-07');
		expect(shown('2025-08', '2025-07')).toBe('2025-07');
		expect(shown('2024-11', '2030-01')).toBe('2022-10');
		expect(laterEdition('2024-11', CATALOGUE)).toBe('2025-07');
		expect(laterEdition('2025-08', CATALOGUE)).toBeUndefined();
	});

	it('have no districts', () => {
		expect(fit({ units: '2025-07', level: 'district' })).toMatchObject({
			selection: { level: 'commune' },
			fallbacks: [{ kind: 'level', from: 'district', to: 'commune' }]
		});
	});

	it('have samples alone: a median cannot be divided by area', () => {
		expect(fit({ units: '2025-07', measure: 'download', hidden: [1] })).toMatchObject({
			selection: { measure: 'samples', hidden: [] },
			fallbacks: [{ kind: 'measure', why: 'estimated' }]
		});
		expect(fit({ units: '2025-07', level: 'province', measure: 'coverage' })).toMatchObject({
			selection: { measure: 'coverage' },
			fallbacks: []
		});
		for (const part of [
			{ units: null, measure: 'download' },
			{ units: '2025-07', measure: 'download', month: '2025-08' },
			{ units: '2025-07', measure: 'download', view: 'hexagons' }
		] as const)
			expect(fit(part)).toMatchObject({ selection: { measure: 'download' }, fallbacks: [] });
	});
});

describe('coverage', () => {
	it('says nothing of single communes: samples stand in for it, and that is told', () => {
		const communes = parse('level=commune&measure=coverage&hide=min50');
		expect(communes).toMatchObject({
			selection: { measure: 'samples', hidden: [] },
			fallbacks: [{ kind: 'measure', why: 'level' }]
		});
		expect(parse('level=province&measure=coverage&hide=min50')).toMatchObject({
			selection: { measure: 'coverage', hidden: [6] },
			fallbacks: []
		});
	});
});

describe('measures of single measurements', () => {
	const fit = (part: Partial<Selection>) => fitSelection(select(part), CATALOGUE);

	it('stay in a month and network that has them', () => {
		for (const measure of STATISTICS_MEASURES)
			expect(fit({ measure })).toEqual({ selection: select({ measure }), fallbacks: [] });
	});

	it.each([
		['another network', { network: 'fixed' }, 'unmeasured'],
		['another month', { month: '2025-06' }, 'unmeasured'],
		['one operator', { operator: 'VNPT' }, 'operator'],
		['hexagons', { view: 'hexagons' }, 'hexagons'],
		['estimates', { units: '2025-07' }, 'estimated']
	] as const)('become samples for %s, with the reason', (_, part, why) => {
		expect(fit({ measure: 'share_40', hidden: [1], ...part })).toMatchObject({
			selection: { measure: 'samples', hidden: [] },
			fallbacks: [{ kind: 'measure', why }]
		});
	});
});

describe('two maps beside each other', () => {
	it('are of two months or networks: a month beside itself leaves, and the reader is told', () => {
		const query = 'month=2024-11&against=2024-11&view=swipe';
		expect(parse(query)).toEqual({
			selection: select({ view: 'swipe' }),
			fallbacks: [{ kind: 'value', name: 'against', value: '2024-11', used: '–' }]
		});
		expect(parse(query.replace('against=2024-11', 'against=2025-06')).fallbacks).toEqual([]);
	});
});

describe('an operator', () => {
	const fit = (part: Partial<Selection>) => fitSelection(select(part), CATALOGUE);

	it('is in the link', () => {
		const query = 'month=2024-11&operator=Viettel&measure=download';
		const { selection, fallbacks } = parse(query);
		expect(fallbacks).toEqual([]);
		expect(selection).toEqual(select({ operator: 'Viettel', measure: 'download' }));
		expect(serialiseSelection(selection, CATALOGUE).get('operator')).toBe('Viettel');
	});

	it.each([
		['unknown to the network', { network: 'fixed' }, 'unknown'],
		['unknown to the month', { month: '2025-06' }, 'unknown'],
		['in hexagons, which hold all operators', { view: 'hexagons' }, 'view'],
		['of two maps', { view: 'swipe' }, 'view'],
		['of many months', { view: 'months' }, 'view']
	] as const)('leaves when %s, and the reader is told', (_, part, why) => {
		expect(fit({ operator: 'Viettel', ...part })).toMatchObject({
			selection: { operator: null },
			fallbacks: [{ kind: 'operator', operator: 'Viettel', why }]
		});
	});

	it('is known in the spelling of an old link', () => {
		expect(parse('month=2024-11&operator=VIETTEL').selection.operator).toBe('Viettel');
	});

	it('that nobody knows leaves, whatever it is called', () => {
		for (const operator of ['', 'vietel', '__proto__', 'constructor', '<b>'])
			expect(parse(`month=2024-11&operator=${operator}`).selection.operator).toBeNull();
	});
});
