/** Where the tables of a sheet stand: their headers, of up to four rows, and how far each reaches. */
import {
	headerText,
	isBelowTitle,
	isUnfinished,
	mergedCells,
	VALUES,
	type MergedCells
} from './header-cells.ts';
import { meaningOf, UNIT_ROLES, type Meaning, type Role } from './headers.ts';
import { mappedRole, type HeaderMap } from './mapped-headers.ts';
import { isSerialDay, periodsIn } from './period.ts';
import { isEmpty, textOf, type Cell, type Sheet, type SheetRow } from './sheet.ts';
import { turnedBands, turnedWhole, type IsUnit, type TurnedSheets } from './turned.ts';

/** A column of a table. */
export interface Column extends Meaning {
	/** 0-based place in the row. */
	at: number;
	/** Texts of its header from the top down. */
	parts: string[];
	/** True when an answer gives its role. */
	isAnswered?: boolean;
}

/** A line above, between or below tables. */
export interface Title {
	line: number;
	at: number;
	text: string;
	/** True of "A. Mạng di động", "Bảng 1": it speaks of what stands below it up to the next. */
	isNumbered: boolean;
}

/** A table as it stands in its sheet. */
export interface Table {
	sheet: Sheet;
	/** Its sheet; with a number where the sheet has several. */
	name: string;
	/** First and last line. */
	top: number;
	bottom: number;
	/** Lines of its header. */
	headers: SheetRow[];
	columns: Column[];
	body: SheetRow[];
	/** Lines of text between the table before and this one, as they stand in the sheet. */
	titles: Title[];
	/** True when it goes on where the table before ended: the header was only repeated. */
	continues: boolean;
	/** The operator of its title, where another table of the file is of another. */
	operator?: string;
	/** True when its rows were the columns of the sheet. */
	isTurned: boolean;
}

/** What stands in a sheet. */
export interface SheetTables {
	sheet: Sheet;
	tables: Table[];
	/** Lines above the first table, or all lines without one. */
	titles: Title[];
	/** Rows with numbers that belong to no table. */
	lost: SheetRow[];
}

/** Headers reach over so many rows. */
const MOST_HEADER_ROWS = 4;
/** No table is wider: the rest of a row is not looked at for headers. */
export const MOST_COLUMNS = 600;
/** Headers are looked for in so many rows without numbers; more are texts. */
const MOST_TEXT_ROWS = 3000;

/**
 * Tables of a sheet, from the top down and from left to right.
 * @param isUnit tells names of units: tables on their side are turned by it
 */
export function tablesOf(sheet: Sheet, map: HeaderMap = [], isUnit?: IsUnit): SheetTables {
	const straight = find(sheet, map);
	const counted = straight.tables.filter(hasCount);
	const isRead = (line: number) =>
		counted.some(({ headers, bottom }) => line > headers.at(-1)!.line && line <= bottom);
	const found = isUnit && turnedBands(sheet, isUnit, isRead);
	const beside = found && withTurned(sheet, found, map);
	if (beside) return beside;
	if (straight.tables.length > 0) return straight;
	const turned = turnedWhole(sheet);
	const whole = turned && find(turned, map);
	if (!whole?.tables.some(hasCount)) return straight;
	const tables = whole.tables.map((table) => ({
		...table,
		titles: table.titles.map((title) => ({ ...title, line: title.at + 1, at: title.line - 1 })),
		isTurned: true
	}));
	return { ...straight, lost: [], tables };
}

function hasCount({ columns }: Table): boolean {
	return columns.some(({ role }) => role === 'samples');
}

/** Tables on their side, turned, beside those of the rest of the sheet; nothing where one of them is none. */
function withTurned(
	sheet: Sheet,
	{ bands, rest }: TurnedSheets,
	map: HeaderMap
): SheetTables | undefined {
	const straight = find(rest, map);
	const turned = bands.map(({ sheet: of, above }) => {
		const titles = above.flatMap(titlesOfRow);
		return find(of, map).tables.map((table) => ({ ...table, titles, isTurned: true }));
	});
	if (turned.some(({ length }) => length === 0)) return undefined;
	const tables = [...straight.tables, ...turned.flat()];
	nameTables(tables);
	const [first] = tables;
	const titles = straight.tables.length > 0 ? straight.titles : (first?.titles ?? []);
	return { ...straight, sheet, tables, titles };
}

interface Block {
	/** Index of the first row, and of the last. */
	from: number;
	to: number;
	columns: Column[];
	score: number;
}

function find(sheet: Sheet, map: HeaderMap): SheetTables {
	const { rows } = sheet;
	const merged = mergedCells(sheet);
	const isData = rows.map(({ cells }) => hasNumber(cells) && !isKeyed(cells));
	const blocks: Block[] = [];
	let texts = 0;
	for (let at = 0; at < rows.length; at++) {
		if (isData[at] || isKeyed(rows[at]!.cells) || ++texts > MOST_TEXT_ROWS) continue;
		const block = bestBlock(sheet, at, isData, merged, map);
		if (!block) continue;
		blocks.push(block);
		at = block.to;
	}
	const result: SheetTables = { sheet, tables: [], titles: [], lost: [] };
	let end = 0;
	blocks.forEach((block, index) => {
		const next = blocks[index + 1];
		const titlesFrom = index === 0 ? 0 : backToTitles(rows, isData, end, block.from);
		const until = next ? backToTitles(rows, isData, block.to + 1, next.from) : rows.length;
		const above = rows.slice(titlesFrom, block.from);
		if (index === 0) {
			result.titles = above.flatMap(titlesOfRow);
			result.lost.push(...above.filter((_, at) => isData[titlesFrom + at]));
		}
		const titles = above.flatMap(titlesOfRow);
		const body = rows.slice(block.to + 1, until);
		const before = blocks[index - 1];
		const continues = Boolean(before && titles.length === 0 && isSameHeader(before, block));
		for (const columns of sideBySide(block.columns, body))
			result.tables.push({
				sheet,
				name: '',
				top: rows[block.from]!.line,
				bottom: body.at(-1)?.line ?? rows[block.to]!.line,
				headers: rows.slice(block.from, block.to + 1),
				columns,
				body,
				titles: titles.filter((title) => blocksOwn(title, titles, columns, block.columns)),
				continues,
				isTurned: false
			});
		end = block.to + 1;
	});
	if (blocks.length === 0) {
		result.titles = rows.slice(0, 200).flatMap(titlesOfRow);
		result.lost = rows.filter((_, at) => isData[at]);
	}
	nameTables(result.tables);
	return result;
}

function nameTables(tables: readonly Table[]): void {
	tables.forEach((table, at) => {
		const base = table.sheet.name || table.sheet.file;
		table.name = tables.length > 1 ? `${base}#${at + 1}` : base;
	});
}

/** Of tables beside each other a title above one of them speaks of that one; the first, alone in its line, of all. */
function blocksOwn(
	{ line, at }: Title,
	titles: readonly Title[],
	own: readonly Column[],
	all: readonly Column[]
): boolean {
	const isAlone =
		line === titles[0]!.line && titles.every((of) => of.line !== line || of.at === at);
	if (own.length === all.length || (isAlone && titles.some((of) => of.line !== line))) return true;
	const first = Math.min(...own.map((column) => column.at));
	const last = Math.max(...own.map((column) => column.at));
	return at >= first && at <= last;
}

/** Rows of text right above a header are its titles, not the end of the table before. */
function backToTitles(
	rows: readonly SheetRow[],
	isData: readonly boolean[],
	from: number,
	header: number
): number {
	let at = header;
	while (
		at > from &&
		!isData[at - 1] &&
		rows[at - 1]!.cells.filter((cell) => !isEmpty(cell)).length <= 3
	)
		at--;
	return at;
}

function isSameHeader(a: Block, b: Block): boolean {
	return (
		a.columns.length === b.columns.length &&
		a.columns.every(
			({ at, parts }, index) =>
				at === b.columns[index]!.at && parts.join('|') === b.columns[index]!.parts.join('|')
		)
	);
}

/** "Tỉnh: | An Giang | Kỳ: | 10/2026": cells of which every other one says what the next is. */
function isKeyed(cells: readonly Cell[]): boolean {
	const filled = cells.filter((cell) => !isEmpty(cell));
	const keys = filled.filter((cell) => typeof cell === 'string' && /[:：]\s*$/.test(cell));
	return filled.length >= 2 && filled.length <= 8 && keys.length * 2 >= filled.length;
}

/** Texts of a row that stand for themselves; a key is one with its value. */
function titlesOfRow({ line, cells }: SheetRow): Title[] {
	const isPair = isKeyed(cells);
	const joined: Cell[] = [...cells];
	if (isPair)
		cells.forEach((cell, at) => {
			const next = cells.findIndex((of, to) => to > at && !isEmpty(of));
			if (typeof cell !== 'string' || !/[:：]\s*$/.test(cell) || next < 0) return;
			if (/[:：]\s*$/.test(textOf(cells[next]))) return;
			joined[at] = `${textOf(cell).replace(/\s*[:：]\s*$/, '')} ${textOf(cells[next])}`;
			joined[next] = null;
		});
	return joined.flatMap((cell, at) => {
		const text = textOf(cell);
		if (!text || typeof cell === 'number') return [];
		return [
			{
				line,
				at,
				text,
				isNumbered: /^(?:[A-Z]|[IVX]+|\d+)[.)]\s|^(?:bảng|biểu|phần|mục|table)\s/iu.test(text)
			}
		];
	});
}

/** True for a number as data has it, not for a year, a month or the number of a column. */
function isNumber(cell: Cell | undefined): boolean {
	if (typeof cell === 'number') return !isSerialDay(cell) && !(cell >= 2000 && cell <= 2100);
	return (
		typeof cell === 'string' &&
		/^[-+]?\s*[\d.,\s]*\d(?:\s*%)?$/.test(cell.slice(0, 40)) &&
		periodsIn(cell).length === 0 &&
		!/^(?:20\d\d|\(\d+\))$/.test(cell.trim())
	);
}

function hasNumber(cells: readonly Cell[]): boolean {
	return cells.some(isNumber);
}

/** The header that begins at a row or a few rows below it, if any. */
function bestBlock(
	sheet: Sheet,
	from: number,
	isData: readonly boolean[],
	merged: MergedCells,
	map: HeaderMap
): Block | undefined {
	let best: Block | undefined;
	const { rows } = sheet;
	for (
		let begin = from;
		begin < Math.min(from + MOST_HEADER_ROWS, rows.length) && !isData[begin];
		begin++
	)
		for (
			let to = begin;
			to < Math.min(begin + MOST_HEADER_ROWS, rows.length) && !isData[to];
			to++
		) {
			if (isUnfinished(rows, to, isData)) continue;
			const columns = columnsOf(sheet, begin, to, merged, map);
			if (columns.some(isBelowTitle) || isTitleAbove(rows.slice(begin, to + 1))) continue;
			const score = scoreOf(columns, rows.slice(begin, to + 1));
			// A shorter header that says as much is the header; what stands above is a title.
			if (score > 0 && (!best || score > best.score || (score === best.score && begin > best.from)))
				best = { from: begin, to, columns, score };
		}
	// A row that is the beginning of a better header further down is left to that.
	return best;
}

/** How many columns have a meaning; 0 when they are no table. */
function scoreOf(columns: readonly Column[], rows: readonly SheetRow[]): number {
	const has = (...roles: readonly Role[]) =>
		columns.some(({ role }) => role && roles.includes(role));
	const hasUnit = has(...UNIT_ROLES);
	const isMeasured = (has('longitude') && has('latitude')) || has('place', 'tile');
	const known = columns.filter(({ role }) => role && role !== 'other');
	if (!(hasUnit || isMeasured) || columns.length < 2) return 0;
	if (known.length < 2 && !columns.some(({ role }) => role === 'other')) {
		// "Tên xã | Số lượt": one known header beside short texts in a row of several.
		if (
			rows.length > 1 ||
			columns.length < 2 ||
			columns.some(({ role, parts }) => parts.join(' ').length > 60 || (!role && isMark(parts)))
		)
			return 0;
	}
	const values = known.filter(({ role }) => VALUES.includes(role!));
	const distinct = new Set(
		known.map(({ role, month, network, operator, statistic, selection }) =>
			[role, month, network?.technology ?? network?.network, operator, statistic, selection].join(
				'|'
			)
		)
	).size;
	return distinct * 10 + values.length + (values.length > 0 ? 5 : 0) - (rows.length - 1) * 0.1;
}

/** True where the first of several rows is one text above nothing: a title that stands beside the columns. */
function isTitleAbove([first, ...below]: readonly SheetRow[]): boolean {
	const filled = first!.cells.flatMap((cell, at) => (isEmpty(cell) ? [] : [at]));
	const [only] = filled;
	return (
		filled.length === 1 &&
		below.length > 0 &&
		below.every(({ cells }) => isEmpty(cells[only!] ?? null))
	);
}

/** "I", "2.": what numbers a heading is no header. */
function isMark(parts: readonly string[]): boolean {
	return parts.every((text) => /^\(?(?:[IVX]+|[A-Z]|\d+)[.)]?$/.test(text));
}

/** Columns with the texts that stand above each of them. */
function columnsOf(
	sheet: Sheet,
	from: number,
	to: number,
	merged: MergedCells,
	map: HeaderMap
): Column[] {
	const rows = sheet.rows.slice(from, to + 1);
	const width = Math.min(MOST_COLUMNS, Math.max(...rows.map(({ cells }) => cells.length)));
	const columns: Column[] = [];
	for (let at = 0; at < width; at++) {
		const parts: string[] = [];
		rows.forEach((row, depth) => {
			const text = headerText(row, at, depth < rows.length - 1, rows.slice(depth + 1), merged);
			if (text && parts.at(-1) !== text) parts.push(text);
		});
		if (parts.length > 0) columns.push({ ...meaningOf(parts), at, parts });
	}
	return columns.map((column) => ({ ...column, ...mappedRole(column, columns, map) }));
}

/** Blocks of columns that repeat the names of units: tables beside each other. */
function sideBySide(columns: Column[], body: readonly SheetRow[]): Column[][] {
	const blocks: Column[][] = [[]];
	let seen = new Set<Role>();
	for (const column of columns) {
		const { role } = column;
		const isUnit =
			role === 'number' || (role !== undefined && (UNIT_ROLES as readonly Role[]).includes(role));
		if (
			isUnit &&
			seen.has(role) &&
			blocks.at(-1)!.some((of) => of.role && VALUES.includes(of.role))
		) {
			blocks.push([]);
			seen = new Set();
		}
		if (isUnit) seen.add(role);
		blocks.at(-1)!.push(column);
	}
	const areAll = blocks.every((block) => block.some(({ role }) => role && VALUES.includes(role)));
	return blocks.length > 1 && areAll && body.length > 0 ? blocks : [columns];
}
