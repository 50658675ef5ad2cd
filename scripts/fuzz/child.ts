/**
 * The process that executes inputs, started by `watch.ts`: it writes which one is at work before it begins, so that
 * whoever watches knows it when this process hangs or is gone.
 */
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { DataError } from '../../src/lib/domain/errors.ts';
import { diceOf } from './dice.ts';
import { kindOf, type Finding } from './findings.ts';
import { FORMS } from './forms.ts';

/** What the watcher is told, a message each. */
export type Message =
	| { ready: true }
	| { finding: Omit<Finding, 'input'>; input?: string }
	/** How many were executed, and how many of them were refused. */
	| { done: number; refused: number };

/** How this process is to work. */
export interface Task {
	form: string;
	seed: number;
	from: number;
	/** How many, at most. */
	count: number;
	/** Where it says which execution is at work. */
	now: string;
	/** A file that is executed in the place of what would be made. */
	input?: string;
}

const PAUSE = 100;

const task = JSON.parse(process.argv[2]!) as Task;
const { form: name, seed, from, count } = task;
const tell = (message: Message) =>
	new Promise<void>((done) => process.send!(message, undefined, undefined, () => done()));
const now = openSync(task.now, 'w');
let at = from;
let input: Uint8Array | undefined;
const found = (kind: string, text: string) =>
	tell({
		finding: { form: name, seed, from: at, kind, text },
		...(input ? { input: Buffer.from(input).toString('base64') } : {})
	});
// What is thrown where nobody waits for it ends the command, too.
process.on('uncaughtException', (error) => {
	void found(`uncaught: ${kindOf(error)}`, String(error?.stack ?? error)).then(() =>
		process.exit(1)
	);
});

const form = await FORMS[name]!();
await tell({ ready: true });
let refused = 0;
for (let done = 1; done <= count; done++, at++) {
	input = undefined;
	writeSync(now, String(at).padEnd(16), 0);
	input = task.input ? readFileSync(task.input) : await form.make(diceOf(seed, name, at));
	// Of one alone the process may be ended with it.
	if (count === 1) writeFileSync(`${task.now}.input`, input);
	try {
		const wrong = await form.run(input);
		if (wrong !== undefined)
			await found(`wrong: ${wrong.replace(/\d+/g, '#').slice(0, 80)}`, wrong);
	} catch (error) {
		if (error instanceof DataError) refused++;
		else await found(kindOf(error), String((error as Error)?.stack ?? error));
	}
	if (done % PAUSE > 0 && done < count) continue;
	await tell({ done, refused });
	await setImmediate();
}
await form.close?.();
process.exit(0);
