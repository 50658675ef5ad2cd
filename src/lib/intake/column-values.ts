/** Values of a table's columns, as they are written. */
import { parseNumber, type DecimalSign } from './numbers.ts';
import { LATENCY_UNITS, latencyUnitIn, SPEED_UNITS, speedUnitIn } from './speed-units.ts';
import { isEmpty, type Cell, type SheetRow } from './sheet.ts';
import type { Column } from './tables.ts';

/** Texts with digits of some columns. */
export function textsOf(rows: readonly SheetRow[], columns: readonly Column[]): string[] {
	return columns.flatMap(({ at }) =>
		rows.flatMap(({ cells }) =>
			typeof cells[at] === 'string' && /\d/.test(cells[at]) ? [withoutUnit(cells[at])] : []
		)
	);
}

/** Numbers of a column as they are written. */
export function valuesOf(
	rows: readonly SheetRow[],
	{ at }: Column,
	decimal: DecimalSign | undefined
): number[] {
	return rows.flatMap(({ cells }) => {
		const value = numberOf(cells[at], decimal);
		return value !== undefined && value > 0 ? [value] : [];
	});
}

/** A number of a cell, with a unit behind it left out. */
export function numberOf(
	cell: Cell | undefined,
	decimal: DecimalSign | undefined
): number | undefined {
	if (typeof cell === 'number') return cell;
	if (typeof cell !== 'string' || isEmpty(cell)) return undefined;
	return parseNumber(withoutUnit(cell), decimal);
}

/** A unit right behind a number: "141,5 Mbps", "52ms". */
const UNIT =
	/(?<=\d)\s*((?:[mkg]?bps|[mkg]?bits?\s*\/\s*(?:s|giây)|[mkg]b\s*\/\s*(?:s|giây)|[mkg]bytes?\s*\/\s*s|msec|ms|µs|μs|mili\s*giây|giây|s))\s*$/iu;

function withoutUnit(text: string): string {
	return text.length > 60 ? text : text.normalize('NFC').replace(UNIT, '');
}

/** The unit that a cell itself names. */
export function unitInCell(cell: Cell | undefined, isTime: boolean): Unit | undefined {
	if (typeof cell !== 'string' || cell.length > 60) return undefined;
	const [, text] = UNIT.exec(cell.normalize('NFC')) ?? [];
	if (text === undefined) return undefined;
	if (isTime) {
		const name = latencyUnitIn(` ${text}`);
		return name && { name, factor: LATENCY_UNITS[name] };
	}
	const name = speedUnitIn(text);
	return name && name !== 'open' ? { name, factor: SPEED_UNITS[name] } : undefined;
}

export interface Unit {
	name: string;
	/** Mbit/s, or ms, that one of it is. */
	factor: number;
}
