/** How files call networks: the words of `data/networks.csv`. */
import { LISTED_WORDS } from './listed.ts';
import { networkInside, NETWORKS, wholeOf, type Network } from './network.ts';

/**
 * What a text says of a network. `technology` is named where it is only a part of the network, and one that has no
 * figures of its own ("4G" of mobile).
 */
export interface NamedNetwork {
	network: Network;
	technology?: string;
}

/** Longer words first: "mobile broadband" is not "broadband". */
const WORDS: readonly (NamedNetwork & { word: string; isCell: boolean })[] = LISTED_WORDS.flatMap(
	({ id, words, cells, technologies }) => [
		...[...words, id].map((word) => ({ word, network: id, isCell: false })),
		...cells.map((word) => ({ word, network: id, isCell: true })),
		...technologies.flatMap((words) =>
			words.map((word) => ({ word, network: id, technology: words[0], isCell: false }))
		)
	]
).sort((a, b) => b.word.length - a.word.length);
const CELLS = new Map(WORDS.map(({ word, ...named }) => [word, named]));

/** What is known of a network and technology, where the network is known. */
export function namedBy({ network, technology }: Partial<NamedNetwork>): NamedNetwork | undefined {
	return network && (technology === undefined ? { network } : { network, technology });
}

/** Technologies that a network is the sum of, and that are no networks of their own. */
export function technologiesOf(network: Network): readonly string[] {
	const listed = LISTED_WORDS.find(({ id }) => id === network)!;
	return listed.technologies.map(([name]) => name);
}

/** All words that may stand in a cell of networks, and what each says. */
export function networkWords(): { word: string; isCell: boolean; named: NamedNetwork }[] {
	return WORDS.map(({ word, isCell, network, technology }) => ({
		word,
		isCell,
		named: technology === undefined ? { network } : { network, technology }
	}));
}

/**
 * The network that a cell names, and nothing else.
 * @param folded small letters without accents, words parted by one blank
 */
export function namedNetwork(folded: string): NamedNetwork | undefined {
	return namedBy(CELLS.get(folded) ?? {});
}

/**
 * A network somewhere in a text, and the text without it. Of a network and its part ("5G di động") the part is meant;
 * of two that have nothing in common none is.
 * @param folded small letters without accents, words parted by one blank
 */
export function takeNetwork(folded: string): Partial<NamedNetwork> & { rest: string } {
	let rest = ` ${folded} `;
	const found: NamedNetwork[] = [];
	for (const { word, isCell, network, technology } of WORDS) {
		if (isCell || !rest.includes(` ${word} `)) continue;
		rest = rest.replaceAll(` ${word} `, ' ');
		found.push(technology === undefined ? { network } : { network, technology });
	}
	const named = together(found);
	if (!named) return { rest: folded };
	return {
		...named,
		rest: rest
			.replace(/\bmang /, '')
			.replace(/ +/g, ' ')
			.trim()
	};
}

/** What several words say together: "5G di động" is 5G, "3G/4G" two technologies of mobile, "4G/5G" mobile itself. */
function together(found: readonly NamedNetwork[]): NamedNetwork | undefined {
	const wholes = new Set(found.map(({ network }) => wholeOf(network) ?? network));
	if (wholes.size !== 1) return undefined;
	const [network] = wholes as Set<Network>;
	const parts = new Set(found.map((named) => named.network).filter((of) => of !== network));
	const technologies = found.flatMap(({ technology }) => technology ?? []).sort();
	if (parts.size === 1 && technologies.length === 0) return { network: [...parts][0]! };
	if (parts.size > 0 || technologies.length === 0) return { network: network! };
	return { network: network!, technology: technologies.join(' ') };
}

/** The networks, for messages: "mobile (di động), fixed (cố định) or 5g (5G)". */
export function networkList(): string {
	const names = NETWORKS.map((network) => `${network} (${networkInside(network, 'vi')})`);
	return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join();
}
