/** Vietnamese names in the encodings that were in use before Unicode, often declared as something else. */
import { unicodeOf } from '../../src/lib/intake/legacy.ts';
import { nameKey } from './names.ts';

/** Attributes by column. */
type Row = Record<string, unknown>;

/** Distinct texts of a file that are tried. */
const SAMPLE = 3000;

type Decode = (text: string) => string;

/** Text of TCVN3 bytes that were read as Windows-1252. */
export const fromTcvn3: Decode = (text) => unicodeOf(text, 'tcvn3');
/** Text of VNI bytes that were read as Windows-1252. */
export const fromVni: Decode = (text) => unicodeOf(text, 'vni');

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const decoder = (label: string): Decode => {
	const made = new TextDecoder(label);
	return (text) => made.decode(latin1(text));
};
const asWindows1252 = decoder('windows-1252');

/** Ways to read bytes, the likely ones first; names as messages say them. */
const OF_BYTES: readonly [string, Decode][] = [
	['UTF-8', decoder('utf-8')],
	['Windows-1258', decoder('windows-1258')],
	['TCVN3', (text) => fromTcvn3(asWindows1252(text))],
	['VNI', (text) => fromVni(asWindows1252(text))],
	['Windows-1252', asWindows1252]
];
/** Ways to read text that was decoded as Windows-1252 before; as it is comes first. */
const OF_TEXT: readonly [string, Decode][] = [
	['', (text) => text],
	['TCVN3', fromTcvn3],
	['VNI', fromVni]
];

/**
 * Read the texts of a file under the encoding that gives the most names of the gazetteer.
 * @param rows attributes; bytes are given as characters of the same number
 * @param isBytes whether texts are bytes that nothing has decoded yet
 * @param known {@link nameKey}s of all units
 * @returns the rows with their texts in Unicode, composed, and the encoding's name; it is empty for text that was right
 */
export function readTexts<T extends Row>(
	rows: readonly T[],
	isBytes: boolean,
	known: ReadonlySet<string>
): { rows: T[]; encoding: string } {
	const texts = sampleOf(rows);
	let [best, most] = [(isBytes ? OF_BYTES : OF_TEXT)[0]!, -1];
	for (const way of isBytes ? OF_BYTES : OF_TEXT) {
		const score = texts.filter((text) => known.has(nameKey(way[1](text)))).length;
		if (score > most) [best, most] = [way, score];
	}
	// Without any name that is known, bytes are what they can be.
	if (isBytes && most === 0 && texts.some((text) => best[1](text).includes('\ufffd')))
		best = OF_BYTES.at(-1)!;
	const [encoding, decode] = best;
	const read = (value: unknown) =>
		typeof value === 'string' && !isAscii(value) ? decode(value).normalize('NFC') : value;
	return {
		encoding,
		rows: rows.map(
			(row) => Object.fromEntries(Object.entries(row).map(([key, of]) => [key, read(of)])) as T
		)
	};
}

function sampleOf(rows: readonly Row[]): string[] {
	const texts = new Set<string>();
	for (const row of rows) {
		for (const value of Object.values(row))
			if (typeof value === 'string' && !isAscii(value)) texts.add(value);
		if (texts.size >= SAMPLE) break;
	}
	return [...texts];
}

function isAscii(text: string): boolean {
	return !/[\u0080-\uffff]/.test(text);
}

/** True when a dBASE table holds text beyond ASCII. */
export function hasForeignText(dbf: Buffer): boolean {
	const start = dbf.length > 32 ? dbf.readUInt16LE(8) : 0;
	return dbf.subarray(start).some((byte) => byte >= 0x80);
}
