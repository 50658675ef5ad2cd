/**
 * What links call classes: by the least value that is in them, so that a link says the same when a measure gets other
 * classes. `none` has no data, `min300` begins at 300, `min10` of a share at 10 %.
 */
import { breaksOf, MEASURE_UNIT } from './measure.ts';
import { thresholdOf } from './network.ts';
import type { Selection } from './selection.ts';

/** What tells which classes there are. */
type Classed = Pick<Selection, 'month' | 'network' | 'measure' | 'against' | 'view'>;

/** Classes of `compare.ts`, in their order. */
const CHANGES = ['none', 'lost', 'fell2', 'fell', 'same', 'rose', 'rose2', 'reached'];

/** Links once had numbers. Samples were then `0`, to a third, to two thirds, to the threshold, to twice it, and more. */
const SAMPLES_THEN: Readonly<Record<string, readonly number[]>> = {
	0: [0],
	1: [1],
	2: [2, 3],
	3: [4],
	4: [5],
	5: [6],
	6: [7]
};

/** Names by class. */
function namesOf({ month, network, measure, against, view }: Classed): string[] {
	if (against !== null && view !== 'swipe') return CHANGES;
	const { at } = breaksOf(measure, network, month);
	const scale = MEASURE_UNIT[measure] === 'share' ? 100 : 1;
	return ['none', ...[0, ...at].map((bound) => `min${Math.round(bound * scale)}`)];
}

/** The classes as a link names them: `none.min300`. */
export function nameClasses(classes: readonly number[], of: Classed): string {
	const names = namesOf(of);
	return classes.map((at) => names[at]!).join('.');
}

/**
 * Classes that a link names, ascending. Numbers of older links mean what they meant then.
 * @returns `known` false where any of the names is of no class
 */
export function readClasses(text: string, of: Classed): { classes: number[]; known: boolean } {
	const names = namesOf(of);
	const isChange = names === CHANGES;
	const isDivided = of.measure === 'samples' && thresholdOf(of.network) !== null;
	const last = isChange ? names.length - 1 : 6;
	const then = (number: string): readonly number[] => {
		if (Number(number) > last) return [];
		return isDivided && !isChange ? SAMPLES_THEN[number]! : [Number(number)];
	};
	const asked = text.split('.').filter(Boolean);
	const found = asked.map((name) =>
		/^\d$/.test(name) ? then(name) : names.includes(name) ? [names.indexOf(name)] : []
	);
	const classes = [...new Set(found.flat())].sort((a, b) => a - b);
	return { classes, known: found.every(({ length }) => length > 0) };
}
