/** Cells and rows that no table has: a quote that is closed much later swallows rows, and some files are made to be slow. */
import { DataError } from '../domain/errors.ts';
import type { Cell } from './sheet.ts';
import { both, faultIn } from './texts.ts';

/** What a cell of Excel holds at most. */
const MOST_CHARACTERS = 32_767;
/** And a row. */
const MOST_CELLS = 16_384;

/** @throws DataError `malformed` with the row */
export function refuseLong(cell: Cell | undefined, file: string, row: number): void {
	if (typeof cell !== 'string' || cell.length <= MOST_CHARACTERS) return;
	throw new DataError(
		'malformed',
		faultIn(
			{ file, row },
			{
				found: both(`một ô dài ${cell.length} ký tự`, `a cell of ${cell.length} characters`),
				expected: both(
					`ô tối đa ${MOST_CHARACTERS} ký tự, như trong Excel`,
					`cells of at most ${MOST_CHARACTERS} characters, as in Excel`
				),
				remedy: both(
					'Xem dấu ngoặc kép mở ở dòng này có được đóng không',
					'Look whether a quote that opens in this row is closed'
				)
			}
		)
	);
}

/** @throws DataError `malformed` with the row */
export function refuseWide(cells: number, file: string, row: number): void {
	if (cells <= MOST_CELLS) return;
	throw new DataError(
		'malformed',
		faultIn(
			{ file, row },
			{
				found: both(`một dòng có ${cells} cột`, `a row of ${cells} columns`),
				expected: both(
					`tối đa ${MOST_CELLS} cột, như trong Excel`,
					`at most ${MOST_CELLS} columns, as in Excel`
				)
			}
		)
	);
}
