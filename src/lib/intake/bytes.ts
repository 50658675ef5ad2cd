/** Speeds without a unit that may be MB/s as programs show them: eight times as many Mbit/s. */
import { unitInCell, valuesOf } from './column-values.ts';
import { isTime } from './headers.ts';
import type { DecimalSign } from './numbers.ts';
import type { SheetRow } from './sheet.ts';
import { mayBeBytes, medianOf } from './speed-units.ts';
import type { Column } from './tables.ts';

/** Columns of speed of which none names its unit and all may be MB/s: one that is clear speaks for the others. */
export function areLikeBytes(
	columns: readonly Column[],
	rows: readonly SheetRow[],
	decimal: DecimalSign | undefined
): boolean {
	const speeds = columns.filter(
		(column) => !isTime(column.role) && valuesOf(rows, column, decimal).length > 0
	);
	return (
		speeds.length > 0 &&
		speeds.every(
			(column) =>
				column.unit === undefined &&
				!rows.some(({ cells }) => unitInCell(cells[column.at], false)) &&
				mayBeBytes(column.role, medianOf(valuesOf(rows, column, decimal)))
		)
	);
}
