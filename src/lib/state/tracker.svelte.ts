import { progressPort } from '../data/client.ts';
import type { OnProgress } from '../data/fetch.ts';
import type { Progress } from './month-tables.ts';

/** Tells how far the work is that runs. */
export class Tracker {
	progress = $state.raw<Progress | null>(null);

	/** Do a work that tells its progress. */
	async track<T>(what: Progress['what'], work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
		// Reports cross from the worker on their own and may come after the result.
		let running = true;
		const port = progressPort((loaded, total) => {
			if (running) this.progress = { what, loaded, total };
		});
		try {
			return await work(port);
		} finally {
			running = false;
			if (this.progress?.what === what) this.progress = null;
		}
	}
}
