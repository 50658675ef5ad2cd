/**
 * A process that puts months in and takes them out, one command after the other, until it is killed: for the test of
 * what that leaves. It says each command and each step before it begins.
 */
import { join } from 'node:path';
import { SILENT, type Progress } from '../common/progress.ts';
import { addSamples } from '../samples/add.ts';
import { removeMonth } from '../samples/remove.ts';
import { NOW } from './office.ts';

const MONTH = '2024-11';
/** Each leads from one state of the store to the next; the last back to the first. */
export const COMMANDS = ['add table', 'add measurements', 'replace', 'remove'] as const;

/** Do one command with the files `<office>/table.csv`, `first.csv` and `second.csv`. */
export async function doCommand(data: string, at: number, progress: Progress): Promise<void> {
	const office = join(data, '../office');
	const command = COMMANDS[at]!;
	if (command === 'remove') {
		await removeMonth(join(data, 'samples'), MONTH);
		return;
	}
	const file = { 'add table': 'table', 'add measurements': 'first', replace: 'second' }[command];
	await addSamples({
		data,
		files: [join(office, `${file}.csv`)],
		replace: command === 'replace' ? MONTH : undefined,
		now: NOW,
		progress
	});
}

if (process.argv[1] === import.meta.filename) {
	const [data, first] = process.argv.slice(2);
	const say = (text: string) => process.stdout.write(`${text}\n`);
	for (let at = Number(first); ; at = (at + 1) % COMMANDS.length) {
		say(`command ${at}`);
		await doCommand(data!, at, { ...SILENT, step: (name) => void say(name) });
	}
}
