/** A process that takes a folder's lock and keeps it until it is ended, for the test of rivals. */
import { setTimeout } from 'node:timers/promises';
import { withLock } from '../common/lock.ts';

const FOR_EVER = 2 ** 31 - 1;

const [folder] = process.argv.slice(2);
await withLock(folder!, 'a rival', async () => {
	process.stdout.write('has it\n');
	await setTimeout(FOR_EVER);
}).catch(() => process.stdout.write('refused\n'));
