/** Columns that answers give a role, by their headers or by their letters. */
import type { Meaning, Role } from './headers.ts';
import type { Column } from './tables.ts';
import { fold } from './words.ts';

/** Roles that answers give columns, by their folded headers. */
export type HeaderMap = readonly MappedHeader[];

/** The column of a header; `at` of one that has the same header as another and is called by its letters, "[E]". */
export interface MappedHeader {
	role: Role;
	header: string;
	at?: number;
}

/** True for the column that an answer speaks of. */
export function isMapped(
	{ header, at }: MappedHeader,
	column: Pick<Column, 'at' | 'parts'>,
	columns: readonly Pick<Column, 'at' | 'parts'>[]
): boolean {
	if (at !== undefined) return column.at === at && hasTwin(column, columns);
	return [column.parts.join(' '), column.parts.at(-1)!].map(fold).includes(header);
}

/** True for a column beside another of the same header. */
export function hasTwin(
	{ at, parts }: Pick<Column, 'at' | 'parts'>,
	columns: readonly Pick<Column, 'at' | 'parts'>[]
): boolean {
	const header = parts.join(' ');
	return columns.some((of) => of.at !== at && of.parts.join(' ') === header);
}

/** The role that an answer gives a column. */
export function mappedRole(
	column: Column,
	columns: readonly Column[],
	map: HeaderMap
): Meaning & Pick<Column, 'isAnswered'> {
	const found = map.find((of) => isMapped(of, column, columns));
	return found ? { role: found.role, isWeak: false, isRival: false, isAnswered: true } : {};
}
