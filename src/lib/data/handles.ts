import type { Topology } from 'topojson-specification';
import type { Level, UnitColumns, UnitDates } from '../domain/unit.ts';

/** Polygons of a level, at a URL that the map's worker reads. */
export interface GeometryHandle {
	/** Polygons with `code`. */
	url: string;
	/** Points with `code` and `name` (of the list's first day), for labels. */
	labelsUrl: string;
	/** West, south, east, north in degrees, four a unit in row order. */
	bounds: Float64Array;
	/** Longitude and latitude inside the largest part, two a unit in row order. */
	anchors: Float64Array;
}

/** TopoJSON of an edition, and of the land around Viet Nam. */
export interface OutlinesHandle {
	topology: Topology;
	land: Topology;
}

/** Finer outlines: polygons with `code`, at a URL for each level. */
export type DetailHandle = Partial<Record<Level, string>>;

/** Columns of an edition's units, from which the main thread makes its own index. */
export interface UnitsHandle {
	columns: Partial<Record<Level, UnitColumns>>;
	dates: UnitDates;
}
