/** Draws for fuzzers: the same seed, the same inputs. */
import { Dice } from '../testing/random-words.ts';

export { Dice };

/** Draws of one execution: they depend on nothing that was executed before. */
export function diceOf(seed: number, form: string, at: number): Dice {
	let hash = 0x811c9dc5;
	for (const letter of `${seed}:${form}:${at}`)
		hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
	return new Dice(hash ^ (hash >>> 15));
}

/** How often something is done: mostly once, rarely many times. */
export function times(dice: Dice): number {
	return dice.is(0.5) ? 1 : 1 + dice.below(dice.is(0.2) ? 40 : 6);
}

/** A length: mostly short, now and then much longer than anybody means. */
export function length(dice: Dice, most = 40_000): number {
	if (dice.is(0.6)) return 1 + dice.below(20);
	return 1 + dice.below(dice.is(0.7) ? 2000 : most);
}
