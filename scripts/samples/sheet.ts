/** Sheets of files on disk, as `src/lib/intake/` decodes them. */
import { readFile } from 'node:fs/promises';
import { parseRows } from '../../src/lib/intake/csv.ts';
import { sheetsOfBytes, type Cell, type Sheet, type SheetRow } from '../../src/lib/intake/index.ts';

export { parseRows };
export type { Cell, Sheet, SheetRow };

/**
 * All sheets of a workbook.
 * @throws DataError when it is damaged, unpacks to too much or can't be read
 */
export async function readWorkbookSheets(path: string, file: string): Promise<Sheet[]> {
	return sheetsOfBytes(await readFile(path), file);
}
