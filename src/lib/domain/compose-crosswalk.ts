import { fromColumns, leafLevels, WHOLE, type Crosswalk, type LinkColumns } from './crosswalk.ts';
import { unitsOf, type Level, type Units } from './unit.ts';

/**
 * Two crosswalks as one, so that months can stand on lists that do not follow each other. A part of a part is the
 * product of both shares; parts that come together by different ways add up. Counts that are carried over with the
 * result are divided once, and so rounded once.
 * @param first from the units `from` to those `between`
 * @param second from these to the units `to`
 */
export function composeCrosswalks(
	first: Crosswalk,
	second: Crosswalk,
	from: Units,
	to: Units
): Crosswalk {
	const columns: Partial<Record<Level, LinkColumns>> = {};
	const on = second.links.commune!;
	const onward = sharesOf(on.weights, on.starts);
	for (const level of leafLevels(from)) {
		const { starts, to: between, weights } = first.links[level]!;
		const shares = sharesOf(weights, starts);
		const parts = unitsOf(from, level).codes.map((_, row) => {
			const held = new Map<number, number>();
			for (let at = starts[row]!; at < starts[row + 1]!; at++) {
				const middle = between[at]!;
				for (let next = on.starts[middle]!; next < on.starts[middle + 1]!; next++) {
					const target = on.to[next]!;
					held.set(target, (held.get(target) ?? 0) + shares[at]! * onward[next]!);
				}
			}
			return [...held].sort(([a], [b]) => a - b);
		});
		columns[level] = {
			counts: parts.map(({ length }) => length),
			to: parts.flatMap((of) => of.map(([target]) => target)),
			share: parts.flatMap((of) => of.map(([, share]) => Math.max(1, Math.round(share * WHOLE))))
		};
	}
	return fromColumns(from, to, columns);
}

/** Weights as parts of the sum of their own row, 0 to 1. */
function sharesOf(weights: Uint16Array, starts: Int32Array): Float64Array {
	const shares = Float64Array.from(weights);
	for (let row = 0; row + 1 < starts.length; row++) {
		const own = shares.subarray(starts[row], starts[row + 1]);
		const whole = own.reduce((sum, weight) => sum + weight, 0);
		for (let at = 0; at < own.length; at++) own[at]! /= whole;
	}
	return shares;
}
