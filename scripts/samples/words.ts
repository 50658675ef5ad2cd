/** Vietnamese and English words as they stand in headers and cells, with or without accents. */
import type { Network } from '../../src/lib/domain/network.ts';

import { fold, isBlank, isTotal, takeStatistic } from '../../src/lib/intake/words.ts';

export { fold, isBlank, isTotal, takeStatistic };

const NETWORK_WORDS: readonly [Network, RegExp][] = [
	['mobile', /\b(?:mang )?(?:(?:bang rong )?di dong|mobile(?: broadband)?|cellular|[345]g|lte)\b/],
	[
		'fixed',
		/\b(?:mang )?(?:(?:bang rong )?co dinh|fixed(?: broadband| line)?|ftth|wifi|wi fi|cap quang)\b/
	]
];

/** A network in folded text, and the text without it. */
export function takeNetwork(folded: string): { network?: Network; rest: string } {
	const found = NETWORK_WORDS.flatMap(([network, words]) => {
		const match = words.exec(folded);
		return match ? [{ network, match }] : [];
	});
	if (found.length !== 1) return { rest: folded };
	const { network, match } = found[0]!;
	return { network, rest: folded.replace(match[0], ' ').replace(/ +/g, ' ').trim() };
}
