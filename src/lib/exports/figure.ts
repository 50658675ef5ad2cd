import type { Selection } from '../domain/selection.ts';
import { drawSheet } from '../svg/sheet.ts';
import { extentOf, geographyOf, modelOf } from './briefing.ts';
import type { Briefing, Tools } from './briefing.ts';

/** Dots per pixel of the layout: about 230 dpi on paper. */
const DENSITY = 2;

/**
 * A map with its legend and notes as PNG, for documents that tell title and sentence themselves.
 * @param size in pixels of the layout; writing is 12 of them high
 */
export async function figureOf(
	briefing: Briefing,
	part: Partial<Selection>,
	[width, height]: readonly [number, number],
	tools: Tools
): Promise<Uint8Array> {
	const model = modelOf(briefing, part);
	const svg = drawSheet(model, geographyOf(briefing, model.units.level), {
		id: 'f',
		width,
		height,
		base: width,
		head: false,
		extent: extentOf(briefing, model),
		attribution: briefing.attribution ?? undefined,
		density: DENSITY
	});
	return tools.rasterise(svg, Math.round(width * DENSITY));
}
