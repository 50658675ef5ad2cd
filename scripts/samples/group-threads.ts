/** Measurements in memory become figures side by side, each month and network in a thread. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MovedRows, ReadingRows } from './ascending.ts';
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
	rows: ReadingRows;
	meaning: Meaning;
}

/** As many as DuckDB has for itself: each takes 50 MB before it does anything. */
const MOST_THREADS = 4;

interface Thread {
	worker: Worker;
	/** Rejected when it fails, be that before it is asked. */
	ended: Promise<never>;
}

/** A thread takes a second to begin: they are there before they are needed. */
export class GroupThreads {
	readonly #threads: readonly Thread[];

	constructor() {
		const length = Math.min(MOST_THREADS, availableParallelism());
		this.#threads = Array.from({ length }, begin);
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
				await thread.worker.terminate();
			})
		);
		return answers;
	}

	async close(): Promise<void> {
		await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
	}
}

function begin(): Thread {
	const worker = new Worker(new URL('group-thread.js', import.meta.url), { execArgv: [] });
	// Idle ones don't keep the command from its end.
	worker.unref();
	const ended = new Promise<never>((_, reject) => {
		worker.once('error', reject);
		worker.once('exit', (code) => reject(new Error(`a thread ended with status ${code}`)));
	});
	// Told to those who ask.
	ended.catch(() => {});
	return { worker, ended };
}

function ask({ worker, ended }: Thread, question: Question): Promise<Answer> {
	const answer = new Promise<Answer>((resolve) => worker.once('message', resolve));
	worker.ref();
	worker.postMessage(question, question.moved.blocks);
	return Promise.race([answer, ended]);
}
