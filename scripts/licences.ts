/** `npm run licences`: each installed package with version, licence and reason; ends with 1 for a licence that isn't permitted. */
import { join } from 'node:path';
import { isPermitted, readLibraries } from './common/libraries.ts';

const libraries = await readLibraries(join(import.meta.dirname, '..'));
for (const { name, version, licence, reason } of libraries)
	console.log(`${name} ${version}\t${licence}\t${reason}`);
const counts = new Map<string, number>();
for (const { licence } of libraries) counts.set(licence, (counts.get(licence) ?? 0) + 1);
const told = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
console.log(`\n${libraries.length} packages: ${told.join(', ')}`);
const refused = libraries.filter(({ licence }) => !isPermitted(licence));
for (const { name, licence } of refused) console.error(`${name}: ${licence} is not permitted`);
process.exitCode = refused.length > 0 ? 1 : 0;
