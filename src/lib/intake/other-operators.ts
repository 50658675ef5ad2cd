/** Texts of operators that `data/operators.csv` doesn't know: all of them are one operator, and that is told. */
import { spellingKey } from '../domain/fold.ts';
import { OTHER_OPERATOR } from '../domain/names.ts';
import { operatorOf } from '../domain/operator.ts';
import type { Text } from './sheet.ts';
import { both, listed, withoutPersonal } from './texts.ts';
import { isBlank } from './words.ts';

/** A text of an operator in a file, and how often it stands there. */
export interface Spelling {
	name: string;
	count: number;
}

/** What stands for all others itself. */
const OTHERS = new Set([
	'khac',
	'other',
	'others',
	'nhamangkhac',
	'cacnhamangkhac',
	'otheroperators'
]);

/** A name as an operator has one: nothing else is shown. */
const NAME = /^\p{L}[\p{L}\p{M}\p{N} .&/()'–-]{1,60}$/u;

/** The operator of a row; of those that the list doesn't know each spelling is another, until they are added up. */
export function operatorKey({
	operator,
	spelling
}: {
	operator: string;
	spelling?: string;
}): string {
	return spelling === undefined ? operator : `${operator} ${spellingKey(spelling) || spelling}`;
}

/**
 * What is told of operators that the list doesn't know.
 * @param of what is counted
 * @param more what becomes of them beside that
 */
export function unlistedNote(
	spellings: readonly Spelling[],
	of: Text,
	more: Text = both('', '')
): Text | undefined {
	const unlisted = spellings.filter(
		({ name }) =>
			!isBlank(name) && operatorOf(name) === OTHER_OPERATOR && !OTHERS.has(spellingKey(name))
	);
	if (unlisted.length === 0) return undefined;
	const count = unlisted.reduce((sum, spelling) => sum + spelling.count, 0);
	const shown = unlisted
		.filter(({ name }) => NAME.test(name) && withoutPersonal(name) === name)
		.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
		.map((spelling) => `"${spelling.name}" (${spelling.count})`);
	const names = shown.length > 0 ? listed(shown, 5) : undefined;
	return both(
		`${count} ${of.vi} có tên nhà mạng không có trong data/operators.csv, tính chung là "Khác"${more.vi}${names ? `: ${names.vi}` : ''}. Nếu là nhà mạng trong danh sách: thêm cách viết vào data/operators.csv`,
		`${count} ${of.en} have names of operators that are not in data/operators.csv and count as "Other"${more.en}${names ? `: ${names.en}` : ''}. If they are operators of the list: add the spelling to data/operators.csv`
	);
}

/** How often each text stands there. */
export function spellingsIn(names: Iterable<string>): Spelling[] {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return Array.from(counts, ([name, count]) => ({ name, count }));
}
