import { randomLcg } from 'd3-random';

/** Numbers from 0 to 1, 1 left out. */
export type RandomSource = () => number;

/**
 * A stream of random numbers of its own for each purpose, so that a change to one
 * simulated thing leaves all others as they were.
 * @param seed of the whole simulation
 * @param key names the purpose
 */
export function randomStream(seed: number, key: string): RandomSource {
	return randomLcg(mixed(`${seed}:${key}`));
}

/** FNV-1a with the finaliser of MurmurHash3: near keys give far seeds. */
function mixed(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
