/** The vector picture in pixels. */
import { pictureOf, pixelsOf } from './picture.ts';
import type { Make } from './registry.ts';

export const make: Make = async (briefing, options, tools) => {
	const [width, height] = pixelsOf(options);
	const { transparent, seen } = options;
	const svg = pictureOf(briefing, [width, height], { transparent, seen });
	return Uint8Array.from(await tools.rasterise(svg, width));
};
