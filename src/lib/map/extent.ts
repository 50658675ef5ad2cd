import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Extent } from '../domain/sea.ts';

/** What the map shows. */
export function extentInView(gl: MapLibreMap): Extent {
	const bounds = gl.getBounds();
	return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

/** An extent with `by` of its width and height more on each side. */
export function widened([west, south, east, north]: Extent, by: number): Extent {
	const [x, y] = [(east - west) * by, (north - south) * by];
	return [west - x, south - y, east + x, north + y];
}
