/** The real list of units of today alone, for tests: its outlines are drawn in seconds. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const REAL = resolve(import.meta.dirname, '../../data');
const TODAY = '2025-07';

/**
 * Copy the lists of today.
 * @param data folder of inputs that a test may change
 */
export async function copyListsOfToday(data: string): Promise<void> {
	await cp(join(REAL, 'gazetteer'), join(data, 'gazetteer'), {
		recursive: true,
		filter: (path) => !/2022-10[^/]*\.csv$/.test(path)
	});
	for (const name of ['islands.csv', 'regions.csv']) {
		const file = join(data, 'gazetteer', name);
		const lines = (await readFile(file, 'utf8')).split('\n');
		await writeFile(file, lines.filter((line) => !line.startsWith('2022-10')).join('\n'));
	}
	await writeFile(
		join(data, 'editions.csv'),
		`edition,first_month,levels\n${TODAY},${TODAY},province commune\n`
	);
}
