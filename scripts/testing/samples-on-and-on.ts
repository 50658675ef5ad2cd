/**
 * A process that puts months in and takes them out, one command after the other, until it is killed: for the test of
 * what that leaves. It says each command and each step before it begins.
 */
import { join } from 'node:path';
import { SILENT, type Progress } from '../common/progress.ts';
import { addSamples } from '../samples/add.ts';
import { backUp, fromBackup } from '../samples/backup.ts';
import { removeMonth } from '../samples/remove.ts';
import { forgetVersions, restoreVersion } from '../samples/restore.ts';
import { readStore } from '../samples/store.ts';
import { NOW } from './office.ts';

const MONTH = '2024-11';
/** Each leads from one state of the store to the next; the last back to the first. A backup changes nothing in it. */
export const COMMANDS = [
	'add table',
	'add measurements',
	'replace',
	'restore',
	'backup',
	'remove a province',
	'from-backup',
	'remove',
	'forget'
] as const;
type Command = (typeof COMMANDS)[number];

/** Where the backup of a store lies. */
export function backupOf(data: string): string {
	return join(data, '../backup');
}

/** Do one command with the files `<office>/table.csv`, `first.csv` and `second.csv`. */
export async function doCommand(data: string, at: number, progress: Progress): Promise<void> {
	const folder = join(data, 'samples');
	const add = (file: string, replace?: string) =>
		addSamples({
			data,
			files: [join(data, '../office', `${file}.csv`)],
			replace,
			now: NOW,
			progress
		});
	const work: Record<Command, () => Promise<unknown>> = {
		'add table': () => add('table'),
		'add measurements': () => add('first'),
		replace: () => add('second', MONTH),
		restore: async () => {
			const { versions } = await readStore(folder);
			return restoreVersion(data, { version: `${versions.at(-2)!.number}` });
		},
		// Of the round before, which a kill may have ended elsewhere.
		backup: () => backUp(data, backupOf(data), { over: true }),
		'remove a province': () =>
			removeMonth(folder, MONTH, 'en', { networks: ['fixed'], provinces: ['01'] }),
		'from-backup': () => fromBackup(data, backupOf(data), { over: true }),
		remove: () => removeMonth(folder, MONTH),
		forget: () => forgetVersions(data, { keep: 1 })
	};
	await work[COMMANDS[at]!]();
}

if (process.argv[1] === import.meta.filename) {
	const [data, first] = process.argv.slice(2);
	const say = (text: string) => process.stdout.write(`${text}\n`);
	for (let at = Number(first); ; at = (at + 1) % COMMANDS.length) {
		say(`command ${at}`);
		await doCommand(data!, at, { ...SILENT, step: (name) => void say(name) });
	}
}
