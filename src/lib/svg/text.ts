/** Font of every picture; the others stand in where it is not installed. */
export const FONT = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

/** Width of a letter in parts of the size of the font: what fits must be known without a browser. */
const NARROW = /[ijlrtfI1.,;:'!|()\s]/;
const WIDE = /[mwMWƯƠ@%—]/;

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** Text as it may stand in an element or an attribute; characters that XML forbids are left out. */
export function escapeXml(text: string): string {
	return dropForbidden(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

/** Text without the characters that no XML file may hold, in whatever way they are written. */
export function dropForbidden(text: string): string {
	return text.replace(FORBIDDEN, '');
}

/** Control characters and halves of surrogate pairs: XML 1.0 forbids them even when escaped. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** Pixels that a line of text takes, about. */
export function textWidth(text: string, size: number): number {
	let width = 0;
	for (const letter of text.normalize('NFC'))
		width += NARROW.test(letter)
			? 0.32
			: WIDE.test(letter)
				? 0.88
				: /\p{Lu}/u.test(letter)
					? 0.68
					: 0.57;
	return width * size;
}

/**
 * Break a text into lines at its spaces.
 * @param width pixels of a line; a longer word stands alone
 */
export function wrap(text: string, size: number, width: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/[ \n]+/).filter(Boolean)) {
		const last = lines.at(-1);
		if (last !== undefined && textWidth(`${last} ${word}`, size) <= width)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}
