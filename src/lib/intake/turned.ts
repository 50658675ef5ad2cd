/** Tables whose units are columns and whose readings are rows, turned so that each unit is a row. */
import { VALUES } from './header-cells.ts';
import { meaningOf, UNIT_ROLES, type Role } from './headers.ts';
import {
	columnLetters,
	isEmpty,
	textOf,
	type Cell,
	type Sheet,
	type SheetRow,
	type Text
} from './sheet.ts';
import { both } from './texts.ts';
import { fold } from './words.ts';

/** A table of a sheet, turned. */
export interface TurnedBand {
	/** Each unit as a row; the line of a row is the number of its column, the place of a cell is that of its row. */
	sheet: Sheet;
	/** Lines of text above it, as they stand in the sheet. */
	above: SheetRow[];
}

/** Tables on their side, and the sheet without them. */
export interface TurnedSheets {
	bands: TurnedBand[];
	rest: Sheet;
}

/** True for a name of a unit. */
export type IsUnit = (text: string) => boolean;

/** What to do with a table on its side that can't be read. */
export const TRANSPOSE = both(
	'mỗi đơn vị một dòng; ở đây các đơn vị nằm ngang và các dòng không rõ là số mẫu hay chỉ số nào: chép bảng, chọn Dán đặc biệt → Chuyển vị (Transpose), đặt tiêu đề Số mẫu rồi nạp lại tệp',
	'a unit a row; here units are columns, and no row is known to be the count or another reading: copy the table, choose Paste special → Transpose, head the count "Số mẫu" and add the file again'
);

/** No table on its side is higher. */
const MOST_ROWS = 400;
/** Nor does it stand lower: the place of a row is that of a column when it is turned. */
const LAST_LINE = 600;
const MOST_COLUMNS = 20_000;
/** Names are looked for in so many cells, and in so many rows of units. */
const MOST_CELLS = 100_000;
const MOST_HEADS = 40;
/** Columns before the first unit: "STT", "Tháng", "Chỉ tiêu", "ĐVT". */
const MOST_LABELS = 4;

const TYPED =
	/^(?:phường|xã|thị\s*trấn|đặc\s*khu|quận|huyện|thị\s*xã|tỉnh|thành\s*phố|tp\.?|p\.|x\.)\s*\p{L}/iu;
const TOTAL = /^(?:tong|cong|toan|ca) ?(?:cong|so|tinh|thanh pho|quoc|bo)?$|^(?:total|all)$/;

const isUnitRole = (role: Role | undefined) =>
	role !== undefined && (UNIT_ROLES as readonly Role[]).includes(role);

/** A row whose cells are units, from a column on. */
interface Heads {
	index: number;
	from: number;
	units: number;
}

/**
 * Find tables on their side; nothing where the sheet has none that can be turned.
 * @param isRead tells lines that are rows of another table
 */
export function turnedBands(
	given: Sheet,
	isUnit: IsUnit,
	isRead: (line: number) => boolean
): TurnedSheets | undefined {
	const heads = unitRows(given, isUnit, isRead);
	const [first] = heads;
	if (!first) return undefined;
	const bands: TurnedBand[] = [];
	const taken = new Set<SheetRow>();
	let from = 0;
	heads.forEach((head, at) => {
		if (head.index < from) return;
		const next = heads.slice(at + 1).find(({ index }) => isNewBand(given.rows, head, index));
		const band = bandOf(given.rows, head, heads, from, next?.index ?? given.rows.length);
		if (!band || !hasReadings(band, isUnit)) return;
		const above = titlesAbove(given.rows, from, band.top);
		bands.push({ sheet: turned(given, band), above });
		for (const row of [...above, ...given.rows.slice(band.top, band.bottom + 1)]) taken.add(row);
		from = band.bottom + 1;
	});
	if (bands.length === 0) return undefined;
	return { bands, rest: { ...given, rows: given.rows.filter((row) => !taken.has(row)) } };
}

/** The first row of units beside each other, if a sheet has one: what a refusal names. */
export function unitsAcross(sheet: Sheet, isUnit: IsUnit): SheetRow | undefined {
	const head = unitRows(sheet, isUnit, () => false).find(({ units }) => units > 1);
	return head && sheet.rows[head.index];
}

/** Rows of which most cells but the first are units, by name or under a header of codes. */
function unitRows({ rows }: Sheet, isUnit: IsUnit, isRead: (line: number) => boolean): Heads[] {
	const heads: Heads[] = [];
	let budget = MOST_CELLS;
	for (let index = 0; index < Math.min(rows.length, MOST_ROWS); index++) {
		const { line, cells } = rows[index]!;
		if (line > LAST_LINE || cells.length < 2 || cells.length > MOST_COLUMNS) continue;
		if (isRead(line)) continue;
		budget -= cells.length;
		if (budget < 0 || heads.length > MOST_HEADS) return [];
		const head = unitsOfRow(cells, isUnit);
		if (head) heads.push({ index, ...head });
	}
	return heads;
}

function unitsOfRow(cells: readonly Cell[], isUnit: IsUnit): Omit<Heads, 'index'> | undefined {
	const label = textOf(cells.find((cell) => !isEmpty(cell)));
	const { role, month, network } = meaningOf([label]);
	// "9/2026 | Hà Nội | Phường Ba Đình" is a row of figures.
	if (/[:：]$|^\d/.test(label) || month || network) return undefined;
	const isCoded = role !== undefined && /ode$/.test(role) && isUnitRole(role);
	if (!isCoded && hasFigure(cells, 1)) return undefined;
	const isName = (cell: Cell | undefined) => {
		const text = textOf(cell);
		if (isCoded) return /^\d{1,5}$/.test(text);
		return /\p{L}/u.test(text) && isNamed(text, isUnit);
	};
	const from = cells.findIndex((cell, at) => at > 0 && isName(cell));
	if (from < 1 || from > MOST_LABELS || isName(cells[0])) return undefined;
	const filled = cells.slice(from).filter((cell) => !isEmpty(cell) && !isSum(textOf(cell)));
	const units = filled.filter(isName).length;
	return units * 2 > filled.length && (units > 1 || filled.length === 1)
		? { from, units }
		: undefined;
}

/** A unit that is known, with its province behind it, too, or a word that says that it is one; but no header. */
function isNamed(text: string, isUnit: IsUnit): boolean {
	const normal = text.normalize('NFC');
	const { role } = meaningOf([text]);
	// "Tháng" is nearly Thắng.
	if (isUnitRole(role) || (role && !TYPED.test(normal))) return false;
	return TYPED.test(normal) || isUnit(text) || isUnit(normal.split(/\s*[,;(]\s*/u)[0]!);
}

function isSum(text: string): boolean {
	return TOTAL.test(fold(text)) || meaningOf([text]).role === 'other';
}

/** True where rows of figures stand between a row of units and a later one. */
function isNewBand(rows: readonly SheetRow[], { index, from }: Heads, next: number): boolean {
	return rows
		.slice(index + 1, next)
		.some(
			({ cells }) =>
				VALUES.includes(meaningOf([labelOf(cells, from)]).role!) && hasFigure(cells, from)
		);
}

interface Band {
	/** Indexes of its first and last row. */
	top: number;
	bottom: number;
	/** Column of the first unit, and past the last one. */
	from: number;
	to: number;
	rows: SheetRow[];
	/** Rows of units. */
	heads: SheetRow[];
}

function bandOf(
	rows: readonly SheetRow[],
	first: Heads,
	heads: readonly Heads[],
	start: number,
	end: number
): Band | undefined {
	const own = heads.filter(({ index }) => index >= first.index && index < end);
	const from = Math.min(...own.map((head) => head.from));
	const row = rows[own.reduce((a, b) => (b.units > a.units ? b : a)).index]!;
	const to = row.cells.reduce<number>((last, cell, at) => (isEmpty(cell) ? last : at + 1), 0);
	let top = first.index;
	while (top > start && isOfBand(rows[top - 1]!, from, to)) top--;
	const filled = rows
		.slice(0, end)
		.findLastIndex(({ cells }) => cells.slice(from, to).some((cell) => !isEmpty(cell)));
	if (filled <= own.at(-1)!.index || rows[filled]!.line > LAST_LINE) return undefined;
	return {
		top,
		bottom: filled,
		from,
		to,
		rows: rows.slice(top, filled + 1),
		heads: own.map(({ index }) => rows[index]!)
	};
}

/** A row above the units that is still of their table: "STT | 1 | 2", "Tháng | 9/2026 | 9/2026". */
function isOfBand({ cells }: SheetRow, from: number, to: number): boolean {
	const filled = cells.slice(from, to).filter((cell) => !isEmpty(cell)).length;
	return labelOf(cells, from) !== '' && filled > 1 && filled * 2 > to - from;
}

function titlesAbove(rows: readonly SheetRow[], start: number, top: number): SheetRow[] {
	let at = top;
	while (at > start && !hasFigure(rows[at - 1]!.cells, 0)) at--;
	return rows.slice(at, top);
}

function hasFigure(cells: readonly Cell[], from: number): boolean {
	return cells
		.slice(from)
		.some((cell) => typeof cell === 'number' || /^[\d.,\s]*\d$/.test(textOf(cell)));
}

/** True where labels of rows are what headers of columns are, and none is a unit. */
function hasReadings({ rows, heads, from }: Band, isUnit: IsUnit): boolean {
	const own = rows.filter((row) => !heads.includes(row));
	const labels = own.map(({ cells }) => labelOf(cells, from));
	if (labels.some((text) => TYPED.test(text.normalize('NFC')) && isUnit(text))) return false;
	return own.some(
		({ cells }, at) =>
			hasFigure(cells, from) && VALUES.includes(meaningOf([labels[at]!]).role as Role)
	);
}

/** Texts before the first unit, without running numbers. */
function labelOf(cells: readonly Cell[], from: number): string {
	return cells
		.slice(0, from)
		.map(textOf)
		.filter((text) => text && !/^[\d.]+$/.test(text))
		.join(' ');
}

/** Rows of a band as columns, each at the place of its line; rows that only name what follows are put before that. */
function turned(given: Sheet, band: Band): Sheet {
	const { rows, heads, from, to } = band;
	const width = rows.at(-1)!.line;
	const lines = Array.from({ length: to }, (_, at): SheetRow => ({
		line: at + 1,
		cells: Array.from({ length: width }, () => null)
	}));
	const labels = columnsOfLabels(band);
	let sections: string[] = [];
	for (const row of rows) {
		const { line, cells } = row;
		const at = line - 1;
		if (heads.includes(row)) {
			const named = namesOf(row, band);
			for (let unit = from; unit < to; unit++) lines[unit]!.cells[at] = named[unit] ?? null;
			lines[from - 1]!.cells[at] = cornerOf(row, band);
		} else if (cells.slice(from, to).every(isEmpty)) {
			sections = sectionsWith(sections, labelOf(cells, from));
		} else {
			for (let unit = from; unit < to; unit++) lines[unit]!.cells[at] = cells[unit] ?? null;
			for (const of of labels) lines[of]!.cells[at] = labelCell(cells[of], heads, of);
			const last = labels.findLast((of) => !isEmpty(cells[of]));
			if (last !== undefined && sections.length > 0)
				lines[last]!.cells[at] = `${sections.join(' – ')}: ${textOf(lines[last]!.cells[at])}`;
		}
	}
	return ofLines(given, lines, rows[0]!.line);
}

function ofLines(given: Sheet, lines: readonly SheetRow[], top: number): Sheet {
	return {
		file: given.file,
		name: given.name,
		isHidden: false,
		isText: given.isText,
		rows: lines.filter(({ cells }) => cells.some((cell) => !isEmpty(cell))),
		...marksTurned(given, top, lines[0]!.cells.length)
	};
}

/** Columns before the units but those of running numbers. */
function columnsOfLabels({ rows, heads, from }: Band): number[] {
	const isMonths = (at: number) =>
		heads.some(({ cells }) => meaningOf([textOf(cells[at])]).role === 'month');
	const isText = (at: number) =>
		rows.some(
			(row) =>
				!heads.includes(row) && !isEmpty(row.cells[at]) && !/^[\d.]+$/.test(textOf(row.cells[at]))
		);
	return Array.from({ length: from }, (_, at) => at).filter((at) => isMonths(at) || isText(at));
}

/** "9" under "Tháng" is a month. */
function labelCell(cell: Cell | undefined, heads: readonly SheetRow[], at: number): Cell {
	const isMonth = heads.some(({ cells }) => meaningOf([textOf(cells[at])]).role === 'month');
	return isMonth && /^(?:0?[1-9]|1[0-2])$/.test(textOf(cell))
		? `Tháng ${textOf(cell)}`
		: (cell ?? null);
}

/** Units of a row; a province above its first commune holds up to the next one, but not for sums. */
function namesOf(row: SheetRow, { heads, from, to }: Band): Cell[] {
	const lowest = heads.at(-1)!;
	const { role } = meaningOf([labelOf(row.cells, from)]);
	const isUpper =
		row !== lowest && (!isUnitRole(role) || role === 'province' || role === 'district');
	const below = meaningOf([labelOf(lowest.cells, from)]).role;
	if (!isUpper || (below !== undefined && /ode$/.test(below))) return row.cells;
	let before: Cell = null;
	return Array.from({ length: to }, (_, at) => {
		const cell = row.cells[at] ?? null;
		if (at < from) return cell;
		if (!isEmpty(cell)) before = cell;
		const name = textOf(lowest.cells[at]);
		return name && !TOTAL.test(fold(name)) ? before : cell;
	});
}

/** The header of units: what stands before them, or the level that they are of. */
function cornerOf(row: SheetRow, { heads, from }: Band): string {
	const label = labelOf(row.cells, from);
	if (isUnitRole(meaningOf([label]).role)) return label;
	if (row === heads.at(-1)) return 'Đơn vị';
	return /^(?:quận|huyện|thị\s*xã)(?!\p{L})/iu.test(textOf(row.cells[from]).normalize('NFC'))
		? 'Huyện'
		: 'Tỉnh';
}

/** What names hold for the rows below: a new network, month or operator takes the place of the one before. */
function sectionsWith(before: readonly string[], label: string): string[] {
	const kinds = kindsIn(label);
	if (kinds.length === 0) return [...before];
	const from = before.findIndex((text) => kindsIn(text).some((kind) => kinds.includes(kind)));
	return [...(from < 0 ? before : before.slice(0, from)), label];
}

function kindsIn(label: string): string[] {
	const { network, month, period, operator, unit, statistic } = meaningOf([label]);
	const kinds = { network, month: month ?? period, operator, unit, statistic };
	return Object.entries(kinds).flatMap(([kind, value]) => (value ? [kind] : []));
}

/** Merged, hidden and struck cells of a table that is turned. */
function marksTurned(
	{ merges, hidden, struck }: Sheet,
	top: number,
	bottom: number
): Pick<Sheet, 'merges' | 'hidden' | 'struck'> {
	const byColumn = new Map<number, number[]>();
	for (const { line, columns } of struck ?? [])
		if (line >= top && line <= bottom)
			for (const at of columns) byColumn.set(at, [...(byColumn.get(at) ?? []), line - 1]);
	return {
		merges: merges
			.filter((merge) => merge.top >= top && merge.bottom <= bottom)
			.map((merge) => ({
				top: merge.left + 1,
				left: merge.top - 1,
				bottom: merge.right + 1,
				right: merge.bottom - 1
			})),
		...(hidden
			? {
					hidden: {
						rows: hidden.columns.map((at) => at + 1),
						columns: hidden.rows.map((line) => line - 1)
					}
				}
			: {}),
		...(byColumn.size > 0
			? { struck: Array.from(byColumn, ([at, columns]) => ({ line: at + 1, columns })) }
			: {})
	};
}

/** The whole of a small sheet turned, where neither its rows nor its columns are headed by names that we know. */
export function turnedWhole(given: Sheet): Sheet | undefined {
	const height = given.rows.length;
	const to = given.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
	if (height < 2 || height > 60 || to < 2 || to > MOST_COLUMNS) return undefined;
	if (given.rows.at(-1)!.line > LAST_LINE) return undefined;
	const width = given.rows.at(-1)!.line;
	const lines = Array.from({ length: to }, (_, at): SheetRow => ({
		line: at + 1,
		cells: Array.from({ length: width }, () => null)
	}));
	for (const { line, cells } of given.rows)
		cells.forEach((cell, at) => {
			lines[at]!.cells[line - 1] = cell;
		});
	return ofLines(given, lines, 1);
}

/** What is told of a table that was turned; other messages call its columns rows. */
export function turnedNote(name: string, first: number): Text {
	const letters = columnLetters(first - 1);
	return both(
		`Bảng "${name}" được xoay: các đơn vị nằm ngang, mỗi cột được đọc như một dòng (cột ${letters} là dòng ${first})`,
		`Table "${name}" is turned: units are columns, and each column is read as a row (column ${letters} is row ${first})`
	);
}
