/** `npm run sync`, and each command that needs it, runs this: `src/lib/domain/listed.ts` from the lists of facts in `data/`. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { run } from './common/run.ts';
import { listsModule, readLists } from './gazetteer/lists.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'the lists are unchanged';

const ROOT = resolve(import.meta.dirname, '..');

/** False when a list is faulty; that has been told. */
export const areListed = await write();

async function write(): Promise<boolean> {
	try {
		const path = join(ROOT, 'src/lib/domain/listed.ts');
		const text = listsModule(await readLists(join(ROOT, 'data')));
		// A file that is written anew makes the page's development server load everything again.
		if (text !== (await readFile(path, 'utf8').catch(() => ''))) await writeFile(path, text);
		await compileTexts();
		return !process.exitCode;
	} catch (error) {
		console.error(await toldFault(error, LEFT));
		process.exitCode = 1;
		return false;
	}
}

/** Texts are compiled by npm's hook `prepare`, which offices often have switched off (`ignore-scripts`). */
async function compileTexts(): Promise<void> {
	const out = join(ROOT, 'src/lib/i18n/generated');
	const isThere = await stat(join(out, 'messages.js')).then(
		() => true,
		() => false
	);
	if (isThere) return;
	const project = join(ROOT, 'project.inlang');
	const { status } = await run('npx', [
		...['paraglide-js', 'compile', '--project', project, '--outdir', out, '--silent']
	]);
	if (status !== 0) process.exitCode = status;
}
