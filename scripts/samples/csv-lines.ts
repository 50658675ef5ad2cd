/**
 * Lines of a CSV file as an editor counts them. DuckDB passes over blank lines, and line breaks inside of quotes belong
 * to a row; so where a row stands is only known by reading up to there again, which is done for the few that are named.
 */

const LINE_BREAK = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** What is looked for. */
export interface Wanted {
	/** Lines above the first row. */
	above: number;
	/** Records that aren't rows, as DuckDB numbers them: from 1, with those above and blank ones. Ascending. */
	malformed: readonly number[];
	/** The last of those whose line is wanted; 0 when none is. */
	lastMalformed: number;
	/** Numbers of rows from 0, in any order. */
	rows: readonly number[];
}

/**
 * The lines on which rows and malformed records begin, from 1.
 * @param text UTF-8
 */
export async function linesOf(
	text: AsyncIterable<Buffer>,
	{ above, malformed, lastMalformed, rows }: Wanted
): Promise<{ ofRow: Map<number, number>; ofMalformed: Map<number, number> }> {
	const ofRow = new Map<number, number>();
	const ofMalformed = new Map<number, number>();
	const wanted = new Set(rows);
	const faulty = new Set(malformed);
	const lastRow = Math.max(-1, ...rows);
	/** Of the record that is being read. */
	let record = 1;
	let begin = 1;
	let isBlank = true;
	let isQuoted = false;
	let line = 1;
	let row = 0;
	const end = () => {
		if (record > above && !isBlank) {
			if (faulty.has(record)) ofMalformed.set(record, begin);
			else {
				if (wanted.has(row)) ofRow.set(row, begin);
				row++;
			}
		}
		record++;
		begin = line + 1;
		isBlank = true;
	};
	for await (const chunk of text) {
		for (const byte of chunk) {
			if (byte === LINE_BREAK) {
				if (!isQuoted || record <= above) end();
				line++;
			} else if (byte !== RETURN) {
				isBlank = false;
				if (byte === QUOTE && record > above) isQuoted = !isQuoted;
			}
		}
		if (row > lastRow && record > lastMalformed) break;
	}
	end();
	return { ofRow, ofMalformed };
}
