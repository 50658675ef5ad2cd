/** Text from files and their names, as a terminal may show it. */

/** What steers a terminal, or turns the direction of text. */
const STEERING = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text in which what steers a terminal is written as its code, as JSON would. */
export function printable(text: string): string {
	return text.replace(STEERING, codeOf);
}

/** As {@link printable}, of what stands in a line with others, such as a name. */
export function inLine(text: string): string {
	return printable(text).replace(/[\n\t]/g, codeOf);
}

function codeOf(character: string): string {
	return character
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
}
