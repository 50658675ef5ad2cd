const VOWELS = 'AĂÂEÊIOÔƠUƯY';
/** Grave, hook above, tilde, acute, dot below. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

const alphabet = [...VOWELS]
	.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC')))
	.concat('Đ')
	.flatMap((letter) => [letter, letter.toLowerCase()]);
const isLatin1 = (letter: string) => letter.codePointAt(0)! <= 0xff;

/** Where the files of the typeface part: what Western languages have too, with figures and signs. */
export const LATIN =
	Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('') +
	alphabet.filter((letter) => isLatin1(letter) && letter > '~').join('') +
	'\u00a0\u00a7\u00a9\u00ab\u00b0\u00b1\u00b2\u00b3\u00b5\u00b7\u00bb\u00d7\u00f7' +
	'\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2039\u203a\u2212\u2265';

/** The letters of Vietnamese alone, and the sign of the đồng. */
export const VIETNAMESE = alphabet.filter((letter) => !isLatin1(letter)).join('') + '\u20ab';
