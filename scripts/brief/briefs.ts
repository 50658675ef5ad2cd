/** Many files of one month, made by several processes. What is whole and up to date is not made again. */
import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { access, constants, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Measure } from '../../src/lib/domain/measure.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { fitSelection, type Selection } from '../../src/lib/domain/selection.ts';
import { levelOf, unitsOf, type Level } from '../../src/lib/domain/unit.ts';
import { defaultSelection } from '../../src/lib/domain/usual-selection.ts';
import type { ExportOptions } from '../../src/lib/exports/briefing.ts';
import { fileName, type FormatName } from '../../src/lib/exports/registry.ts';
import type { Locale } from '../../src/lib/i18n/locale.ts';
import { showProgress, SILENT } from '../common/progress.ts';
import { replaceFile } from '../common/publish.ts';
import { hashProgram, programOf } from '../common/sources.ts';
import { readMonthSource, type MonthSource } from './source.ts';

/** What is to be made. */
export interface BriefWish {
	/** Folder of the published files. */
	data: string;
	out: string;
	month: Month;
	network: Network;
	/** Code of a unit, `all` provinces or the `country`. */
	unit: string;
	level: Level;
	measure: Measure;
	locale: Locale;
	formats: readonly FormatName[];
	options: ExportOptions;
	/** How many work at the same time; as many as there are processors when left out. */
	workers?: number | undefined;
	/** False in tests. */
	progress?: boolean;
}

/** One file to make. */
export interface BriefTask {
	within: string | null;
	format: FormatName;
	path: string;
}

/** What every worker is told. */
export interface WorkerData {
	wish: Omit<BriefWish, 'progress'>;
	made: string;
}

/** How a task ended: with an error in words, or well. */
export interface BriefAnswer {
	path: string;
	error?: string;
}

export interface BriefResult {
	made: number;
	kept: number;
	/** A line for each file that could not be made. */
	failed: string[];
}

/** The program that makes the files. */
const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Name of the file that tells from what the others were made. */
const STAMP = '.briefs.json';

/**
 * Make all files that are wanted and not there.
 * @throws DataError when there is no such data or unit, or the folder can't be written
 */
export async function makeBriefs(wish: BriefWish): Promise<BriefResult> {
	const made = today();
	const source = await readMonthSource(wish.data, wish.month, wish.network, made);
	const tasks = tasksOf(wish, source);
	await prepare(wish.out);
	const key = await keyOf(wish);
	const stamps = await readStamps(wish.out);
	const due: BriefTask[] = [];
	for (const task of tasks) if (!(await isCurrent(task, stamps, key))) due.push(task);
	const result: BriefResult = { made: 0, kept: tasks.length - due.length, failed: [] };
	if (due.length === 0) return result;
	const progress = wish.progress === false ? SILENT : showProgress(1);
	progress.step(`${wish.month} ${wish.network}`);
	const count = Math.min(due.length, wish.workers ?? availableParallelism());
	const plain: BriefWish = { ...wish };
	delete plain.progress;
	const data: WorkerData = { wish: plain, made };
	let done = 0;
	await inParallel(due, count, data, async ({ path, error }) => {
		progress.detail(
			`${++done}/${due.length} ${path.slice(wish.out.length + 1)}`,
			done / due.length
		);
		if (error === undefined) {
			result.made++;
			stamps[path.slice(wish.out.length + 1)] = key;
			await replaceFile(join(wish.out, STAMP), JSON.stringify(stamps)).catch(() => {
				// Without it the next run only makes the file once more.
			});
		} else result.failed.push(`${path}: ${error}`);
	});
	progress.stop();
	return result;
}

/** The selection of a file. */
export function selectionOf(
	wish: Omit<BriefWish, 'progress'>,
	{ catalogue, units }: MonthSource,
	within: string | null
): Selection {
	const { month, network, level, measure, locale } = wish;
	const scope = within === null ? -1 : units.levels.indexOf(levelOf(units, within)!);
	const lowest = units.levels.at(-1)!;
	const inside = units.levels.indexOf(level) > scope ? level : lowest;
	const wanted = {
		...defaultSelection(catalogue),
		month,
		network,
		level: inside,
		measure,
		locale,
		within
	};
	return fitSelection(wanted, catalogue).selection;
}

function tasksOf(wish: BriefWish, source: MonthSource): BriefTask[] {
	const tasks: BriefTask[] = [];
	for (const within of scopesOf(wish, source)) {
		const selection = selectionOf(wish, source, within);
		const briefing = { selection, input: { month: wish.month } };
		for (const format of wish.formats)
			tasks.push({ within, format, path: join(wish.out, fileName(format, briefing)) });
	}
	return tasks;
}

function scopesOf({ unit, month }: BriefWish, { units }: MonthSource): (string | null)[] {
	if (unit === 'country') return [null];
	if (unit === 'all') return unitsOf(units, 'province').codes;
	const level = levelOf(units, unit);
	const depth = level ? units.levels.indexOf(level) : -1;
	if (level && depth < units.levels.length - 1) return [unit];
	throw new DataError('unknown-code', {
		file: '--unit',
		found: unit,
		expected: level
			? 'a unit that has others inside'
			: `the code of a unit of the list ${units.edition}, which is in force in ${month}`,
		remedy: `Codes: data/gazetteer/${units.edition}-provinces.csv`
	});
}

/** @throws DataError when nothing can be written there */
async function prepare(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
		await access(folder, constants.W_OK);
		// Root may write everywhere but where the disk itself forbids it: try it.
		const trial = join(folder, `.${process.pid}.tmp`);
		await replaceFile(trial, '');
		await rm(trial);
	} catch (error) {
		throw new DataError('unreachable', {
			file: folder,
			found: (error as NodeJS.ErrnoException).code ?? String(error),
			expected: 'a folder to write to'
		});
	}
}

/** Changes with everything that a file is made from: the data, what is wanted of it, and the program that makes it. */
async function keyOf({ data, level, measure, options }: BriefWish): Promise<string> {
	const manifest = await readFile(join(data, 'manifest.json'));
	const hash = createHash('sha256').update(manifest);
	return hash
		.update(JSON.stringify([level, measure, options]))
		.update(await hashProgram(await programOf(WORKER)))
		.digest('hex')
		.slice(0, 16);
}

async function readStamps(folder: string): Promise<Record<string, string>> {
	try {
		return JSON.parse(await readFile(join(folder, STAMP), 'utf8')) as Record<string, string>;
	} catch {
		return {};
	}
}

/** Files come by a rename, so one that is there is whole. */
async function isCurrent(
	{ path }: BriefTask,
	stamps: Record<string, string>,
	key: string
): Promise<boolean> {
	const name = path.slice(path.lastIndexOf('/') + 1);
	return (
		stamps[name] === key &&
		(await stat(path).then(
			({ size }) => size > 0,
			() => false
		))
	);
}

function today(): string {
	const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
	return format.format(new Date());
}

/**
 * Hand the tasks to processes, one at a time each. Threads can't load TypeScript on Node 20, and a picture that ends
 * the process ends only its own.
 */
async function inParallel(
	tasks: readonly BriefTask[],
	count: number,
	data: WorkerData,
	onAnswer: (answer: BriefAnswer) => Promise<void>
): Promise<void> {
	const rest = [...tasks];
	const run = async () => {
		let child = start(data);
		for (let task = rest.shift(); task; task = rest.shift()) {
			const answer = await askWorker(child, task);
			await onAnswer(answer);
			if (child.exitCode !== null || !child.connected) child = start(data);
		}
		child.disconnect();
	};
	await Promise.all(Array.from({ length: count }, run));
}

function start(data: WorkerData): ChildProcess {
	const child = fork(WORKER, { execArgv: ['--import', 'tsx'] });
	child.send(data);
	return child;
}

function askWorker(child: ChildProcess, task: BriefTask): Promise<BriefAnswer> {
	return new Promise((resolve) => {
		const ended = () =>
			resolve({ path: task.path, error: 'the process that made it ended before it was done' });
		child.once('message', (answer) => {
			child.off('exit', ended);
			resolve(answer as BriefAnswer);
		});
		child.once('exit', ended);
		child.send(task);
	});
}
