/**
 * A process that does one command on a store, for the test of what is left where it is killed, by others or by itself at one
 * of its writes. It says when the command begins, each of its steps, and when it has ended.
 */
import { join } from 'node:path';
import { withDisk } from '../common/disk.ts';
import { SILENT, type Progress } from '../common/progress.ts';
import { dyingDisk } from './failing-disk.ts';
import { NOW } from './office.ts';

const MONTH = '2024-11';
/** Each leads from one state of the store to the next; the last back to the first. A backup and publishing change nothing in it. */
export const COMMANDS = [
	'add table',
	'add measurements',
	'add late measurements',
	'data',
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

/** Where a store is published. */
export function publishedOf(data: string): string {
	return join(data, '../published');
}

type Work = (data: string, progress: Progress) => Promise<unknown>;

/** Put a file in; `late` measurements join, and `replace` takes the month's place. */
async function adding(file: string, replace?: string): Promise<Work> {
	const { addSamples } = await import('../samples/add.ts');
	return (data, progress) => {
		const files = [join(data, '../office', `${file}.csv`)];
		return addSamples({ data, files, replace, now: NOW, progress });
	};
}

/** Commands, each loaded alone, so that a process which does one begins soon. */
const LOAD: Record<Command, () => Promise<Work>> = {
	'add table': () => adding('table'),
	'add measurements': () => adding('first'),
	'add late measurements': () => adding('late'),
	data: async () => {
		const { build } = await import('../publish/build.ts');
		return (data, progress) => build({ data, out: publishedOf(data), progress });
	},
	replace: () => adding('second', MONTH),
	restore: async () => {
		const { restoreVersion } = await import('../samples/restore.ts');
		const { readStore } = await import('../samples/store.ts');
		return async (data) => {
			const { versions } = await readStore(join(data, 'samples'));
			return restoreVersion(data, { version: `${versions.at(-2)!.number}` });
		};
	},
	backup: async () => {
		const { backUp } = await import('../samples/backup.ts');
		// Of the round before, which a kill may have ended elsewhere.
		return (data) => backUp(data, backupOf(data), { over: true });
	},
	'remove a province': async () => {
		const { removeMonth } = await import('../samples/remove.ts');
		return (data) =>
			removeMonth(join(data, 'samples'), MONTH, 'en', { networks: ['fixed'], provinces: ['01'] });
	},
	'from-backup': async () => {
		const { fromBackup } = await import('../samples/backup.ts');
		return (data) => fromBackup(data, backupOf(data), { over: true });
	},
	remove: async () => {
		const { removeMonth } = await import('../samples/remove.ts');
		return (data) => removeMonth(join(data, 'samples'), MONTH);
	},
	forget: async () => {
		const { forgetVersions } = await import('../samples/restore.ts');
		return (data) => forgetVersions(data, { keep: 1 });
	}
};

/** Do a command with the files `<office>/table.csv`, `first.csv`, `late.csv` and `second.csv`. */
export async function doCommand(data: string, at: number, progress: Progress): Promise<void> {
	const work = await LOAD[COMMANDS[at]!]();
	await work(data, progress);
}

if (process.argv[1] === import.meta.filename) {
	const [data, at, write] = process.argv.slice(2);
	const say = (text: string) => process.stdout.write(`${text}\n`);
	const work = await LOAD[COMMANDS[Number(at)]!]();
	say('begin');
	const all = () => work(data!, { ...SILENT, step: (name) => void say(name) });
	await (write === undefined ? all() : withDisk(dyingDisk(Number(write)).disk, all));
	say('end');
}
