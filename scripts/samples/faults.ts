/** Rows of measurements that were not taken, by fault. */
import { figureOf, READINGS, readingFacts, type Reading } from '../../src/lib/domain/figures.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { FAULTS } from './measurement-sql.ts';
import { linesOf } from './csv-lines.ts';
import { networkList } from '../../src/lib/domain/network-words.ts';
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
	/** Of CSV: what it holds, to find lines in. */
	text?: () => AsyncIterable<Buffer>;
	/** Lines that aren't rows, as DuckDB counts them. */
	malformed: { line: number; message: string }[];
}

/** The highest value of a reading that is taken. */
function mostOf(reading: Reading): string {
	const { most } = readingFacts(reading);
	return `${most} ${figureOf(reading).kind === 'speed' ? 'Mbit/s' : 'ms'} of ${reading}`;
}

const EXPECTED: Partial<Record<(typeof FAULTS)[number], string>> = {
	'missing network': networkList(),
	'impossible place': 'longitude and latitude in degrees',
	'impossible speed': `above 0 and at most ${READINGS.map(mostOf).join(', ')}`,
	'outside every unit': 'a place in Viet Nam (shown to a tenth of a degree)'
};

/**
 * Tell of the rows that were not taken.
 * @param since first month of the first edition
 * @returns how many rows were read
 */
export async function account(
	files: readonly ReadFile[],
	faults: readonly FoundFault[],
	rejections: Rejections,
	since: Month
): Promise<number> {
	const expected: typeof EXPECTED = {
		...EXPECTED,
		'impossible time': `a time since ${since}, not in the future, of the month that was asked for`
	};
	const named = faults.flatMap(({ first }) => first.map(([id]) => id));
	const finders = new Map<ReadFile, (id: number) => number>();
	let rowsRead = 0;
	for (const file of files) {
		const { begin, end, malformed } = file;
		const own = named.filter((id) => id >= begin && id < end).map((id) => id - begin);
		const { lineOf, lineOfMalformed } = await lineFinders(file, own);
		finders.set(file, lineOf);
		const first = malformed.slice(0, MOST_NAMED).map(({ line, message }) => ({
			file: file.file,
			row: lineOfMalformed(line),
			found: message.split('\n')[0]!
		}));
		rejections.addAll('not a row', malformed.length, first);
		rowsRead += end - begin + malformed.length;
	}
	faults.forEach(({ count, first }, at) => {
		const reason = FAULTS[at]!;
		const told = first.map(([id, note]) => {
			const file = files.find(({ end }) => id < end)!;
			return {
				file: file.file,
				row: finders.get(file)!(id - file.begin),
				...(note === null ? {} : { found: note }),
				...(expected[reason] ? { expected: expected[reason] } : {})
			};
		});
		rejections.addAll(reason, count, told);
	});
	return rowsRead;
}

interface LineFinders {
	lineOf: (row: number) => number;
	lineOfMalformed: (line: number) => number;
}

async function lineFinders(
	{ above, lines, text, malformed }: ReadFile,
	rows: readonly number[]
): Promise<LineFinders> {
	const asIs = { lineOfMalformed: (line: number) => line };
	if (lines) return { ...asIs, lineOf: (row) => lines[row]! };
	if (!text || (rows.length === 0 && malformed.length === 0))
		return { ...asIs, lineOf: (row) => row + above + 1 };
	const records = malformed.map(({ line }) => line);
	const lastMalformed = records[Math.min(MOST_NAMED, records.length) - 1] ?? 0;
	const wanted = { above, malformed: records, lastMalformed, rows };
	const { ofRow, ofMalformed } = await linesOf(text(), wanted);
	return {
		lineOf: (row) => ofRow.get(row) ?? row + above + 1,
		lineOfMalformed: (line) => ofMalformed.get(line) ?? line
	};
}
