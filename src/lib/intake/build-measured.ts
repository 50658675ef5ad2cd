/** Tables of measurements and of tiles on their way into the draft. */
import { provincesAgainstPlaces } from './measured-provinces.ts';
import { measuredContext, readMeasuredTable } from './measured-way.ts';
import type { Work } from './finish.ts';
import { kindOf } from './kinds.ts';
import { presetMap, presetOf } from './presets.ts';
import { repeatedIds } from './repeated-ids.ts';
import { sheetTitle, type Sheet } from './sheet.ts';
import type { HeaderMap } from './mapped-headers.ts';
import type { SheetTables, Table } from './tables.ts';
import { faultIn } from './texts.ts';
import { readTiles } from './tiles.ts';
import { leaveRow, pushTable } from './work.ts';

/** Roles of columns that the source of a sheet is known for. */
export function sourceMap(sheet: Sheet): HeaderMap {
	const preset = presetOf(sheet);
	return preset ? presetMap(preset) : [];
}

/** Files of measurements that were put behind each other repeat their header: that is no other table. */
export function joined(work: Work, tables: readonly Table[]): Table[] {
	const result: Table[] = [];
	for (const table of tables) {
		const before = result.at(-1);
		if (!before || !table.continues || kindOf(table) !== 'measurements') {
			result.push(table);
			continue;
		}
		for (const { line } of table.headers) leaveRow(work, -1, line, 'header');
		result[result.length - 1] = {
			...before,
			bottom: table.bottom,
			body: [...before.body, ...table.body]
		};
	}
	const [only] = result;
	if (only && result.length === 1 && tables.length > 1)
		result[0] = { ...only, name: only.sheet.name || only.sheet.file };
	return result;
}

/** What holds for the rows of measurements; they are read when all is known. */
export function readMeasured(work: Work, table: Table, { titles }: SheetTables): void {
	const read = readMeasuredTable(table, titles, work.book, measuredContext(work.context));
	const index = pushTable(work, read.draft, table);
	work.measured.push({ table: index, way: read.way });
	work.notes.push(...read.notes);
	if (table.body.length > 0) work.questions.push(...read.questions);
	const context = measuredContext(work.context);
	const places = provincesAgainstPlaces(read.way, work.book, context);
	if (places.question) work.questions.push(places.question);
	const ids = repeatedIds(read.way, context);
	work.notes.push(...[places.note, ids].flatMap((note) => note ?? []));
	if (read.refusal) work.refusals.push(faultIn({ file: sheetTitle(table.sheet) }, read.refusal));
}

/** Tiles become figures of units once that is asked for. */
export function takeTiles(work: Work, table: Table, { titles }: SheetTables): void {
	const index = work.drafts.length;
	const read = readTiles(table, index, titles, work.book, work.context);
	pushTable(work, read.draft, table);
	work.questions.push(...read.questions);
	work.notes.push(...read.notes);
	work.entries.push(...read.entries);
	work.problems.push(...read.problems);
	const lost = new Set(read.problems.map(({ line }) => line));
	const codes = new Set(read.entries.map(({ line }) => line));
	// A unit's tiles are one figure: each of them was taken with it.
	if (read.entries.length > 0)
		for (const { line } of table.body)
			if (!lost.has(line) && !codes.has(line))
				work.outcomes.push({ table: index, line, kind: 'taken', codes: [], repairs: [] });
	if (read.refusal) work.refusals.push(faultIn({ file: sheetTitle(table.sheet) }, read.refusal));
}
