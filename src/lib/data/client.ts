import * as Comlink from 'comlink';
import { DataError } from '../domain/errors.ts';
import type { OnProgress } from './fetch.ts';
import type { Answer } from './tickets.ts';
import type { Loader } from './worker.ts';

let remote: Comlink.Remote<Loader> | undefined;
let tickets = 0;

/**
 * Ask the data worker, which is started at the first call.
 * @param call gets the worker's interface and the ticket that goes with the request
 * @throws DataError as the worker met it; AbortError when `signal` cancels
 */
export async function ask<T>(
	call: (loader: Comlink.Remote<Loader>, ticket: number) => Promise<Answer<T>>,
	signal?: AbortSignal
): Promise<T> {
	remote ??= Comlink.wrap<Loader>(
		new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'data' })
	);
	const loader = remote;
	const ticket = ++tickets;
	const cancel = () => void loader.cancel(ticket);
	signal?.throwIfAborted();
	signal?.addEventListener('abort', cancel, { once: true });
	try {
		const answer = await call(loader, ticket);
		signal?.throwIfAborted();
		if ('fault' in answer) throw new DataError(answer.code, answer.fault);
		return answer.value;
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

/** A progress callback that can cross to the worker. */
export function progressPort(onProgress: OnProgress): OnProgress {
	return Comlink.proxy(onProgress);
}
