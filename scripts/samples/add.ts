/** Files of an office become months of the store: tables by way of a draft, measurements by way of DuckDB. */
import { join } from 'node:path';
import type { Crosswalk } from '../../src/lib/domain/crosswalk.ts';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { buildDraft, type Draft, type Sheet } from '../../src/lib/intake/index.ts';
import { withLock } from '../common/lock.ts';
import { sha256 } from '../common/publish.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { readColumnMap } from './columns.ts';
import { contextOf, tableSheets } from './draft-files.ts';
import { literal, openDuck, removeLeft, type Duck } from './duck.ts';
import { GroupThreads } from './group-threads.ts';
import { hashOf, lookAt, type Input } from './input.ts';
import { ingest } from './ingest.ts';
import { mergedMeasurements, mergedTables, samplesOf } from './merge.ts';
import { answersOf, type AddOptions, type Part } from './part.ts';
import { readContent, type Content } from './read-tables.ts';
import { Rejections } from './rejections.ts';
import { describeColumns, reportOfDraft, type Report } from './report.ts';
import { readStore, switchTo, writeHexagonFiles, writeReport, writeTable } from './store.ts';
import type { Source, Store, Stored } from './store-schema.ts';
import { provinceOfCommunes } from './provinces.ts';

/** What became of it. */
export interface AddResult {
	/** Nothing was kept unless it was accepted. */
	status: Draft['status'];
	/** Files that are in the store already; nothing was done with them. */
	known: string[];
	/** Of tables. */
	draft?: Draft;
	/** The sheets of the draft. */
	sheets?: Sheet[];
	/** Absent when all files were known, or while a question is open. */
	report?: Report;
	/** Months that measurements gave, for what is told of them. */
	parts: Part[];
}

/** Bytes of some hundred thousand measurements, for which threads are worth their beginning. */
const LARGE = 64 * 1024 * 1024;

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
	await removeLeft(join(data, 'cache'));
	const store = await readStore(folder);
	const duck = await openDuck(join(data, 'cache'));
	let threads: GroupThreads | undefined;
	try {
		progress.step('look at the files');
		const inputs = await inputsOf(await expand(options.files, duck));
		const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
		if (bytes >= (options.large ?? LARGE)) threads = new GroupThreads();
		const sources = await sourcesOf(inputs, options);
		const isKnown = (source: Source) =>
			!options.replace && store.months.some(({ sources: of }) => has(of, source));
		const known = sources.filter(({ source }) => isKnown(source)).map(({ source }) => source.name);
		const fresh = sources.filter(({ source }) => !isKnown(source));
		if (fresh.length === 0) return { status: 'accepted', known, parts: [] };
		const read = await readFiles(fresh, options, store, duck, threads);
		if (read.status !== 'accepted' || options.dryRun) return { ...read, known };
		progress.step('write');
		const entries: Stored[] = [];
		// One after the other: what is written takes as much memory again.
		for (const part of read.parts)
			entries.push(
				await writePart(folder, store.months, part, fresh, read.report!, read.gazetteers)
			);
		const isNew = ({ month, network }: Stored) =>
			entries.some((entry) => entry.month === month && entry.network === network);
		const months = [...store.months.filter((entry) => !isNew(entry)), ...entries];
		await switchTo(folder, { ...store, months });
		return { ...read, known };
	} finally {
		await threads?.close();
		await duck.close();
	}
}

interface SourceFile {
	input: Input;
	source: Source;
}

function has(sources: readonly Source[], { sha256: hash }: Source): boolean {
	return sources.some((source) => source.sha256 === hash);
}

/** Patterns such as `thang-9/*.xlsx` that the shell left as they are. */
async function expand(patterns: readonly string[], { connection }: Duck): Promise<string[]> {
	const paths: string[] = [];
	for (const pattern of patterns) {
		if (!/[*?[]/.test(pattern)) {
			paths.push(pattern);
			continue;
		}
		const result = await connection.runAndReadAll(
			`SELECT file FROM glob(${literal(pattern)}) ORDER BY file`
		);
		const found = result.getColumns()[0]?.map(String) ?? [];
		if (found.length === 0)
			throw new DataError('unreachable', {
				file: pattern,
				found: 'no file',
				expected: 'at least one'
			});
		paths.push(...found);
	}
	return [...new Set(paths)];
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
	duck: Duck,
	threads: GroupThreads | undefined
): Promise<ReadFiles> {
	const { data, progress } = options;
	progress.step('recognise');
	const tables: Sheet[][] = [];
	const measured: SourceFile[] = [];
	for (const file of files) {
		const sheets = await tableSheets(file.input, duck);
		if (sheets) tables.push(sheets);
		else measured.push(file);
	}
	if (tables.length > 0 && measured.length > 0)
		throw new DataError('header', {
			file: measured[0]!.input.file,
			found: `measurements, beside the monthly table ${tables[0]![0]?.file ?? ''}`,
			expected: 'files of one kind',
			remedy: 'Add them one after the other'
		});
	const gazetteers = await readGazetteers(data);
	progress.step('read');
	if (tables.length > 0) return readTables(tables.flat(), files, gazetteers, options, store);
	return readMeasured(measured, gazetteers, options, store, duck, threads);
}

/** Tables as a draft, and as what the store would become. */
async function readTables(
	sheets: Sheet[],
	files: readonly SourceFile[],
	gazetteers: Gazetteer[],
	options: AddOptions,
	store: Store
): Promise<ReadFiles> {
	const folder = join(options.data, 'samples');
	const crosswalks: Crosswalk[] = (await options.crosswalks?.(gazetteers)) ?? [];
	const context = await contextOf(folder, gazetteers, crosswalks, monthOf(options.now), {
		isReplacing: options.replace !== undefined,
		acceptsPartial: options.acceptPartial ?? false
	});
	const draft = buildDraft(sheets, answersOf(options), context);
	const { status } = draft;
	if (status !== 'accepted') return { status, draft, sheets, parts: [], gazetteers };
	const parts = await mergedTables(folder, store.months, draft, options.replace !== undefined);
	const report = reportOfDraft(
		draft,
		files.map(({ source }) => source),
		parts
	);
	return { status, draft, sheets, parts, report, gazetteers };
}

async function readMeasured(
	files: readonly SourceFile[],
	gazetteers: Gazetteer[],
	options: AddOptions,
	store: Store,
	duck: Duck,
	threads: GroupThreads | undefined
): Promise<ReadFiles> {
	const map = readColumnMap(options.map ?? []);
	const contents: Content[] = [];
	for (const { input } of files) contents.push(await readContent(input, map, duck));
	const rejections = new Rejections();
	const { replace } = options;
	const kept = replace === undefined ? store.months : [];
	const read = await ingest(contents, gazetteers, options, kept, rejections, duck, threads);
	const { rowsRead, accepted } = read;
	if (rowsRead !== accepted + rejections.total)
		throw new Error(`${rowsRead} rows read, but ${accepted} + ${rejections.total} accounted for`);
	const report: Report = {
		kind: 'measurements',
		files: files.map(({ source }) => source),
		columns: contents.map(describeColumns),
		rowsRead,
		accepted,
		rejected: rejections.toRecord(),
		months: read.parts.map(({ month, network, rows, statistic }) => ({
			month,
			network,
			units: rows.length,
			samples: samplesOf(rows),
			statistic
		}))
	};
	if (accepted === 0) throw nothingTaken(report);
	if (replace && read.parts.some(({ month }) => month !== replace))
		throw new DataError('month', {
			file: files[0]!.input.file,
			found: read.parts.map(({ month }) => month).join(', '),
			expected: `rows of ${replace}, the month to replace`
		});
	const folder = join(options.data, 'samples');
	const merged = await mergedMeasurements(folder, store.months, read.parts, files[0]!.input.file);
	const provinces = provinceOfCommunes(gazetteers.map(({ units }) => units));
	const periods = gazetteers.map(({ period }) => period);
	const parts = merged.map((part) => ({
		...part,
		provinces: provinces.get(editionOfMonth(periods, part.month)!.id)
	}));
	return { status: 'accepted', report, parts, gazetteers };
}

function nothingTaken({ files, rowsRead, rejected }: Report): DataError {
	const [first] = Object.entries(rejected);
	const fault = first?.[1].first[0];
	return new DataError('value', {
		...fault,
		file: fault?.file ?? files[0]!.name,
		found: `${rowsRead} rows, none of which can be taken${first ? `; the first: ${first[0]}${fault?.found ? ` "${fault.found}"` : ''}` : ''}`,
		expected: fault?.expected ?? 'rows of units'
	});
}

/** The calendar month in Asia/Ho_Chi_Minh (UTC+7, no summer time). */
export function monthOf(now: Date): Month {
	return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 7);
}

async function writePart(
	folder: string,
	kept: readonly Stored[],
	{ month, network, kind, statistic, rows, hexagonFiles, estimated, isWhole }: Part,
	files: readonly SourceFile[],
	report: Report,
	gazetteers: readonly Gazetteer[]
): Promise<Stored> {
	const before = isWhole
		? undefined
		: kept.find((entry) => entry.month === month && entry.network === network);
	const periods = gazetteers.map(({ period }) => period);
	const edition = editionOfMonth(periods, month)!.id;
	return {
		month,
		network,
		edition,
		kind,
		statistic,
		samples: samplesOf(rows, gazetteers.find((of) => of.edition === edition)?.units),
		sources: [...(before?.sources ?? []), ...files.map(({ source }) => source)],
		table: await writeTable(folder, month, network, rows),
		...(hexagonFiles ? await writeHexagonFiles(folder, month, network, hexagonFiles) : {}),
		...(estimated ? { estimated } : {}),
		reports: [...(before?.reports ?? []), await writeReport(folder, month, network, report)]
	};
}
