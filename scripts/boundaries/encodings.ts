/** Vietnamese names in the encodings that were in use before Unicode, often declared as something else. */
import { nameKey } from './names.ts';

/** Attributes by column. */
type Row = Record<string, unknown>;

/** Characters of TCVN 5712:1993, VN3 (fonts ".Vn…", "ABC"), as Windows-1252 shows their bytes; capitals have no tones. */
const TCVN3 = new Map(
	zip(
		'µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§',
		'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ'
	)
);
/** Letters of VNI (fonts "VNI-…") that stand alone, as Windows-1252 shows them; capitals likewise. */
const VNI_LETTERS = new Map(zip('ôöíìæóòîñ', 'ơưíìỉĩịỵđ'));
/** Marks that VNI writes behind a vowel: circumflex, breve, both with tone, tone alone. */
const VNI_MARKS = new Map(
	zip('âáàåãäêéèúüëùøûõï', [
		...['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'].map((tone) => `\u0302${tone}`),
		...['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'].map((tone) => `\u0306${tone}`),
		...['\u0301', '\u0300', '\u0309', '\u0303', '\u0323']
	])
);
const VNI_VOWELS = new Set('aeouyôö');
/** Distinct texts of a file that are tried. */
const SAMPLE = 3000;

function zip(from: string, to: Iterable<string>): [string, string][] {
	const targets = [...to];
	return [...from].map((character, at) => [character, targets[at]!]);
}

/** Text of TCVN3 bytes that were read as Windows-1252. */
export function fromTcvn3(text: string): string {
	return [...text].map((character) => TCVN3.get(character) ?? character).join('');
}

/** Text of VNI bytes that were read as Windows-1252. */
export function fromVni(text: string): string {
	let result = '';
	for (let at = 0; at < text.length; at++) {
		const character = text[at]!;
		const small = character.toLowerCase();
		const letter = VNI_LETTERS.get(small) ?? small;
		const mark = VNI_VOWELS.has(small)
			? VNI_MARKS.get(text[at + 1]?.toLowerCase() ?? '')
			: undefined;
		result += (small === character ? letter : letter.toUpperCase()) + (mark ?? '');
		if (mark !== undefined) at++;
	}
	return result.normalize('NFC');
}

type Decode = (text: string) => string;

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
