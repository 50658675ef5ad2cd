/** What a table holds: counts by month, or measurements and tiles, which are read in another way. */
import { aspectIn } from './aspects.ts';
import type { TableDraft } from './draft.ts';
import { UNIT_ROLES } from './headers.ts';
import type { Sheet } from './sheet.ts';
import type { HeaderMap } from './mapped-headers.ts';
import { tablesOf, type Table } from './tables.ts';

/** What a table is: measurements and tiles are read in another way. */
export function kindOf(table: Table): TableDraft['kind'] {
	const has = (role: string) => table.columns.some((column) => column.role === role);
	const hasUnit = UNIT_ROLES.some(has);
	if (has('tile') && !hasUnit) return 'tiles';
	if ((has('longitude') && has('latitude')) || has('place'))
		return has('samples') && hasUnit ? 'monthly' : 'measurements';
	const isCounted = has('samples');
	const values = table.columns.filter(({ role }) => role === undefined || role === 'other');
	if (isCounted) return 'monthly';
	const isOther = values.some(
		({ role, parts }) =>
			role === 'other' && !/^ghi ch/i.test(parts.join(' ')) && !aspectIn(parts.join(' '))
	);
	return isOther && !values.some(({ role }) => role === undefined) ? 'left out' : 'monthly';
}

/** Kinds of all tables of sheets. */
export function kindsOf(sheets: readonly Sheet[], map: HeaderMap = []): TableDraft['kind'][] {
	return sheets.flatMap((sheet) => tablesOf(sheet, map).tables.map(kindOf));
}
