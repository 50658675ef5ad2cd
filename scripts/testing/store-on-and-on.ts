/** A process that stores one small import after the other until it is killed, for the test of what it leaves. */
import { join } from 'node:path';
import { store } from '../boundaries/store.ts';
import { makeImport } from './imports.ts';

const [data] = process.argv.slice(2);
for (let round = 0; ; round++) {
	const { report, made } = makeImport(round);
	await store(join(data!), report, made);
	if (round === 0) process.stdout.write('ready\n');
}
