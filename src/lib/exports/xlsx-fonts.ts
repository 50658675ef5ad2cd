import type { Feature } from 'write-excel-file/universal';

/** Order of what a font is told by (ECMA-376, part 1, 18.8.22, as Excel itself writes and Microsoft's SDK asks for). */
const ORDER = ['b', 'i', 'strike', 'u', 'vertAlign', 'sz', 'color', 'name', 'family', 'scheme'];

/** The library writes the parts of a font in another order. */
export const fontsInOrder: Feature<Blob> = {
	files: {
		transform: {
			'xl/styles.xml': {
				transform: (content) =>
					content.replace(/(?<=<font>).*?(?=<\/font>)/g, (font) => {
						const place = (part: string) => ORDER.indexOf(/\w+/.exec(part)![0]);
						return font
							.match(/<[^>]+>/g)!
							.sort((a, b) => place(a) - place(b))
							.join('');
					})
			}
		}
	}
};
