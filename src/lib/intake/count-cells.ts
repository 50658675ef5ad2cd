/** Counts as cells hold them. */
import type { Group } from './groups.ts';
import { parseWhole } from './numbers.ts';
import { textOf, type Cell } from './sheet.ts';
import { isBlank } from './words.ts';

/** More would be a slip: the whole country sends about a million a month. */
export const MOST_SAMPLES = 10_000_000;

/** "614 mẫu" is 614; "12 nghìn mẫu" is no number. */
const WORDS =
	/\s*(?:mẫu(?:\s*đo)?|lượt(?:\s*đo)?|lần(?:\s*đo)?|phép(?:\s*đo)?|bản\s*ghi|samples?|tests?|measurements?)\s*$/iu;

/** The whole number that a cell holds, with the word for what is counted left out. */
export function wholeIn(cell: Cell | undefined): number | undefined {
	if (typeof cell === 'number') return cell;
	const text = textOf(cell).slice(0, 60).normalize('NFC');
	return /\d/.test(text) ? parseWhole(text.replace(WORDS, '')) : undefined;
}

/** The count of samples that a cell holds, if it holds one. */
export function countIn(cell: Cell | undefined): number | undefined {
	const value = wholeIn(cell);
	return value !== undefined && Number.isInteger(value) && value >= 0 && value <= MOST_SAMPLES
		? value
		: undefined;
}

/** What is taken off a count; where a cell is blank it is nothing. */
export function excludedIn(
	cells: readonly Cell[],
	{ excluded }: Pick<Group, 'excluded'>
): number | undefined {
	let sum = 0;
	for (const { at } of excluded) {
		const value = isBlank(textOf(cells[at])) ? 0 : countIn(cells[at]);
		if (value === undefined) return undefined;
		sum += value;
	}
	return sum;
}

/** The count of a row: that of its column less what is taken off it. */
export function countOf(
	cells: readonly Cell[],
	group: Pick<Group, 'samples' | 'excluded'>
): number | undefined {
	const count = countIn(cells[group.samples.at]);
	const off = excludedIn(cells, group);
	return count === undefined || off === undefined || off > count ? undefined : count - off;
}
