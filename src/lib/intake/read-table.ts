/** One table: what holds for all its rows, and its rows read one after the other. */
import { editionOfMonth } from '../domain/edition.ts';
import type { Statistic } from '../domain/join.ts';
import type { AnswerBook } from './answers.ts';
import { aspectOf } from './aspects.ts';
import { withRows } from './around-rows.ts';
import { columnsOfTable } from './table-columns.ts';
import { finerColumn } from './finer-rows.ts';
import { hiddenNotes, hiddenRows } from './hidden-rows.ts';
import { inThousands } from './thousands.ts';
import { inPercents } from './percents.ts';
import { titledProvinces } from './titled-provinces.ts';
import { leftOutNotes, noResults } from './no-results.ts';
import { subsetNotes } from './subsets.ts';
import { trialNotes } from './trials.ts';
import {
	linesAround,
	surroundingsOf,
	unitTest,
	type EditionNames,
	type IntakeContext,
	type Surroundings
} from './context.ts';
import type { Question, Reading, TableDraft } from './draft.ts';
import type { CodeStyle, Place } from './finder.ts';
import type { Columns, Group } from './groups.ts';
import { isSpeedRole, type Role } from './headers.ts';
import type { NetworkWord } from './networks.ts';
import { monthOfTable, networkOfTable } from './readings.ts';
import { withFooter } from './not-rows.ts';
import { notesBelow } from './notes-below.ts';
import { operatorAgainstTitle } from './operator-against-title.ts';
import { partsAgainstTotal } from './parts-against-total.ts';
import { carriedColumns, mergesDown } from './merged-cells.ts';
import { nothingAbove, readRow, type DataRow, type ReadRow, type RowFrame } from './rows.ts';
import { withRegionTotals } from './region-rows.ts';
import { parentOf, partNotes, subRowOf, withNetworkTotals, type Parent } from './sub-rows.ts';
import { columnLetters, type SheetRow, type Text } from './sheet.ts';
import { codeStyleOf } from './code-style.ts';
import { valueStyleOf, type ValueStyle } from './styles.ts';
import { askToldUnits } from './told-units.ts';
import { type Column, type Table, type Title } from './tables.ts';
import { networkAgainstTitle } from './against-titles.ts';
import { statisticOfTable } from './statistic-of-table.ts';
import { uncalculated } from './formulas.ts';
import { rangeOf } from './table-names.ts';
import { unreadUnits } from './unread-units.ts';
import { both, listed } from './texts.ts';
import { fold } from './words.ts';

/** A table whose rows were read, before their units are found. */
export interface TableRead {
	table: Table;
	draft: TableDraft;
	columns: Columns;
	/** Columns of several months as one; they are not used. */
	longer: Group[];
	rows: { row: SheetRow; read: ReadRow }[];
	data: DataRow[];
	surroundings: Surroundings;
	month?: Reading<string>;
	/** Week of a month that its title or sheet names. */
	week?: number;
	network?: Reading<NetworkWord>;
	statistic?: Reading<Statistic>;
	/** True when an answer of it holds against headers and cells. */
	isStatisticOverAll: boolean;
	/** Provinces that titles name; that of a line of signature only when no title names one. */
	provinces: Map<string, { places: Place[]; text: string; isSigned: boolean }>;
	codes: CodeStyle;
	values: ValueStyle;
	/** In which a row may say that it does not hold. */
	marks: Column[];
	/** That tells rows of one unit apart, as hours and servers do. */
	finer?: Column;
	/** Place, time or device that its own title names. */
	aspect?: { text: string; part: string };
	/** Cells of values that are merged over several rows, by "line:column". */
	sharedCells: ReadonlyMap<string, unknown>;
	questions: Question[];
	notes: Text[];
	/** Why nothing of it can be taken. */
	refusal?: { found: string; expected: Text };
}

/** Read a monthly table. */
export function readTable(
	given: Table,
	top: readonly Title[],
	elsewhere: readonly { text: string; at: string }[],
	book: AnswerBook,
	context: IntakeContext
): TableRead {
	const lines = linesAround(given, top);
	const titles = surroundingsOf(lines);
	const of = columnsOfTable(given, titles, book, context);
	const { table, mapped, columns, groups, notes } = of;
	const questions = [...columns.questions];
	const frame = frameOf(table, columns, groups, mapped, context, book);
	const { rows, data } = readRows(
		frame,
		hiddenRows(table),
		book.of('hidden', table.name) === 'leave'
	);
	const footnotes = notesBelow(table, rows);
	const above = lines.map(({ evidence }) => evidence);
	const around = withRows(titles, above, footnotes, table, groups, data, context.thisMonth);
	const { surroundings, week } = around;
	notes.push(...around.notes);
	const month = monthOfTable(table, surroundings, groups, columns, elsewhere, book, context);
	const network = networkOfTable(table, surroundings, groups, columns, book);
	const values = valueStyleOf(
		table,
		groups,
		data.map(({ row }) => row),
		surroundings.units[0]?.value,
		book
	);
	askToldUnits(table, groups, data, surroundings.units, book, values);
	const names = namesFor(month.reading?.value, context);
	const { question, ...codes } = codeStyleOf(
		table,
		columns.of.code,
		data.map(({ words }) => words.code).filter(Boolean),
		names.finder,
		book,
		month.reading?.value
	);
	const against = networkAgainstTitle(table, surroundings, data, { ...columns, groups }, book);
	const asked = [
		against.question,
		operatorAgainstTitle(table, above, data, { ...columns, groups }, book),
		partsAgainstTotal(table, groups, data, network.reading?.value, book)
	];
	const statistic = statisticOfTable(table, surroundings, groups, data, footnotes, book);
	const formulas = uncalculated(table, groups, data);
	const unread = data.length > 0 ? unreadUnits(table, columns, mapped, names.finder) : {};
	if (data.length > 0)
		questions.push(
			...(unread.question ? [unread.question] : []),
			...(data.every(({ section }) => section.month) ? [] : month.questions),
			// A heading may name it for each row.
			...(data.every(({ section }) => section.network) ? [] : network.questions),
			...asked.flatMap((of) => of ?? []),
			...values.questions,
			...(question ? [question] : []),
			...statistic.questions
		);
	const read: TableRead = {
		table,
		draft: draftOf(table, mapped),
		columns: { ...columns, groups },
		longer: columns.groups.filter(({ period }) => period?.kind === 'longer'),
		rows,
		data,
		surroundings,
		provinces: titledProvinces(
			lines.map(({ text }) => text),
			rows,
			context
		),
		codes,
		values,
		marks: mapped.filter(({ role }) => role === 'other' || role === 'type' || role === undefined),
		sharedCells: mergesDown(
			table,
			mapped.filter(({ role }) => role === 'samples')
		),
		isStatisticOverAll: statistic.isOverAll,
		questions,
		notes: [
			...notes,
			...month.notes,
			...network.notes,
			...values.notes,
			...formulas.notes,
			...partNotes(rows),
			...filledNotes(columns, data),
			...hiddenNotes(table, groups, data),
			...trialNotes(table, mapped, above),
			...subsetNotes(above),
			...leftOutNotes([...above, ...footnotes])
		]
	};
	if (statistic.reading) read.statistic = statistic.reading;
	const finer = finerColumn(mapped, groups, data);
	if (finer) read.finer = finer;
	const aspect = aspectOf(lines.filter(({ rank }) => rank !== 1).map(({ text }) => text));
	if (aspect) read.aspect = aspect;
	if (month.reading) read.month = month.reading;
	if (week !== undefined) read.week = week;
	if (network.reading) read.network = network.reading;
	const ofHeaders = of.refusal ?? inThousands(surroundings, table, mapped, groups);
	const refusal = [
		formulas.refusal,
		ofHeaders,
		inPercents(above, groups, data),
		noResults(above, groups, mapped),
		unread.refusal,
		month.refusal,
		network.refusal,
		against.refusal,
		values.refusal,
		statistic.refusal
	].find((found) => found !== undefined);
	const first = refusalOf(refusal, ofHeaders, groups, table, data);
	if (first) read.refusal = first;
	return read;
}

/** Without a count there are no rows of figures: then only what headers say refuses the table. */
function refusalOf(
	refusal: TableRead['refusal'],
	ofHeaders: TableRead['refusal'],
	groups: readonly Group[],
	{ body }: Table,
	data: readonly DataRow[]
): TableRead['refusal'] {
	if (groups.length === 0) return body.length > 0 ? ofHeaders : undefined;
	return data.length > 0 ? refusal : undefined;
}

/** The edition of a month; without one, the edition in force. */
export function namesFor(
	month: string | undefined,
	{ editions, thisMonth }: IntakeContext
): EditionNames {
	const edition = editionOfMonth(
		editions.map((of) => of.edition),
		month ?? thisMonth
	);
	return editions.find((of) => of.edition === edition) ?? editions.at(-1)!;
}

function frameOf(
	table: Table,
	{ of }: Columns,
	groups: readonly Group[],
	columns: readonly Column[],
	context: IntakeContext,
	book: AnswerBook
): RowFrame {
	const naming = columns.filter(
		({ role }) => role && role !== 'samples' && role !== 'number' && !isSpeedRole(role)
	);
	const wanted = [of.month, of.network, of.year].filter((column) => column !== undefined);
	const evidence = [...wanted, of.province, of.district].filter((column) => column !== undefined);
	const finders = context.editions.map(({ finder }) => finder);
	return {
		table,
		of,
		groups,
		year: Number(book.of('year', table.name)) || undefined,
		merges: mergesDown(table, naming),
		carried: table.sheet.merges.length > 0 ? new Set() : carriedColumns(table, evidence, wanted),
		isUnit: unitTest(context),
		isUpper: memoised((text) =>
			(['province', 'district'] as const).find((level) =>
				finders.some(
					(finder) =>
						text !== '' &&
						finder.units.of[level] &&
						finder.named(text, level).places.length > 0 &&
						isUpperFirst(text, level)
				)
			)
		)
	};
}

/** A bare name of a district is as likely one of a commune: only with its type it is a heading. */
function isUpperFirst(text: string, level: 'province' | 'district'): boolean {
	return (
		level === 'province' ||
		/^(?:[IVX\d]+[.)]\s*)?(?:quan|huyen|thi xa|thanh pho|tx|tp|q|h)\b/.test(fold(text))
	);
}

function memoised<T>(read: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>();
	return (text) => {
		if (!known.has(text)) {
			if (known.size > 50_000) known.clear();
			known.set(text, read(text));
		}
		return known.get(text)!;
	};
}

/** All rows, each with what stands above it. */
function readRows(
	frame: RowFrame,
	hidden: ReadonlySet<number>,
	isLeft: boolean
): { rows: TableRead['rows']; data: DataRow[] } {
	const rows: TableRead['rows'] = [];
	const parents = new Map<DataRow, DataRow>();
	let above = nothingAbove();
	let parent: Parent | undefined;
	for (const row of frame.table.body) {
		if (isLeft && hidden.has(row.line)) {
			rows.push({ row, read: { kind: 'not a row', what: 'hidden', text: '' } });
			continue;
		}
		const part = subRowOf(frame, row, parent);
		if (part) {
			if (part.kind === 'data') parents.set(part.data, parent!.data);
			rows.push({ row, read: part });
			continue;
		}
		const [read, next] = readRow(frame, row, above);
		above = next;
		parent = parentOf(read, parent);
		rows.push({ row, read });
	}
	const read = withNetworkTotals(
		withRegionTotals(withFooter(rows, frame.isUnit), frame.isUnit),
		parents
	);
	return {
		rows: read,
		data: read.flatMap(({ read: of }) => (of.kind === 'data' ? [of.data] : []))
	};
}

/** Cells that were left out and filled from above, by column. */
function filledNotes({ of }: Columns, data: readonly DataRow[]): Text[] {
	const lines = new Map<Role, number[]>();
	for (const { filled, row } of data)
		for (const role of filled) lines.set(role, [...(lines.get(role) ?? []), row.line]);
	return [...lines].map(([role, those]) => {
		const header = of[role]?.parts.join(' / ') ?? role;
		const rows = listed(those.map(String), 6);
		return both(
			`Cột "${header}" để trống ở ${those.length} dòng, lấy theo ô phía trên: dòng ${rows.vi}`,
			`Column "${header}" is empty in ${those.length} rows and filled from the cell above: rows ${rows.en}`
		);
	});
}

/** What is told of a table's columns. */
export function draftOf(table: Table, columns: readonly Column[]): TableDraft {
	return {
		name: table.name,
		file: table.sheet.file,
		sheet: table.sheet.name,
		range: rangeOf(table),
		kind: 'monthly',
		rows: table.body.length,
		...(table.isTurned ? { isTurned: true } : {}),
		columns: columns.map(({ at, parts, role, month, network, operator, unit, statistic }) => ({
			at: table.isTurned ? String(at + 1) : columnLetters(at),
			header: parts.join(' / '),
			role: role ?? null,
			...(month ? { month } : {}),
			...(network ? { network: network.network } : {}),
			...(operator ? { operator } : {}),
			...(unit ? { unit } : {}),
			...(statistic ? { statistic } : {})
		}))
	};
}
