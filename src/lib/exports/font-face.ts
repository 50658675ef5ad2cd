import { FONT_WEIGHTS } from './briefing.ts';

/** Parts of the family in the package for pages, with the letters that each has (as in its own style sheet). */
const PARTS = {
	latin:
		'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
	vietnamese:
		'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB'
} as const;

/**
 * CSS that holds the pictures' fonts.
 * @param read gives a file of the package for pages by its name
 */
export async function fontFace(read: (name: string) => Promise<Uint8Array>): Promise<string> {
	const faces = FONT_WEIGHTS.flatMap((weight) =>
		Object.entries(PARTS).map(async ([part, range]) => {
			const bytes = await read(`be-vietnam-pro-${part}-${weight}-normal.woff2`);
			const source = `url(data:font/woff2;base64,${base64(bytes)}) format("woff2")`;
			return `@font-face{font-family:"Be Vietnam Pro";font-weight:${weight};src:${source};unicode-range:${range}}`;
		})
	);
	return (await Promise.all(faces)).join('');
}

function base64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}
