/** Files on disk as a draft: read, and held against the lists of units and the store. */
import { readFile } from 'node:fs/promises';
import type { Crosswalk } from '../../src/lib/domain/crosswalk.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { encodingNotes } from '../../src/lib/intake/encoding.ts';
import {
	editionNames,
	sheetsOfBytes,
	type IntakeContext,
	type Sheet,
	type UnitFigures
} from '../../src/lib/intake/index.ts';
import { sheetOfJson } from '../../src/lib/intake/json.ts';
import { kindsOf } from '../../src/lib/intake/kinds.ts';
import type { HeaderMap } from '../../src/lib/intake/mapped-headers.ts';
import { VIET_NAM } from '../../src/lib/intake/zones.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { DuckOnDemand } from './duck.ts';
import { readText, type Input } from './input.ts';
import { columnarSheet, textSource, type MeasuredSource } from './measured-source.ts';
import { readStore, rowsOfStored } from './store.ts';

/** A monthly table is smaller. */
const MOST_BYTES = 256 * 1024 * 1024;
/** JSON that is read whole. */
const MOST_JSON = 64 * 1024 * 1024;
/** Rows of Parquet or JSON that may be a monthly table. */
const MOST_ROWS = 2_000_000;
/** Measurements of larger files are read by DuckDB. */
export const SHEET_BYTES = 8 * 1024 * 1024;

/** A file as sheets of cells; or as rows that show what a large file of measurements holds. */
export type ReadInput = { sheets: Sheet[] } | { large: MeasuredSource };

/**
 * Look into a file.
 * @param map roles that answers give columns
 * @param sheetBytes measurements of larger files stay where they are
 */
export async function readInput(
	input: Input,
	map: HeaderMap,
	sheetBytes: number,
	duck: DuckOnDemand
): Promise<ReadInput> {
	if (input.format === 'csv') return readTextInput(input, map, sheetBytes);
	if (input.format === 'xlsx') {
		if (input.bytes > MOST_BYTES) throw tooLarge(input);
		return { sheets: sheetsOfBytes(await readFile(input.path), input.file) };
	}
	if (input.format === 'json' && input.bytes <= Math.min(MOST_JSON, sheetBytes))
		return { sheets: [sheetOfJson(await readText(input), input.file)] };
	const large = await columnarSheet(input, await duck.open());
	if (isMeasured([large.sheet], map)) return { large };
	return { sheets: [(await columnarSheet(input, await duck.open(), MOST_ROWS)).sheet] };
}

async function readTextInput(input: Input, map: HeaderMap, sheetBytes: number): Promise<ReadInput> {
	if (input.bytes > sheetBytes) {
		const large = await textSource(input);
		if (isMeasured([large.sheet], map)) return { large };
	}
	const sheet = sheetOfText(await readText(input), input.file);
	return { sheets: [{ ...sheet, notes: encodingNotes(input.encoding) }] };
}

/** Measurements have sheets of their own. */
function isMeasured(sheets: readonly Sheet[], map: HeaderMap): boolean {
	const kinds = kindsOf(sheets, map);
	return kinds.includes('measurements') && !kinds.includes('monthly');
}

/** True where points have to be looked up. */
export function hasPlaces(sheets: readonly Sheet[], map: HeaderMap): boolean {
	const kinds = kindsOf(
		sheets.filter(({ isHidden }) => !isHidden),
		map
	);
	return kinds.includes('measurements') || kinds.includes('tiles');
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
	now: Date,
	{ isReplacing, acceptsPartial }: Pick<IntakeContext, 'isReplacing' | 'acceptsPartial'>
): Promise<IntakeContext> {
	const { months } = await readStore(folder);
	const rows = new Map<string, UnitFigures[]>();
	for (const entry of months) {
		const stored = await rowsOfStored(folder, entry);
		rows.set(`${entry.month} ${entry.network}`, stored);
	}
	const local = now.getTime() + VIET_NAM * 60_000;
	return {
		thisMonth: new Date(local).toISOString().slice(0, 7),
		now: local,
		editions: editionNames(
			gazetteers.map(({ period, units }) => ({ edition: period, units })),
			crosswalks
		),
		crosswalks,
		stored: (month, network) => rows.get(`${month} ${network}`),
		isReplacing,
		acceptsPartial
	};
}
