import { formatDay } from '../domain/format.ts';
import { drawSheet, seenHeight, type SeenMap } from '../svg/sheet.ts';
import { extentOf, geographyOf, modelOf } from './briefing.ts';
import type { Briefing, ExportOptions, Size } from './briefing.ts';

/** Long and short side of the sizes of pictures in pixels: paper at 300 dpi, a slide in 4K. */
const PIXELS: Record<Size, readonly [long: number, short: number]> = {
	screen: [1200, 900],
	a4: [3508, 2480],
	a3: [4961, 3508],
	slide: [3840, 2160]
};

/** Sheets are laid out this wide, and magnified from there. */
const LAID_OUT = 1200;

/** Width and height in pixels of a picture of the chosen size. */
export function pixelsOf({ size, portrait, scale, seen }: ExportOptions): [number, number] {
	if (seen) return [LAID_OUT * scale, seenHeight(seen) * scale];
	const factor = size === 'screen' ? scale : 1;
	const [long, short] = PIXELS[size].map((side) => side * factor) as [number, number];
	return portrait ? [short, long] : [long, short];
}

/**
 * The whole picture of a briefing as an SVG file.
 * @param style fonts that go with it; `id` begins every id in it
 */
export function pictureOf(
	briefing: Briefing,
	[width, height]: readonly [number, number],
	{
		transparent,
		style = '',
		id = 'p',
		seen
	}: { transparent: boolean; style?: string; id?: string; seen?: SeenMap | undefined }
): string {
	const model = modelOf(briefing, {}, seen?.theme);
	return drawSheet(model, geographyOf(briefing, model.units.level), {
		id,
		width,
		height,
		extent: extentOf(briefing, model),
		attribution: briefing.attribution ?? undefined,
		made: formatDay(briefing.made, model.locale),
		transparent,
		style,
		seen,
		hexagons: seen !== undefined && briefing.selection.view === 'hexagons',
		density: width / LAID_OUT
	});
}
