import { weightedVoronoi } from 'd3-weighted-voronoi';
import Flatbush from 'flatbush';

/** A point in the plane (km) and its weight (km²). */
export interface Site {
	x: number;
	y: number;
	weight: number;
}

/** An open ring: the first point is not repeated. */
export type OpenRing = [number, number][];

/** Share of the squared distance that two weights may differ by: under 1 a site lies in its own cell. */
const WEIGHT_SLACK = 0.8;

/**
 * Lower weights until every site lies inside its own cell: no weight may exceed another by more than
 * {@link WEIGHT_SLACK} of the squared distance between the two. So no cell is empty either.
 * @returns the weights in the order of the sites; two sites at one place get the same weight
 */
export function relaxWeights(sites: readonly Site[]): Float64Array {
	const weights = Float64Array.from(sites, ({ weight }) => weight);
	if (!sites.length) return weights;
	const index = new Flatbush(sites.length);
	for (const { x, y } of sites) index.add(x, y, x, y);
	index.finish();
	let lowest = Infinity;
	for (const weight of weights) lowest = Math.min(lowest, weight);
	for (let changed = true; changed;) {
		changed = false;
		sites.forEach(({ x, y }, at) => {
			// A site further off than this is too far to bind even at the lowest weight of all.
			const reach = Math.sqrt((weights[at]! - lowest) / WEIGHT_SLACK);
			for (const other of index.search(x - reach, y - reach, x + reach, y + reach)) {
				const near = sites[other]!;
				const most = weights[other]! + WEIGHT_SLACK * ((near.x - x) ** 2 + (near.y - y) ** 2);
				if (weights[at]! <= most) continue;
				weights[at] = most;
				changed = true;
			}
		});
	}
	return weights;
}

/**
 * Power diagram of the sites within a box, with {@link relaxWeights}.
 * @param box [[left, bottom], [right, top]] in km; all sites lie inside
 * @returns a convex cell for each site, in the order of the sites
 * @throws Error when two sites are at one place, or a cell is missing
 */
export function powerCells(
	sites: readonly Site[],
	box: [[number, number], [number, number]]
): OpenRing[] {
	if (new Set(sites.map(({ x, y }) => `${x} ${y}`)).size < sites.length)
		throw new Error('two sites at one place');
	const weights = relaxWeights(sites);
	const cells = new Array<OpenRing>(sites.length);
	const diagram = weightedVoronoi<number>()
		.x((at) => sites[at]!.x)
		.y((at) => sites[at]!.y)
		.weight((at) => weights[at]!)
		.extent(box);
	for (const cell of diagram(sites.map((_, at) => at))) {
		if (cell) cells[cell.site.originalObject] = cell.map(([x, y]): [number, number] => [x, y]);
	}
	sites.forEach(({ x, y }, at) => {
		if (!cells[at]) throw new Error(`no cell for site ${at} at ${x}, ${y} km`);
	});
	return cells;
}
