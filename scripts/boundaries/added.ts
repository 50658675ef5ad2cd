/** Ground on the map that the files don't have: slivers that were filled, and islands of the embedded outlines. */
import type { Feature, FeatureCollection } from 'geojson';
import { locateOne } from '../place/locate.ts';
import type { PlaceIndex } from '../place/place-index.ts';
import type { Gap, StandIn } from './clean.ts';

/** Gaps that a neighbour got, and those that are nobody's. */
export interface Gaps {
	filled: Gap[];
	open: Gap[];
}

/** Less than this is a matter of rounding, open or not; km². */
const LEAST_GAP = 0.001;

/**
 * Which gaps were filled: those whose inner point lies in a unit that is drawn as in the files.
 * @param index of the cleaned outlines
 * @param standIns drawn over gaps that stayed
 */
export function sortGaps(
	gaps: readonly Gap[],
	index: PlaceIndex,
	standIns: readonly StandIn[]
): Gaps {
	const embedded = new Set(standIns.map(({ leaf }) => leaf.code));
	const sorted: Gaps = { filled: [], open: [] };
	for (const gap of gaps) {
		const code = index.geometry.codes[locateOne(index, gap.lon, gap.lat)];
		if (code !== undefined) {
			// Where a unit without polygon lies its approximate outline is told as such.
			if (!embedded.has(code)) sorted.filled.push(gap);
		} else if (gap.km2 >= LEAST_GAP) sorted.open.push(gap);
	}
	return sorted;
}

/** All of it as GeoJSON: who counts areas, as the crosswalk does, takes it away first. */
export function addedGround(filled: readonly Gap[], islands: readonly StandIn[]): string {
	const features = [...filled, ...islands].map(({ geometry }): Feature => ({
		type: 'Feature',
		properties: {},
		geometry
	}));
	const collection: FeatureCollection = { type: 'FeatureCollection', features };
	return JSON.stringify(collection);
}
