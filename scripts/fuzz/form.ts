/** What a form of input is to a fuzzer. */
import { resolve } from 'node:path';
import { readEditions } from '../gazetteer/editions.ts';
import type { Dice } from './dice.ts';

/** Lists of units, the oldest first. */
export const LISTS = await readEditions(resolve(import.meta.dirname, '../../data'));
export const NEWEST_LIST = LISTS.at(-1)!;

/** A form of input: how it is made, and what reads it. */
export interface Form {
	/** An input; the same draws give the same. */
	make(dice: Dice): Uint8Array | Promise<Uint8Array>;
	/**
	 * Read it as the program does.
	 * @returns what of it is wrong: a promise that doesn't hold any more
	 * @throws what the reader throws; only a DataError is right
	 */
	run(input: Uint8Array): Promise<string | undefined>;
	/** Put away what it made. */
	close?(): Promise<void>;
}

/** A form, made ready. */
export type Maker = () => Promise<Form>;

/** As UTF-8. */
export function utf8(text: string): Uint8Array {
	return Buffer.from(text);
}
