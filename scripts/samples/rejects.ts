/** Rows that were not taken, as a workbook to mend: as they were, with the reason. */
import { utils, write } from '@e965/xlsx';
import { writeFile } from 'node:fs/promises';
import { reasonText, type Draft, type Sheet } from '../../src/lib/intake/index.ts';
import { describePlace, type Language } from '../../src/lib/intake/told.ts';

/** Write the rows of a draft that were not taken. */
export async function writeRejects(
	path: string,
	draft: Draft,
	sheets: readonly Sheet[],
	language: Language
): Promise<number> {
	const lines = draft.outcomes.flatMap((outcome) => {
		if (outcome.kind !== 'rejected' && outcome.kind !== 'waiting') return [];
		const table = draft.tables[outcome.table];
		const sheet = sheets.find(({ file, name }) => file === table?.file && name === table.sheet);
		const row = sheet?.rows.find(({ line }) => line === outcome.line);
		const reason = reasonText(outcome.reason)[language];
		// Texts, never formulas.
		const cells = (row?.cells ?? []).map((cell) =>
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
		utils.aoa_to_sheet([header, ...lines]),
		language === 'vi' ? 'Không nhận' : 'Rejected'
	);
	await writeFile(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
	return lines.length;
}
