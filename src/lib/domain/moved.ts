/**
 * How a drawn picture was moved by hand: what was drawn at (px, py) is seen at (k·px + x, k·py + y). Pixels of the frame
 * that it is seen in, from its top left corner.
 */
export interface Moved {
	k: number;
	x: number;
	y: number;
}

/** A picture as it was drawn. */
export const STILL: Moved = { k: 1, x: 0, y: 0 };

/** True where nothing was moved. */
export function isInPlace({ k, x, y }: Moved): boolean {
	return k === 1 && x === 0 && y === 0;
}

/** The part of a picture that is seen in a frame of this size, in the pixels in which it was drawn. */
export function seenBox(
	{ k, x, y }: Moved,
	width: number,
	height: number
): [left: number, top: number, right: number, bottom: number] {
	return [-x / k, -y / k, (width - x) / k, (height - y) / k];
}

/** What of a picture is shown, in its own units, as in the attribute of that name. */
export type ViewBox = readonly [x: number, y: number, width: number, height: number];

/** How the units of a picture become pixels: by `scale`, then by (x, y). */
export interface Placed {
	scale: number;
	x: number;
	y: number;
}

/**
 * Where a picture lies in its frame before it is moved: whole, in the middle, as large as it goes.
 */
export function placePicture(
	viewBox: ViewBox,
	frame: { width: number; height: number },
	padding: { top: number; right: number; bottom: number; left: number }
): Placed {
	const [left, top, wide, high] = viewBox;
	const width = frame.width - padding.left - padding.right;
	const height = frame.height - padding.top - padding.bottom;
	const scale = Math.min(width / wide, height / high);
	return {
		scale,
		x: padding.left + (width - scale * wide) / 2 - scale * left,
		y: padding.top + (height - scale * high) / 2 - scale * top
	};
}

/** Where a place of a picture is seen: its units, then how it lies, then how it was moved. */
export function pixelOf(
	px: number,
	py: number,
	placed: Placed,
	{ k, x, y }: Moved
): [x: number, y: number] {
	return [k * (placed.scale * px + placed.x) + x, k * (placed.scale * py + placed.y) + y];
}

/** The view box that shows a moved picture in the same element: of the same shape, `k` times smaller. */
export function movedViewBox(viewBox: ViewBox, placed: Placed, { k, x, y }: Moved): ViewBox {
	const [left, top, wide, high] = viewBox;
	// The middle of the view box is always drawn in the middle of its element.
	const middle = (from: number, size: number, at: number, by: number) => {
		const pixel = placed.scale * (from + size / 2) + at;
		return ((pixel - by) / k - at) / placed.scale;
	};
	const [width, height] = [wide / k, high / k];
	return [
		middle(left, wide, placed.x, x) - width / 2,
		middle(top, high, placed.y, y) - height / 2,
		width,
		height
	];
}

/** Part of a map's size by which a key moves it. */
export const PAN = 0.25;
/** Part of a map's size at each side in which a unit that is walked to is brought further in. */
const EDGE = 0.08;

/** True where a pixel of a map is so far from its sides that what is there is seen. */
export function isWellInside(x: number, y: number, width: number, height: number): boolean {
	const isInside = (at: number, size: number) => at >= size * EDGE && at <= size * (1 - EDGE);
	return isInside(x, width) && isInside(y, height);
}
