/** Vietnamese names as they are compared: the same name is written in several ways. */

/** Grave, acute, tilde, hook above, dot below: the tones; other marks belong to the letter. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Letters that look like "đ" and come from conversions: Icelandic eth, African d. Small letters. */
const LIKE_D = /[\u00f0\u0256]/g;

/**
 * A key that is equal for spellings of one name: composed or decomposed, capital or small, "hoà" or "hòa",
 * "Phường 1" or "Phường 01", any blanks and dashes.
 */
export function nameKey(name: string): string {
	return name
		.normalize('NFD')
		.toLowerCase()
		.replace(LIKE_D, 'đ')
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.filter(Boolean)
		.map((word) => syllableKey(word.replace(/^0+(?=\d)/, '')))
		.join(' ');
}

/** The tone behind the letters, wherever it was set. */
function syllableKey(word: string): string {
	const tones = word.match(TONES) ?? [];
	return (word.replace(TONES, '') + tones.join('')).normalize('NFC');
}

/**
 * A name as it is typed in haste: small letters without any mark, words parted by one blank. Letters and digits are
 * parted ("q3" is "q 3"), apostrophes join ("Ea H'leo" is "ea hleo"), numbers lose their leading zeros.
 */
export function fold(text: string): string {
	return (
		text
			.toLowerCase()
			.replace(LIKE_D, 'đ')
			.normalize('NFD')
			.replace(/[\p{M}'’ʼ`]+/gu, '')
			// Its stroke is no mark that decomposing would part from it.
			.replaceAll('đ', 'd')
			.replace(/[^\p{L}\p{N}]+/gu, ' ')
			.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, ' ')
			.replace(/(?<!\p{N})0+(?=\p{N})/gu, '')
			.trim()
	);
}

/** {@link fold} without blanks: equal for spellings that differ in capitals, accents, blanks and signs alone. */
export function spellingKey(text: string): string {
	return fold(text).replaceAll(' ', '');
}

/** {@link fold} for many names: a few thousand syllables make all of them, and each is folded once. */
export function foldMemo(): (text: string) => string {
	const known = new Map<string, string>();
	return (text) => {
		const words: string[] = [];
		for (const word of text.split(' ')) {
			let folded = known.get(word);
			if (folded === undefined) known.set(word, (folded = fold(word)));
			if (folded) words.push(folded);
		}
		return words.join(' ');
	};
}
