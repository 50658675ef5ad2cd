/** Networks and technologies by the words that stand for them. */
import { namedNetwork, networkWords } from '../domain/network-words.ts';
import { wholeOf, type Network } from '../domain/network.ts';
import { fold } from './words.ts';

/** A network that figures are kept for; 5G is a part of mobile (3G + 4G + 5G) and kept beside it. */
export type NetworkId = Network;

/** What a text says of the network. */
export interface NetworkWord {
	network: NetworkId;
	/** A part of its network: its rows add up to that. */
	technology?: string;
	/** Read as fixed, and told. */
	isOther?: Other;
}
type Other = 'wifi' | 'satellite';

/** Ways to the Internet of which it is told that they count as fixed. */
function otherOf(technology: string | undefined): Other | undefined {
	return technology === 'wifi' || technology === 'satellite' ? technology : undefined;
}

/** The words of `data/networks.csv`; parts of networks, which say most, before the whole, and longer words first. */
const WORDS: readonly [NetworkWord, RegExp][] = networkWords()
	.filter(({ isCell }) => !isCell)
	.map(({ word, named: { network, technology = wholeOf(network) ? network : undefined } }) => {
		const isOther = otherOf(technology);
		const about: NetworkWord = isOther
			? { network, isOther }
			: { network, ...(technology ? { technology } : {}) };
		// "Wi-Fi 5", "Wi-Fi 6E"
		const version = isOther === 'wifi' ? '(?: \\d\\w?)?' : '';
		return { rank: technology ? 0 : 1, about, word, version };
	})
	.sort((a, b) => a.rank - b.rank || b.word.length - a.word.length)
	.map(({ about, word, version }) => [about, new RegExp(`\\b(?:mang )?${word}${version}\\b`, 'g')]);

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
		if (!found.some((of) => partOf(of) === partOf(word))) found.push(word);
		rest = without;
	}
	return { found, rest: rest.replace(/ +/g, ' ').trim() };
}

/**
 * The one network of a cell or an option: "4G LTE", "DI ĐỘNG", "Cellular (LTE)".
 * @returns nothing when it names none or contradicts itself
 */
export function networkOf(text: string): NetworkWord | undefined {
	const folded = fold(text);
	const { found } = networksIn(folded);
	// Some words name a network only where they stand alone: "broadband", "điện thoại".
	if (found.length === 0) {
		const alone = namedNetwork(folded);
		return alone && { network: alone.network };
	}
	return together(found, folded);
}

/**
 * What several words say together: "Mobile 5G" is 5G, "3G/4G" both technologies in one figure, of 5G NSA the part over LTE
 * is 5G all the same. Of networks that have nothing in common they say nothing.
 * @param folded the text that they stand in
 */
export function together(found: readonly NetworkWord[], folded: string): NetworkWord | undefined {
	const kinds = new Set(found.map(({ network }) => wholeOf(network) ?? network));
	if (kinds.size !== 1) return undefined;
	const [network] = kinds as Set<NetworkId>;
	const parts = new Set(found.flatMap(({ technology }) => technology ?? []));
	// What says most comes first.
	if (parts.size < 2 || /\bnsa\b/.test(folded)) return found[0];
	return { network: network!, technology: [...parts].sort().join('+') };
}

/** Technologies of a part: of "3g+4g" both. */
export function technologiesOfPart(part: string): string[] {
	return part.split('+');
}

/**
 * Parts that add up to their network: one within another, 5G beside "4G/5G", adds nothing.
 * @returns nothing where some have only a share in common, "3G/4G" beside "4G/5G"
 */
export function partsThatAddUp(parts: readonly string[]): string[] | undefined {
	const sets = parts.map((part) => ({ part, of: new Set(technologiesOfPart(part)) }));
	const outer = sets.filter(
		(own) =>
			!sets.some(
				(other) => other.of.size > own.of.size && [...own.of].every((of) => other.of.has(of))
			)
	);
	const all = outer.flatMap(({ of }) => [...of]);
	return new Set(all).size === all.length ? outer.map(({ part }) => part) : undefined;
}

/** A technology is a part of its network and told apart from it. */
export function partOf({ network, technology, isOther }: NetworkWord): string {
	return technology ?? isOther ?? network;
}
