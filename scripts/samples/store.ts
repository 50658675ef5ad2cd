/**
 * The months of an office in `data/samples/`. Files have a part of their hash in their names, so that nothing in use
 * is overwritten; the index is switched last by a rename; only then do old files go. Killed at any moment, the old
 * state stays whole.
 */
import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { checked, type PublishedFile } from '../../src/lib/data/schema.ts';
import { parseJson } from '../common/json.ts';
import { namedFiles, replaceFile, sha256, sweep, writeHashed } from '../common/publish.ts';
import type { HexagonFiles } from './part.ts';
import { readStoredHexagons } from './stored-hexagons.ts';
import { readStored, writeStored, type StoredRow } from './stored-table.ts';
import { readUnitHexagons, writeUnitHexagons, type UnitHexagons } from './unit-hexagons.ts';
import { REMOVE_AND_ADD, StoreSchema, VERSION, type Store, type Stored } from './store-schema.ts';

export const INDEX = 'store.json';
const REMEDY = both(
	'Nạp bảng bằng npm run samples -- add <tệp>; lệnh đó tự ghi vào data/samples/',
	'Give tables to npm run samples -- add <files>; it keeps them in data/samples/'
);

/**
 * Read the index; without one the store is empty.
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
	if (text === undefined) return { version: VERSION, months: [] };
	const content = parseJson(text, { file: path, expected: 'JSON, as npm run samples writes it' });
	return checked(StoreSchema, content, path);
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

/** The month of a network, if it is there. */
export function findStored(store: Store, month: string, network: string): Stored | undefined {
	return store.months.find((entry) => entry.month === month && entry.network === network);
}

/**
 * Rows of a stored month.
 * @throws DataError when the file is missing or isn't the one that the index names
 */
export async function rowsOfStored(folder: string, { table }: Stored): Promise<StoredRow[]> {
	return readStored(...(await contentOf(folder, table)));
}

/**
 * Hexagons of a stored month; nothing when it doesn't come from measurements.
 * @throws DataError as {@link rowsOfStored}
 */
export async function hexagonsOfStored(
	folder: string,
	{ network, hexagons, unitHexagons }: Stored
): Promise<{ hexagons: Map<number, HexagonColumns>; unitHexagons: UnitHexagons[] } | undefined> {
	if (!hexagons || !unitHexagons) return undefined;
	return {
		hexagons: await readStoredHexagons(...(await contentOf(folder, hexagons)), network),
		unitHexagons: await readUnitHexagons(...(await contentOf(folder, unitHexagons)))
	};
}

/**
 * Inhabited hexagons by the grid of population; nothing without one.
 * @throws DataError as {@link rowsOfStored}
 */
export async function populationOf(
	folder: string,
	{ population }: Store
): Promise<UnitHexagons[] | undefined> {
	if (!population) return undefined;
	return readUnitHexagons(...(await contentOf(folder, population.unitHexagons)));
}

/** Write the inhabited hexagons beside those in force. */
export async function writePopulation(
	folder: string,
	parts: readonly UnitHexagons[]
): Promise<PublishedFile> {
	return writeHashed(folder, 'population/inhabited', 'parquet', writeUnitHexagons(parts));
}

async function contentOf(
	folder: string,
	{ url, sha256: hash }: PublishedFile
): Promise<[Uint8Array, string]> {
	const path = join(folder, url);
	const bytes = await readFile(path).catch(() => undefined);
	if (!bytes || sha256(bytes) !== hash)
		throw new DataError(
			'promise',
			faultIn(
				{ file: path },
				{
					found: bytes
						? both('nội dung khác với mục lục', 'another content than the index names')
						: both('không có tệp', 'no file'),
					expected: both('tệp như npm run samples đã ghi', 'the file as npm run samples wrote it'),
					remedy: REMOVE_AND_ADD
				}
			)
		);
	return [bytes, path];
}

/** Write a month's table beside those in force. */
export async function writeTable(
	folder: string,
	month: string,
	network: string,
	rows: readonly StoredRow[]
): Promise<PublishedFile> {
	return writeHashed(folder, `${month}/${network}`, 'parquet', writeStored(rows));
}

/** Write a month's hexagons beside those in force. */
export async function writeHexagonFiles(
	folder: string,
	month: string,
	network: string,
	{ hexagons, unitHexagons }: HexagonFiles
): Promise<Pick<Stored, 'hexagons' | 'unitHexagons'>> {
	const write = (name: string, content: Uint8Array) =>
		writeHashed(folder, `${month}/${network}.${name}`, 'parquet', content);
	return {
		hexagons: await write('hexagons', hexagons),
		unitHexagons: await write('unit-hexagons', unitHexagons)
	};
}

/** Write a report beside those in force. */
export async function writeReport(
	folder: string,
	month: string,
	network: string,
	report: unknown
): Promise<PublishedFile> {
	const text = `${JSON.stringify(report, null, '\t')}\n`;
	return writeHashed(folder, `${month}/${network}.report`, 'json', new TextEncoder().encode(text));
}

/** Put an index in force and remove the files that it doesn't name. */
export async function switchTo(
	folder: string,
	{ months, population }: Pick<Store, 'months' | 'population'>
): Promise<void> {
	const sorted = [...months].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	const store: Store = { version: VERSION, months: sorted, population };
	await mkdir(folder, { recursive: true });
	await replaceFile(join(folder, INDEX), `${JSON.stringify(store, null, '\t')}\n`);
	await sweep(
		folder,
		namedFiles(store).map(({ url }) => url)
	);
	await removeEmpty(folder);
}

/** Folders of months that are no longer there. */
async function removeEmpty(folder: string): Promise<void> {
	const entries = await readdir(folder, { withFileTypes: true });
	for (const entry of entries)
		// A folder that holds anything stays.
		if (entry.isDirectory() && /^\d{4}-\d{2}$/.test(entry.name))
			await rmdir(join(folder, entry.name)).catch(() => {});
}

function keyOf({ month, network }: Stored): string {
	return `${month} ${network}`;
}
