/**
 * The months of an office in `data/samples/`, as they are read. The index names versions; each version names the parts
 * that were in force, and each part its files, which never change (`store-write.ts`).
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { checked, type PublishedFile } from '../../src/lib/data/schema.ts';
import { parseJson } from '../common/json.ts';
import { namedFiles, sha256 } from '../common/publish.ts';
import { readStoredHexagons } from './stored-hexagons.ts';
import { readStored, type StoredRow } from './stored-table.ts';
import { readUnitHexagons, type UnitHexagons } from './unit-hexagons.ts';
import {
	REMOVE_AND_ADD,
	Store1Schema,
	StoreSchema,
	VERSION,
	type Store,
	type Store1File,
	type Stored,
	type StoredPart,
	type StoreFile,
	type Version
} from './store-schema.ts';

export const INDEX = 'store.json';
/** Below the folder: what an index names. */
const KEPT = /^(?:\d{4}-\d{2}|reports|population)[/\\].+\.(?:parquet|json)$/;
const REMEDY = both(
	'Nạp bảng bằng npm run samples -- add <tệp>; lệnh đó tự ghi vào data/samples/',
	'Give tables to npm run samples -- add <files>; it keeps them in data/samples/'
);

const AS_WRITTEN = both('JSON mà npm run samples đã ghi', 'JSON, as npm run samples writes it');
const FROM_BACKUP = both(
	'Thay kho bằng bản sao lưu: npm run samples -- from-backup <thư mục> --over',
	'Put a backup in its place: npm run samples -- from-backup <folder> --over'
);

/** The command of the version that a store of before there were versions is read as. */
export const TAKEN_OVER = 'taken over';

/**
 * Read the index; without one the store is empty. One of version 1 is read as the first version; it is written anew
 * with the next one.
 * @param folder `data/samples`
 * @throws DataError when it is damaged, or when tables lie beside it that it doesn't know
 */
export async function readStore(folder: string): Promise<Store> {
	const path = join(folder, INDEX);
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	await refuseStrangers(folder);
	if (text === undefined) {
		await refuseLost(folder);
		return storeOf([]);
	}
	return storeOf(await versionsOf(text, path));
}

/** Versions of an index, as text. */
async function versionsOf(text: string, path: string): Promise<Version[]> {
	const content = parseJson(
		text,
		faultIn({ file: path }, { expected: AS_WRITTEN, remedy: FROM_BACKUP })
	);
	const isOld = typeof content === 'object' && content !== null && 'version' in content;
	if (isOld && content.version === 1)
		return takenOver(checked(Store1Schema, content, path), (await stat(path)).mtime);
	const { versions, parts } = checked(StoreSchema, content, path);
	const byId = new Map(parts.map((part) => [part.id, part]));
	return versions.map((version) => ({
		...version,
		parts: version.parts.map((id) => byId.get(id) ?? missingPart(path, id))
	}));
}

function missingPart(file: string, id: number): never {
	throw new DataError('schema', { file, column: 'parts', found: `${id}`, expected: 'a part' });
}

/** A store with these versions. */
export function storeOf(versions: readonly Version[]): Store {
	const newest = versions.at(-1);
	return {
		versions: [...versions],
		months: monthsOf(newest?.parts ?? []),
		...(newest?.population ? { population: newest.population } : {})
	};
}

/** As an index of version 1 is read: what it had is the first version. */
function takenOver({ months, population }: Store1File, written: Date): Version[] {
	if (months.length === 0 && !population) return [];
	const parts = months.map((of, at): StoredPart => ({
		...of,
		id: at + 1,
		scope: '',
		version: 1,
		time: written.toISOString(),
		// Provinces that each sent a file were put together then.
		...(of.kind === 'table' && of.sources.length > 1 ? { isMixed: true } : {})
	}));
	return [
		{
			number: 1,
			time: written.toISOString(),
			by: '',
			command: TAKEN_OVER,
			sources: [],
			changes: [],
			parts,
			...(population ? { population } : {})
		}
	];
}

/** As an index is written. */
export function indexOf(versions: readonly Version[]): StoreFile {
	const parts = new Map(versions.flatMap(({ parts: of }) => of.map((part) => [part.id, part])));
	const file: StoreFile = {
		version: VERSION,
		versions: versions.map((version) => ({ ...version, parts: version.parts.map(({ id }) => id) })),
		parts: [...parts.values()].sort((a, b) => a.id - b.id)
	};
	// In the schema's order, so that the same state is the same text.
	return checked(StoreSchema, file, INDEX);
}

/** The next command would take all that lies beside a missing index for rests, and remove it. */
async function refuseLost(folder: string): Promise<void> {
	const entries = await readdir(folder, { recursive: true }).catch(() => []);
	const file = entries.find((name) => KEPT.test(name));
	if (file === undefined) return;
	throw new DataError(
		'unreachable',
		faultIn(
			{ file: join(folder, INDEX) },
			{
				found: both(
					`không có tệp này, mà bên cạnh còn ${file}`,
					`no such file, although ${file} lies beside it`
				),
				expected: both('mục lục của kho', 'the index of the store'),
				remedy: both(
					`Đưa ${INDEX} trở lại; hoặc thay kho bằng bản sao lưu: npm run samples -- from-backup <thư mục> --over; nếu muốn bắt đầu lại từ đầu, chuyển thư mục này đi nơi khác. Không gì bị xoá`,
					`Put ${INDEX} back; or put a backup in its place: npm run samples -- from-backup <folder> --over; to begin anew, move this folder away. Nothing was removed`
				)
			}
		)
	);
}

/** A table put into the folder by hand would be left out without a word. */
async function refuseStrangers(folder: string): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	const stranger = names.find(
		(name) => /\.(csv|tsv|txt|xlsx?|parquet|json|ndjson|gz)$/i.test(name) && name !== INDEX
	);
	if (stranger === undefined) return;
	throw new DataError(
		'promise',
		faultIn(
			{ file: join(folder, stranger) },
			{
				found: both('một bảng được đặt vào đây bằng tay', 'a table that was put here by hand'),
				expected: both(`chỉ những tệp mà ${INDEX} nêu`, `only what ${INDEX} names`),
				remedy: REMEDY
			}
		)
	);
}

/** Parts in the order in which versions have them. */
export function inOrder(parts: readonly StoredPart[]): StoredPart[] {
	const keyOf = ({ month, network, scope }: StoredPart) => `${month} ${network} ${scope}`;
	return [...parts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Months of networks, each its parts together; ascending. */
export function monthsOf(parts: readonly StoredPart[]): Stored[] {
	const groups = new Map<string, StoredPart[]>();
	for (const part of inOrder(parts)) {
		const key = `${part.month} ${part.network}`;
		groups.set(key, [...(groups.get(key) ?? []), part]);
	}
	return Array.from(groups.values(), together);
}

function together(parts: StoredPart[]): Stored {
	const [first] = parts as [StoredPart, ...StoredPart[]];
	const { month, network, edition, kind } = first;
	const estimated = parts.flatMap((of) => of.estimated ?? []);
	return {
		month,
		network,
		edition,
		kind,
		statistic: parts.find(({ statistic }) => statistic)?.statistic ?? null,
		samples: parts.reduce((sum, { samples }) => sum + samples, 0),
		sources: once(
			parts.flatMap(({ sources }) => sources),
			({ sha256: hash }) => hash
		),
		reports: once(
			parts.flatMap(({ reports }) => reports),
			({ url }) => url
		),
		...(estimated.length > 0
			? {
					estimated: {
						from: estimated[0]!.from,
						provinces: [...new Set(estimated.flatMap(({ provinces }) => provinces))].sort()
					}
				}
			: {}),
		parts
	};
}

function once<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
	return [
		...new Map([...values].reverse().map((value) => [keyOf(value), value])).values()
	].reverse();
}

/** The month of a network, if it is there. */
export function findStored(
	{ months }: Pick<Store, 'months'>,
	month: string,
	network: string
): Stored | undefined {
	return months.find((entry) => entry.month === month && entry.network === network);
}

/**
 * Rows of a part.
 * @throws DataError when the file is missing or isn't the one that the index names
 */
export async function rowsOfPart(folder: string, { table }: StoredPart): Promise<StoredRow[]> {
	return readStored(...(await contentOf(folder, table)));
}

/**
 * Rows of a stored month: those of all its parts, in which each unit stands once.
 * @throws DataError as {@link rowsOfPart}
 */
export async function rowsOfStored(
	folder: string,
	{ parts }: Pick<Stored, 'parts'>
): Promise<StoredRow[]> {
	return (await Promise.all(parts.map((part) => rowsOfPart(folder, part)))).flat();
}

/**
 * Hexagons of a stored month; nothing when it doesn't come from measurements.
 * @throws DataError as {@link rowsOfPart}
 */
export async function hexagonsOfStored(
	folder: string,
	{ network, parts }: Stored
): Promise<{ hexagons: Map<number, HexagonColumns>; unitHexagons: UnitHexagons[] } | undefined> {
	// Measurements are of the country: one part.
	const { hexagons, unitHexagons } = parts[0] ?? {};
	if (!hexagons || !unitHexagons) return undefined;
	return {
		hexagons: await readStoredHexagons(...(await contentOf(folder, hexagons)), network),
		unitHexagons: await readUnitHexagons(...(await contentOf(folder, unitHexagons)))
	};
}

/**
 * Inhabited hexagons by the grid of population; nothing without one.
 * @throws DataError as {@link rowsOfPart}
 */
export async function populationOf(
	folder: string,
	{ population }: Pick<Store, 'population'>
): Promise<UnitHexagons[] | undefined> {
	if (!population) return undefined;
	return readUnitHexagons(...(await contentOf(folder, population.unitHexagons)));
}

/**
 * Look whether the files of what is in force are there, without reading them.
 * @throws DataError when one is missing or has another size
 */
export async function refuseMissing(folder: string, { versions }: Store): Promise<void> {
	for (const { url, bytes } of namedFiles(indexOf(versions.slice(-1)))) {
		const there = await stat(join(folder, url)).catch(() => undefined);
		if (there?.size !== bytes) throw otherContent(join(folder, url), there !== undefined);
	}
}

/**
 * A file that the index names, and its path.
 * @throws DataError when it is missing or another one
 */
export async function contentOf(
	folder: string,
	{ url, sha256: hash }: PublishedFile
): Promise<[Uint8Array, string]> {
	const path = join(folder, url);
	const bytes = await readFile(path).catch(() => undefined);
	if (!bytes || sha256(bytes) !== hash) throw otherContent(path, bytes !== undefined);
	return [bytes, path];
}

function otherContent(file: string, isThere: boolean): DataError {
	return new DataError(
		'promise',
		faultIn(
			{ file },
			{
				found: isThere
					? both('nội dung khác với mục lục', 'another content than the index names')
					: both('không có tệp', 'no file'),
				expected: both('tệp như npm run samples đã ghi', 'the file as npm run samples wrote it'),
				remedy: REMOVE_AND_ADD
			}
		)
	);
}
