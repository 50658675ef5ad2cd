/**
 * Which side of an edge a point lies on: the one question that all of `place/` is made of.
 *
 * A point stands for one that lies infinitesimally further east and, infinitesimally less than that, north. Such a
 * point is on no edge and level with no vertex; so every point of a border lies in exactly one of the leaves beside
 * it, whichever way their rings run.
 */

/**
 * True when (px, py) lies left of the line through (x1, y1) and (x2, y2), seen in this direction.
 * All are grid steps. Exact while both products stay below 2^53, see `LONGEST_EDGE`.
 */
export function isLeft(
	x1: number,
	y1: number,
	x2: number,
	y2: number,
	px: number,
	py: number
): boolean {
	const dx = x2 - x1;
	const dy = y2 - y1;
	const area = dx * (py - y1) - dy * (px - x1);
	// On the line: what the step east adds to the area decides, and along a level line the step north.
	return area !== 0 ? area > 0 : dy !== 0 ? dy < 0 : dx > 0;
}

/**
 * True when an edge crosses the path that leads from (ax, ay) north or south to (ax, by), then east or west to
 * (bx, by), an odd number of times.
 */
export function crossesPath(
	x1: number,
	y1: number,
	x2: number,
	y2: number,
	ax: number,
	ay: number,
	bx: number,
	by: number
): boolean {
	const acrossUp = x1 <= ax !== x2 <= ax;
	const acrossLevel = y1 <= by !== y2 <= by;
	if (!acrossUp && !acrossLevel) return false;
	const cornerLeft = isLeft(x1, y1, x2, y2, ax, by);
	const isCrossedUp = acrossUp && isLeft(x1, y1, x2, y2, ax, ay) !== cornerLeft;
	return isCrossedUp !== (acrossLevel && isLeft(x1, y1, x2, y2, bx, by) !== cornerLeft);
}

/** True when an edge crosses the ray from (px, py) to the west. */
export function isWest(
	x1: number,
	y1: number,
	x2: number,
	y2: number,
	px: number,
	py: number
): boolean {
	if (y1 <= py === y2 <= py) return false;
	if (x1 <= px && x2 <= px) return true;
	if (x1 > px && x2 > px) return false;
	return isLeft(x1, y1, x2, y2, px, py) !== y1 < y2;
}
