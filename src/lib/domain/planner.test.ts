import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestCurve, makePlan, nextShare, type PlanInput, type Weight } from './planner.ts';

const unit = fc.record({
	deficit: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 }), fc.constant(NaN)),
	population: fc.integer({ min: 1, max: 30 }),
	density: fc.integer({ min: 1, max: 50 }),
	group: fc.integer({ min: 0, max: 2 }),
	lock: fc.constantFrom('none', 'none', 'none', 'in', 'out')
});
const goal = fc.oneof(
	fc.record({ kind: fc.constant('share' as const), amount: fc.integer({ min: 0, max: 100 }) }),
	fc.record({ kind: fc.constant('more' as const), amount: fc.integer({ min: 0, max: 8 }) }),
	fc.record({ kind: fc.constant('budget' as const), amount: fc.integer({ min: 0, max: 900 }) })
);

function inputOf(
	units: readonly {
		deficit: number;
		population: number;
		density: number;
		group: number;
		lock: string;
	}[],
	wish: PlanInput['goal'],
	weight: Weight,
	each: boolean
): PlanInput {
	const rowsOf = (lock: string) =>
		new Set(units.flatMap((of, row) => (of.lock === lock ? [row] : [])));
	return {
		rows: units.map((_, row) => row),
		deficit: Float64Array.from(units, (of) => of.deficit),
		population: Float64Array.from(units, (of) => of.population),
		density: Float64Array.from(units, (of) => of.density),
		groups: each ? Int32Array.from(units, (of) => of.group) : undefined,
		goal: wish,
		weight,
		lockedIn: rowsOf('in'),
		lockedOut: rowsOf('out')
	};
}

interface Outcome {
	cost: number;
	weight: number;
	without: number;
	count: number;
}

/** Every plan that the locks allow. */
function allPlans({
	rows,
	deficit,
	groups,
	lockedIn,
	lockedOut,
	weight,
	population
}: PlanInput): Outcome[] {
	const open = rows.filter((row) => deficit[row]! > 0 && !lockedOut.has(row));
	const fixed = open.filter((row) => lockedIn.has(row));
	const free = open.filter((row) => !lockedIn.has(row));
	const there = rows.filter((row) => deficit[row] === 0);
	return Array.from({ length: 2 ** free.length }, (_, mask) => {
		const chosen = [...fixed, ...free.filter((_, at) => mask & (1 << at))];
		const all = [...there, ...chosen];
		return {
			count: chosen.length,
			cost: chosen.reduce((sum, row) => sum + deficit[row]!, 0),
			weight: all.reduce((sum, row) => sum + (weight === 'population' ? population![row]! : 1), 0),
			without: groups
				? new Set(rows.map((row) => groups[row])).size - new Set(all.map((row) => groups[row])).size
				: 0
		};
	});
}

const units = fc.array(unit, { minLength: 0, maxLength: 9 });

describe('a plan that counts units', () => {
	it('takes the fewest samples for its goal: no plan of all that there are takes fewer', () => {
		fc.assert(
			fc.property(units, goal, fc.boolean(), (of, wish, each) => {
				const input = inputOf(of, wish, 'units', each);
				const plan = makePlan(input);
				const plans = allPlans(input);
				expect(plan.bound).toEqual({ kind: 'exact' });
				if (wish.kind === 'budget') {
					// What is locked in is had whatever it costs.
					const least = Math.min(...plans.map(({ cost }) => cost));
					const within = plans.filter(({ cost }) => cost <= Math.max(wish.amount, least));
					// Groups come before units.
					const without = Math.min(...within.map((each) => each.without));
					const best = within.filter((each) => each.without === without);
					expect(plan.after).toBe(Math.max(...best.map(({ weight }) => weight)));
					return;
				}
				const enough = plans.filter(
					({ weight, without }) => weight >= plan.target! && without === 0
				);
				if (enough.length === 0) {
					expect(plan.state).toBe('short');
					return;
				}
				expect(plan.state).not.toBe('short');
				expect(plan.cost).toBe(Math.min(...enough.map(({ cost }) => cost)));
			}),
			{ numRuns: 400 }
		);
	});
});

describe('a plan by population', () => {
	it('is as near to the best as it says', () => {
		fc.assert(
			fc.property(units, goal, fc.boolean(), (of, wish, each) => {
				const input = inputOf(of, wish, 'population', each);
				const plan = makePlan(input);
				const plans = allPlans(input);
				const atMost = plan.bound.kind === 'exact' ? 0 : plan.bound.atMost;
				if (wish.kind === 'budget') {
					const least = Math.min(...plans.map(({ cost }) => cost));
					const within = plans.filter(({ cost }) => cost <= Math.max(wish.amount, least));
					const best = Math.max(...within.map(({ weight }) => weight));
					expect(plan.weightAfter).toBeGreaterThanOrEqual(best - atMost);
					expect(plan.cost).toBeLessThanOrEqual(Math.max(wish.amount, least));
					return;
				}
				const enough = plans.filter(
					({ weight, without }) => weight >= plan.target! && without === 0
				);
				if (enough.length === 0) {
					expect(plan.state).toBe('short');
					return;
				}
				expect(plan.weightAfter).toBeGreaterThanOrEqual(plan.target!);
				const best = Math.min(...enough.map(({ cost }) => cost));
				expect(plan.cost).toBeGreaterThanOrEqual(best);
				expect(plan.cost - atMost).toBeLessThanOrEqual(best);
				// The greedy method's own promise.
				if (!each && input.lockedIn.size === 0) expect(plan.cost).toBeLessThanOrEqual(2 * best);
			}),
			{ numRuns: 400 }
		);
	});
});

describe('a plan that takes remote units first', () => {
	const thin = { population: 1, group: 0, lock: 'none' };
	const of = [
		{ ...thin, deficit: 10, density: 900 },
		{ ...thin, deficit: 20, density: 800 },
		{ ...thin, deficit: 90, density: 5 },
		{ ...thin, deficit: 80, density: 6 },
		{ ...thin, deficit: 50, density: 100 },
		{ ...thin, deficit: 40, density: 200 }
	];

	it('takes the most thinly populated third before the next, and says what that costs', () => {
		const plan = makePlan(inputOf(of, { kind: 'more', amount: 3 }, 'remote', false));
		expect(plan.rows).toEqual([3, 2, 5]);
		expect(plan.cost).toBe(210);
		expect(plan.bound).toEqual({ kind: 'samples', atMost: 210 - 70 });
	});

	it('says how many units fewer a budget buys', () => {
		const plan = makePlan(inputOf(of, { kind: 'budget', amount: 120 }, 'remote', false));
		expect(plan.rows).toEqual([3, 5]);
		expect(plan.bound).toEqual({ kind: 'weight', atMost: 2 });
	});
});

describe('what a plan tells', () => {
	const of = (deficits: number[], lock: string[] = []) =>
		deficits.map((deficit, row) => ({
			deficit,
			population: 1,
			density: 1,
			group: row % 2,
			lock: lock[row] ?? 'none'
		}));

	it('counts what was there and what will be', () => {
		const plan = makePlan(
			inputOf(of([0, 30, 10, NaN]), { kind: 'share', amount: 75 }, 'units', false)
		);
		expect(plan).toMatchObject({
			state: 'met',
			units: 4,
			before: 1,
			after: 3,
			cost: 40,
			target: 3
		});
		expect(plan.rows).toEqual([2, 1]);
	});

	it('keeps the locks: in whatever it costs, out whatever it saves', () => {
		const locks = ['none', 'in', 'out', 'none'];
		const plan = makePlan(
			inputOf(of([5, 250, 1, 7], locks), { kind: 'more', amount: 2 }, 'units', false)
		);
		expect(plan.rows).toEqual([1, 0]);
		expect(plan.cost).toBe(255);
	});

	it('says when nothing is needed, and when it can not be', () => {
		const state = (deficits: number[], wish: PlanInput['goal']) =>
			makePlan(inputOf(of(deficits), wish, 'units', false)).state;
		expect(state([0, 0, 5], { kind: 'share', amount: 50 })).toBe('already');
		expect(state([0, NaN, 5], { kind: 'share', amount: 100 })).toBe('short');
		expect(state([0, 50], { kind: 'budget', amount: 10 })).toBe('short');
		expect(state([0, 0], { kind: 'budget', amount: 10 })).toBe('already');
	});

	it('offers the next round share', () => {
		expect(nextShare(3, 10)).toBe(40);
		expect(nextShare(35, 100)).toBe(40);
		expect(nextShare(99, 100)).toBe(100);
		expect(nextShare(10, 10)).toBeNull();
		expect(nextShare(0, 0)).toBeNull();
	});
});

describe('the curve', () => {
	it('is what the plans of each number of units cost', () => {
		fc.assert(
			fc.property(units, (of) => {
				const free = of.map((each) => ({ ...each, lock: each.lock === 'in' ? 'none' : each.lock }));
				const input = inputOf(free, { kind: 'more', amount: 0 }, 'units', false);
				const curve = cheapestCurve(input.rows, input.deficit, input.lockedOut);
				curve.cost.forEach((cost, amount) => {
					const plan = makePlan({ ...input, goal: { kind: 'more', amount } });
					expect(plan.cost).toBe(cost);
					expect(plan.after).toBe(curve.reached[amount]);
				});
			})
		);
	});
});
