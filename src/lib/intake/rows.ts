/** Rows of a table, one after the other: what each is, which unit it names, and of which month, network and operator. */
import { CODE_LENGTH } from '../domain/unit.ts';
import { operatorOf } from '../domain/operator.ts';
import type { NotRow } from './draft.ts';
import type { UnitWords } from './finder.ts';
import { excludedIn, wholeIn } from './count-cells.ts';
import type { Group } from './groups.ts';
import type { Role } from './headers.ts';
import { isHeaderAgain, isNumbering } from './not-rows.ts';
import { networkOf, networksIn, together, type NetworkWord } from './networks.ts';
import { operatorIn, operatorsIn } from './operators.ts';
import { periodOfCell, periodsIn, type Period } from './period.ts';
import { isRegion } from './region-rows.ts';
import { isEmpty, textOf, type Cell, type SheetRow } from './sheet.ts';
import type { Column, Table } from './tables.ts';
import { ofWeek, weekIn, weekOfCell } from './weeks.ts';
import { fold, isBlank, isTotal } from './words.ts';

/** What holds for the rows below a section's heading. */
export interface Section {
	province: string;
	district: string;
	month?: Period;
	network?: NetworkWord;
	operator: string;
}

/** What goes from row to row. */
export interface Above {
	province: string;
	district: string;
	section: Section;
	/** Texts of columns that are merged downwards, by role. */
	merged: Partial<Record<Role, Cell>>;
}

/** A row that gives figures of a unit. */
export interface DataRow {
	row: SheetRow;
	words: UnitWords;
	/** True when province or district stand in a row above. */
	inherits: boolean;
	/** Nothing when the table has no such column. */
	month: Period | undefined;
	hasMonth: boolean;
	/** What the month's cell says. */
	monthText: string;
	network: NetworkWord | undefined;
	/** What the network's cell says, when it is none. */
	networkText: string;
	/** Empty for all together. */
	operator: string;
	/** Text of an operator that the list doesn't know. */
	spelling?: string;
	statistic: string;
	/** Week that its column names. */
	week: number | undefined;
	section: Section;
	groups: Group[];
	/** Columns whose cell is empty here and was filled from a row above, other than by a merged range. */
	filled: Role[];
	/** True when a table with a column of communes leaves it empty. */
	isBlank: boolean;
}

/** What a row turned out to be. */
export type ReadRow =
	| { kind: 'data'; data: DataRow }
	| { kind: 'no value'; text: string; data: DataRow }
	| { kind: 'total'; groups: { group: Group; stated: number }[]; text: string; section: Section }
	| { kind: 'not a row'; what: NotRow; text: string };

/** What is known of a table before its rows are read. */
export interface RowFrame {
	table: Table;
	of: Partial<Record<Role, Column>>;
	groups: readonly Group[];
	/** Answered year of months without one. */
	year?: number | undefined;
	/** Cells of merged ranges by "line:column". */
	merges: ReadonlyMap<string, Cell>;
	/** Columns of text that leave out what the row above says, as a merged cell does. */
	carried: ReadonlySet<number>;
	/** True for a text that names a unit of any list. */
	isUnit(text: string): boolean;
	/** True for a text that names a province, or a district. */
	isUpper(text: string): 'province' | 'district' | undefined;
}

/** Nothing above yet. */
export function nothingAbove(): Above {
	return {
		province: '',
		district: '',
		section: { province: '', district: '', operator: '' },
		merged: {}
	};
}

/** What stands where a name is left out. "Không có" may mean a unit that is missing in the list: it isn't nothing. */
const NO_NAME = /^[\s\-–—.…]*$|^n\/?a$/iu;

/** Read one row; the second part goes on to the next. */
export function readRow(frame: RowFrame, row: SheetRow, above: Above): [ReadRow, Above] {
	const text = rowText(row);
	const other = notData(frame, row, text);
	if (other) return [{ kind: 'not a row', what: other, text }, above];
	const filled = frame.groups.filter((group) => isFilled(row, group));
	if (isTotalRow(frame, row)) return [totalOf(row, filled, text, above), above];
	if (filled.length === 0) return readTextRow(frame, row, text, above);
	return readDataRow(frame, row, filled, text, above);
}

function rowText({ cells }: SheetRow): string {
	return cells.map(textOf).filter(Boolean).join(' ');
}

function notData(frame: RowFrame, row: SheetRow, text: string): NotRow | undefined {
	if (isHeaderAgain(frame, row)) return 'header';
	if (isNumbering(row)) return 'header';
	// Who signed it, and when.
	return /^[^\d]{2,60},\s*(?:ngày|ngay)\s*[\d….]/iu.test(text) ? 'note' : undefined;
}

function columnsOf({ samples, speeds }: Group): Column[] {
	return [samples, ...Object.values(speeds)];
}

function isFilled({ cells }: SheetRow, group: Group): boolean {
	return columnsOf(group).some(({ at }) => !isBlank(textOf(cells[at])));
}

const NAMING: readonly Role[] = ['code', 'unit', 'commune', 'district', 'province', 'number'];

function isTotalRow(frame: RowFrame, { cells }: SheetRow): boolean {
	const { of } = frame;
	const isSum = (text: string) => isTotal(text) || isSumOf(frame, text);
	if (NAMING.some((role) => of[role] && isSum(textOf(cells[of[role].at])))) return true;
	const first = cells.find((cell) => !isEmpty(cell));
	return typeof first === 'string' && isSum(first);
}

/** "Cộng Gia Lai"; "Cộng Hiền" is the name of a commune. */
function isSumOf({ isUnit, isUpper }: RowFrame, text: string): boolean {
	const [, name] = SUM_OF.exec(text.slice(0, 200).normalize('NFC').trim()) ?? [];
	if (name === undefined || isUnit(text)) return false;
	return isUpper(name) !== undefined || isUnit(name) || isRegion(name);
}

const SUM_OF =
	/^(?:tổng\s+cộng|tổng\s+số|tổng|cộng|tong\s+cong|tong|cong|total|sub-?total|sum)(?:\s+(?:of|for|của|theo))?[\s:]+(.+?)[\s:.]*$/iu;

function totalOf(row: SheetRow, filled: readonly Group[], text: string, above: Above): ReadRow {
	const groups = filled.flatMap((group) => {
		const whole = wholeIn(row.cells[group.samples.at]);
		const stated = whole === undefined ? undefined : whole - (excludedIn(row.cells, group) ?? 0);
		return stated === undefined ? [] : [{ group, stated }];
	});
	return { kind: 'total', groups, text, section: above.section };
}

/** A row without figures: a heading of what follows, a unit without values, or a note. */
function readTextRow(frame: RowFrame, row: SheetRow, text: string, above: Above): [ReadRow, Above] {
	const { of } = frame;
	const named =
		(['commune', 'unit'] as const).map((role) => own(frame, row, role)).find(Boolean) ?? '';
	const code = of.code ? own(frame, row, 'code') : '';
	const filled = row.cells.filter(
		(cell) => !isEmpty(cell) && !/^\(?(?:\d+|[IVX]+|[A-Z])[.)]?$/.test(textOf(cell))
	);
	const heading = textOf(filled[0]);
	const upper = frame.isUpper(heading) ?? (filled.length === 1 ? frame.isUpper(named) : undefined);
	if ((named || code) && !upper && (frame.isUnit(named) || /^\d{5}$/.test(code)))
		return [{ kind: 'no value', text, data: dataOf(frame, row, [], above).data }, above];
	if (filled.length > 2) return [{ kind: 'not a row', what: 'note', text }, above];
	const section = sectionOf(heading, upper, above.section);
	if (!section) return [{ kind: 'not a row', what: 'note', text }, above];
	return [
		{ kind: 'not a row', what: 'section', text },
		{
			...above,
			section,
			province: section.province || above.province,
			district: section.district || above.district
		}
	];
}

/** What a heading says for the rows below it. */
function sectionOf(
	text: string,
	upper: 'province' | 'district' | undefined,
	before: Section
): Section | undefined {
	if (upper === 'province') return { ...before, province: text, district: '' };
	if (upper === 'district') return { ...before, district: text };
	if (text.length > 120) return undefined;
	const folded = fold(text);
	const { found, rest } = networksIn(folded);
	const network = together(found, folded);
	const { operators } = operatorsIn(rest);
	const [month, ...more] = periodsIn(text);
	if (!network && operators.length !== 1 && (!month || more.length > 0)) return undefined;
	return {
		...before,
		...(network ? { network } : {}),
		...(operators.length === 1 ? { operator: operatorOf(operators[0]!) } : {}),
		...(month && more.length === 0 && month.kind !== 'date' ? { month } : {})
	};
}

/** Text of a role's cell in the row itself. */
function own({ of, merges }: RowFrame, row: SheetRow, role: Role): string {
	const column = of[role];
	if (!column) return '';
	const cell = isEmpty(row.cells[column.at])
		? merges.get(`${row.line}:${column.at}`)
		: row.cells[column.at];
	const text = textOf(cell);
	return NO_NAME.test(text) ? '' : text;
}

/** A role's cell, taken from above where the file leaves it out as a merged cell does. */
function carried(frame: RowFrame, row: SheetRow, role: Role, merged: Above['merged']): Cell {
	const column = frame.of[role];
	if (!column) return null;
	const cell = row.cells[column.at];
	if (!isEmpty(cell)) return cell!;
	const above = frame.merges.get(`${row.line}:${column.at}`);
	if (above !== undefined) return above;
	return frame.carried.has(column.at) ? (merged[role] ?? null) : null;
}

function readDataRow(
	frame: RowFrame,
	row: SheetRow,
	groups: Group[],
	text: string,
	above: Above
): [ReadRow, Above] {
	const code = codeIn(frame, row);
	const hasNumber = groups.some((group) =>
		columnsOf(group).some(({ at }) => /\d/.test(textOf(row.cells[at])))
	);
	const names = ofUpperUnit(frame, code, namesOf(frame, row));
	if (!code && !Object.values(names).some(Boolean) && !hasNumber)
		return [{ kind: 'not a row', what: 'note', text }, above];
	const { data, cells } = dataOf(frame, row, groups, above);
	const { words } = data;
	const next: Above = {
		...above,
		...(code ? {} : { province: words.province, district: words.district }),
		merged: { ...above.merged, ...kept(cells) }
	};
	// A unit of an upper level stands above those of the rows that follow.
	const upper = words.unit && !code ? frame.isUpper(words.unit) : undefined;
	if (upper === 'province') next.section = { ...above.section, province: words.unit, district: '' };
	if (upper === 'district') next.section = { ...above.section, district: words.unit };
	return [{ kind: 'data', data }, next];
}

/** What a row says of a unit, with what goes on to the rows below. */
function dataOf(
	frame: RowFrame,
	row: SheetRow,
	groups: Group[],
	above: Above
): { data: DataRow; cells: Above['merged'] } {
	const code = codeIn(frame, row);
	const names = ofUpperUnit(frame, code, namesOf(frame, row));
	const ofUpper = code || upperCode(frame, row, names);
	const { words, inherits } = withAbove(frame, { code: ofUpper, ...names }, above);
	const month = carried(frame, row, 'month', above.merged);
	const network = carried(frame, row, 'network', above.merged);
	const operator = carried(frame, row, 'operator', above.merged);
	const networkText = textOf(network);
	const year = Number(textOf(carried(frame, row, 'year', above.merged))) || frame.year;
	const dates = frame.of.month
		? month
		: frame.of.time
			? (row.cells[frame.of.time.at] ?? null)
			: null;
	const week = weekOfCell(own(frame, row, 'week')) ?? weekIn(textOf(dates));
	const data: DataRow = {
		row,
		filled: filledRoles(frame, row, above, words),
		words,
		inherits,
		month: dates === null ? undefined : ofWeek(periodOfCell(dates, year), week),
		hasMonth: frame.of.month !== undefined,
		monthText: textOf(dates),
		network: networkText ? networkOf(networkText) : undefined,
		networkText,
		...operatorIn(textOf(operator)),
		statistic: own(frame, row, 'statistic'),
		week,
		section: above.section,
		groups,
		isBlank:
			frame.of.commune !== undefined &&
			!code &&
			!names.commune &&
			!names.unit &&
			Boolean(names.province || names.district)
	};
	return { data, cells: { month, network, operator } };
}

function codeIn(frame: RowFrame, row: SheetRow): string {
	return own(frame, row, 'code').replace(/^'/, '').replace(/\.0+$/, '');
}

/** Roles of columns that say nothing in this row and go by what stands above. */
function filledRoles(frame: RowFrame, row: SheetRow, above: Above, words: UnitWords): Role[] {
	const isOpen = (role: Role) => {
		const column = frame.of[role];
		return (
			column !== undefined &&
			isEmpty(row.cells[column.at]) &&
			!frame.merges.has(`${row.line}:${column.at}`)
		);
	};
	const cells = CARRIED.filter(
		(role) => isOpen(role) && !isEmpty(carried(frame, row, role, above.merged))
	);
	const names = (['province', 'district'] as const).filter(
		(role) =>
			isOpen(role) && words[role] !== '' && words[role] === above[role] && !above.section[role]
	);
	return [...cells, ...names];
}

const CARRIED = ['month', 'year', 'network', 'operator'] as const;

function kept(cells: Partial<Record<Role, Cell>>): Partial<Record<Role, Cell>> {
	return Object.fromEntries(Object.entries(cells).filter(([, cell]) => !isEmpty(cell)));
}

function namesOf(frame: RowFrame, row: SheetRow): Omit<UnitWords, 'code'> {
	const type = own(frame, row, 'type');
	const typed = (name: string) =>
		type && name && !fold(name).startsWith(`${fold(type)} `) ? `${type} ${name}` : name;
	const areNamed = frame.of.commune !== undefined;
	return {
		unit: areNamed ? own(frame, row, 'unit') : typed(own(frame, row, 'unit')),
		commune: typed(own(frame, row, 'commune')),
		district: own(frame, row, 'district') || own(frame, row, 'districtCode'),
		province: own(frame, row, 'province') || own(frame, row, 'provinceCode')
	};
}

/** A province's or district's own row has code and name in columns of that level: both have a say, as of communes. */
function upperCode(frame: RowFrame, row: SheetRow, names: Omit<UnitWords, 'code'>): string {
	if (names.unit || names.commune) return '';
	const level = own(frame, row, 'district') ? 'district' : names.district ? undefined : 'province';
	if (!level || !own(frame, row, level)) return '';
	const digits = /^'?(\d{1,3})(?:\.0+)?$/.exec(own(frame, row, `${level}Code`))?.[1];
	return digits?.padStart(CODE_LENGTH[level], '0') ?? '';
}

/** "20 | Tỉnh Lạng Sơn" below "Mã xã | Tên xã" is the province: its code shows it. */
function ofUpperUnit(
	{ isUpper }: RowFrame,
	code: string,
	names: Omit<UnitWords, 'code'>
): Omit<UnitWords, 'code'> {
	const level = /^\d{2}$/.test(code) ? 'province' : /^\d{3}$/.test(code) ? 'district' : undefined;
	const isUpperUnit = level && isUpper(names.commune) === level && !names.unit;
	return isUpperUnit ? { ...names, [level]: names.commune, commune: '' } : names;
}

/** Names of the row; a merged province or district cell stands for the rows below it too, and so does a heading. */
function withAbove(
	{ of, isUpper }: RowFrame,
	own: UnitWords,
	above: Above
): { words: UnitWords; inherits: boolean } {
	// The name beside a commune's is that of a unit above it.
	const words = { ...own, unit: own.commune ? '' : own.unit };
	const isBelow = words.commune !== '' || words.unit !== '';
	let inherits = false;
	if (!words.code) {
		const takesProvince = !words.province && of.province && (isBelow || words.district);
		if (takesProvince && above.province) {
			words.province = above.province;
			inherits = true;
		}
		const takesDistrict = !words.district && of.district && words.commune;
		if (takesDistrict && words.province === above.province) {
			inherits ||= above.district !== '';
			words.district = above.district;
		}
	}
	if (words.unit && isUpper(words.unit)) return { words, inherits };
	words.province ||= above.section.province;
	if (isBelow) words.district ||= above.section.district;
	return { words, inherits };
}
