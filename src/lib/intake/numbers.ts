/** Numbers as they are written in Viet Nam (1.234,56) and elsewhere (1,234.56). */

export type DecimalSign = '.' | ',';

/** What texts of numbers show of the sign before the fraction. */
export interface NumberStyle {
	/** `mixed`: both signs stand before fractions. `open`: "9.120" may be 9.12 or 9120. `none`: no sign was seen. */
	kind: 'proven' | 'mixed' | 'open' | 'none';
	/** Of `proven`; of `none` and `open` none. */
	decimal?: DecimalSign;
	/** The text that shows it. */
	example?: string;
}

const SINGLE = /^[-+]?\d{1,15}([.,])(\d{1,15})$/;
const BLANKS = /[\s\u00a0\u202f\u2009'’]/g;

/**
 * Find out which sign numbers use before the fraction.
 * Evidence: a sign that isn't followed by exactly three digits, or stands behind a zero or more than three digits; the
 * last of two different signs; one sign twice parts thousands.
 */
export function styleOf(texts: Iterable<string>): NumberStyle {
	const seen: Partial<Record<DecimalSign, string>> = {};
	let open: string | undefined;
	for (const text of texts) {
		const plain = text.replace(BLANKS, '');
		const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
		if (last < 0 || plain.length > 40 || !/^[-+]?[\d.,]+$/.test(plain)) continue;
		const sign = plain[last] as DecimalSign;
		const other = sign === '.' ? ',' : '.';
		const single = SINGLE.exec(plain);
		if (plain.includes(other)) seen[sign] ??= text;
		else if (!single) seen[other] ??= text;
		else if (single[2]!.length !== 3 || /^[-+]?0|^[-+]?\d{4}/.test(plain)) seen[sign] ??= text;
		else open ??= text;
	}
	if (seen['.'] !== undefined && seen[','] !== undefined)
		return { kind: 'mixed', example: `${seen['.']}, ${seen[',']}` };
	const decimal = seen['.'] !== undefined ? '.' : seen[','] !== undefined ? ',' : undefined;
	if (decimal) return { kind: 'proven', decimal, example: seen[decimal]! };
	return open === undefined ? { kind: 'none' } : { kind: 'open', example: open };
}

/** A number, or `undefined` when the text is none, or could be two where `decimal` isn't known. */
export function parseNumber(text: string, decimal: DecimalSign | undefined): number | undefined {
	const plain = text.replace(BLANKS, '');
	if (plain.length > 40) return undefined;
	if (/^[-+]?\d+$/.test(plain)) return Number(plain);
	if (/^[-+]?\d*\.?\d+e[-+]?\d+$/i.test(plain)) return Number(plain);
	if (decimal === undefined) {
		const single = SINGLE.exec(plain);
		if (single && single[2]!.length === 3 && !/^[-+]?0/.test(plain)) return undefined;
		return parseNumber(plain, plain.lastIndexOf(',') > plain.lastIndexOf('.') ? ',' : '.');
	}
	const thousands = decimal === '.' ? ',' : '.';
	const pattern =
		decimal === '.'
			? /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/
			: /^[-+]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/;
	if (!pattern.test(plain)) return undefined;
	return Number(plain.replaceAll(thousands, '').replace(',', '.'));
}

/** A whole number; any sign in it parts thousands, but for zeros behind it ("5.0", "5,00"). */
export function parseWhole(text: string): number | undefined {
	const plain = text.replace(BLANKS, '');
	if (plain.length > 40) return undefined;
	if (/^\d+([.,]0+)?$/.test(plain) && !/^\d{1,3}[.,]000$/.test(plain))
		return Number(plain.split(/[.,]/)[0]);
	return /^\d{1,3}(\.\d{3})+$|^\d{1,3}(,\d{3})+$/.test(plain)
		? Number(plain.replace(/[.,]/g, ''))
		: undefined;
}
