/**
 * The scale of a small chart: from 0 to `highest` between two places. d3-scale's would bring its interpolation of
 * colours and its formats into every first visit.
 */
export function linear(highest: number, from: number, to: number): (value: number) => number {
	return (value) => from + (value / highest) * (to - from);
}
