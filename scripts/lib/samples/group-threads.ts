/** Measurements in memory become figures side by side, each month and network in a thread. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MovedRows, SpeedRows } from './ascending.ts';
import type { Meaning } from './group-rows.ts';
import type { Part } from './part.ts';

/**
 * Beyond this one month and network is worked out after the other, or they would take more than 1.5 GB together: a
 * measurement 24 bytes meanwhile, a hexagon as much as 20 of them.
 */
const MOST_AT_ONCE = 14_000_000;
const OF_HEXAGON = 20;

/** What a thread is asked. */
export interface Question {
	moved: MovedRows;
	meaning: Meaning;
}

/** What it answers. */
export type Answer = Pick<Part, 'rows' | 'hexagonFiles'>;

/** Measurements of one month and network in memory. */
export interface HeldGroup {
	rows: SpeedRows;
	meaning: Meaning;
}

/** A thread takes a second to begin: they are there before they are needed. */
export class GroupThreads {
	readonly #threads: readonly Worker[];

	constructor(count = availableParallelism()) {
		this.#threads = Array.from(
			{ length: count },
			() => new Worker(new URL('group-thread.js', import.meta.url), { execArgv: [] })
		);
		// One that fails is found out when it is asked, and none keeps the command from its end.
		for (const thread of this.#threads) thread.on('error', () => {}).unref();
	}

	/**
	 * As `groupRows` of each group, whose rows are gone afterwards, in the order of the groups.
	 * @param onStart told of each group as its work begins
	 */
	async group(groups: readonly HeldGroup[], onStart: (group: number) => void): Promise<Answer[]> {
		const answers: Answer[] = [];
		// The longest first, so that no thread waits for it at the end.
		const waiting = [...groups.keys()].sort(
			(a, b) => groups[b]!.rows.length - groups[a]!.rows.length
		);
		const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
		const hexagons = groups[0]?.meaning.hexagons?.cells.names.length ?? 0;
		const isMuch = rows + OF_HEXAGON * hexagons > MOST_AT_ONCE;
		const threads = isMuch ? this.#threads.slice(0, 1) : this.#threads;
		await Promise.all(
			threads.map(async (thread) => {
				for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
					onStart(at);
					const { rows, meaning } = groups[at]!;
					answers[at] = await ask(thread, { moved: rows.move(), meaning });
				}
				// Its memory is free for the others.
				await thread.terminate();
			})
		);
		return answers;
	}

	async close(): Promise<void> {
		await Promise.all(this.#threads.map((thread) => thread.terminate()));
	}
}

function ask(thread: Worker, question: Question): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const ended = (code: number) => reject(new Error(`a thread ended with status ${code}`));
		thread.once('error', reject);
		thread.once('exit', ended);
		thread.once('message', (answer: Answer) => {
			thread.off('error', reject);
			thread.off('exit', ended);
			resolve(answer);
		});
		thread.ref();
		thread.postMessage(question, question.moved.blocks);
	});
}
