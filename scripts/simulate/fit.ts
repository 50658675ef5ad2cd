/** Moves samples between communes until a published figure holds exactly. */
import { reached } from '../../src/lib/domain/threshold.ts';

/**
 * Whole parts of `total` in proportion to `weights` (largest remainders).
 * @returns as many numbers as weights, which add up to `total`
 */
export function apportion(total: number, weights: ArrayLike<number>): number[] {
	const all = Array.from(weights);
	const sum = all.reduce((a, b) => a + b, 0);
	const exact = all.map((weight) => (sum > 0 ? (total * weight) / sum : total / all.length));
	const parts = exact.map(Math.floor);
	const left = total - parts.reduce((a, b) => a + b, 0);
	const byRemainder = exact
		.map((value, at) => ({ at, rest: value - Math.floor(value) }))
		.sort((a, b) => b.rest - a.rest || a.at - b.at);
	for (const { at } of byRemainder.slice(0, left)) parts[at] = parts[at]! + 1;
	return parts;
}

/** Replace the samples of `rows` by parts of `total` in proportion to what they have. */
export function setTotal(samples: Float64Array, rows: readonly number[], total: number): void {
	const parts = apportion(
		total,
		rows.map((row) => samples[row]!)
	);
	rows.forEach((row, at) => (samples[row] = parts[at]!));
}

/**
 * Make exactly `wanted` groups reach the threshold in total; the nearest ones are lifted over or pressed under it.
 * @param groups rows with data of each group
 */
export function fitGroups(
	samples: Float64Array,
	groups: readonly (readonly number[])[],
	wanted: number,
	threshold: number
): void {
	const totals = groups
		.filter((rows) => rows.length > 0)
		.map((rows) => ({ rows, total: sumOf(samples, rows) }))
		.sort((a, b) => b.total - a.total);
	if (totals.length < wanted)
		throw new Error(`${wanted} groups cannot reach: ${totals.length} have data`);
	totals.forEach(({ rows, total }, rank) => {
		const distance = Math.abs(rank + 0.5 - wanted);
		if (rank < wanted && !reached(total, threshold))
			setTotal(samples, rows, threshold + spread(wanted - rank, threshold));
		if (rank >= wanted && reached(total, threshold))
			setTotal(samples, rows, threshold - 1 - spread(Math.floor(distance), threshold));
	});
}

/**
 * Make exactly `wanted` rows reach the threshold by moving samples within groups, whose totals stay.
 * @param groups rows with data; only these are changed and counted
 */
export function fitRows(
	samples: Float64Array,
	groups: readonly (readonly number[])[],
	wanted: number,
	threshold: number
): void {
	const rows = groups.flatMap((group) => group.map((row) => ({ row, group })));
	const over = rows.filter(({ row }) => reached(samples[row]!, threshold));
	const change = wanted - over.length;
	const candidates =
		change > 0
			? rows.filter(({ row }) => !reached(samples[row]!, threshold)).sort(descending)
			: over.sort((a, b) => descending(b, a));
	const move = change > 0 ? lift : press;
	let left = Math.abs(change);
	for (const { row, group } of candidates) {
		if (left === 0) return;
		if (move(samples, row, group, left, threshold)) left--;
	}
	if (left > 0) throw new Error(`${wanted} rows cannot reach the threshold: ${left} are left over`);

	function descending(a: { row: number }, b: { row: number }): number {
		return samples[b.row]! - samples[a.row]! || a.row - b.row;
	}
}

/** Lift a row over the threshold with samples of those in its group that don't reach it. */
function lift(
	samples: Float64Array,
	row: number,
	group: readonly number[],
	at: number,
	threshold: number
): boolean {
	const aim = threshold + spread(at, threshold);
	const givers = group.filter((other) => other !== row && !reached(samples[other]!, threshold));
	const stock = sumOf(samples, givers);
	const need = aim - samples[row]!;
	if (stock < need) return false;
	setTotal(samples, givers, stock - need);
	samples[row] = aim;
	return true;
}

/** Press a row under the threshold; its samples go to those in its group that have room. */
function press(
	samples: Float64Array,
	row: number,
	group: readonly number[],
	at: number,
	threshold: number
): boolean {
	const aim = threshold - 1 - spread(at, threshold);
	// A moved sample never lifts a commune above this: well under the threshold.
	const most = threshold - Math.min(40, Math.floor(threshold / 4));
	const takers = group.filter((other) => other !== row && samples[other]! < most);
	const room = takers.map((other) => most - samples[other]!);
	const surplus = samples[row]! - aim;
	if (room.reduce((a, b) => a + b, 0) < surplus) return false;
	apportion(surplus, room).forEach((part, index) => {
		samples[takers[index]!] = samples[takers[index]!]! + part;
	});
	samples[row] = aim;
	return true;
}

/** Distances from the threshold that don't all look alike. */
function spread(at: number, threshold: number): number {
	return (at * 7) % Math.min(31, Math.max(1, Math.floor(threshold / 8)));
}

function sumOf(samples: Float64Array, rows: readonly number[]): number {
	return rows.reduce((sum, row) => sum + samples[row]!, 0);
}
