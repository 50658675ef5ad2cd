/** The class of a unit without data. Classes with data are 1 to `breaks.length + 1`. */
export const NO_DATA = 0;

/**
 * The class of a value: 1 below the first break, one more for each break that it reaches.
 * @param breaks ascending lower bounds
 * @returns {@link NO_DATA} for `NaN`
 */
export function classOf(value: number, breaks: readonly number[]): number {
	if (Number.isNaN(value)) return NO_DATA;
	let found = 1;
	for (const bound of breaks) if (value >= bound) found++;
	return found;
}

/** The classes of many values, in their order. */
export function classify(values: ArrayLike<number>, breaks: readonly number[]): Uint8Array {
	const classes = new Uint8Array(values.length);
	for (let row = 0; row < values.length; row++) classes[row] = classOf(values[row]!, breaks);
	return classes;
}

/** How many units each class has; index is the class. */
export function countClasses(
	classes: Uint8Array,
	classCount: number,
	rows?: readonly number[]
): number[] {
	const counts = new Array<number>(classCount).fill(0);
	if (rows) for (const row of rows) counts[classes[row]!]!++;
	else for (const value of classes) counts[value]!++;
	return counts;
}
