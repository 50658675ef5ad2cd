import type { Topology } from 'topojson-specification';
import { freeBox, roomier, type Room } from '../domain/room.ts';
import { AROUND_UNIT, COUNTRY, type Extent } from '../domain/sea.ts';
import { unitsOf, type Level, type Units } from '../domain/unit.ts';
import type { Locale } from '../i18n/locale.ts';
import { centresOf, extentOfUnit } from '../svg/extent.ts';
import { frameOf } from '../svg/frame.ts';
import { placeLabels } from '../svg/labels.ts';
import { drawLabels, seaTexts } from '../svg/map.ts';
import { outlinesOf, type Outlines } from '../svg/outlines.ts';
import { PAGE_GROUND } from '../svg/page-colours.ts';
import { drawInset } from '../svg/sheet.ts';
import { TOPOLOGY_OBJECT } from './schema.ts';

/** What a drawing is to show. */
export interface DrawingWish {
	level: Level;
	/** A part of the Earth, from edge to edge; or the code of a unit, `null` for the whole country, with room around. */
	around: Extent | string | null;
	/** Pixels. */
	width: number;
	height: number;
	/** Rows of the units that may have a name. */
	rows: readonly number[];
	locale: Locale;
	/** Code of the province whose units alone are drawn, from its own finer outlines. */
	alone?: string | undefined;
	/** What panels take of the picture. */
	room: Room;
	/** True where buttons lie beside a unit that is framed. */
	buttons?: boolean;
}

/** Outlines in the pixels of a picture, with names; colours are left to the page. */
export interface Drawing extends Omit<Outlines, 'shapes'> {
	width: number;
	height: number;
	extent: Extent;
	zoom: number;
	/** Middle of the largest part of each unit in pixels, two a row; `NaN` outside of the picture. */
	centres: Float64Array;
	/** SVG of the names. */
	labels: string;
	/** SVG of the inset with both archipelagos; empty where the map holds them. */
	inset: string;
}


/** Draw one level of an edition, off the main thread. */
export function drawOutlines(
	topology: Topology,
	land: Topology,
	units: Units,
	{ level, around, width, height, rows, locale, room, buttons = false }: DrawingWish
): Drawing {
	const extent = typeof around === 'string' ? extentOfUnit(topology, around) : around;
	const roomy = buttons && typeof around === 'string' ? roomier(room, AROUND_UNIT) : room;
	// A part of the Earth is shown from edge to edge.
	const padding = extent && typeof around !== 'string' ? undefined : roomy;
	const frame = frameOf(extent ?? COUNTRY, width, height, padding);
	const geography = {
		topology,
		land,
		objects: { level: TOPOLOGY_OBJECT[level], province: TOPOLOGY_OBJECT.province }
	};
	const of = unitsOf(units, level);
	const { shapes, ...outlines } = outlinesOf(geography, of, frame);
	const sea = seaTexts(locale, frame, PAGE_GROUND);
	return {
		...outlines,
		width,
		height,
		extent: frame.extent,
		zoom: frame.zoom,
		centres: centresOf({ shapes, units: outlines.units }),
		labels: drawLabels(placeLabels(of, rows, shapes, frame, sea, PAGE_GROUND), sea),
		inset: drawInset(locale, PAGE_GROUND, geography, frame, {
			free: freeBox(room, width, height)
		})
	};
}
