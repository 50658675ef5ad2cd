/** Units of an older list below a title that names a province of today: they lie in one of those that it was made of. */
import { unitsOf } from '../domain/unit.ts';
import type { Month } from '../domain/month.ts';
import { crosswalkOf, type EditionNames, type IntakeContext } from './context.ts';
import type { Found, UnitWords } from './finder.ts';
import type { TableRead } from './read-table.ts';

/**
 * What a row's words lead to in the provinces that the titled one was made of.
 * @param found what they lead to without the title; it stands where it is a unit, or the title doesn't help
 * @param words of the row itself
 * @param list the older list
 * @param own the list of the month
 */
export function inTitledProvince(
	found: Found,
	words: UnitWords,
	list: EditionNames,
	own: EditionNames,
	read: Pick<TableRead, 'provinces' | 'codes'>,
	context: IntakeContext,
	month?: Month
): Found {
	const titled = read.provinces.get(own.edition.id);
	const [province] = titled?.places ?? [];
	const crosswalk = list === own ? undefined : crosswalkOf(context, list, own);
	const isOpen = !found.place && words.province === '' && words.code === '';
	if (!isOpen || !crosswalk || !province || titled!.places.length > 1) return found;
	const { codes } = unitsOf(list.finder.units, 'province');
	const within = codes
		.filter((_, row) => crosswalk.provinces[row] === province.row)
		.map((code) => list.finder.find({ ...words, province: code }, read.codes, month));
	const placed = within.filter(({ place }) => place);
	if (placed.length === 1) return placed[0]!;
	const candidates = placed.flatMap((of) => of.candidates);
	return candidates.length > 0 ? { candidates } : found;
}
