/** Order statistics over many groups at once, on typed arrays. */
import type { Speed } from './trend.ts';

/** Rows sorted by group: those of group `g` are `order[starts[g]] … order[starts[g + 1] - 1]`. */
export interface Groups {
	count: number;
	starts: Int32Array;
	order: Int32Array;
}

/**
 * Sort rows by group (counting sort).
 * @param group number of the group of each row, 0 to `count` - 1
 */
export function groupRows(group: Int32Array, count: number): Groups {
	const starts = new Int32Array(count + 1);
	for (const at of group) starts[at + 1] = starts[at + 1]! + 1;
	for (let at = 0; at < count; at++) starts[at + 1] = starts[at + 1]! + starts[at]!;
	const next = starts.slice();
	const order = new Int32Array(group.length);
	group.forEach((at, row) => (order[next[at]!++] = row));
	return { count, starts, order };
}

/** Number of rows in each group. */
export function groupSizes({ count, starts }: Groups): Float64Array {
	return Float64Array.from({ length: count }, (_, at) => starts[at + 1]! - starts[at]!);
}

/** Median of each group's values; `NaN` for an empty group. */
export function groupMedians(groups: Groups, values: Float32Array): Float64Array {
	const sorted = Float32Array.from(groups.order, (row) => values[row]!);
	return Float64Array.from({ length: groups.count }, (_, at) => {
		const part = sorted.subarray(groups.starts[at], groups.starts[at + 1]).sort();
		const middle = part.length >> 1;
		if (part.length === 0) return NaN;
		return part.length % 2 ? part[middle]! : (part[middle - 1]! + part[middle]!) / 2;
	});
}

/** {@link groupMedians} at the published scale. */
export function publishedMedians(groups: Groups, speed: Speed, values: Float32Array): Float64Array {
	return groupMedians(groups, values).map((value) => rounded(speed, value));
}

/**
 * Round to the scale at which a measure is published: Mbit/s to one decimal, from 100 up to none;
 * ms to one decimal, from 20 up to none. Finer figures would be noise, and cost a third more to transfer.
 */
export function rounded(speed: Speed, value: number): number {
	const whole = speed === 'latency' ? 20 : 100;
	return value < whole ? Math.round(value * 10) / 10 : Math.round(value);
}
