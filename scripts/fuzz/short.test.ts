/** The first inputs of every form of `npm run fuzz`: the same each time, so what fails here fails everywhere. */
import { expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { diceOf } from './dice.ts';
import { kindOf } from './findings.ts';
import { FORMS } from './forms.ts';

const SEED = 24;
/** Milliseconds for a form: a slow machine does fewer. */
const TIME = 1000;
const MOST = 300;
/** Those that a made-up country is published for, which takes seconds, run with `npm run fuzz` alone. */
const SLOW = ['published', 'manifest', 'url'];

it.each(Object.keys(FORMS).filter((name) => !SLOW.includes(name)))(
	'%s: nothing that is made of it ends the reader, or is told wrongly',
	async (name) => {
		const form = await FORMS[name]!();
		const found: string[] = [];
		const until = performance.now() + TIME;
		for (let at = 0; at < MOST && performance.now() < until; at++) {
			const input = await form.make(diceOf(SEED, name, at));
			try {
				const wrong = await form.run(input);
				if (wrong) found.push(`${at}: ${wrong}`);
			} catch (error) {
				if (!(error instanceof DataError)) found.push(`${at}: ${kindOf(error)}`);
			}
		}
		await form.close?.();
		expect(found).toEqual([]);
	}
);
