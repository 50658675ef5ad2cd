/** `npx tsx scripts/check.ts [folder]`: every promise about what is published, checked alone; it never writes. */
import { resolve } from 'node:path';
import { DataError } from '../src/lib/domain/errors.ts';
import { checkPublished } from './publish/check.ts';

const folder = resolve(process.argv[2] ?? resolve(import.meta.dirname, '../static/data'));
try {
	await checkPublished(folder, undefined, { attack: true });
	console.log(`${folder}: every promise holds.`);
} catch (error) {
	if (!(error instanceof DataError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
