import type { Topology } from 'topojson-specification';
import { COUNTRY, type Extent } from '../domain/sea.ts';
import { unitsOf, type Level, type Units } from '../domain/unit.ts';
import type { Locale } from '../i18n/locale.ts';
import { boxOf, extentOfUnit, partsOf } from '../svg/extent.ts';
import { frameOf } from '../svg/frame.ts';
import { placeLabels } from '../svg/labels.ts';
import { drawLabels, seaTexts } from '../svg/map.ts';
import { outlinesOf, type Outlines, type Shape } from '../svg/outlines.ts';
import { PAGE_GROUND } from '../svg/page-colours.ts';
import { drawInset } from '../svg/sheet.ts';
import { TOPOLOGY_OBJECT } from './schema.ts';

/** What a drawing is to show. */
export interface DrawingWish {
	level: Level;
	/** A part of the Earth, or the code of a unit; `null` is the whole country. */
	around: Extent | string | null;
	/** Pixels. */
	width: number;
	height: number;
	/** Rows of the units that may have a name. */
	rows: readonly number[];
	locale: Locale;
	/** Code of the province whose units alone are drawn, from its own finer outlines. */
	alone?: string | undefined;
	/** True for a small picture that nothing lies over. */
	small?: boolean;
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

/** Room for the badges at the bottom: they must not cover the name of Trường Sa. */
const NATIONAL = { top: 12, right: 12, bottom: 44, left: 12 };
/** The badges may take two lines. */
const BADGES = 76;
/** Of small pictures. */
const EDGE = { top: 5, right: 5, bottom: 5, left: 5 };
const NEAR = { top: 58, right: 28, bottom: 42, left: 56 };

/** Draw one level of an edition, off the main thread. */
export function drawOutlines(
	topology: Topology,
	land: Topology,
	units: Units,
	{ level, around, width, height, rows, locale, small = false }: DrawingWish
): Drawing {
	const extent = typeof around === 'string' ? extentOfUnit(topology, around) : around;
	const padding = small ? EDGE : extent ? NEAR : NATIONAL;
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
		centres: centresOf(shapes, outlines.units),
		labels: drawLabels(placeLabels(of, rows, shapes, frame, sea, PAGE_GROUND), sea),
		inset: drawInset(locale, PAGE_GROUND, geography, frame, {
			below: small ? EDGE.bottom : BADGES
		})
	};
}

function centresOf(shapes: readonly (Shape | undefined)[], drawn: readonly string[]): Float64Array {
	const centres = new Float64Array(drawn.length * 2).fill(NaN);
	shapes.forEach((shape, row) => {
		if (!shape || !drawn[row]) return;
		let largest = -1;
		for (const part of partsOf(shape)) {
			const [left, top, right, bottom] = boxOf(part[0]!);
			const area = (right - left) * (bottom - top);
			if (area <= largest) continue;
			largest = area;
			centres.set([(left + right) / 2, (top + bottom) / 2], row * 2);
		}
	});
	return centres;
}
