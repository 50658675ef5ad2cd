/** The part of d3-weighted-voronoi (untyped) that is used here. */
declare module 'd3-weighted-voronoi' {
	interface Cell<T> extends Array<[number, number]> {
		site: { originalObject: T };
	}
	interface WeightedVoronoi<T> {
		(data: readonly T[]): Cell<T>[];
		x(accessor: (site: T) => number): this;
		y(accessor: (site: T) => number): this;
		weight(accessor: (site: T) => number): this;
		extent(box: [[number, number], [number, number]]): this;
	}
	/** Additively weighted power diagram; cells are open, convex rings; empty cells are left out. */
	export function weightedVoronoi<T>(): WeightedVoronoi<T>;
}
