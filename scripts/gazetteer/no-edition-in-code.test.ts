import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readEditions } from './editions.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Figures of months, which are no editions though one month is called as its edition is. */
const OF_MONTHS = [
	...['scripts/gazetteer/published.ts', 'scripts/simulate/trend.ts'],
	// Written from data/ by npm run sync.
	'src/lib/domain/listed.ts'
];

it('no edition is a constant in code: the day of the next decree changes data alone', async () => {
	const ids = (await readEditions(join(ROOT, 'data'))).map(({ id }) => id);
	const found: string[] = [];
	for (const folder of ['src', 'scripts'])
		for (const entry of await readdir(join(ROOT, folder), { recursive: true })) {
			const name = join(folder, entry);
			if (!/\.(ts|svelte|js)$/.test(name) || /\.test\.ts$|generated/.test(name)) continue;
			if (OF_MONTHS.includes(name) || name.startsWith('scripts/testing/')) continue;
			const text = await readFile(join(ROOT, name), 'utf8');
			// Comments may tell of examples.
			const code = text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');
			for (const id of ids) if (code.includes(id)) found.push(`${name}: ${id}`);
		}
	expect(found).toEqual([]);
});
