/** `npx tsx scripts/check.ts [folder]`: every promise about what is published, checked alone; it never writes. */
import { resolve } from 'node:path';
import { checkPublished } from './publish/check.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'nothing was written';

const folder = resolve(process.argv[2] ?? resolve(import.meta.dirname, '../static/data'));
try {
	await checkPublished(folder, undefined, { attack: true });
	console.log(`${folder}: every promise holds.`);
} catch (error) {
	console.error(await toldFault(error, LEFT));
	process.exitCode = 1;
}
