/** Networks and technologies by the words that stand for them. */
import type { Network } from '../domain/network.ts';
import { fold } from './words.ts';

/** A network that figures are kept for; 5G is a part of mobile (3G + 4G + 5G) and kept beside it. */
export type NetworkId = Network;

/** What a text says of the network. */
export interface NetworkWord {
	network: NetworkId;
	/** A part of mobile: its rows add up to it. */
	technology?: '2g' | '3g' | '4g' | '5g';
	/** Read as fixed, and told. */
	isOther?: 'wifi' | 'satellite';
}

/** First those that say most: "5G NSA" before "NR", "Cellular (LTE)" before "cellular". */
const WORDS: readonly [NetworkWord, RegExp][] = [
	[
		{ network: '5g', technology: '5g' },
		/\b(?:mang )?(?:5 ?g(?: ?(?:nsa|sa))?|nr(?: ?(?:nsa|sa))?)\b/g
	],
	[
		{ network: 'mobile', technology: '4g' },
		/\b(?:mang )?(?:4 ?g(?: ?lte)?(?: ?a)?|lte(?: ?(?:a|advanced))?)\b/g
	],
	[{ network: 'mobile', technology: '3g' }, /\b(?:mang )?(?:3 ?g|umts|hspa|hsdpa|wcdma|hsupa)\b/g],
	[{ network: 'mobile', technology: '2g' }, /\b(?:mang )?(?:2 ?g|gsm|edge|gprs)\b/g],
	[{ network: 'fixed', isOther: 'wifi' }, /\b(?:mang )?(?:wi ?fi(?: \d\w?)?|wlan)\b/g],
	[{ network: 'fixed', isOther: 'satellite' }, /\b(?:(?:mang )?ve tinh|satellite|starlink)\b/g],
	[
		{ network: 'fixed' },
		/\b(?:mang )?(?:(?:internet )?(?:bang rong |brcd )?co dinh(?: bang rong)?|brcd|bang rong cd|fixed(?: broadband| line| network)?|ftt[hx]|adsl|xdsl|cap quang|ethernet)\b/g
	],
	[
		{ network: 'mobile' },
		/\b(?:mang )?(?:(?:internet )?(?:bang rong |brdd )?di dong(?: bang rong)?|brdd|type mobile|mobile(?: broadband| data| network| internet)?|cellular|dtdd)\b/g
	]
];

/**
 * Networks that a folded text names, without repetition.
 * @returns also the text without them
 */
export function networksIn(folded: string): { found: NetworkWord[]; rest: string } {
	const found: NetworkWord[] = [];
	let rest = folded;
	for (const [word, pattern] of WORDS) {
		const without = rest.replace(pattern, ' ');
		if (without === rest) continue;
		found.push(word);
		rest = without;
	}
	return { found, rest: rest.replace(/ +/g, ' ').trim() };
}

/**
 * The one network of a cell or an option: "4G LTE", "DI ĐỘNG", "Cellular (LTE)".
 * @returns nothing when it names none or contradicts itself
 */
export function networkOf(text: string): NetworkWord | undefined {
	const { found } = networksIn(fold(text));
	const kinds = new Set(found.map(({ network }) => (network === 'fixed' ? 'fixed' : 'mobile')));
	// "Mobile 5G" is 5G: what says most comes first.
	return kinds.size === 1 ? found[0] : undefined;
}

/** A technology is a part of its network and told apart from it. */
export function partOf({ network, technology, isOther }: NetworkWord): string {
	return technology ?? isOther ?? network;
}
