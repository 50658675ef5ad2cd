/** Where an arrow key leads. */
export const DIRECTIONS = {
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0]
} as const satisfies Record<string, readonly [x: number, y: number]>;
export type Direction = keyof typeof DIRECTIONS;

export function isDirection(key: string): key is Direction {
	return Object.hasOwn(DIRECTIONS, key);
}

/** How much a unit that lies aside counts as farther than one straight ahead. */
const ASIDE = 2;

/**
 * The nearest unit in a direction: within 45° of it, straight ahead before aside.
 * @param centres x (to the right) and y (down), two a unit; `NaN` for units that can't be reached
 * @returns its row; `from` itself when nothing lies there
 */
export function neighbourOf(
	centres: Float64Array,
	rows: readonly number[],
	from: number,
	direction: Direction
): number {
	const [right, down] = DIRECTIONS[direction];
	const [x, y] = [centres[from * 2]!, centres[from * 2 + 1]!];
	let [best, least] = [from, Infinity];
	for (const row of rows) {
		const [dx, dy] = [centres[row * 2]! - x, centres[row * 2 + 1]! - y];
		const ahead = dx * right + dy * down;
		const aside = Math.abs(dx * down) + Math.abs(dy * right);
		const distance = ahead + ASIDE * aside;
		if (row !== from && ahead > 0 && aside <= ahead && distance < least)
			[best, least] = [row, distance];
	}
	return best;
}

/** The unit whose centre is nearest to a place; `undefined` when none can be reached. */
export function nearestTo(
	centres: Float64Array,
	rows: readonly number[],
	x: number,
	y: number
): number | undefined {
	let best: number | undefined;
	let least = Infinity;
	for (const row of rows) {
		const distance = Math.hypot(centres[row * 2]! - x, centres[row * 2 + 1]! - y);
		if (distance < least) [best, least] = [row, distance];
	}
	return best;
}
