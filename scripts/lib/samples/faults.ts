/** Rows of measurements that were not taken, by fault. */
import { EDITIONS } from '../../../src/lib/domain/edition.ts';
import { FAULTS } from './measurement-sql.ts';
import type { Rejections } from './rejections.ts';

/** How many rows of a fault are named. */
export const MOST_NAMED = 10;

/** How many rows have a fault, and the first of them: number of the row from 0 over all files, and what was found. */
export interface FoundFault {
	count: number;
	first: [id: number, found: string | null][];
}

/** A file's rows: those from `begin` to before `end`. */
export interface ReadFile {
	file: string;
	begin: number;
	end: number;
	/** Lines that stand above the first row. */
	above: number;
	/** Of a workbook: where each row stands in its sheet. */
	lines?: number[];
	/** Lines that aren't rows. */
	malformed: { line: number; message: string }[];
}

const EXPECTED: Partial<Record<(typeof FAULTS)[number], string>> = {
	'impossible time': `a time since ${EDITIONS[0]!.from}, not in the future, of the month that was asked for`,
	'missing network': 'mobile (di động) or fixed (cố định)',
	'impossible place': 'longitude and latitude in degrees',
	'impossible speed': 'speeds above 0 and at most 20000 Mbit/s, latency at most 20000 ms',
	'outside every unit': 'a place in Viet Nam (shown to a tenth of a degree)'
};

/**
 * Tell of the rows that were not taken.
 * @returns how many rows were read
 */
export function account(
	files: readonly ReadFile[],
	faults: readonly FoundFault[],
	rejections: Rejections
): number {
	faults.forEach(({ count, first }, at) => {
		const reason = FAULTS[at]!;
		const named = first.map(([id, note]) => ({
			...placeOf(files, Number(id)),
			...(note === null ? {} : { found: String(note) }),
			...(EXPECTED[reason] ? { expected: EXPECTED[reason] } : {})
		}));
		rejections.addAll(reason, count, named);
	});
	let rowsRead = 0;
	for (const { file, begin, end, malformed } of files) {
		const first = malformed
			.slice(0, MOST_NAMED)
			.map(({ line, message }) => ({ file, row: line, found: message.split('\n')[0]! }));
		rejections.addAll('not a row', malformed.length, first);
		rowsRead += end - begin + malformed.length;
	}
	return rowsRead;
}

/** The file and line of a row; lines inside of quotes are not counted. */
function placeOf(files: readonly ReadFile[], id: number): { file: string; row: number } {
	const { file, begin, above, lines, malformed } = files.find(({ end }) => id < end)!;
	if (lines) return { file, row: lines[id - begin]! };
	let row = id - begin + above + 1;
	for (const { line } of malformed) if (line <= row) row++;
	return { file, row };
}
