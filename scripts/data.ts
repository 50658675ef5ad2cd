/**
 * `npm run data`: make `static/data/` from `data/`. What is loaded here needs no list of facts, which `lists.ts` may write anew;
 * all else is loaded when something has changed.
 */
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError } from '../src/lib/domain/errors.ts';
import { both } from '../src/lib/intake/texts.ts';
import { readPresets } from './boundaries/presets.ts';
import { missingTables } from './crosswalk/paths.ts';
import { readEditions } from './gazetteer/editions.ts';
import { FLOOR, LEAST_FLOOR } from './publish/floor.ts';
import { build, stepsOf } from './publish/build.ts';
import { showProgress, type Progress } from './common/progress.ts';
import { areListed } from './lists.ts';
import { needsToFollow } from './site/shown.ts';

const USAGE = `Usage: npm run data -- [--demo] [--floor <count>] [--data <folder>] [--out <folder>]

  --floor  measurements that a speed or a hexagon must stand on, 5 unless told, at least 3 (docs/privacy.md)
  --demo   publish the demonstration, simulated months alone, although real ones are in`;
const ROOT = resolve(import.meta.dirname, '..');
const PUBLISHED = resolve(ROOT, 'static/data');

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				data: { type: 'string', default: resolve(ROOT, 'data') },
				out: { type: 'string', default: PUBLISHED },
				floor: { type: 'string', default: String(FLOOR) },
				demo: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		}));
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
		return 1;
	}
	if (!areListed) return 1;
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const floor = Number(values.floor);
	if (!/^\d{1,4}$/.test(values.floor) || floor < LEAST_FLOOR) {
		console.error(
			`--floor ${values.floor}: a whole number from ${LEAST_FLOOR} to 9999 is expected\n${USAGE}`
		);
		return 1;
	}
	const data = resolve(values.data);
	let progress: ReturnType<typeof showProgress> | undefined;
	let site: string | undefined;
	let isPublished = false;
	const before = await manifestText(values.out);
	try {
		// Nothing is published of it, but a row of no edition is found here before it is needed.
		await readPresets(
			data,
			(await readEditions(data)).map(({ id }) => id)
		);
		progress = showProgress(await stepsOf(data));
		const result = await build({
			data,
			out: resolve(values.out),
			demonstration: values.demo,
			floor,
			progress,
			after: async () => {
				isPublished = true;
				if (values.out === PUBLISHED) site = await follow(progress!);
			}
		});
		progress.stop();
		const { describeResult } = await import('./publish/report.ts');
		console.log(describeResult(result, outName(values.out)).join('\n'));
		if (site) console.log(site);
		return await tellMissing(data);
	} catch (error) {
		progress?.stop();
		const isNew = isPublished || (await manifestText(values.out)) !== before;
		const text = error instanceof DataError ? error.message : await ofDisk(error, isNew);
		if (text === undefined) throw error;
		console.error(text);
		return 1;
	}
}

async function manifestText(out: string): Promise<string> {
	return readFile(join(resolve(out), 'manifest.json'), 'utf8').catch(() => '');
}

/** What the disk refused, and which state it left; nothing for a fault of the program. */
async function ofDisk(error: unknown, isNew: boolean): Promise<string | undefined> {
	const { describeDisk } = await import('./samples/disks.ts');
	const left = isNew
		? both(
				'số liệu mới đã công bố, nhưng tệp nén hoặc trang đã dựng còn là của lần trước',
				'the new figures are published, but compressed files or the built site are still those of before'
			)
		: both('bản đã công bố không đổi', 'what is published is unchanged');
	return describeDisk(error, 'en', left);
}

/** A folder as who is at work would name it. */
function outName(out: string): string {
	const way = relative(process.cwd(), resolve(out));
	return way === '' || way.startsWith('..') ? resolve(out) : way;
}

/** What is published without a table that the day of a new list asks for; @returns the exit status */
async function tellMissing(data: string): Promise<number> {
	const editions = await readEditions(data);
	const missing = await missingTables(
		data,
		editions.map(({ id }) => id)
	);
	for (const file of missing)
		console.error(
			`${file}: found no file, expected where the units of the list before went. Months before the new list can't be shown on its units, nor read by its names: npm run crosswalk -- --write makes it from both editions' outlines`
		);
	return missing.length > 0 ? 1 : 0;
}

/** What became of a site that is built. */
async function follow(progress: Progress): Promise<string | undefined> {
	const start = performance.now();
	if (!(await needsToFollow(PUBLISHED))) return undefined;
	progress.step('pages');
	const { followData } = await import('./site/follow.ts');
	const pages = await followData(PUBLISHED);
	if (pages === undefined)
		return 'The built site is of another program: it shows what is published after npm run build, or when npm start is started again.';
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	return `The built site shows it: ${pages} pages drawn anew in ${seconds} s.`;
}
