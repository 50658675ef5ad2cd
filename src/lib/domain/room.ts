/** Pixels that stay free at the sides of a frame. */
export interface Room {
	top: number;
	right: number;
	bottom: number;
	left: number;
}

/** A box in a frame, in pixels from its top left corner. */
export interface Box {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** A part of a map that is smaller than this is none to show a country in. Pixels. */
const LEAST = 48;

/**
 * How far the part of a map that no panel covers is from the map's sides. Panels that leave nearly nothing are as if
 * they were not there: a map that is covered is still a map.
 */
export function roomAround(
	frame: { width: number; height: number },
	{ left, top, width, height }: Box
): Room {
	const side = (start: number, size: number, all: number) =>
		size < LEAST ? ([0, 0] as const) : ([start, Math.max(0, all - start - size)] as const);
	const [fromLeft, fromRight] = side(left, width, frame.width);
	const [fromTop, fromBottom] = side(top, height, frame.height);
	return { top: fromTop, right: fromRight, bottom: fromBottom, left: fromLeft };
}

/** Room and, within it, some more. */
export function roomier(room: Room, by: Room): Room {
	return {
		top: room.top + by.top,
		right: room.right + by.right,
		bottom: room.bottom + by.bottom,
		left: room.left + by.left
	};
}

/** The part of a frame that is left between its room. */
export function freeBox({ top, right, bottom, left }: Room, width: number, height: number): Box {
	return { left, top, width: width - left - right, height: height - top - bottom };
}
