/** Files on disk as a draft: read, and held against the lists of units and the store. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Crosswalk } from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { encodingNotes } from '../../src/lib/intake/encoding.ts';
import {
	sheetsOfBytes,
	UnitFinder,
	type IntakeContext,
	type Sheet,
	type UnitFigures
} from '../../src/lib/intake/index.ts';
import { kindsOf } from '../../src/lib/intake/kinds.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Duck } from './duck.ts';
import { readText, type Input } from './input.ts';
import { columnarSource, toCell, unreadable } from './read-tables.ts';
import { readStore, rowsOfStored } from './store.ts';

/** A monthly table is smaller. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The sheets of a file that is no measurements; nothing when it is. */
export async function tableSheets(input: Input, duck: Duck): Promise<Sheet[] | undefined> {
	if (input.format === 'csv') return textSheets(input);
	if (input.format === 'xlsx') {
		if (input.bytes > MOST_BYTES) throw tooLarge(input);
		const sheets = sheetsOfBytes(await readFile(input.path), input.file);
		return isMeasured(sheets) ? undefined : sheets;
	}
	return columnarSheets(input, duck);
}

async function textSheets(input: Input): Promise<Sheet[] | undefined> {
	const head = sheetOfText(input.head, input.file);
	if (isMeasured([head])) return undefined;
	const sheet = input.isWhole ? head : sheetOfText(await readText(input), input.file);
	return [{ ...sheet, notes: encodingNotes(input.encoding) }];
}

/** Measurements have sheets of their own; beside tables they are told to be given apart. */
function isMeasured(sheets: readonly Sheet[]): boolean {
	const kinds = kindsOf(sheets.filter(({ isHidden }) => !isHidden));
	return kinds.includes('measurements') && !kinds.includes('monthly');
}

/** Parquet and JSON name their columns. */
async function columnarSheets(input: Input, duck: Duck): Promise<Sheet[] | undefined> {
	const source = columnarSource(input);
	try {
		const described = await duck.connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
		const names = described.getColumns()[0]!.map(String);
		const empty: Sheet = {
			file: input.file,
			name: '',
			isHidden: false,
			isText: false,
			rows: [{ line: 0, cells: names }],
			merges: []
		};
		if (isMeasured([empty])) return undefined;
		const result = await duck.connection.runAndReadAll(`SELECT * FROM ${source} LIMIT 2000000`);
		const rows = result.getRows().map((cells, at) => ({ line: at + 1, cells: cells.map(toCell) }));
		return [{ ...empty, rows: [...empty.rows, ...rows] }];
	} catch (error) {
		throw error instanceof DataError ? error : unreadable(input.file, error);
	}
}

function tooLarge({ file, bytes }: Input): DataError {
	const most = (MOST_BYTES / 1e6).toFixed(0);
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: `${(bytes / 1e6).toFixed(0)} MB`,
				expected: both(`tệp Excel tối đa ${most} MB`, `a workbook of at most ${most} MB`),
				remedy: both('Lưu bảng dạng CSV', 'Save the table as CSV')
			}
		)
	);
}

/** The world around files: lists of units, crosswalks, what is stored. */
export async function contextOf(
	folder: string,
	gazetteers: readonly Gazetteer[],
	crosswalks: readonly Crosswalk[],
	thisMonth: Month,
	{ isReplacing, acceptsPartial }: Pick<IntakeContext, 'isReplacing' | 'acceptsPartial'>
): Promise<IntakeContext> {
	const { months } = await readStore(folder);
	const rows = new Map<string, UnitFigures[]>();
	for (const entry of months) {
		const stored = await rowsOfStored(folder, entry);
		rows.set(`${entry.month} ${entry.network}`, stored);
	}
	return {
		thisMonth,
		editions: gazetteers.map(({ period, units }) => ({
			edition: period,
			finder: new UnitFinder(units)
		})),
		crosswalks,
		stored: (month, network) => rows.get(`${month} ${network}`),
		isReplacing,
		acceptsPartial
	};
}

/** Folder of the store below the inputs. */
export function storeFolder(data: string): string {
	return join(data, 'samples');
}
