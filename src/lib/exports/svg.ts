/** A vector picture that brings its fonts with it. */
import { pictureOf, pixelsOf } from './picture.ts';
import type { Make } from './registry.ts';

export const make: Make = async (briefing, options, tools) => {
	const { transparent } = options;
	const size = pixelsOf({ ...options, scale: 1 });
	const style = await tools.fontStyle();
	return new TextEncoder().encode(pictureOf(briefing, size, { transparent, style }));
};
