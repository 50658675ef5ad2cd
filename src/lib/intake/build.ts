/** Sheets and answers become a draft: everything that files say, with what is still open. */
import { AnswerBook, misunderstood } from './answers.ts';
import { joined, readMeasured, sourceMap, takeTiles } from './build-measured.ts';
import { brokenRows, refuseBroken, unread } from './broken-rows.ts';
import { unitTest, type IntakeContext } from './context.ts';
import { tellDelivery } from './deliveries.ts';
import type { Answers, Draft, TableDraft } from './draft.ts';
import { entriesOf, type Problem } from './entries.ts';
import { finish, type Work } from './finish.ts';
import { headerMap, whichCount } from './groups.ts';
import { kindOf } from './kinds.ts';
import { tallyRows, type ReadTally } from './measured-tally.ts';
import { measuredContext } from './measured-way.ts';
import { giveOperators } from './operator-against-title.ts';
import { periodsIn } from './period.ts';
import { placeRows } from './placing.ts';
import { prepareTable } from './prepared.ts';
import { draftOf, readTable, type TableRead } from './read-table.ts';
import { noMonth } from './readings.ts';
import { isEmpty, sheetTitle, textOf, type Sheet } from './sheet.ts';
import { MOST_COLUMNS, tablesOf, type SheetTables, type Table } from './tables.ts';
import { cellName } from './table-names.ts';
import { TRANSPOSE, turnedNote, unitsAcross } from './turned.ts';
import { both, choice, faultIn, wayOut, withoutPersonal } from './texts.ts';
import { tellUnread } from './unread-notes.ts';
import { leaveRow, leaveStruck, pushTable } from './work.ts';

/**
 * Read sheets of monthly tables or of measurements.
 * @param sheets of one file or several that belong together
 * @param answers the recipe: what the files don't prove
 * @returns the same draft for the same sheets, answers and context
 */
export function buildDraft(
	sheets: readonly Sheet[],
	answers: Answers,
	context: IntakeContext
): Draft {
	const work = prepareDraft(sheets, answers, context);
	return finish(work, answers, tallyOf(work));
}

/** Rows of measurements, where points can be looked up; nothing when there are none. */
export function tallyOf({ measured, context }: Work): ReadTally | undefined {
	if (measured.length === 0 || !context.locate) return undefined;
	return tallyRows(measured, context.locate, measuredContext(context));
}

/**
 * All but the rows of measurements, which may be too many to be sheets: what holds for them, in `measured`, is read from
 * the rows that are here.
 */
export function prepareDraft(
	sheets: readonly Sheet[],
	answers: Answers,
	context: IntakeContext
): Work {
	const work: Work = {
		book: new AnswerBook(answers),
		context,
		tables: [],
		drafts: [],
		reads: [],
		entries: [],
		gaps: [],
		measured: [],
		outcomes: [],
		problems: [],
		questions: [],
		notes: sheets.flatMap(({ notes }) => notes ?? []),
		refusals: []
	};
	const isUnit = unitTest(context);
	const seen = sheets
		.filter((sheet) => !sheet.isHidden)
		.map((sheet) => tablesOf(sheet, [...headerMap(work.book), ...sourceMap(sheet)], isUnit));
	giveOperators(seen);
	for (const sheet of sheets) if (sheet.isHidden) leaveHidden(work, sheet);
	const elsewhere = seen.filter(({ tables }) => tables.length === 0).flatMap(timesIn);
	for (const of of seen) readSheet(work, of, elsewhere);
	if (work.drafts.length === 0) refuseAll(work, sheets);
	const names = work.drafts.map(({ name }) => name);
	for (const text of misunderstood(answers, names))
		work.refusals.push(
			faultIn(
				{ file: text },
				{ expected: both('một câu trả lời đúng dạng', 'an answer of its kind') }
			)
		);
	return work;
}

/** Nothing that looks like a table. */
function refuseAll(work: Work, sheets: readonly Sheet[]): void {
	const sheet = sheets.find(({ isHidden, rows }) => !isHidden && rows.length > 0) ?? sheets[0];
	const [row] = sheet?.rows ?? [];
	work.refusals.push(
		faultIn(
			{ file: sheet ? sheetTitle(sheet) : '', row: row?.line },
			{
				found: withoutPersonal((row?.cells ?? []).map(textOf).filter(Boolean).join(', ')),
				expected: both(
					'tiêu đề có đơn vị (Mã xã, hoặc Tên xã và Tỉnh) và Số mẫu, bên dưới là các dòng',
					'a header that names a unit (Mã xã, or Tên xã and Tỉnh) and a count (Số mẫu), with rows below it'
				)
			}
		)
	);
}

function leaveHidden(work: Work, sheet: Sheet): void {
	if (sheet.rows.length === 0) return;
	const title = sheetTitle(sheet);
	work.notes.push(
		both(
			`Trang ẩn "${title}" (${sheet.rows.length} dòng) bị bỏ qua`,
			`The hidden sheet "${title}" (${sheet.rows.length} rows) is left out`
		)
	);
}

/** Months that sheets without a table name: a cover, for those that say nothing themselves. */
function timesIn({ sheet, titles }: SheetTables): { text: string; at: string }[] {
	return titles
		.filter(({ text }) =>
			periodsIn(text).some(({ kind }) => kind === 'month' || kind === 'bare month')
		)
		.map(({ text, line, at }) => ({ text, at: cellName({ sheet, isTurned: false }, line, at) }));
}

function readSheet(
	work: Work,
	found: SheetTables,
	elsewhere: readonly { text: string; at: string }[]
): void {
	const { sheet, tables, titles, lost } = found;
	const { book } = work;
	const isSkipped = book
		.all('skip')
		.some((value) => value === sheet.name || value === sheetTitle(sheet));
	if (isSkipped) {
		for (const row of sheet.rows) leaveRow(work, -1, row.line, 'other table');
		work.notes.push(
			both(
				`Trang "${sheetTitle(sheet)}" bị bỏ qua theo yêu cầu`,
				`Sheet "${sheetTitle(sheet)}" is left out as asked`
			)
		);
		return;
	}
	for (const title of new Set(titles.map(({ line }) => line))) leaveRow(work, -1, title, 'title');
	for (const { name, top, isTurned } of tables)
		if (isTurned) work.notes.push(turnedNote(name, top + 1));
	for (const table of joined(work, tables)) readOne(work, table, found, elsewhere);
	tellOfFarColumns(work, sheet, tables);
	if (lost.length > 0 && tables.length === 0)
		lostRows(
			work,
			sheet,
			lost.map(({ line }) => line)
		);
	else for (const { line } of lost) leaveRow(work, -1, line, 'note');
}

/** Columns in which no headers are looked for. */
function tellOfFarColumns(work: Work, sheet: Sheet, tables: readonly Table[]): void {
	const isFar = sheet.rows.some(({ cells }) => cells.length > MOST_COLUMNS);
	if (!isFar || tables.every(({ isTurned }) => isTurned)) return;
	const name = sheetTitle(sheet);
	work.notes.push(
		both(
			`"${name}": các cột sau cột thứ ${MOST_COLUMNS} không được đọc`,
			`"${name}": columns past the ${MOST_COLUMNS}th are not read`
		)
	);
}

/** Numbers below no header that we know: a sheet is never left out without a word. */
function lostRows(work: Work, sheet: Sheet, lines: readonly number[]): void {
	const name = sheet.name || sheet.file;
	const table = pushTable(work, notUnderstood(sheet, name, lines.length));
	for (const line of lines) work.outcomes.push(unread(table, line, sheet));
	if (refuseAcross(work, sheet)) return;
	const widest = sheet.rows
		.slice(0, 40)
		.reduce((a, b) =>
			b.cells.filter((cell) => !isEmpty(cell)).length >
			a.cells.filter((cell) => !isEmpty(cell)).length
				? b
				: a
		);
	const shown = withoutPersonal(widest.cells.map(textOf).filter(Boolean).join(', '));
	work.questions.push({
		about: 'skip',
		tables: [name],
		found: both(
			`Không hiểu tiêu đề của "${sheetTitle(sheet)}" (${lines.length} dòng có số): ${shown}`,
			`The header of "${sheetTitle(sheet)}" is not understood (${lines.length} rows with numbers): ${shown}`
		),
		choices: [
			choice('skip', name, both(`Bỏ qua trang này`, `Leave this sheet out`)),
			wayOut(
				both(
					'Đặt tiêu đề: Mã xã hoặc Tên xã và tỉnh, Số mẫu',
					'Give it a header: Mã xã, or Tên xã and Tỉnh, and Số mẫu'
				)
			)
		],
		form: `--skip "${name}"`
	});
}

/** Units beside each other that could not be turned: no answer makes rows of them. */
function refuseAcross(work: Work, sheet: Sheet): boolean {
	const row = unitsAcross(sheet, unitTest(work.context));
	if (!row) return false;
	work.refusals.push(
		faultIn(
			{ file: sheetTitle(sheet), row: row.line },
			{
				found: withoutPersonal(row.cells.map(textOf).filter(Boolean).join(', ')),
				expected: TRANSPOSE
			}
		)
	);
	return true;
}

function notUnderstood(sheet: Sheet, name: string, rows: number): TableDraft {
	return {
		name,
		file: sheet.file,
		sheet: sheet.name,
		range: '',
		kind: 'not understood',
		rows,
		columns: []
	};
}

function readOne(
	work: Work,
	given: Table,
	found: SheetTables,
	elsewhere: readonly { text: string; at: string }[]
): void {
	const { book, context } = work;
	const standing = leaveStruck(work, given);
	const { table, notes, refusal } = prepareTable(standing);
	work.notes.push(...notes);
	if (refusal) work.refusals.push(faultIn({ file: sheetTitle(table.sheet) }, refusal));
	const kind = kindOf(table);
	const draft = { ...draftOf(table, table.columns), kind };
	const isSkipped = book.all('skip').includes(table.name);
	if (isSkipped || kind === 'left out') {
		const index = pushTable(work, { ...draft, kind: 'left out' }, table);
		for (const { line } of table.body) leaveRow(work, index, line, 'other table');
		const names = table.columns
			.filter(({ role }) => role === 'other' || role === undefined)
			.map(({ parts }) => parts.join(' / '));
		work.notes.push(
			both(
				`Bảng "${table.name}" (${table.body.length} dòng; ${names.join(', ')}) không phải số mẫu đo: bỏ qua`,
				`Table "${table.name}" (${table.body.length} rows; ${names.join(', ')}) does not count measurements: left out`
			)
		);
		return;
	}
	if (kind === 'measurements') {
		readMeasured(work, table, found);
		return;
	}
	if (kind === 'tiles') {
		takeTiles(work, table, found);
		return;
	}
	const broken = brokenRows(standing);
	if (broken.length > table.body.length * 0.1) {
		refuseBroken(work, table, draft, broken);
		return;
	}
	const whole = { ...table, body: table.body.filter((row) => !broken.includes(row.line)) };
	readMonthly(work, whole, found, elsewhere, book, context);
	for (const line of broken)
		work.problems.push({
			...(unread(work.drafts.length - 1, line, table.sheet) as Problem),
			reason: 'broken row'
		});
}

function readMonthly(
	work: Work,
	table: Table,
	found: SheetTables,
	elsewhere: readonly { text: string; at: string }[],
	book: AnswerBook,
	context: IntakeContext
): void {
	const read = readTable(table, found.titles, elsewhere, book, context);
	const index = pushTable(work, read.draft, table, read);
	work.notes.push(...read.notes);
	work.questions.push(...read.questions);
	for (const { row, read: of } of read.rows) {
		if (of.kind === 'not a row') leaveRow(work, index, row.line, of.what, of.text);
		else if (of.kind === 'total') leaveRow(work, index, row.line, 'total', of.text);
		else if (of.kind === 'no value')
			work.problems.push({
				...(unread(index, row.line, table.sheet) as Problem),
				reason: 'no value'
			});
	}
	if (read.columns.groups.length === 0) {
		noGroups(work, read, index);
		return;
	}
	if (read.month) read.draft.month = read.month;
	if (read.network) read.draft.network = { ...read.network, value: read.network.value.network };
	if (read.statistic) read.draft.statistic = read.statistic;
	if (read.values.unit) read.draft.unit = read.values.unit;
	if (read.values.latencyUnit) read.draft.latencyUnit = read.values.latencyUnit;
	const placing = placeRows(read, book, context);
	work.questions.push(...placing.questions);
	work.notes.push(...placing.notes);
	const entries = entriesOf(read, index, placing, book, context);
	const refusal = read.refusal ?? placing.refusal ?? entries.refusal;
	if (refusal) work.refusals.push(faultIn({ file: sheetTitle(table.sheet) }, refusal));
	work.questions.push(...entries.questions);
	work.notes.push(...entries.notes);
	work.entries.push(...entries.entries);
	work.problems.push(...entries.problems);
	work.gaps.push(...entries.gaps);
	tellUnread(work, read, found.titles, refusal?.found);
	const delivery = tellDelivery(table, found.titles, entries.entries, book, context);
	work.questions.push(...delivery.questions);
	work.notes.push(...delivery.notes);
}

/** A table of units without a column that is the count for sure. */
function noGroups(work: Work, read: TableRead, index: number): void {
	const { table } = read;
	read.draft.kind = 'not understood';
	for (const row of table.body) {
		const isKnown = work.outcomes.some((of) => of.table === index && of.line === row.line);
		if (
			!isKnown ||
			row.cells.some((cell) => typeof cell === 'number' || /^\d[\d.,]*$/.test(textOf(cell)))
		)
			work.problems.push(unread(index, row.line, table.sheet) as Problem);
	}
	const longer = read.longer[0]?.period;
	if (longer) {
		work.refusals.push(
			faultIn(
				{ file: sheetTitle(table.sheet) },
				{ found: longer.written, expected: noMonth(longer.written) }
			)
		);
		return;
	}
	if (read.refusal) {
		work.refusals.push(faultIn({ file: sheetTitle(table.sheet) }, read.refusal));
		return;
	}
	if (!table.isTurned && refuseAcross(work, table.sheet)) {
		work.questions = work.questions.filter((question) => !read.questions.includes(question));
		return;
	}
	if (read.columns.questions.length > 0) return;
	work.questions.push(
		whichCount(
			table,
			table.columns.filter(({ role }) => role === undefined || role === 'other')
		)
	);
}
