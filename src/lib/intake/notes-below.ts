/** What notes below a table say of all its rows: they have the same say as its titles. */
import type { Said, Surroundings } from './context.ts';
import { hasFactor, isInThousands } from './context.ts';
import type { Evidence } from './draft.ts';
import { periodsIn, type Period } from './period.ts';
import type { ReadRow } from './rows.ts';
import { isEmpty, type SheetRow } from './sheet.ts';
import { speedUnitIn, type SpeedUnit } from './speed-units.ts';
import type { Table } from './tables.ts';
import { cellName } from './table-names.ts';
import { fold } from './words.ts';

/** Notes among and below the rows of a table, each with its place. */
export function notesBelow(
	table: Table,
	rows: readonly { row: SheetRow; read: ReadRow }[]
): Evidence[] {
	const end = rows.findLastIndex(({ read }) => read.kind === 'data' || read.kind === 'total');
	return rows.flatMap(({ row, read }, index): Evidence[] => {
		if (read.kind !== 'not a row') return [];
		// A heading of nothing is a note.
		if (read.what !== 'note' && !(read.what === 'section' && index > end)) return [];
		const at = row.cells.findIndex((cell) => !isEmpty(cell));
		return [{ kind: 'title', at: cellName(table, row.line, at), text: read.text }];
	});
}

/** What titles say, with what notes say of counts, their time and the unit of speeds. */
export function withNotes(titles: Surroundings, notes: readonly Evidence[]): Surroundings {
	const rounded = notes.find(
		({ text }) => (OF_UNITS.test(fold(text)) || hasFactor(text)) && isInThousands(text)
	);
	return {
		...titles,
		periods: [...titles.periods, ...notes.flatMap(longerIn)],
		units: [...titles.units, ...notes.flatMap(unitIn)],
		...(rounded && !titles.rounded ? { rounded } : {})
	};
}

const OF_UNITS =
	/\b(?:dvt|don vi(?: tinh)?|tinh (?:bang|theo)|dem (?:bang|theo)|units?|in thousands|lam tron)\b/;
const OF_FIGURES = /\b(?:so lieu|so mau|so luot|so phep do|bang|bieu|figures|counts?|samples)\b/;
/** What is only spoken of beside the figures. */
const OF_OTHERS = /\b(?:khong|chua|so voi|cung ky|tru|xem|not|than|see)\b/;

/** Several months as one, where the note says it of the figures. */
function longerIn(evidence: Evidence): Said<Period>[] {
	const folded = fold(evidence.text);
	if (!OF_FIGURES.test(folded) || OF_OTHERS.test(folded)) return [];
	const value = periodsIn(evidence.text).find(({ kind }) => kind === 'longer');
	return value ? [{ value, evidence }] : [];
}

/** A unit by itself; in "100 kbps" it is that of a number. */
function unitIn(evidence: Evidence): Said<SpeedUnit>[] {
	if (!OF_UNITS.test(fold(evidence.text)) && !/\btoc do\b/.test(fold(evidence.text))) return [];
	const unit = speedUnitIn(evidence.text.replace(/\d[\d.,]*\s*\p{L}+(?:\/\p{L}+)?/gu, ' '));
	return unit && unit !== 'open' ? [{ value: unit, evidence }] : [];
}
