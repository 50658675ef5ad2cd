import * as Comlink from 'comlink';
import { DataError, type Fault, type FaultCode } from '../domain/errors.ts';

/** A result, or the data fault that prevented it: errors lose their fields on the way between threads. */
export type Answer<T> = { value: T } | { fault: Fault; code: FaultCode };

const running = new Map<number, AbortController>();

/** Do some work of the data worker under a ticket by which it can be stopped. */
export async function answer<T>(
	ticket: number,
	work: (signal: AbortSignal) => Promise<T>,
	transfer: (value: T) => Transferable[] = () => []
): Promise<Answer<T>> {
	const controller = new AbortController();
	running.set(ticket, controller);
	try {
		const value = await work(controller.signal);
		return Comlink.transfer({ value }, transfer(value));
	} catch (error) {
		if (error instanceof DataError) return { fault: error.fault, code: error.code };
		throw error;
	} finally {
		running.delete(ticket);
	}
}

/** Stop the work that bears this ticket, if it still runs. */
export function cancel(ticket: number): void {
	running.get(ticket)?.abort();
}
