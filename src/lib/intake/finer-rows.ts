/** Rows finer than a unit, month, network and operator: by hour, by server, by device, "Trong nhà" below "Ngoài trời". */
import type { Group } from './groups.ts';
import { countOf } from './count-cells.ts';
import type { DataRow } from './rows.ts';
import { textOf } from './sheet.ts';
import type { Column } from './tables.ts';
import { fold, isBlank, isTotal } from './words.ts';

/** Columns of no part: what is noted of a row, who wrote it, when. */
const NO_PART =
	/\b(?:ghi chu|note|notes|remarks?|comment|nguoi|can bo|nhan xet|danh gia|trang thai|status|cap nhat|updated|created|ngay lap|ngay tao|phien ban|lan sua|ban)\b/;
/** Of numbers only these tell parts apart. */
const NUMBERED = /\b(?:gio|hour|khung gio|ca|lan|vong|toa do|may|thiet bi|device|server|may chu)\b/;

/** "Cán bộ đo" measured it; "Cán bộ lập" wrote it down. */
function isPartName(header: string): boolean {
	return (
		!NO_PART.test(header) ||
		/^(?:can bo|nguoi|nhan vien|to|doi|nhom)(?: di)? do(?: kiem)?$/.test(header)
	);
}

/** The column that tells rows of one unit apart, where their counts differ and nothing else does. */
export function finerColumn(
	columns: readonly Column[],
	groups: readonly Group[],
	data: readonly DataRow[]
): Column | undefined {
	const repeated = [...groupsOf(data).values()].filter(
		(rows) => rows.length > 1 && !areSame(rows, groups)
	);
	if (repeated.length === 0) return undefined;
	return columns.find(
		(column) =>
			(column.role === undefined || ['other', 'time', 'device', 'type'].includes(column.role)) &&
			isPartName(fold(column.parts.join(' '))) &&
			repeated.every((rows) => areApart(column, rows)) &&
			arePlain(column, data, repeated.length)
	);
}

/** Rows of one unit, month, network and operator. */
function groupsOf(data: readonly DataRow[]): Map<string, DataRow[]> {
	const groups = new Map<string, DataRow[]>();
	for (const row of data) {
		const { words, month, networkText, operator, spelling, section, week } = row;
		const time = month?.kind === 'month' ? (month.day ?? month.month) : month?.written;
		const key = JSON.stringify([words, time, week, networkText, operator, spelling, section]);
		groups.set(key, [...(groups.get(key) ?? []), row]);
	}
	return groups;
}

function areSame(rows: readonly DataRow[], groups: readonly Group[]): boolean {
	return groups.every(
		(group) => new Set(rows.map(({ row }) => countOf(row.cells, group))).size === 1
	);
}

const textIn = ({ at }: Column, { row }: DataRow) => textOf(row.cells[at]).slice(0, 100);

/** Each row of a unit has a value of its own, none of which is of all. */
function areApart(column: Column, rows: readonly DataRow[]): boolean {
	const texts = rows.map((row) => textIn(column, row));
	return (
		texts.every(
			(text) =>
				!isBlank(text) && !isTotal(text) && !/^(?:chung|all|ca hai|tat ca)\b/.test(fold(text))
		) && new Set(texts).size === texts.length
	);
}

/** Values are names that come again in other units; numbers only where the header says of what. */
function arePlain(column: Column, data: readonly DataRow[], groups: number): boolean {
	const texts = data.map((row) => textIn(column, row)).filter((text) => !isBlank(text));
	const isNumbered = NUMBERED.test(fold(column.parts.join(' ')));
	if (!isNumbered && texts.some((text) => /^[-+]?[\d.,\s]+%?$/.test(text))) return false;
	return groups === 1 || new Set(texts).size <= texts.length / 2;
}
