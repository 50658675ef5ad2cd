/** Rows of measurements that were not taken, by fault. */
import { faultOf, type Tally } from '../../src/lib/intake/measured-tally.ts';
import type { Bounds } from '../../src/lib/intake/measured-rows.ts';
import { FAULTS } from './measured-sql.ts';
import { linesOf } from './csv-lines.ts';

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
	/** Of CSV: what it holds, to find lines in. */
	text?: () => AsyncIterable<Buffer>;
	/** Lines that aren't rows, as DuckDB counts them. */
	malformed: { line: number; message: string }[];
}

/**
 * Tell of the rows that were not taken.
 * @returns how many rows were read, without headers among them
 */
export async function account(
	files: readonly ReadFile[],
	faults: readonly FoundFault[],
	bounds: Bounds
): Promise<Pick<Tally, 'rowsRead' | 'rejected'>> {
	const rejected: Tally['rejected'] = new Map();
	const named = faults.flatMap(({ first }) => first.map(([id]) => id));
	const finders = new Map<ReadFile, (id: number) => number>();
	let rowsRead = 0;
	for (const file of files) {
		const { begin, end, malformed } = file;
		const own = named.filter((id) => id >= begin && id < end).map((id) => id - begin);
		const { lineOf, lineOfMalformed } = await lineFinders(file, own);
		finders.set(file, lineOf);
		rowsRead += end - begin + malformed.length;
		if (malformed.length === 0) continue;
		const before = rejected.get('broken row') ?? { count: 0, first: [] };
		const first = malformed
			.slice(0, MOST_NAMED)
			.map(({ line, message }) =>
				faultOf(
					file.file,
					lineOfMalformed(line),
					{ reason: 'broken row', found: cellsOf(message) },
					bounds
				)
			);
		rejected.set('broken row', {
			count: before.count + malformed.length,
			first: [...before.first, ...first].slice(0, MOST_NAMED)
		});
	}
	faults.forEach(({ count, first }, at) => {
		const reason = FAULTS[at]!;
		if (count === 0) return;
		const told = first.map(([id, note]) => {
			const file = files.find(({ end }) => id < end)!;
			const row = finders.get(file)!(id - file.begin);
			return faultOf(file.file, row, { reason, found: note ?? '' }, bounds);
		});
		const before = rejected.get(reason) ?? { count: 0, first: [] };
		rejected.set(reason, { count: before.count + count, first: [...before.first, ...told] });
	});
	return { rowsRead, rejected };
}

/** "Expected Number of Columns: 7 Found: 5", as the reader of sheets says it. */
function cellsOf(message: string): string {
	const [, expected, found] = /Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
	if (expected === undefined) return message.split('\n')[0]!;
	return Number(found) < Number(expected) ? 'fewer cells' : 'more cells';
}

interface LineFinders {
	lineOf: (row: number) => number;
	lineOfMalformed: (line: number) => number;
}

async function lineFinders(
	{ above, text, malformed }: ReadFile,
	rows: readonly number[]
): Promise<LineFinders> {
	const asIs = { lineOfMalformed: (line: number) => line };
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
