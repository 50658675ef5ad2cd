/** Networks of `data/networks.csv`: what each is called, a part of, and asked for. */
import { pageLocale, type Locale } from '../i18n/locale.ts';
import { LISTED_NETWORKS } from './listed.ts';

/** A network's id, as in files and addresses. */
export type Network = (typeof LISTED_NETWORKS)[number]['id'];

interface NetworkFacts {
	id: Network;
	vi: string;
	en: string;
	partOf: Network | null;
	threshold: number | null;
}

const LISTED: readonly NetworkFacts[] = LISTED_NETWORKS;
const KNOWN = new Map(LISTED.map((facts) => [facts.id as string, facts]));

/** All networks, in the usual order; the first is what a page opens with. */
export const NETWORKS: readonly Network[] = LISTED.map(({ id }) => id);

export function isNetwork(text: string): text is Network {
	return KNOWN.has(text);
}

/** A network's name by itself, "Di động" or "5G"; without a locale in the page's own. */
export function networkName(network: Network, locale: Locale = pageLocale()): string {
	return KNOWN.get(network)![locale];
}

/** A network's name inside of a sentence: "di động", but "5G". */
export function networkInside(network: Network, locale: Locale = pageLocale()): string {
	const name = networkName(network, locale);
	const isWord = /^\p{Lu}\p{Ll}/u.test(name);
	return isWord ? name.charAt(0).toLocaleLowerCase(locale) + name.slice(1) : name;
}

/** Samples a month that every unit must reach; `null` where no document says how many. */
export type Threshold = number | null;

/** The threshold of a network, see {@link Threshold}. */
export function thresholdOf(network: Network): Threshold {
	return KNOWN.get(network)!.threshold;
}

/** Each network's own threshold, as it is published. */
export const THRESHOLDS: Readonly<Record<Network, Threshold>> = Object.fromEntries(
	NETWORKS.map((network) => [network, thresholdOf(network)])
) as Record<Network, Threshold>;

/** Networks with a threshold: of the others nothing is reached, short or planned. */
export const COUNTED_NETWORKS: readonly Network[] = NETWORKS.filter(
	(network) => thresholdOf(network) !== null
);

/** The network that it is a part of; `null` for those that stand alone. */
export function wholeOf(network: Network): Network | null {
	return KNOWN.get(network)!.partOf;
}

/** The networks in which a measurement counts: its own, and the one that this is a part of. */
export function countedIn(network: Network): readonly Network[] {
	const whole = wholeOf(network);
	return whole === null ? [network] : [whole, network];
}

/** Samples by which rounding may lift a part above its whole, where an earlier list's counts were divided by area. */
const ROUNDED_BY = 10;

/**
 * Whether a part of a network counts more samples than the whole, which can't be.
 * @param isEstimated true when counts were carried over from an earlier list of units
 */
export function isAboveWhole(part: number, whole: number, isEstimated: boolean): boolean {
	return part > whole + (isEstimated ? ROUNDED_BY : 0);
}
