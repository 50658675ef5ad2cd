/** Files of an office become months of the store. */
import { join } from 'node:path';
import { editionOfMonth, type Edition } from '../../src/lib/domain/edition.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { withLock } from '../common/lock.ts';
import { sha256 } from '../common/publish.ts';
import { readColumnMap } from './columns.ts';
import { literal, openDuck, removeLeft, type Duck } from './duck.ts';
import { GroupThreads } from './group-threads.ts';
import { hashOf, lookAt, type Input } from './input.ts';
import { ingest } from './ingest.ts';
import { readContent, type Content } from './read-tables.ts';
import { networkRows } from './network-rows.ts';
import { Rejections } from './rejections.ts';
import { describeColumns, type Report } from './report.ts';
import { isThere, type AddOptions, type Part } from './part.ts';
import { oneStatistic, resolveRows } from './resolve.ts';
import {
	findStored,
	readStore,
	rowsOfStored,
	switchTo,
	writeHexagonFiles,
	writeReport,
	writeTable
} from './store.ts';
import type { Source, Store, Stored } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';
import { TableReader, type TableNotes, type TableRow } from './table.ts';
import { UnitFinder } from './unit-finder.ts';

/** What became of it. */
export interface AddResult {
	/** Files that are in the store already; nothing was done with them. */
	known: string[];
	/** Absent when all files were known. */
	report?: Report;
}

/** Bytes of some hundred thousand measurements, for which threads are worth their beginning. */
const LARGE = 64 * 1024 * 1024;

/** Steps that {@link addSamples} tells of. */
export const ADD_STEPS = 4;

/**
 * Read files, check every row, and put the months that they give into the store, all at once or not at all.
 * @throws DataError when a file can't be understood, no row can be taken, a month is there from other files, or another
 * command is at work on the store
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
	const kept = store.months.filter(({ month }) => month !== options.replace);
	const duck = await openDuck(join(data, 'cache'));
	let threads: GroupThreads | undefined;
	try {
		progress.step('look at the files');
		const inputs = await inputsOf(await expand(options.files, duck));
		const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
		if (bytes >= (options.large ?? LARGE)) threads = new GroupThreads();
		const sources = await sourcesOf(inputs, options);
		const isKnown = (source: Source) => kept.some(({ sources: of }) => has(of, source));
		const known = sources.filter(({ source }) => isKnown(source));
		const fresh = sources.filter(({ source }) => !isKnown(source));
		const names = known.map(({ source }) => source.name);
		if (fresh.length === 0) return { known: names };
		const { parts, editions, report } = await readParts(fresh, options, store, duck, threads);
		progress.step('write');
		const entries: Stored[] = [];
		// One after the other: what is written takes as much memory again.
		for (const part of parts) {
			const { id } = editionOfMonth(editions, part.month)!;
			entries.push(await writePart(folder, kept, part, id, fresh, report));
		}
		const isNew = ({ month, network }: Stored) =>
			entries.some((entry) => entry.month === month && entry.network === network);
		const months = [...kept.filter((entry) => !isNew(entry)), ...entries];
		await switchTo(folder, { ...store, months });
		return { known: names, report };
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
	const { map = [], month, network, statistic, unit } = options;
	const way = JSON.stringify([[...map].sort(), month, network, statistic, unit]);
	const files: SourceFile[] = [];
	for (const input of inputs) {
		const hash = sha256(`${await hashOf(input)} ${way}`);
		// The same content twice in one command is one file.
		if (files.some(({ source }) => source.sha256 === hash)) continue;
		files.push({ input, source: { name: input.file, bytes: input.bytes, sha256: hash } });
	}
	return files;
}

async function readParts(
	files: readonly SourceFile[],
	options: AddOptions,
	store: Store,
	duck: Duck,
	threads: GroupThreads | undefined
): Promise<{ parts: Part[]; editions: Edition[]; report: Report }> {
	const { data, progress, replace } = options;
	const map = readColumnMap(options.map ?? []);
	progress.step('recognise');
	const contents: Content[] = [];
	for (const { input } of files) contents.push(await readContent(input, map, duck));
	const gazetteers = await readGazetteers(data);
	const kept = store.months.filter(({ month }) => month !== replace);
	const rejections = new Rejections();
	const notes: TableNotes = { repaired: [], renamed: [], inherited: 0, totals: [], unused: [] };
	progress.step('read');
	const tables = contents.filter((content) => content.kind === 'table');
	const measured = contents.filter((content) => content.kind === 'measurements');
	if (tables.length > 0 && measured.length > 0)
		throw new DataError('header', {
			file: measured[0]!.input.file,
			found: `measurements, beside the monthly table ${tables[0]!.input.file}`,
			expected: 'files of one kind',
			remedy: 'Add them one after the other'
		});
	const read =
		tables.length > 0
			? await readTables(tables, gazetteers, options, kept, rejections, notes)
			: await ingest(measured, gazetteers, options, kept, rejections, duck, threads);
	const { parts, rowsRead, accepted } = read;
	if (rowsRead !== accepted + rejections.total)
		throw new Error(`${rowsRead} rows read, but ${accepted} + ${rejections.total} accounted for`);
	const report: Report = {
		kind: tables.length > 0 ? 'table' : 'measurements',
		files: files.map(({ source }) => source),
		columns: contents.flatMap(describeColumns),
		rowsRead,
		accepted,
		rejected: rejections.toRecord(),
		...notes,
		months: parts.map(({ month, network, rows, statistic }) => ({
			month,
			network,
			units: rows.length,
			samples: samplesOf(rows),
			statistic
		}))
	};
	if (accepted === 0) throw nothingTaken(report);
	if (replace && parts.some(({ month }) => month !== replace))
		throw new DataError('month', {
			file: files[0]!.input.file,
			found: parts.map(({ month }) => month).join(', '),
			expected: `rows of ${replace}, the month to replace`
		});
	return { parts, editions: gazetteers.map(({ period }) => period), report };
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

async function readTables(
	contents: readonly Extract<Content, { kind: 'table' }>[],
	gazetteers: readonly Gazetteer[],
	options: AddOptions,
	kept: readonly Stored[],
	rejections: Rejections,
	notes: TableNotes
): Promise<{ parts: Part[]; rowsRead: number; accepted: number }> {
	const finders = new Map(gazetteers.map(({ edition, units }) => [edition, new UnitFinder(units)]));
	const { month, network, statistic, unit } = options;
	const context = {
		month,
		network,
		statistic,
		unit,
		thisMonth: monthOf(options.now),
		editions: gazetteers.map(({ period }) => period),
		finderOf: (edition: string) => finders.get(edition)!
	};
	const readers = contents.flatMap(({ sheets }) =>
		sheets.map(({ sheet, header }) => new TableReader(sheet, header, context, rejections, notes))
	);
	const rows = networkRows(
		readers.flatMap((reader) => reader.rows),
		rejections
	);
	const groups = new Map<string, TableRow[]>();
	for (const row of rows) {
		const key = `${row.month} ${row.network}`;
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	const parts: Part[] = [];
	let accepted = 0;
	for (const [key, own] of groups) {
		const { month: ofRows, network: on } = own[0]!;
		const before = findStored({ version: 1, months: [...kept] }, ofRows, on);
		if (before?.kind === 'measurements') throw isThere(before, contents[0]!.input.file);
		const known = before ? await rowsOfStored(join(options.data, 'samples'), before) : [];
		const total = rejections.total;
		const taken = resolveRows(own, known, rejections);
		accepted += own.reduce((sum, row) => sum + row.rows, 0) - (rejections.total - total);
		if (taken.length === 0) continue;
		parts.push({
			month: ofRows,
			network: on,
			kind: 'table',
			statistic: oneStatistic(own, before?.statistic ?? null, key),
			rows: [...known, ...taken]
		});
	}
	const rowsRead = readers.reduce((sum, reader) => sum + reader.rowsRead, 0);
	return { parts, accepted, rowsRead };
}

/** The calendar month in Asia/Ho_Chi_Minh (UTC+7, no summer time). */
export function monthOf(now: Date): Month {
	return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 7);
}

async function writePart(
	folder: string,
	kept: readonly Stored[],
	{ month, network, kind, statistic, rows, hexagonFiles }: Part,
	edition: string,
	files: readonly SourceFile[],
	report: Report
): Promise<Stored> {
	const before = kept.find((entry) => entry.month === month && entry.network === network);
	return {
		month,
		network,
		edition,
		kind,
		statistic,
		samples: samplesOf(rows),
		sources: [...(before?.sources ?? []), ...files.map(({ source }) => source)],
		table: await writeTable(folder, month, network, rows),
		...(hexagonFiles ? await writeHexagonFiles(folder, month, network, hexagonFiles) : {}),
		reports: [...(before?.reports ?? []), await writeReport(folder, month, network, report)]
	};
}

/** Samples of the whole country where its row is there, else of the highest level that has rows. */
function samplesOf(rows: readonly StoredRow[]): number {
	const all = rows.filter(({ operator }) => operator === '');
	for (const length of [0, 2, 3, 5]) {
		const ofLevel = all.filter(({ code }) => code.length === length);
		if (ofLevel.length > 0) return ofLevel.reduce((sum, { samples }) => sum + samples, 0);
	}
	return 0;
}
