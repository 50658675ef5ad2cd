import { MARK, type ViewModel } from '../domain/view-model.ts';

/**
 * The outlines of a level as one path a class: a small map of thousands of units costs a handful of elements.
 * Units that are switched off, or lie outside of the scope, are left to the ground below.
 * @param units path data by row
 * @returns path data by class, empty where no unit is in it
 */
export function pathsByClass(
	{ classes, marks, colours }: Pick<ViewModel, 'classes' | 'marks' | 'colours'>,
	units: readonly string[]
): string[] {
	const parts = colours.map(() => [] as string[]);
	units.forEach((d, row) => {
		if (d && !(marks[row]! & (MARK.hidden | MARK.outside))) parts[classes[row]!]!.push(d);
	});
	return parts.map((of) => of.join(''));
}
