import type { Hexagons } from '../data/hexagons.ts';

/** H3 resolution for a zoom of the map: cells about 8 to 26 pixels wide. */
export function resolutionAt(zoom: number): number {
	if (zoom < 5.2) return 4;
	if (zoom < 6.6) return 5;
	if (zoom < 8) return 6;
	if (zoom < 9.4) return 7;
	return 8;
}

/** Positions of the cells whose centre lies in the box, widened by `margin` degrees. */
export function cellsWithin(
	hexagons: Hexagons,
	box: { west: number; south: number; east: number; north: number },
	margin: number
): number[] {
	const found: number[] = [];
	const { centres } = hexagons;
	for (let at = 0; at < hexagons.cells.length; at++) {
		const [x, y] = [centres[at * 2]!, centres[at * 2 + 1]!];
		if (
			x >= box.west - margin &&
			x <= box.east + margin &&
			y >= box.south - margin &&
			y <= box.north + margin
		)
			found.push(at);
	}
	return found;
}
