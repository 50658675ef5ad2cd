/** `npm run data`: publish what changed; when nothing did, that is found out before anything else is loaded. */
import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { PublishedFile, Summary } from '../../src/lib/data/schema.ts';
import { withLock } from '../common/lock.ts';
import type { Progress } from '../common/progress.ts';
import { settle } from '../common/publish.ts';
import { filesBelow, hashFiles, hashProgram, programOf } from '../common/sources.ts';
import { known, STEPS, Steps } from '../common/steps.ts';
import { readEditions } from '../gazetteer/editions.ts';
import type { ToldTable } from './months.ts';
import { FLOOR } from './floor.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Name of the step whose inputs are all inputs, and what it made the hash of all that is published. */
const PUBLISHED = 'published';

/** Folders and circumstances of a run. */
export interface BuildOptions {
	/** Inputs: `gazetteer/`, `samples/`, `cache/`. */
	data: string;
	/** Published files. */
	out: string;
	progress: Progress;
	/** Publish the demonstration although real months are in; they are left out then. */
	demonstration?: boolean;
	/** What stands on fewer measurements has no speed, and hexagons no count; {@link FLOOR} where not given. */
	floor?: number;
	/** Done when all is in force, while nobody else may publish. */
	after?: () => Promise<void>;
}

/** What a run did. */
export type BuildResult =
	| { state: 'up to date' }
	| {
			state: 'published';
			/** True when all months are simulated; otherwise none is. */
			demonstration: boolean;
			/** Months and networks of the store that a demonstration leaves out. */
			leftOut: number;
			months: number;
			/** Of each month and network. */
			told: ToldTable[];
			summary: Summary;
			files: PublishedFile[];
	  };

/**
 * Steps that {@link build} tells of.
 * @param data `data`
 * @throws DataError when `editions.csv` is faulty
 */
export async function stepsOf(data: string): Promise<number> {
	return 2 + (await readEditions(data)).length + 1 + 1 + 3;
}

/**
 * Publish what follows from changes since the last run: what is published then is what a run from nothing publishes.
 * @throws DataError when an input is faulty, a promise would be broken or another command is at work on an input or on
 * what is published; then the old state stays whole
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
	const { data, out } = options;
	const editions = (await readEditions(data)).map(({ id }) => join(data, 'boundaries', id));
	const alone = [out, join(data, 'samples'), ...editions].reduce<() => Promise<BuildResult>>(
		(work, folder) => () => withLock(folder, 'npm run data', work),
		async () => {
			const result = await buildAlone(options);
			await options.after?.();
			return result;
		}
	);
	return alone();
}

async function buildAlone(options: BuildOptions): Promise<BuildResult> {
	const { data, out, demonstration = false, floor = FLOOR } = options;
	await settle(out);
	const program = await hashProgram(await programOf(join(ROOT, 'scripts/publish/make.ts')));
	const steps = new Steps(join(data, 'cache', STEPS), program);
	const inputs = await inputsHash(
		data,
		`${program} --floor ${floor}${demonstration ? ' --demo' : ''}`
	);
	const all = { inputs: known(inputs), out: known(resolve(out)) };
	const before = await steps.kept<string>(PUBLISHED, all);
	if (before && (await before.get()) === (await hashOf(out))) return { state: 'up to date' };
	const { makePublished } = await import('./make.ts');
	const result = await makePublished(options, inputs, steps);
	await steps.keep(PUBLISHED, all, await hashOf(out));
	await steps.tidy();
	return result;
}

/**
 * Hash of everything that the published files are made from. The store's index names its files with their hashes, by which
 * they are read; of what else lies there only name and size count.
 */
async function inputsHash(data: string, more: string): Promise<string> {
	const [cache, samples] = [join(data, 'cache'), join(data, 'samples')];
	const inputs = (await filesBelow(data)).filter((file) => !file.startsWith(cache + sep));
	const isNamed = (file: string) =>
		file.startsWith(samples + sep) && file !== join(samples, 'store.json');
	const kept = await Promise.all(
		inputs.filter(isNamed).map(async (file) => `${relative(data, file)} ${(await stat(file)).size}`)
	);
	const others = inputs.filter((file) => !isNamed(file));
	return hashFiles(data, others, [...kept, more].join('\n'));
}

/** Of every file that is published, compressed ones too. */
async function hashOf(out: string): Promise<string> {
	return hashFiles(out, await filesBelow(out));
}
