/** A thread of {@link GroupThreads}. */
import { parentPort } from 'node:worker_threads';
import { ReadingRows } from './ascending.ts';
import { groupRows, storedOf } from './group-rows.ts';
import type { Question } from './group-threads.ts';

parentPort!.on('message', ({ moved, meaning }: Question) =>
	parentPort!.postMessage(storedOf(groupRows(ReadingRows.received(moved), meaning)))
);
