import { m } from '../i18n/locale.ts';
import type { Theme } from './colour.ts';
import type { Plan } from './planner.ts';
import { reached } from './threshold.ts';
import { MARK, type ViewModel } from './view-model.ts';

/** Classes of the map of a plan; 0 is no data, as on every map. */
export const PLAN_CLASS = { none: 0, short: 1, out: 2, lifted: 3, locked: 4, reached: 5 } as const;

/**
 * Pale where nothing happens, orange and red where the campaign goes, blue where the threshold was reached, as on the map of
 * samples; apart in lightness, too, and names of units can be read on each.
 */
const COLOURS: Record<Theme, readonly string[]> = {
	light: ['#c9cdd3', '#fff7d6', '#e7e3d8', '#fcb051', '#f0601e', '#3f99ec'],
	dark: ['#5a626e', '#3a2f14', '#33322f', '#a34b09', '#dc2c4b', '#5467d8']
};

/** Colours by class. */
export function planColours(theme: Theme): string[] {
	return [...COLOURS[theme]];
}

/**
 * The view model with the plan in place of its classes: what is left, what the plan lifts, what was reached.
 * @param model of samples, at the plan's level and scope
 */
export function planMap(
	model: ViewModel,
	plan: Plan,
	lockedIn: ReadonlySet<number>,
	lockedOut: ReadonlySet<number>
): ViewModel {
	const lifted = new Set(plan.rows);
	const classOf = (row: number): number => {
		const samples = model.samples[row]!;
		if (Number.isNaN(samples)) return PLAN_CLASS.none;
		if (reached(samples, model.threshold)) return PLAN_CLASS.reached;
		if (lifted.has(row)) return lockedIn.has(row) ? PLAN_CLASS.locked : PLAN_CLASS.lifted;
		return lockedOut.has(row) ? PLAN_CLASS.out : PLAN_CLASS.short;
	};
	const classes = Uint8Array.from(model.samples, (_, row) => classOf(row));
	const colours = planColours(model.theme);
	const counts = new Array<number>(colours.length).fill(0);
	for (const row of model.rows) counts[classes[row]!]!++;
	const words = { locale: model.locale };
	const labels = [
		m.class_no_data({}, words),
		m.plan_class_short({}, words),
		m.plan_class_out({}, words),
		m.plan_class_lifted({}, words),
		m.plan_class_locked({}, words),
		m.plan_class_reached({}, words)
	];
	return {
		...model,
		classes,
		colours,
		// The hatch would make what the plan lifts as pale as what it leaves.
		marks: model.marks.map((marks) => marks & MARK.outside),
		legend: labels.map((label, at) => ({
			at,
			label,
			colour: colours[at]!,
			count: counts[at]!,
			hidden: false,
			below: at === PLAN_CLASS.short || at === PLAN_CLASS.out,
			target: false
		}))
	};
}
