/** What the XML of a sheet holds, told by its bytes: a large one needn't become text for that. */

const [LESS, GREATER, SLASH, COLON, BLANK] = [0x3c, 0x3e, 0x2f, 0x3a, 0x20];
const LETTER_F = 0x66;
const ROW = codes('row');
const NUMBER = codes(' r=');
const COLUMN = codes('col');
const HIDDEN = codes(' hidden=');
/** So many rows without cells are no layout; each costs as much as a row with some. */
const MOST_EMPTY = 10_000;

function codes(text: string): number[] {
	return [...text].map((letter) => letter.charCodeAt(0));
}

/** True where a cell of Excel's has a formula. */
export function hasFormula(xml: Uint8Array): boolean {
	for (let at = xml.indexOf(LESS); at >= 0; at = xml.indexOf(LESS, at + 1)) {
		const from = nameAt(xml, at);
		if (xml[from] === LETTER_F && endsName(xml[from + 1])) return true;
	}
	return false;
}

/** True where rows or columns of a sheet of Excel's are hidden. */
export function hasHidden(xml: Uint8Array): boolean {
	for (let at = xml.indexOf(LESS); at >= 0; at = xml.indexOf(LESS, at + 1)) {
		const from = nameAt(xml, at);
		if (!isAt(xml, from, ROW) && !isAt(xml, from, COLUMN)) continue;
		if (holds(xml, from, xml.indexOf(GREATER, from), HIDDEN)) return true;
	}
	return false;
}

/** The same XML without rows that hold nothing, where there are very many. */
export function withoutEmptyRows(xml: Uint8Array): Uint8Array {
	let [count, bytes] = [0, 0];
	eachEmptyRow(xml, (from, next) => {
		count++;
		bytes += next - from;
	});
	if (count <= MOST_EMPTY) return xml;
	const kept = new Uint8Array(xml.length - bytes);
	let [length, before] = [0, 0];
	const keepUpTo = (from: number, next: number) => {
		kept.set(xml.subarray(before, from), length);
		length += from - before;
		before = next;
	};
	eachEmptyRow(xml, keepUpTo);
	keepUpTo(xml.length, xml.length);
	return kept;
}

/** Told where it begins, and where the next thing does. */
function eachEmptyRow(xml: Uint8Array, seen: (from: number, next: number) => void): void {
	for (let at = xml.indexOf(LESS); at >= 0; at = xml.indexOf(LESS, at + 1)) {
		const from = nameAt(xml, at);
		if (!isAt(xml, from, ROW) || !endsName(xml[from + ROW.length])) continue;
		const end = xml.indexOf(GREATER, from);
		// A row that doesn't say which it is counts for the rows below it.
		if (end > 0 && xml[end - 1] === SLASH && holds(xml, from, end, NUMBER)) seen(at, end + 1);
	}
}

function holds(xml: Uint8Array, from: number, end: number, bytes: readonly number[]): boolean {
	for (let at = from; at < end; at++) if (isAt(xml, at, bytes)) return true;
	return false;
}

/** Where the name of a tag begins, behind the prefix of its namespace. */
function nameAt(xml: Uint8Array, tag: number): number {
	let at = tag + 1;
	while (!endsName(xml[at])) if (xml[at++] === COLON) return at;
	return tag + 1;
}

function endsName(byte: number | undefined): boolean {
	return byte === undefined || byte <= BLANK || byte === GREATER || byte === SLASH;
}

function isAt(xml: Uint8Array, at: number, bytes: readonly number[]): boolean {
	for (let index = 0; index < bytes.length; index++)
		if (xml[at + index] !== bytes[index]) return false;
	return true;
}
