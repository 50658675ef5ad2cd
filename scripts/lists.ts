/** `npm run sync` runs this: `src/lib/domain/listed.ts` from the lists of facts in `data/`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DataError } from '../src/lib/domain/errors.ts';
import { listsModule, readLists } from './gazetteer/lists.ts';

const ROOT = resolve(import.meta.dirname, '..');

try {
	const path = join(ROOT, 'src/lib/domain/listed.ts');
	const text = await listsModule(await readLists(join(ROOT, 'data')));
	// A file that is written anew makes the page's development server load everything again.
	if (text !== (await readFile(path, 'utf8').catch(() => ''))) await writeFile(path, text);
} catch (error) {
	if (!(error instanceof DataError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
