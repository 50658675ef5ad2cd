/**
 * Which units a campaign should lift over the threshold. Costs are deficits: samples that are missing.
 *
 * - Counting units, cheapest first is optimal: any plan can exchange a dearer unit for a cheaper one that it leaves
 *   out and reach as many with no more samples. The same holds when each group must have one unit: the cheapest of
 *   each group that has none is taken, then the cheapest of all.
 * - By population it is a knapsack. A goal takes the fewest samples a person first, and of the plans in which one
 *   further unit meets the goal the cheapest (at most twice the best: Csirik et al., 1991); a budget takes what fits
 *   in that order, or the one largest unit (at least half of the best). {@link Plan.bound} says how far this plan
 *   can at most be from the best, by the fractional solution.
 * - Remote first takes the third of the units that is most thinly populated before the second and the last, in each
 *   the cheapest first; the bound is what that costs more than cheapest first.
 */
export const WEIGHTS = ['units', 'population', 'remote'] as const;
export type Weight = (typeof WEIGHTS)[number];

/** `share`: per cent of all; `more`: so many more; both of units, or of people by population. `budget`: samples. */
export const GOALS = ['share', 'more', 'budget'] as const;
export interface Goal {
	kind: (typeof GOALS)[number];
	amount: number;
}

export interface PlanInput {
	/** Rows that are planned for. */
	rows: readonly number[];
	/** Missing samples by row; 0 when reached, `NaN` without data: such a unit is counted, but not planned. */
	deficit: Float64Array;
	goal: Goal;
	weight: Weight;
	/** Population by row; needed by population, all known for the rows. */
	population?: Float64Array | undefined;
	/** Inhabitants by km² by row; needed for remote first, all known for the rows. */
	density?: Float64Array | undefined;
	/** Group of each row where each group must have a unit that reached; absent where that is not asked for. */
	groups?: Int32Array | undefined;
	/** Rows that are in whatever it costs, and that are out. */
	lockedIn: ReadonlySet<number>;
	lockedOut: ReadonlySet<number>;
}

export interface Plan {
	/**
	 * `already`: nothing was needed; `short`: even all units together do not meet the goal, the plan has all that can be,
	 * or the budget is too small for any.
	 */
	state: 'met' | 'already' | 'short';
	/** Units to lift, in the order in which they were taken. */
	rows: number[];
	/** Samples that it takes. */
	cost: number;
	/** Of all units of the plan's rows: how many there are, had reached it, and will have. */
	units: number;
	before: number;
	after: number;
	/** The same of what the goal counts: people by population, otherwise units. */
	total: number;
	weightBefore: number;
	weightAfter: number;
	/** What the goal asks for; `null` for a budget. */
	target: number | null;
	/** Groups without any unit, before and after; `null` where that is not asked for. */
	groupsWithout: { before: number; after: number } | null;
	/**
	 * `exact`: there is no better plan. Otherwise how much better one could be at most: samples that a goal could take
	 * less, or what a budget could buy more.
	 */
	bound: { kind: 'exact' } | { kind: 'samples' | 'weight'; atMost: number };
}

/** Make the plan. Pure: ties go to the lower row. */
export function makePlan(input: PlanInput): Plan {
	const { rows, deficit, goal, weight, lockedIn, lockedOut } = input;
	const weightOf = (row: number) => (weight === 'population' ? input.population![row]! : 1);
	const isMissing = (row: number) => deficit[row]! > 0;

	let [before, total, weightBefore] = [0, 0, 0];
	for (const row of rows) {
		total += weightOf(row);
		if (deficit[row] !== 0) continue;
		before++;
		weightBefore += weightOf(row);
	}
	const open = rows.filter((row) => isMissing(row) && !lockedOut.has(row));
	const taken = open.filter((row) => lockedIn.has(row));
	const free = cheapestFirst(
		open.filter((row) => !lockedIn.has(row)),
		deficit
	);
	const target =
		goal.kind === 'budget'
			? null
			: goal.kind === 'share'
				? Math.ceil((total * goal.amount) / 100 - 1e-9)
				: weightBefore + goal.amount;
	const sum = (of: readonly number[], value: (row: number) => number) =>
		of.reduce((all, row) => all + value(row), 0);
	const costOf = (row: number) => deficit[row]!;
	let left =
		target === null
			? goal.amount - sum(taken, costOf)
			: target - weightBefore - sum(taken, weightOf);

	// One unit for each group that has none, the cheapest group first.
	const groupsBefore = input.groups && groupsWithout(input, []);
	const required = input.groups ? cheapestOfGroups(input, taken, free) : [];
	const first: number[] = [];
	for (const row of required) {
		if (target === null && costOf(row) > left) break;
		first.push(row);
		left -= target === null ? costOf(row) : weightOf(row);
	}
	const chosen = new Set(first);
	const rest = free.filter((row) => !chosen.has(row));
	const ordered = orderedBy(input, rest);
	const more =
		target === null
			? spend(ordered, left, costOf, weightOf, weight)
			: weight === 'population'
				? coverWeight(ordered, left, costOf, weightOf)
				: ordered.slice(0, Math.max(0, Math.ceil(left)));
	const all = [...taken, ...first, ...more];
	const weightAfter = weightBefore + sum(all, weightOf);
	const without = input.groups && groupsWithout(input, all);
	const cost = sum(all, costOf);
	const isShort =
		target === null
			? all.length === 0 && open.length > 0
			: weightAfter < target || (without ?? 0) > 0;
	return {
		state: isShort ? 'short' : all.length === 0 ? 'already' : 'met',
		rows: all,
		cost,
		units: rows.length,
		before,
		after: before + all.length,
		total,
		weightBefore,
		weightAfter,
		target,
		groupsWithout: without === undefined ? null : { before: groupsBefore!, after: without },
		bound: boundOf(input, { taken, free, first, cost, weightAfter, weightBefore, target })
	};
}

/**
 * Cheapest first; the lower row first among equals. Deficits are whole and small, so they are counted and not
 * compared.
 * @param rows ascending
 */
function cheapestFirst(rows: readonly number[], deficit: Float64Array): number[] {
	const buckets: number[][] = [];
	for (const row of rows) (buckets[Math.ceil(deficit[row]!)] ??= []).push(row);
	return buckets.flat();
}

/**
 * By what the weight asks for: fewest samples a person first, or the most thinly populated third first.
 * @param rows cheapest first
 */
function orderedBy(input: PlanInput, rows: readonly number[]): readonly number[] {
	const { weight, deficit, population } = input;
	if (weight === 'units' || rows.length === 0) return rows;
	if (weight === 'remote') {
		const third = thirdOf(input);
		return [0, 1, 2].flatMap((at) => rows.filter((row) => third(row) === at));
	}
	// A unit without inhabitants comes last.
	const rate = new Map(rows.map((row) => [row, deficit[row]! / population![row]!]));
	return [...rows].sort((a, b) => rate.get(a)! - rate.get(b)! || population![b]! - population![a]!);
}

/** In which third of the planned rows a unit lies, the most thinly populated first. */
function thirdOf({ rows, density }: PlanInput): (row: number) => number {
	const sorted = Float64Array.from(rows, (row) => density![row]!).sort();
	const [first, second] = [1, 2].map((part) => sorted[Math.ceil((part * sorted.length) / 3)]!);
	return (row) => (density![row]! < first! ? 0 : density![row]! < second! ? 1 : 2);
}

function cheapestOfGroups(
	{ rows, deficit, groups }: PlanInput,
	taken: readonly number[],
	free: readonly number[]
): number[] {
	const served = new Set(
		[...rows.filter((row) => deficit[row] === 0), ...taken].map((row) => groups![row]!)
	);
	return free.filter((row) => {
		const group = groups![row]!;
		if (served.has(group)) return false;
		served.add(group);
		return true;
	});
}

function groupsWithout({ rows, deficit, groups }: PlanInput, taken: readonly number[]): number {
	const all = new Set(rows.map((row) => groups![row]!));
	for (const row of rows) if (deficit[row] === 0) all.delete(groups![row]!);
	for (const row of taken) all.delete(groups![row]!);
	return all.size;
}

type Of = (row: number) => number;

function spend(
	ordered: readonly number[],
	budget: number,
	costOf: Of,
	weightOf: Of,
	weight: Weight
): number[] {
	const taken: number[] = [];
	let left = budget;
	for (const row of ordered) {
		if (costOf(row) > left) {
			// Cheapest first: nothing that follows fits.
			if (weight === 'units') break;
			continue;
		}
		left -= costOf(row);
		taken.push(row);
	}
	if (weight !== 'population') return taken;
	const best = taken.reduce((all, row) => all + weightOf(row), 0);
	const alone = ordered.reduce<number | undefined>(
		(most, row) =>
			costOf(row) <= budget && weightOf(row) > (most === undefined ? best : weightOf(most))
				? row
				: most,
		undefined
	);
	return alone === undefined ? taken : [alone];
}

/** Least samples for a weight, by the greedy method for covering knapsacks. */
function coverWeight(ordered: readonly number[], need: number, costOf: Of, weightOf: Of): number[] {
	if (need <= 0) return [];
	const kept: number[] = [];
	let [have, cost] = [0, 0];
	let best: { cost: number; kept: number; last: number } | undefined;
	for (const row of ordered) {
		if (have + weightOf(row) >= need) {
			if (!best || cost + costOf(row) < best.cost)
				best = { cost: cost + costOf(row), kept: kept.length, last: row };
		} else {
			have += weightOf(row);
			cost += costOf(row);
			kept.push(row);
		}
	}
	return best
		? withoutNeedless([...kept.slice(0, best.kept), best.last], need, costOf, weightOf)
		: [...ordered];
}

/** Leave out what the goal is met without, the dearest first. */
function withoutNeedless(rows: number[], need: number, costOf: Of, weightOf: Of): number[] {
	let spare = rows.reduce((all, row) => all + weightOf(row), 0) - need;
	const needless = new Set<number>();
	for (const row of [...rows].sort((a, b) => costOf(b) - costOf(a))) {
		if (weightOf(row) > spare) continue;
		spare -= weightOf(row);
		needless.add(row);
	}
	return rows.filter((row) => !needless.has(row));
}

interface Made {
	taken: readonly number[];
	/** Not locked, cheapest first. */
	free: readonly number[];
	first: readonly number[];
	cost: number;
	weightBefore: number;
	weightAfter: number;
	target: number | null;
}

function boundOf(input: PlanInput, made: Made): Plan['bound'] {
	const { weight, deficit, population, goal } = input;
	const { taken, free, first, cost, weightBefore, weightAfter, target } = made;
	if (weight === 'units') return { kind: 'exact' };
	const fixed = taken.reduce((sum, row) => sum + deficit[row]!, 0);
	if (weight === 'remote') {
		const cheapest = makePlan({ ...input, weight: 'units' });
		const atMost =
			target === null
				? cheapest.after - (weightAfter - weightBefore) - cheapest.before
				: cost - cheapest.cost;
		return atMost <= 0
			? { kind: 'exact' }
			: { kind: target === null ? 'weight' : 'samples', atMost };
	}
	const ordered = orderedBy(input, free);
	const before = weightBefore + taken.reduce((sum, row) => sum + population![row]!, 0);
	if (target === null) {
		// Fractional: what the budget could buy if a part of a unit could be had.
		let [left, most] = [goal.amount - fixed, before];
		for (const row of ordered) {
			const part = Math.min(1, left / deficit[row]!);
			if (part <= 0) break;
			most += part * population![row]!;
			left -= part * deficit[row]!;
		}
		const atMost = Math.floor(most) - weightAfter;
		return atMost <= 0 ? { kind: 'exact' } : { kind: 'weight', atMost };
	}
	let [need, least] = [target - before, fixed];
	for (const row of ordered) {
		if (need <= 0) break;
		const part = Math.min(1, need / population![row]!);
		least += part * deficit[row]!;
		need -= part * population![row]!;
	}
	const required = fixed + first.reduce((sum, row) => sum + deficit[row]!, 0);
	const atMost = cost - Math.max(Math.ceil(least - 1e-6), required);
	return atMost <= 0 ? { kind: 'exact' } : { kind: 'samples', atMost };
}

/** Extra samples and the units that they lift, step by step. */
export interface Curve {
	/** Samples after each step; the first is 0. */
	cost: Float64Array;
	/** Units that reached the threshold after each step. */
	reached: Float64Array;
}

/** What ever more samples lift, cheapest first, without what is locked out. */
export function cheapestCurve(
	rows: readonly number[],
	deficit: Float64Array,
	lockedOut: ReadonlySet<number>
): Curve {
	const open = Float64Array.from(
		rows.filter((row) => deficit[row]! > 0 && !lockedOut.has(row)),
		(row) => deficit[row]!
	).sort();
	const before = rows.reduce((count, row) => count + (deficit[row] === 0 ? 1 : 0), 0);
	const cost = new Float64Array(open.length + 1);
	const reached = new Float64Array(open.length + 1);
	reached[0] = before;
	for (let at = 0; at < open.length; at++) {
		cost[at + 1] = cost[at]! + open[at]!;
		reached[at + 1] = before + at + 1;
	}
	return { cost, reached };
}

/** The next round share (per cent, in steps of ten) above what is reached; `null` when all is. */
export function nextShare(before: number, units: number): number | null {
	if (units === 0 || before >= units) return null;
	return Math.min(100, (Math.floor((before / units) * 10 + 1e-9) + 1) * 10);
}
