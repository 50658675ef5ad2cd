import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factsOf, type Facts } from '../data/facts.ts';
import { parseJson } from '../data/fetch.ts';
import { checked, ManifestSchema, SummarySchema } from '../data/schema.ts';
import { DataError } from '../domain/errors.ts';

/**
 * Figures about the published data, read at build time: a page has them without any script.
 * @param folder of the published files
 * @throws DataError when there are none, or one is damaged
 */
export async function readFacts(folder: string): Promise<Facts> {
	return factsOf(
		checked(ManifestSchema, await readJson(folder, 'manifest.json'), 'manifest.json'),
		checked(SummarySchema, await readJson(folder, 'summary.json'), 'summary.json')
	);
}

async function readJson(folder: string, name: string): Promise<unknown> {
	const path = join(folder, name);
	const bytes = await readFile(path).catch((error: unknown) => {
		throw new DataError('unreachable', {
			file: path,
			found: String(error),
			expected: 'the published data',
			remedy: 'Run `npm run data` first.'
		});
	});
	return parseJson(bytes, path);
}
