/** Whether a built site shows what is published; nothing else is loaded for that. */
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the site is served from: a link to the version that is in force (`releases.ts`). */
export const BUILD = 'build';

/** True when a site is built and shows other data than are published. */
export async function needsToFollow(data: string): Promise<boolean> {
	const site = await realpath(BUILD).catch(() => undefined);
	if (site === undefined) return false;
	const texts = [data, join(site, 'data')].map((folder) =>
		readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined)
	);
	const [now, shown] = await Promise.all(texts);
	return now !== shown;
}
