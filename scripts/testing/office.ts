/** An office of the made-up country that adds files with `npm run samples`, for tests. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SILENT } from '../common/progress.ts';
import { addSamples } from '../samples/add.ts';
import { KEY_FILE } from '../samples/measured-key.ts';
import type { AddOptions } from '../samples/part.ts';
import type { Report } from '../samples/report.ts';
import { readStore, rowsOfStored } from '../samples/store.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Draft } from '../../src/lib/intake/index.ts';
import { crosswalksOf } from '../crosswalk/crosswalks.ts';
import type { StoredRow } from '../samples/stored-table.ts';

/** Noon of 15 November 2026 in Viet Nam. */
export const NOW = new Date('2026-11-15T05:00:00Z');

/** Write a file of the office; its path. */
export async function officeFile(
	data: string,
	name: string,
	content: string | Uint8Array
): Promise<string> {
	const folder = join(data, '..', 'office');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, name), content);
	return join(folder, name);
}

/** Write files and add them all in one command. */
export async function addFiles(
	data: string,
	files: Record<string, string | Uint8Array>,
	options: Partial<AddOptions> = {}
): Promise<Report | undefined> {
	const paths: string[] = [];
	for (const [name, content] of Object.entries(files))
		paths.push(await officeFile(data, name, content));
	const { status, report, draft } = await addSamples({
		data,
		files: paths,
		now: NOW,
		progress: SILENT,
		acceptPartial: false,
		crosswalks: (gazetteers) => crosswalksOf(data, gazetteers),
		...options
	});
	if (status !== 'accepted' && draft) throw notAccepted(draft);
	return report;
}

/** Why nothing was kept, as an error. */
function notAccepted({ refusals, questions, tables }: Draft): DataError {
	const [first] = refusals;
	if (first) return new DataError('value', first);
	const asked = questions.map(({ about, found }) => `${about}: ${found.en}`).join('; ');
	return new DataError('value', {
		file: tables[0]?.file ?? '',
		found: asked,
		expected: 'an answer'
	});
}

/** Figures of a stored month by code; all operators together. */
export async function figuresOf(
	data: string,
	month: string,
	network: string
): Promise<Map<string, StoredRow>> {
	const folder = join(data, 'samples');
	const { months } = await readStore(folder);
	const entry = months.find((of) => of.month === month && of.network === network);
	if (!entry) throw new Error(`${month} ${network} is not in`);
	const rows = await rowsOfStored(folder, entry);
	return new Map(rows.filter(({ operator }) => operator === '').map((row) => [row.code, row]));
}

/** Everything in the store, for comparing states. */
export async function storeText(data: string): Promise<string> {
	return readFile(join(data, 'samples/store.json'), 'utf8').catch(() => '');
}

/** Give an office a key that others have, too: what it keeps of measurements is the same then. */
export async function writeKey(data: string): Promise<void> {
	const secret = Buffer.alloc(32, 7).toString('base64');
	await writeFile(join(data, KEY_FILE), `${secret}\n`, { mode: 0o600 });
}
