/** Numbers as they are written in Viet Nam (1.234,56) and elsewhere (1,234.56). */

/** What a file's numbers show of their signs. */
export interface NumberStyle {
	/** The sign before the fraction; `undefined` when the file writes both ways. */
	decimal: '.' | ',' | undefined;
}

const SINGLE = /^[-+]?\d+([.,])(\d+)$/;

/**
 * Find out which sign a file's numbers use before the fraction.
 * Evidence: a sign that isn't followed by exactly three digits; the last of two different signs; a sign in a whole
 * number parts thousands. Without any, a point stands before the fraction.
 * @param numbers texts of numbers that may have a fraction
 * @param wholes texts of numbers that can't have one
 */
export function styleOf(numbers: Iterable<string>, wholes: Iterable<string> = []): NumberStyle {
	const seen = { '.': false, ',': false };
	for (const text of numbers) {
		const plain = text.replace(/[\s\u00a0\u202f']/g, '');
		const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
		if (last < 0 || !/^[-+]?[\d.,]+$/.test(plain)) continue;
		const sign = plain[last] as '.' | ',';
		const other = sign === '.' ? ',' : '.';
		const single = SINGLE.exec(plain);
		if (plain.includes(other)) seen[sign] = true;
		else if (!single) seen[other] = true;
		else if (single[2]!.length !== 3 || /^[-+]?0/.test(plain)) seen[sign] = true;
	}
	if (seen['.'] !== seen[',']) return { decimal: seen[','] ? ',' : '.' };
	if (seen['.']) return { decimal: undefined };
	for (const text of wholes) {
		const single = SINGLE.exec(text.trim());
		if (single?.[2]!.length === 3) return { decimal: single[1] === '.' ? ',' : '.' };
	}
	return { decimal: '.' };
}

/** A number, or `undefined` when the text is none or could be two. */
export function parseNumber(text: string, { decimal }: NumberStyle): number | undefined {
	const plain = text.replace(/[\s\u00a0\u202f']/g, '');
	if (/^[-+]?\d+$/.test(plain)) return Number(plain);
	if (/^[-+]?\d*\.?\d+e[-+]?\d+$/i.test(plain)) return Number(plain);
	if (decimal === undefined) {
		const single = SINGLE.exec(plain);
		if (single && single[2]!.length === 3) return undefined;
		return parseNumber(plain, {
			decimal: plain.lastIndexOf(',') > plain.lastIndexOf('.') ? ',' : '.'
		});
	}
	const thousands = decimal === '.' ? ',' : '.';
	const pattern =
		decimal === '.'
			? /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/
			: /^[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/;
	if (!pattern.test(plain)) return undefined;
	return Number(plain.replaceAll(thousands, '').replace(',', '.'));
}

/** A whole number; any sign in it parts thousands. */
export function parseWhole(text: string): number | undefined {
	const plain = text.replace(/[\s\u00a0\u202f']/g, '');
	if (/^\d+([.,]0+)?$/.test(plain) && !/^\d{1,3}[.,]000$/.test(plain))
		return Number(plain.split(/[.,]/)[0]);
	return /^\d{1,3}(\.\d{3})+$|^\d{1,3}(,\d{3})+$/.test(plain)
		? Number(plain.replace(/[.,]/g, ''))
		: undefined;
}
