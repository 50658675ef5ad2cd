import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyValues, OLD_UNITS, select } from '../../../tests/fixtures/small-country.ts';
import { findGaps } from './gaps.ts';
import { PLAN_CLASS, planMap } from './plan-map.ts';
import { makePlan } from './planner.ts';
import { deficit } from './threshold.ts';
import { buildViewModel } from './view-model.ts';

describe('the plan and the explorer', () => {
	it('agree on what is missing, on who reached it and on the shares, at every level and scope', () => {
		const scope = fc.constantFrom(
			{ level: 'commune' as const, within: null },
			{ level: 'commune' as const, within: '19' },
			{ level: 'commune' as const, within: '164' },
			{ level: 'district' as const, within: null },
			{ level: 'district' as const, within: '01' },
			{ level: 'province' as const, within: null }
		);
		const amount = fc.integer({ min: 0, max: 5 });
		fc.assert(
			fc.property(anyValues(OLD_UNITS), scope, amount, (values, { level, within }, more) => {
				const model = buildViewModel(
					{
						units: OLD_UNITS,
						values,
						month: '2024-11',
						edition: '2022-10',
						statistic: 'median',
						provenance: 'simulated',
						source: '',
						approximate: true
					},
					select({ level, within }),
					'light'
				);
				const gaps = findGaps(model.samples, [], true);
				model.samples.forEach((samples, row) => expect(gaps.deficit[row]).toBe(deficit(samples)));
				const plan = makePlan({
					rows: model.rows,
					deficit: gaps.deficit,
					goal: { kind: 'more', amount: more },
					weight: 'units',
					lockedIn: new Set(),
					lockedOut: new Set()
				});
				const kpi = model.kpis.find((each) => each.level === level)!;
				expect([plan.before, plan.units]).toEqual([kpi.reached, kpi.units]);
				expect(plan.units ? plan.before / plan.units : 0).toBe(kpi.share);

				const map = planMap(model, plan, new Set(), new Set());
				const count = (at: number) => map.legend[at]!.count;
				expect(count(PLAN_CLASS.reached)).toBe(kpi.reached);
				expect(count(PLAN_CLASS.none)).toBe(kpi.unitsWithoutData);
				expect(count(PLAN_CLASS.lifted)).toBe(plan.after - plan.before);
				expect(map.legend.reduce((sum, entry) => sum + entry.count, 0)).toBe(kpi.units);
			})
		);
	});
});
