/**
 * What is written to `data/samples/`. Files have a part of their hash in their names and are never overwritten; a new
 * version is in force when the index that names it takes the place of the one before, by one rename. Killed at any
 * moment, the old state stays whole. Files go when no version that is kept names them.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Answers, Text } from '../../src/lib/intake/index.ts';
import { both } from '../../src/lib/intake/texts.ts';
import type { PublishedFile } from '../../src/lib/data/schema.ts';
import { disk, keepFile, keepWritten } from '../common/disk.ts';
import { contentOf, namedFiles, sha256, sha256OfFile, sweep } from '../common/publish.ts';
import type { HexagonFiles } from './part.ts';
import { changesBetween, type ProvinceOf } from './changes.ts';
import { INDEX, indexOf, inOrder, storeOf } from './store.ts';
import type { Source, Store, StoredPart, Version } from './store-schema.ts';
import { writeStored, type StoredRow } from './stored-table.ts';
import { writeUnitHexagons, type UnitHexagons } from './unit-hexagons.ts';

/** Digits of the hash in a name. */
const DIGITS = 8;

/** A part that is new with a version. */
export type NewPart = Omit<StoredPart, 'id' | 'version' | 'time'>;

/** A part as a new one. */
export function withoutNumbers(part: StoredPart): NewPart {
	const copy: Partial<StoredPart> = { ...part };
	delete copy.id;
	delete copy.version;
	delete copy.time;
	return copy as NewPart;
}

/** Who does what, and when. */
export interface Act {
	/** As in `npm run samples -- <command>`. */
	command: string;
	/** The system's user where it isn't said. */
	by?: string | undefined;
	now?: Date | undefined;
	sources?: readonly Source[];
	recipe?: Answers;
	report?: PublishedFile;
}

/** What became of an act. */
export interface Kept {
	store: Store;
	/** Absent when the state is what it was: then there is no new version. */
	version?: Version;
	/** What should be known of it. */
	notes: Text[];
}

/** The system's name for who is at work; empty where it has none. */
export function systemUser(): string {
	try {
		return userInfo().username;
	} catch {
		return '';
	}
}

/**
 * Put a new state in force as the next version.
 * @param parts all parts of the state; those without an id are new
 * @param provinceOf for what is told of the differences
 */
export async function keepVersion(
	folder: string,
	store: Store,
	act: Act,
	parts: readonly (NewPart | StoredPart)[],
	population: Version['population'],
	provinceOf: ProvinceOf
): Promise<Kept> {
	const before = store.versions.at(-1);
	const number = (before?.number ?? 0) + 1;
	let id = Math.max(0, ...store.versions.flatMap(({ parts: of }) => of.map((part) => part.id)));
	const { time, notes } = timeOf(act.now ?? new Date(), before);
	const state = inOrder(
		parts.map((part) => ('id' in part ? part : { ...part, id: ++id, version: number, time }))
	);
	if (isSameState(before, state, population)) return { store, notes: [] };
	const version: Version = {
		number,
		time,
		by: act.by ?? systemUser(),
		command: act.command,
		sources: [...(act.sources ?? [])],
		...(act.recipe ? { recipe: copied(act.recipe) } : {}),
		...(act.report ? { report: act.report } : {}),
		changes: await changesBetween(folder, before?.parts ?? [], state, provinceOf),
		parts: state,
		...(population ? { population } : {})
	};
	const next = storeOf([...store.versions, version]);
	await switchTo(folder, next);
	return { store: next, version, notes };
}

function copied(answers: Answers): Record<string, string[]> {
	return Object.fromEntries(Object.entries(answers).map(([name, of]) => [name, [...of]]));
}

/** True when all figures, and where they come from, are what they were. */
function isSameState(
	before: Version | undefined,
	state: readonly StoredPart[],
	population: Version['population']
): boolean {
	const text = (parts: readonly StoredPart[], grid: Version['population']) =>
		JSON.stringify([parts.map(withoutNumbers), grid ?? null]);
	return text(before?.parts ?? [], before?.population) === text(state, population);
}

/** Now; or the time of the version before, where the clock was put back. */
function timeOf(now: Date, before: Version | undefined): { time: string; notes: Text[] } {
	const time = now.toISOString();
	if (!before || before.time <= time) return { time, notes: [] };
	return {
		time: before.time,
		notes: [
			both(
				`Đồng hồ của máy (${time}) chậm hơn phiên bản ${before.number} (${before.time}): phiên bản mới mang giờ của phiên bản đó; hãy chỉnh đồng hồ`,
				`The clock of the machine (${time}) is behind version ${before.number} (${before.time}): the new version has the time of that one; set the clock right`
			)
		]
	};
}

/** Put an index in force, and remove the files that it doesn't name. */
export async function switchTo(folder: string, { versions }: Store): Promise<void> {
	const file = indexOf(versions);
	const text = JSON.stringify(file, null, '\t').replace(/\[\s+\d+(?:,\s+\d+)*\s+\]/g, (list) =>
		list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']')
	);
	await keepFile(join(folder, INDEX), `${text}\n`);
	const named = namedFiles(file).map(({ url }) => url);
	// It is in force; what couldn't be put away goes with the next command.
	await sweep(folder, named).catch(() => {});
	await removeEmpty(folder).catch(() => {});
}

/**
 * Write an index that names nothing where there is none: files without one are a store that has lost it, and no rest of a
 * first command that was ended.
 */
export async function beginStore(folder: string): Promise<void> {
	const isBegun = await stat(join(folder, INDEX)).then(
		() => true,
		() => false
	);
	if (!isBegun) await keepFile(join(folder, INDEX), `${JSON.stringify(indexOf([]), null, '\t')}\n`);
}

/** Folders of months that are no longer there. */
async function removeEmpty(folder: string): Promise<void> {
	const entries = await readdir(folder, { withFileTypes: true });
	for (const entry of entries)
		// A folder that holds anything stays.
		if (entry.isDirectory() && /^\d{4}-\d{2}$/.test(entry.name))
			await disk()
				.removeFolder(join(folder, entry.name))
				.catch(() => {});
}

/** Keep content under a name of its own; what is there under its hash already is shared. */
async function keepContent(
	folder: string,
	stem: string,
	ending: string,
	content: Uint8Array
): Promise<PublishedFile> {
	const promised = contentOf(content);
	await beginStore(folder);
	const digits = promised.sha256.slice(0, DIGITS);
	for (let more = ''; ; more += '.also') {
		const url = `${stem}${more}.${digits}.${ending}`;
		const there = await readFile(join(folder, url)).catch(() => undefined);
		const hash = there && sha256(there);
		// Two contents whose hashes begin alike are two files; one that has not the hash of its name is damaged.
		if (hash?.startsWith(digits) && hash !== promised.sha256) continue;
		if (hash !== promised.sha256) await keepFile(join(folder, url), content);
		return { url, ...promised };
	}
}

/** As {@link keepContent}, of a file that was written already and is too large for memory; beside its name, to be moved. */
export async function keepLarge(
	folder: string,
	stem: string,
	ending: string,
	written: string
): Promise<PublishedFile> {
	const hash = await sha256OfFile(written);
	await beginStore(folder);
	const { size } = await stat(written);
	for (let more = ''; ; more += '.also') {
		const url = `${stem}${more}.${hash.slice(0, DIGITS)}.${ending}`;
		const there = await sha256OfFile(join(folder, url)).catch(() => undefined);
		if (there?.startsWith(hash.slice(0, DIGITS)) && there !== hash) continue;
		await keepWritten(written, join(folder, url));
		return { url, bytes: size, sha256: hash };
	}
}

/** Write the table of a part. */
export async function writeTable(
	folder: string,
	{ month, network, scope }: Pick<StoredPart, 'month' | 'network' | 'scope'>,
	rows: readonly StoredRow[]
): Promise<PublishedFile> {
	const stem = `${month}/${network}${scope ? `.${scope}` : ''}`;
	return keepContent(folder, stem, 'parquet', writeStored(rows));
}

/** Write a month's hexagons. */
export async function writeHexagonFiles(
	folder: string,
	{ month, network }: Pick<StoredPart, 'month' | 'network'>,
	{ hexagons, unitHexagons }: HexagonFiles
): Promise<Pick<StoredPart, 'hexagons' | 'unitHexagons'>> {
	const write = (name: string, content: Uint8Array) =>
		keepContent(folder, `${month}/${network}.${name}`, 'parquet', content);
	return {
		hexagons: await write('hexagons', hexagons),
		unitHexagons: await write('unit-hexagons', unitHexagons)
	};
}

/** Write the report of a command. */
export async function writeReport(folder: string, report: unknown): Promise<PublishedFile> {
	const text = `${JSON.stringify(report, null, '\t')}\n`;
	return keepContent(folder, 'reports/report', 'json', new TextEncoder().encode(text));
}

/** Write the inhabited hexagons beside those in force. */
export async function writePopulation(
	folder: string,
	parts: readonly UnitHexagons[]
): Promise<PublishedFile> {
	return keepContent(folder, 'population/inhabited', 'parquet', writeUnitHexagons(parts));
}
