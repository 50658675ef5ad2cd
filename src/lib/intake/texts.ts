/** Texts in both languages. */
import type { Fault } from '../domain/errors.ts';
import type { Choice, AnswerName } from './draft.ts';
import type { Text } from './sheet.ts';

/** A text in both languages. */
export function both(vi: string, en: string): Text {
	return { vi, en };
}

/** A choice that an answer makes. */
export function choice(name: AnswerName, value: string, text: Text, examples: Text[] = []): Choice {
	return { answer: { name, value }, text, examples: examples.slice(0, 3) };
}

/** A way out that is not an answer. */
export function wayOut(text: Text): Choice {
	return { answer: null, text, examples: [] };
}

/** A fault with its words in both languages; `found` is text where it stands so in the file. */
export function faultIn(
	place: Pick<Fault, 'file' | 'row' | 'column'>,
	{ found, expected, remedy }: { found?: Text | string; expected?: Text; remedy?: Text }
): Fault {
	const inBoth = typeof found === 'string' ? same(found) : found;
	const fault: Fault = { ...place };
	const vi: NonNullable<Fault['vi']> = {};
	for (const [name, text] of [
		['found', inBoth],
		['expected', expected],
		['remedy', remedy]
	] as const) {
		if (!text) continue;
		fault[name] = text.en;
		if (text.vi !== text.en) vi[name] = text.vi;
	}
	return Object.keys(vi).length > 0 ? { ...fault, vi } : fault;
}

/** What was found and expected, in both languages. */
export function wordsOf(found: string, expected: Text): Pick<Fault, 'found' | 'expected' | 'vi'> {
	const plain = withoutPersonal(found);
	return expected.vi === expected.en
		? { found: plain, expected: expected.en }
		: { found: plain, expected: expected.en, vi: { expected: expected.vi } };
}

/** The same words in both languages. */
export function same(text: string): Text {
	return { vi: text, en: text };
}

/** "a, b and 3 more" */
export function listed(texts: readonly string[], most = 3): Text {
	const shown = texts.slice(0, most).join(', ');
	const rest = texts.length - most;
	return rest > 0 ? both(`${shown} và ${rest} nữa`, `${shown} and ${rest} more`) : same(shown);
}

/** What may be personal: each alone, with nothing of its own kind beside it. */
const PERSONAL = new RegExp(
	[
		// Telephone numbers of Viet Nam.
		String.raw`(?<![\d.,-])(?:\+?84|0)[ .-]?\d(?:[ .-]?\d){7,9}(?!\d)`,
		// Addresses of mail and of the Internet, of cards and adapters.
		String.raw`[\w.+-]+@[\w-]+\.[\w.]+`,
		String.raw`(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])`,
		String.raw`(?<![\da-f:])(?:[\da-f]{1,4}::?){3,7}[\da-f]{1,4}(?![\da-f:])`,
		// Ids of devices and installations: UUIDs, and eleven or more hexadecimal digits of both kinds.
		String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`,
		String.raw`(?<![\da-f])(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{11,}(?![\da-f])`,
		// Places, and long numbers of devices.
		String.raw`(?<!\d)\d{1,3}[.,]\d{4,}(?!\d)`,
		String.raw`[a-z]{0,6}\d{9,}`
	].join('|'),
	'giu'
);

/** Text of a row that was not taken, without what may be a telephone number, an address, a device or a place. */
export function withoutPersonal(text: string): string {
	return text.slice(0, 200).replace(PERSONAL, '…');
}
