/** Rows that somebody struck through: they do not count, and that is told. */
import { isEmpty, textOf, type SheetRow, type Text } from './sheet.ts';
import { cellName } from './table-names.ts';
import type { Column, Table } from './tables.ts';
import { both, listed, withoutPersonal } from './texts.ts';

/** A table without the rows that are struck through. */
export interface StruckTable {
	table: Table;
	/** Lines that were left out. */
	left: number[];
	notes: Text[];
}

/** Roles of cells that are more than a remark. */
const isUsed = ({ role }: Column) => role !== undefined && role !== 'other' && role !== 'number';

/** Leave out rows of which all cells, or all counts, are struck through; other such cells count, and that is told. */
export function withoutStruck(table: Table): StruckTable {
	const struck = new Map(table.sheet.struck?.map(({ line, columns }) => [line, new Set(columns)]));
	if (struck.size === 0) return { table, left: [], notes: [] };
	const { columns } = table;
	const counts = columns.filter(({ role }) => role === 'samples');
	const isLeft = (row: SheetRow) => {
		const own = struck.get(row.line);
		if (!own) return false;
		const given = (at: number) => !isEmpty(row.cells[at]);
		const filled = row.cells.flatMap((cell, at) => (isEmpty(cell) ? [] : [at]));
		const counted = counts.filter(({ at }) => given(at));
		return (
			filled.every((at) => own.has(at)) ||
			(counted.length > 0 && counted.every(({ at }) => own.has(at)))
		);
	};
	const left = table.body.filter(isLeft);
	const body = table.body.filter((row) => !left.includes(row));
	return {
		table: left.length > 0 ? { ...table, body } : table,
		left: left.map(({ line }) => line),
		notes: [...leftNotes(table, left), ...takenNotes(table, body, struck)]
	};
}

function leftNotes(table: Table, left: readonly SheetRow[]): Text[] {
	if (left.length === 0) return [];
	const naming = table.columns.find(
		({ role }) => role === 'commune' || role === 'unit' || role === 'code'
	);
	const names = left.map(({ line, cells }) =>
		`${line} ${naming ? withoutPersonal(textOf(cells[naming.at])) : ''}`.trim()
	);
	const shown = listed(names, 6);
	return [
		both(
			`${left.length} dòng bị gạch ngang của "${table.name}" không được tính: dòng ${shown.vi}; nếu vẫn tính, bỏ gạch ngang rồi nạp lại tệp`,
			`${left.length} rows of "${table.name}" that are struck through do not count: rows ${shown.en}; if they do, take the line off and add the file again`
		)
	];
}

/** Cells that are struck through in rows that count. */
function takenNotes(
	table: Table,
	body: readonly SheetRow[],
	struck: ReadonlyMap<number, ReadonlySet<number>>
): Text[] {
	const used = table.columns.filter(isUsed);
	const cells = body.flatMap(({ line, cells: of }) =>
		used
			.filter(({ at }) => struck.get(line)?.has(at) && !isEmpty(of[at]))
			.map(({ at }) => cellName(table, line, at))
	);
	return cells.length === 0 ? [] : [counted(cells)];
}

function counted(cells: readonly string[]): Text {
	const shown = listed(cells, 6);
	return both(
		`${cells.length} ô bị gạch ngang vẫn được tính: ${shown.vi}; nếu không tính, xóa các ô đó rồi nạp lại tệp`,
		`${cells.length} cells that are struck through count all the same: ${shown.en}; if they do not, clear them and add the file again`
	);
}
