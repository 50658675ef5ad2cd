/** Files of an office become months of the store: tables by way of a draft, measurements by way of DuckDB. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Crosswalk } from '../../src/lib/domain/crosswalk.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { wholeOf } from '../../src/lib/domain/network.ts';
import { AnswerBook } from '../../src/lib/intake/answers.ts';
import { headerMap } from '../../src/lib/intake/groups.ts';
import { prepareDraft, type Draft, type Sheet, type Text } from '../../src/lib/intake/index.ts';
import type { Tally } from '../../src/lib/intake/measured-tally.ts';
import { withEarlier } from '../../src/lib/intake/recipes.ts';
import { withLock } from '../common/lock.ts';
import { sha256 } from '../common/publish.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { noFile, otherMonths, twoKinds } from './add-faults.ts';
import { contextOf, hasPlaces, readInput, SHEET_BYTES } from './draft-files.ts';
import { DuckOnDemand, faultOfRoom, removeLeft } from './duck.ts';
import { hashOf, lookAt, type Input } from './input.ts';
import { readKey } from './measured-key.ts';
import type { MeasuredSource } from './measured-source.ts';
import { mergedMeasurements, mergedTables } from './merge.ts';
import { lateStore } from './late-store.ts';
import { answersOf, type AddOptions, type Part } from './part.ts';
import { expanded } from '../common/patterns.ts';
import { countryOf, locating, readLarge, readSheets, type SourceFile } from './read-measured.ts';
import { isWhollyThere, keptRecipes, reportOfDraft, type Report } from './report.ts';
import { provincesBy } from './changes.ts';
import { refuseTooMany } from './row-limit.ts';
import { readStore } from './store.ts';
import type { Source, Store, Stored, Version } from './store-schema.ts';
import { keepVersion, writeReport, type Kept } from './store-write.ts';
import { writeParts } from './write-parts.ts';
import { provinceOfCommunes } from './provinces.ts';

/** What became of it. */
export interface AddResult {
	/** Nothing was kept unless it was accepted. */
	status: Draft['status'];
	/** Files that are in the store already; nothing was done with them. */
	known: string[];
	draft?: Draft;
	/** The sheets of the draft, but those of large files. */
	sheets?: Sheet[];
	/** What rows of measurements gave. */
	tally?: Tally;
	/** Absent when all files were known, or while a question is open. */
	report?: Report;
	/** Months that measurements gave, for what is told of them. */
	parts: Part[];
	/** The version that it became; absent where nothing was kept, or nothing is otherwise. */
	version?: Version;
	/** What keeping it had to tell. */
	told?: Text[];
}

/** Steps that {@link addSamples} tells of. */
export const ADD_STEPS = 4;

/**
 * Read files, check every row, and put the months that they give into the store, all at once or not at all. While a
 * question is open nothing is kept.
 * @throws DataError when a file can't be read, a month is there from other files, or another command is at work on the
 * store
 */
export async function addSamples(options: AddOptions): Promise<AddResult> {
	const { data, replace } = options;
	const command = `npm run samples -- ${replace === undefined ? 'add' : `replace ${replace}`}`;
	return withLock(join(data, 'samples'), command, () => addAlone(options));
}

async function addAlone(options: AddOptions): Promise<AddResult> {
	const { data, progress } = options;
	const folder = join(data, 'samples');
	// What stands in the way is told before the long work.
	await mkdir(join(data, 'cache'), { recursive: true });
	await removeLeft(join(data, 'cache'));
	const store = await readStore(folder);
	const duck = new DuckOnDemand(join(data, 'cache'));
	try {
		progress.step('look at the files');
		const inputs = await inputsOf(await expanded(options.files, noFile));
		const sources = await sourcesOf(inputs, options);
		const there = new Set<SourceFile>();
		for (const file of options.replace ? [] : sources)
			if (await isWhollyThere(folder, store, file.source)) there.add(file);
		const known = [...there].map(({ source }) => source.name);
		const fresh = sources.filter((file) => !there.has(file));
		if (fresh.length === 0) return { status: 'accepted', known, parts: [] };
		const read = await readFresh(fresh, sources, options, store, duck);
		if (read.status !== 'accepted' || options.dryRun) return { ...read, known };
		progress.step('write');
		const kept = await keep(folder, store, read, options);
		return { ...read, known, version: kept.version, told: kept.notes };
	} catch (error) {
		throw faultOfRoom(error, options.files.join(', ')) ?? error;
	} finally {
		await duck.close();
	}
}

/** Put what was read in force as a version. */
async function keep(
	folder: string,
	store: Store,
	{ parts, files, draft, report, gazetteers }: ReadFiles & { files: readonly SourceFile[] },
	{ replace, by, now }: AddOptions
): Promise<Kept> {
	const written = await writeReport(folder, report);
	const state = await writeParts(folder, store.months, parts, {
		sources: files.map(({ source }) => source),
		origins: draft?.origins ?? [],
		report: written,
		gazetteers
	});
	const act = {
		command: replace === undefined ? 'add' : `replace ${replace}`,
		by,
		now,
		sources: files.map(({ source }) => source),
		...(report?.recipe ? { recipe: report.recipe } : {}),
		report: written
	};
	return keepVersion(folder, store, act, state, store.population, provincesBy(gazetteers));
}

/**
 * Read files that are not in. Where they are refused, those that are in as a part of a network (5G) may be what they
 * lack: 3G and 4G make a sum with them alone.
 */
async function readFresh(
	fresh: readonly SourceFile[],
	all: readonly SourceFile[],
	options: AddOptions,
	store: Store,
	duck: DuckOnDemand
): Promise<ReadFiles & { files: readonly SourceFile[] }> {
	const read = await readFiles(fresh, options, store, duck);
	const isPart = ({ source }: SourceFile) =>
		store.months.some(
			({ network, kind, sources }) =>
				kind === 'table' && wholeOf(network) !== null && has(sources, source)
		);
	const more = all.filter((file) => fresh.includes(file) || isPart(file));
	if (read.status !== 'refused' || more.length === fresh.length) return { ...read, files: fresh };
	const again = await readFiles(more, options, store, duck);
	return again.status === 'accepted' ? { ...again, files: more } : { ...read, files: fresh };
}

function has(sources: readonly Source[], { sha256: hash }: Source): boolean {
	return sources.some((source) => source.sha256 === hash);
}

async function inputsOf(paths: readonly string[]): Promise<Input[]> {
	const inputs: Input[] = [];
	for (const path of paths) inputs.push(await lookAt(path));
	return inputs;
}

/** The same file, read in the same way, has the same hash. */
async function sourcesOf(inputs: readonly Input[], options: AddOptions): Promise<SourceFile[]> {
	const way = JSON.stringify(
		Object.entries(answersOf(options))
			.map(([name, values]) => [name, [...values].sort()])
			.sort()
	);
	const files: SourceFile[] = [];
	for (const input of inputs) {
		const hash = sha256(`${await hashOf(input)} ${way}`);
		// The same content twice in one command is one file.
		if (files.some(({ source }) => source.sha256 === hash)) continue;
		files.push({ input, source: { name: input.file, bytes: input.bytes, sha256: hash } });
	}
	return files;
}

type ReadFiles = Omit<AddResult, 'known'> & { gazetteers: Gazetteer[] };

async function readFiles(
	files: readonly SourceFile[],
	options: AddOptions,
	store: Store,
	duck: DuckOnDemand
): Promise<ReadFiles> {
	const { data, progress, replace } = options;
	progress.step('recognise');
	const folder = join(data, 'samples');
	const answers = answersOf(options);
	const map = headerMap(new AnswerBook(answers));
	const sheets: Sheet[] = [];
	const large: MeasuredSource[] = [];
	const sheetBytes = options.sheetBytes ?? SHEET_BYTES;
	for (const { input } of files) {
		const read = await readInput(input, map, sheetBytes, duck);
		if ('sheets' in read) sheets.push(...read.sheets);
		else large.push(read.large);
	}
	if (large.length > 0 && sheets.length > 0)
		return readFilesAlike(files, { ...options, sheetBytes: 0 }, store, duck, sheetBytes);
	if (large.length > 0)
		await refuseTooMany(
			large.map(({ input }) => input),
			await duck.open(),
			options.mostRows
		);
	const gazetteers = await readGazetteers(data);
	progress.step('read');
	const crosswalks: Crosswalk[] = (await options.crosswalks?.(gazetteers)) ?? [];
	const context = await contextOf(folder, gazetteers, crosswalks, options.now, {
		isReplacing: replace !== undefined,
		acceptsPartial: options.acceptPartial ?? false
	});
	const isPlaced = large.length > 0 || hasPlaces(sheets, map);
	const country = isPlaced ? await countryOf(gazetteers, context, options) : undefined;
	const located = country ? { ...context, locate: await locating(country) } : context;
	const work = prepareDraft(
		large.length > 0 ? large.map(({ sheet }) => sheet) : sheets,
		answers,
		located
	);
	const into = {
		options,
		duck,
		late:
			replace === undefined
				? lateStore(data, store, await readKey(data), {
						file: files[0]!.input.file,
						mostRows: options.mostRows
					})
				: undefined
	};
	const read =
		large.length > 0
			? await readLarge(work, { files, large, answers, country: country! }, into)
			: await readSheets(work, { files, answers, country }, into);
	const { tally } = read;
	const draft = await offered(read.draft, folder, store);
	const found = { status: draft.status, draft, sheets, gazetteers, ...(tally ? { tally } : {}) };
	if (draft.status !== 'accepted') return { ...found, parts: [] };
	const { months } = store;
	const parts = read.measured
		? await withMeasured(read.measured, files, options, months, gazetteers)
		: await mergedTables(folder, months, draft, replace !== undefined, gazetteers);
	const sources = files.map(({ source }) => source);
	return { ...found, parts, report: reportOfDraft(draft, sources, parts, tally, gazetteers) };
}

/** The draft, its questions with what was answered for earlier files of the same shape. */
async function offered(draft: Draft, folder: string, { months }: Store): Promise<Draft> {
	if (draft.questions.length === 0) return draft;
	return { ...draft, questions: withEarlier(draft, await keptRecipes(folder, months)) };
}

/** Files beside a large one are read as it is. */
async function readFilesAlike(
	files: readonly SourceFile[],
	options: AddOptions,
	store: Store,
	duck: DuckOnDemand,
	sheetBytes: number
): Promise<ReadFiles> {
	const other = files.find(({ input }) => input.format === 'xlsx');
	if (!other && sheetBytes > 0) return readFiles(files, options, store, duck);
	throw twoKinds((other ?? files[0]!).input.file);
}

/** Months of measurements as the store takes them. */
async function withMeasured(
	parts: readonly Part[],
	files: readonly SourceFile[],
	{ data, replace }: AddOptions,
	months: readonly Stored[],
	gazetteers: readonly Gazetteer[]
): Promise<Part[]> {
	const { file } = files[0]!.input;
	if (replace && parts.some(({ month }) => month !== replace))
		throw otherMonths(file, parts, replace);
	const merged = await mergedMeasurements(join(data, 'samples'), months, parts, file);
	const provinces = provinceOfCommunes(gazetteers.map(({ units }) => units));
	const periods = gazetteers.map(({ period }) => period);
	return merged.map((part) => ({
		...part,
		provinces: provinces.get(editionOfMonth(periods, part.month)!.id)
	}));
}
