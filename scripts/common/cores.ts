/** Work on several things at once, on all cores. */
import { availableParallelism } from 'node:os';

/**
 * Do something with each item. After a fault nothing more is begun, and it is told when all that was begun is over: who
 * hears of it may put away what was made.
 */
export async function onAllCores<T>(
	items: Iterable<T>,
	work: (item: T) => Promise<void>
): Promise<void> {
	const left = [...items];
	const one = async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift())
			await work(item).catch((error: unknown) => {
				left.length = 0;
				throw error;
			});
	};
	const ended = await Promise.allSettled(Array.from({ length: availableParallelism() }, one));
	for (const each of ended) if (each.status === 'rejected') throw each.reason;
}
