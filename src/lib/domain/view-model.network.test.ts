/** A network without a threshold: nothing is reached, short or missing in it. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE, OLD_UNITS, OLD_VALUES, select } from '../../../tests/fixtures/small-country.ts';
import { summarise } from './aggregate.ts';
import { buildDetail } from './detail.ts';
import { MEASURES } from './measure.ts';
import { fitSelection, measureReason, monthsShow, type Selection } from './selection.ts';
import { buildViewModel, MARK, type ViewInput } from './view-model.ts';

/** Words of both languages that say that something was reached, or is missing. */
const CLAIMS = /đạt|thiếu|kế hoạch|300|reached|short|missing|deficit/i;

const INPUT: ViewInput = {
	units: OLD_UNITS,
	values: OLD_VALUES,
	month: '2024-11',
	edition: '2022-10',
	statistic: 'median',
	provenance: 'imported',
	source: 'x.csv',
	approximate: true
};
const view = (part: Partial<Selection> = {}, input: Partial<ViewInput> = {}) =>
	buildViewModel({ ...INPUT, ...input }, select({ network: '5g', ...part }), 'light');

describe('the view of 5G', () => {
	it.each(['vi', 'en'] as const)(
		'says nothing of what was reached or is missing (%s)',
		(locale) => {
			for (const level of OLD_UNITS.levels)
				for (const measure of ['samples', 'download', 'latency'] as const) {
					const { title, sentence, notes, legend } = view({ locale, level, measure });
					const labels = legend.map(({ label }) => label).filter((label) => !/\d/.test(label));
					// Of the note that it has no minimum of its own, nothing is claimed.
					for (const text of [title, sentence, ...notes, ...labels])
						expect(text).not.toMatch(CLAIMS);
				}
		}
	);

	it('tells how many units were measured', () => {
		// 650, 300, 299, 0, no data, 150
		expect(view().sentence).toContain('4 trên 6 xã');
		expect(view().sentence).toContain('có mẫu đo');
		expect(view().kpis.at(-1)).toMatchObject({ units: 6, reached: 4, unitsWithoutData: 1 });
	});

	it('has sequential classes without a line', () => {
		const model = view();
		expect(model.threshold).toBeNull();
		expect(model.legend.some(({ below, target }) => below || target)).toBe(false);
		expect([...model.classes]).toEqual([6, 5, 5, 1, 0, 5]);
	});

	it('marks no unit as below, whatever is shown', () => {
		for (const level of OLD_UNITS.levels)
			for (const measure of MEASURES)
				for (const reachedOnly of [false, true]) {
					const { marks } = view({ level, measure, reachedOnly });
					expect([...marks].every((of) => (of & (MARK.below | MARK.hidden)) === 0)).toBe(true);
				}
	});

	it('tells between two months which units were measured first, or no more', () => {
		const before = {
			commune: { ...OLD_VALUES.commune!, samples: Float64Array.of(650, 0, 299, 20, NaN, 150) }
		};
		const model = view({ against: '2024-10' }, { against: before });
		expect([...model.classes]).toEqual([4, 7, 4, 1, 0, 4]);
		expect(model.legend.at(-1)!.label).toBe('Mới có mẫu');
		expect(model.legend[1]!.label).toBe('Không còn mẫu');
		expect(model.sentence).not.toMatch(CLAIMS);
	});

	it('has no coverage, and twelve months show samples', () => {
		const selection = select({ network: '5g', level: 'province', measure: 'coverage' });
		expect(measureReason('coverage', selection, CATALOGUE)).toBe('threshold');
		expect(fitSelection({ ...selection, reachedOnly: true }, CATALOGUE).selection).toMatchObject({
			measure: 'samples',
			reachedOnly: false
		});
		expect(monthsShow(selection)).toEqual({ level: 'province', measure: 'samples' });
	});

	it('has units without a deficit', () => {
		const detail = buildDetail(OLD_UNITS, OLD_VALUES, '01', '5g')!;
		expect(detail.deficit).toBeNaN();
		expect(detail.children.every(({ deficit }) => Number.isNaN(deficit))).toBe(true);
	});
});

describe('figures beside a month', () => {
	it('tell no change where it has no data, nor where the one before has none', () => {
		const of = (input: Partial<ViewInput>) => view({ network: 'mobile' }, input);
		const known = summarise(OLD_VALUES.commune!.samples);
		const none = summarise(new Float64Array(6).fill(NaN));
		expect(of({ previous: { commune: known } }).kpis.at(-1)!.change).toBe(0);
		expect(of({ previous: { commune: none } }).kpis.at(-1)!.change).toBeNull();
		const empty = of({ values: {}, previous: { commune: known } });
		expect(empty.kpis.at(-1)!.change).toBeNull();
		expect(empty.sentence).not.toContain('tháng trước');
	});
});
