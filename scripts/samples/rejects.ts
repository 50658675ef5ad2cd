/** Rows that were not taken, as a workbook to mend: as they were, with the reason. */
import { utils, write } from '@e965/xlsx';
import { writeFile } from 'node:fs/promises';
import { reasonText, type Draft, type Sheet } from '../../src/lib/intake/index.ts';
import type { Tally } from '../../src/lib/intake/measured-tally.ts';
import { describePlace, type Language } from '../../src/lib/intake/told.ts';

/** Of large files so many rows of a reason are named; how many more there are. */
function leftOut(tally: Tally | undefined, language: Language): string[][] {
	return [...(tally?.rejected ?? [])].flatMap(([reason, { count, first }]) => {
		const rest = count - first.length;
		if (rest <= 0) return [];
		const text =
			language === 'vi'
				? `và ${rest} dòng nữa cùng lý do không ghi ở đây: của tệp lớn chỉ ghi ${first.length} dòng đầu`
				: `and ${rest} more rows with this reason, which are not written here: of a large file the first ${first.length} are`;
		return [['', '', reasonText(reason)[language], text]];
	});
}

/**
 * Write the rows of a draft that were not taken.
 * @param tally of measurements
 * @returns what is said of rows that are not written
 */
export async function writeRejects(
	path: string,
	draft: Draft,
	sheets: readonly Sheet[],
	tally: Tally | undefined,
	language: Language
): Promise<string[]> {
	const rest = leftOut(tally, language);
	const lines = [...draft.outcomes, ...draft.figures].flatMap((outcome) => {
		if (outcome.kind !== 'rejected' && outcome.kind !== 'waiting') return [];
		const table = draft.tables[outcome.table];
		const sheet = sheets.find(({ file, name }) => file === table?.file && name === table.sheet);
		const given = table?.isTurned
			? sheet?.rows.map((row) => row.cells[outcome.line - 1] ?? null)
			: sheet?.rows.find(({ line }) => line === outcome.line)?.cells;
		const reason = reasonText(outcome.reason)[language];
		// Texts, never formulas.
		const cells = (given ?? []).map((cell) =>
			cell instanceof Date ? cell.toISOString().slice(0, 10) : cell
		);
		return [
			[table?.name ?? '', outcome.line, reason, describePlace(outcome.fault, language), ...cells]
		];
	});
	const header =
		language === 'vi'
			? ['Bảng', 'Dòng', 'Lý do', 'Chi tiết']
			: ['Table', 'Row', 'Reason', 'Detail'];
	const book = utils.book_new();
	utils.book_append_sheet(
		book,
		utils.aoa_to_sheet([header, ...lines, ...rest]),
		language === 'vi' ? 'Không nhận' : 'Rejected'
	);
	await writeFile(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
	return rest.map(([, , reason, text]) => `${reason}: ${text}`);
}
