/** One table: what holds for all its rows, and its rows read one after the other. */
import { editionOfMonth } from '../domain/edition.ts';
import type { Statistic } from '../domain/join.ts';
import type { AnswerBook } from './answers.ts';
import {
	linesAround,
	placeLineOf,
	provincesIn,
	surroundingsOf,
	type EditionNames,
	type IntakeContext,
	type Surroundings
} from './context.ts';
import type { Question, Reading, TableDraft } from './draft.ts';
import type { CodeStyle, Place } from './finder.ts';
import { groupsOf, mappedColumns, type Columns, type Group } from './groups.ts';
import { isSpeedRole, type Role } from './headers.ts';
import { networkOf, type NetworkWord } from './networks.ts';
import { composedMonth, monthOfTable, networkOfTable } from './readings.ts';
import { notesBelow, withNotes } from './notes-below.ts';
import { operatorAgainstTitle } from './operator-against-title.ts';
import { partialMonth, partialNote } from './partial-months.ts';
import { partsAgainstTotal } from './parts-against-total.ts';
import { carriedColumns, mergesDown } from './merged-cells.ts';
import { nothingAbove, readRow, type DataRow, type ReadRow, type RowFrame } from './rows.ts';
import { columnLetters, textOf, type SheetRow, type Text } from './sheet.ts';
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
import { fold, isBlank } from './words.ts';

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
	network?: Reading<NetworkWord>;
	statistic?: Reading<Statistic>;
	/** True when an answer of it holds against headers and cells. */
	isStatisticOverAll: boolean;
	/** Provinces that titles name; that of a line of signature only when no title names one. */
	provinces: Map<string, { places: Place[]; text: string; isSigned: boolean }>;
	codes: CodeStyle;
	values: ValueStyle;
	/** Cells of values that are merged over several rows, by "line:column". */
	sharedCells: ReadonlyMap<string, unknown>;
	questions: Question[];
	notes: Text[];
	/** Why nothing of it can be taken. */
	refusal?: { found: string; expected: Text };
}

/** True for what a column of the type of units holds. */
const TYPE_VALUE =
	/^(?:xa|phuong|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh|p|x|tt|commune|ward)$/;

/** Read a monthly table. */
export function readTable(
	table: Table,
	top: readonly Title[],
	elsewhere: readonly { text: string; at: string }[],
	book: AnswerBook,
	context: IntakeContext
): TableRead {
	const lines = linesAround(table, top);
	const titles = surroundingsOf(lines);
	const mapped = mappedColumns(table, book).map((column) => checkedByValues(table, column));
	const columns = groupsOf({ ...table, columns: mapped }, mapped, titles.isOfSamples);
	const questions = [...columns.questions];
	const notes: Text[] = [
		...columns.notes,
		...columns.unused.map(({ column, why }) =>
			both(
				`Cột "${column.parts.join(' / ')}" ${why.vi}: không dùng`,
				`Column "${column.parts.join(' / ')}" ${why.en}: not used`
			)
		)
	];
	const groups = columns.groups.filter((group) => isOfMonth(group, notes));
	const frame = frameOf(table, columns, groups, mapped, context, book);
	const { rows, data } = readRows(frame);
	const footnotes = notesBelow(table, rows);
	const surroundings = withNotes(titles, footnotes);
	const above = lines.map(({ evidence }) => evidence);
	const partial = partialMonth([...above, ...footnotes], monthsNamed(surroundings, groups, data));
	if (partial) {
		surroundings.periods.push(partial);
		notes.push(partialNote(partial.evidence));
	}
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
			...filledNotes(columns, data)
		]
	};
	if (statistic.reading) read.statistic = statistic.reading;
	if (month.reading) read.month = month.reading;
	if (network.reading) read.network = network.reading;
	const refusal = [
		formulas.refusal,
		inThousands(surroundings),
		unread.refusal,
		month.refusal,
		network.refusal,
		against.refusal,
		values.refusal,
		statistic.refusal
	].find((of) => of !== undefined);
	if (refusal && data.length > 0) read.refusal = refusal;
	return read;
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

function isOfMonth({ period, samples }: Group, notes: Text[]): boolean {
	if (!period) return true;
	notes.push(
		both(
			`Cột "${samples.parts.join(' / ')}" không phải số liệu một tháng: không dùng`,
			`Column "${samples.parts.join(' / ')}" is not of one month: not used`
		)
	);
	return false;
}

/** "Loại hình" holds networks or types of units: its values tell. */
function checkedByValues(table: Table, column: Column): Column {
	if (column.role !== 'network' && column.role !== 'type') return column;
	const texts = table.body
		.slice(0, 200)
		.map(({ cells }) => textOf(cells[column.at]))
		.filter((text) => !isBlank(text));
	if (texts.length === 0) return column;
	const share = (test: (text: string) => boolean) => texts.filter(test).length / texts.length;
	if (share((text) => networkOf(text) !== undefined) >= 0.5) return { ...column, role: 'network' };
	if (share((text) => TYPE_VALUE.test(fold(text))) >= 0.5) return { ...column, role: 'type' };
	return column;
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
		isUnit: (text) => text !== '' && finders.some((finder) => finder.named(text).places.length > 0),
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
function readRows(frame: RowFrame): { rows: TableRead['rows']; data: DataRow[] } {
	const rows: TableRead['rows'] = [];
	const data: DataRow[] = [];
	let above = nothingAbove();
	for (const row of frame.table.body) {
		const [read, next] = readRow(frame, row, above);
		above = next;
		rows.push({ row, read });
		if (read.kind === 'data') data.push(read.data);
	}
	return { rows, data };
}

/** Counts that a title says to be in thousands. */
function inThousands({ rounded }: Surroundings): TableRead['refusal'] {
	if (!rounded) return undefined;
	return {
		found: rounded.text,
		expected: both(
			'số mẫu đếm từng mẫu; số tính theo nghìn đã làm tròn',
			'counts of single samples; those in thousands are rounded'
		)
	};
}

/** Months that titles, headers and rows name. */
function monthsNamed(
	{ periods }: Surroundings,
	groups: readonly Group[],
	data: readonly DataRow[]
): Set<string> {
	const composed = composedMonth(periods);
	return new Set([
		...periods.flatMap(({ value }) => (value.kind === 'month' ? [value.month] : [])),
		...(composed ? [composed] : []),
		...groups.flatMap(({ month }) => month ?? []),
		...data.flatMap(({ month }) => (month?.kind === 'month' ? [month.month] : []))
	]);
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

/** Provinces that titles name, by edition. */
function titledProvinces(
	titles: readonly string[],
	rows: TableRead['rows'],
	{ editions }: IntakeContext
): TableRead['provinces'] {
	const signed = [
		...titles,
		...rows.flatMap(({ read }) => (read.kind === 'not a row' ? [read.text] : []))
	].flatMap((text) => placeLineOf(text) ?? []);
	const plain = titles.filter((text) => placeLineOf(text) === undefined);
	return new Map(
		editions.map(
			({ edition, finder }): [string, { places: Place[]; text: string; isSigned: boolean }] => {
				const inTitles = uniquePlaces(
					plain.map((text) => ({ text, places: provincesIn(text, finder) }))
				);
				if (inTitles.places.length > 0) return [edition.id, { ...inTitles, isSigned: false }];
				const inLines = uniquePlaces(
					signed.map((text) => ({ text, places: provincesIn(text, finder) }))
				);
				return [edition.id, { ...inLines, isSigned: true }];
			}
		)
	);
}

function uniquePlaces(found: readonly { text: string; places: Place[] }[]): {
	places: Place[];
	text: string;
} {
	const places = [
		...new Map(found.flatMap((of) => of.places).map((place) => [place.code, place])).values()
	];
	return { places, text: found.find((of) => of.places.length > 0)?.text ?? '' };
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
