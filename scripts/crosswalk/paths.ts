/** Where the tables between lists of units lie. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Path of a table below `data/`. */
export function crosswalkPath(data: string, from: string, to: string): string {
	return join(data, 'crosswalk', `${from}_${to}.csv`);
}

/**
 * Tables that lack between editions that follow each other: nothing older stands on the units of the later one.
 * @param editions ids, ascending
 */
export async function missingTables(data: string, editions: readonly string[]): Promise<string[]> {
	const files = editions.slice(1).map((to, at) => crosswalkPath(data, editions[at]!, to));
	const there = await Promise.all(
		files.map((file) =>
			stat(file).then(
				() => true,
				() => false
			)
		)
	);
	return files.filter((_, at) => !there[at]);
}
