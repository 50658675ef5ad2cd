/** The three heights of the sheet that lies over a map on a phone: its head, half of it, all. */
export const SHEET_HEIGHTS = ['low', 'middle', 'high'] as const;
export type SheetHeight = (typeof SHEET_HEIGHTS)[number];

/** Pixels a millisecond from which a drag is a flick, which goes on to the next height. */
const FLICK = 0.5;

/** What a tap on the handle leads to: up from the head, else back to it. */
export function tapped(now: SheetHeight): SheetHeight {
	return now === 'low' ? 'middle' : 'low';
}

/** What a key leads to; `undefined` for keys that the sheet leaves alone. */
export function pressed(now: SheetHeight, key: string): SheetHeight | undefined {
	const at = SHEET_HEIGHTS.indexOf(now);
	switch (key) {
		case 'ArrowUp':
			return SHEET_HEIGHTS[Math.min(at + 1, SHEET_HEIGHTS.length - 1)];
		case 'ArrowDown':
			return SHEET_HEIGHTS[Math.max(at - 1, 0)];
		case 'Home':
		case 'Escape':
			return 'low';
		case 'End':
			return 'high';
		default:
			return undefined;
	}
}

/**
 * Where a dragged sheet comes to rest: at the nearest height, or, after a flick, at the next one in its direction.
 * @param height of the sheet as it was let go, in pixels
 * @param speed upwards, in pixels a millisecond
 * @param heights in pixels, ascending
 */
export function dropped(
	height: number,
	speed: number,
	heights: Record<SheetHeight, number>
): SheetHeight {
	if (speed > FLICK) return SHEET_HEIGHTS.find((each) => heights[each] > height) ?? 'high';
	if (speed < -FLICK) return SHEET_HEIGHTS.findLast((each) => heights[each] < height) ?? 'low';
	const far = (each: SheetHeight) => Math.abs(heights[each] - height);
	return SHEET_HEIGHTS.reduce((best, each) => (far(each) < far(best) ? each : best));
}
