import { spellingKey } from './fold.ts';
import { LISTED_OPERATORS } from './listed.ts';
import { OTHER_OPERATOR } from './names.ts';

/** How files call operators: spellings without capitals, accents, blanks and signs. A Map: "__proto__" is a text like others. */
const KNOWN = new Map(
	LISTED_OPERATORS.flatMap(({ name, spellings }) =>
		[name, ...spellings].map((spelling) => [spellingKey(spelling), name] as const)
	)
);

/**
 * The operator that a text of a file names: its name in `data/operators.csv`, or {@link OTHER_OPERATOR}.
 * @param text anything but what stands for no value; that is no operator, which the reader tells apart
 */
export function operatorOf(text: string): string {
	return KNOWN.get(spellingKey(text)) ?? OTHER_OPERATOR;
}
