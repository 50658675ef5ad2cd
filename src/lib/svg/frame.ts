import { geoMercator, type GeoProjection } from 'd3-geo';
import { seenBox, type Moved } from '../domain/moved.ts';
import type { Extent } from '../domain/sea.ts';

/** The part of the Earth that a picture shows, in its own pixels. */
export interface Frame {
	width: number;
	height: number;
	/** Web Mercator, as the map in the browser has it: one can take the other's place. */
	projection: GeoProjection;
	/** What is really seen: at least the extent that was asked for. Degrees. */
	extent: Extent;
	/** Zoom of the browser's map at the same scale (512 px tiles). */
	zoom: number;
	/** Pixels that an outline may leave out; that of the land around, where it may be coarser. */
	tolerance: number;
	landTolerance?: number;
}

/** Pixels that stay free around the extent. */
export interface Padding {
	top: number;
	right: number;
	bottom: number;
	left: number;
}

const NO_PADDING: Padding = { top: 0, right: 0, bottom: 0, left: 0 };
const TILE = 512;
/** Nobody sees less than this. */
const TOLERANCE = 0.45;

/** Fit an extent into a picture of `width` × `height` pixels, as large as it goes. */
export function frameOf(
	[west, south, east, north]: Extent,
	width: number,
	height: number,
	{ top, right, bottom, left }: Padding = NO_PADDING
): Frame {
	const corners = {
		type: 'MultiPoint' as const,
		coordinates: [
			[west, south],
			[east, north]
		]
	};
	const box: [[number, number], [number, number]] = [
		[left, top],
		[width - right, height - bottom]
	];
	// Nothing is cut off or resampled at the edge of the world: the country is far from it.
	const projection = geoMercator().precision(0).fitExtent(box, corners);
	const [west_, north_] = projection.invert!([0, 0])!;
	const [east_, south_] = projection.invert!([width, height])!;
	return {
		width,
		height,
		projection,
		extent: [west_, south_, east_, north_],
		zoom: Math.log2((projection.scale() * 2 * Math.PI) / TILE),
		tolerance: TOLERANCE
	};
}

/**
 * The part of the Earth that is seen of a drawing after it was moved by hand.
 * @param extent of the drawing, from edge to edge
 * @param width of the drawing, and of the frame in which it is seen
 */
export function extentSeen(extent: Extent, width: number, height: number, moved: Moved): Extent {
	const { projection } = frameOf(extent, width, height);
	const [left, top, right, bottom] = seenBox(moved, width, height);
	const [west, north] = projection.invert!([left, top])!;
	const [east, south] = projection.invert!([right, bottom])!;
	return [west, south, east, north];
}
