/** Names of units as people write them: abbreviated types, numbers before, words in brackets, any case. */
import { fold as foldName, nameKey } from '../domain/fold.ts';
import type { Level } from '../domain/unit.ts';

/** A name taken apart. */
export interface WrittenName {
	/** Keys that equal those of the unit's full or short name, the fullest first. */
	keys: string[];
	/** The same without any accents; what is typed without them is found by it. */
	foldedKeys: string[];
	/** Keys of the fullest name, with and without accents, with i for y at the end of syllables. */
	keysWithI: string[];
	/** Levels that its type leaves open; all when it names none. */
	levels: readonly Level[] | undefined;
	/** True for "Thành phố X": a province of that name may be no city. */
	isCity: boolean;
	/** True when it was written without any accent. */
	isPlain: boolean;
	/** True for a short name of a province: "BRVT". */
	isAlias: boolean;
	/** True when words in brackets were left out: "Phường Cửa Nam (mới)". */
	isShortened: boolean;
}

/** Types with their abbreviations, and the levels at which they stand. */
const TYPES: readonly [string, readonly Level[], RegExp][] = [
	['thị trấn', ['commune'], /^(?:thị trấn|thi tran|tt\b\.?|t\.\s*t\.?)[\s.]*/iu],
	['thị xã', ['district'], /^(?:thị xã|thi xa|tx\b\.?|t\.\s*x\.?)[\s.]*/iu],
	[
		'thành phố',
		['province', 'district'],
		/^(?:thành phố|thanh pho|tp\b\.?|t\.\s*p\.?|city of)[\s.]*/iu
	],
	['đặc khu', ['commune'], /^(?:đặc khu|dac khu|đk\b\.?|dk\b\.)[\s.]*/iu],
	['phường', ['commune'], /^(?:phường|phuong|ph\.|p\.|p(?=\s+\p{Lu})|p(?=\d))\s*/iu],
	['xã', ['commune'], /^(?:xã|xa(?=\s)|x\.|x(?=\s+\p{Lu}))\s*/iu],
	['quận', ['district'], /^(?:quận|quan(?=\s)|q\.|q(?=\s+\p{Lu})|q(?=\d))\s*/iu],
	['huyện', ['district'], /^(?:huyện|huyen(?=\s)|h\.|h(?=\s+\p{Lu}))\s*/iu],
	['tỉnh', ['province'], /^(?:tỉnh|tinh(?=\s)|t\.|province of)\s*/iu]
];

/** Types as English texts put them behind the name: "Ho Chi Minh City", "Ba Dinh Ward". */
const TYPES_BEHIND: readonly [string | undefined, readonly Level[], RegExp][] = [
	['thành phố', ['province', 'district'], /\s+city$/i],
	['tỉnh', ['province'], /\s+province$/i],
	['phường', ['commune'], /\s+ward$/i],
	['xã', ['commune'], /\s+commune$/i],
	['thị trấn', ['commune'], /\s+(?:township|town)$/i],
	['đặc khu', ['commune'], /\s+special(?:\s+administrative)?\s+(?:zone|region|unit)$/i],
	[undefined, ['district'], /\s+district$/i]
];

/** Numbers and signs of lists: "01. ", "1) ", "I. ", "- ", "+ ". */
const NUMBERING =
	/^(?:\(?\d{1,4}\s*[.)/]\s*(?=\D)|\(?(?:[IVX]{1,6}|[A-HJ-Z])\s*[.)]\s+(?=\p{L})|[-–—+*•]\s*)/u;
const BEHIND = /[\s.,;:*†‡\u200b]+$/u;
const ACCENTS = /[^\p{ASCII}]/u;

/** Provinces by what they are called beside their names. */
const PROVINCES = new Map<string, string>(
	Object.entries({
		hcm: 'ho chi minh',
		tphcm: 'ho chi minh',
		hcmc: 'ho chi minh',
		'sai gon': 'ho chi minh',
		hn: 'ha noi',
		'ba ria vung tau': 'ba ria vung tau',
		brvt: 'ba ria vung tau',
		tthue: 'thua thien hue',
		'dac lac': 'dak lak',
		'dac nong': 'dak nong',
		'bac can': 'bac kan',
		'dak lac': 'dak lak'
	})
);

/** Take a name apart. */
export function writtenName(text: string): WrittenName {
	let rest = text.slice(0, 200).normalize('NFC').replace(/\s+/g, ' ').trim();
	rest = rest.replace(NUMBERING, '').replace(BEHIND, '').trim();
	const unbracketed = rest.replace(/\s*(?:\([^()]*\)|\[[^[\]]*\])\s*/g, ' ').trim();
	const isShortened = unbracketed !== rest && unbracketed !== '';
	if (isShortened) rest = unbracketed.replace(BEHIND, '');
	const isPlain = !ACCENTS.test(rest);
	// "TT Huế" is no thị trấn.
	const glued = /^t\.?p\.?\s*hcm$|^t\.?\s*t\.?[\s-]*hu[eế]$/i.test(rest);
	const type = glued ? undefined : TYPES.find(([, , pattern]) => pattern.test(rest));
	const behind = type || glued ? undefined : TYPES_BEHIND.find(([, , of]) => of.test(rest));
	const [word, levels, pattern] = type ?? behind ?? [];
	const bare = pattern ? rest.replace(pattern, '') : rest;
	const names = word && bare ? [`${word} ${bare}`, bare] : behind ? [bare] : [rest];
	const keys = [...new Set(names.map(nameKey))];
	const foldedKeys = [...new Set(names.map(foldedKey))];
	const full = withI(names[0]!) ?? names[0]!;
	const alias = PROVINCES.get(foldName(bare)) ?? PROVINCES.get(foldName(rest).replace(/ /g, ''));
	if (alias) foldedKeys.push(foldedKey(alias));
	return {
		keys,
		foldedKeys,
		keysWithI: [nameKey(full), foldedKey(full)],
		levels: levels && bare ? levels : undefined,
		isCity: word === 'thành phố' && bare !== '',
		isPlain: isPlain || alias !== undefined,
		isAlias: alias !== undefined && /^[\p{Lu}\s.-]+$/u.test(bare),
		isShortened
	};
}

/** Behind a consonant or "qu", y and i are one sound, and spelled either way: "Mỹ", "Mĩ"; "ay" and "ai" are two. */
const Y =
	/(?<=(?:^|[^\p{L}\p{M}])(?:qu|[bcdđghklmnpqrstvx]{0,3}))y(?=\p{M}*(?:$|[^\p{L}\p{M}]))/giu;

/** A name with i for each y that could be one; nothing without such a y. */
export function withI(name: string): string | undefined {
	const letters = name.normalize('NFD');
	const other = letters.replace(Y, 'i');
	return other === letters ? undefined : other.normalize('NFC');
}

/** Without accents and blanks: "Ea H'leo" and "EaHleo" are one. */
export function foldedKey(name: string): string {
	return foldName(name).replace(/ /g, '');
}

/** True for a name that differs by a letter or two from one of the names: a slip of typing. */
export function isNearly(name: string, names: readonly string[]): boolean {
	return names.some((of) => {
		if (name === of) return true;
		const most = of.length >= 8 ? 2 : of.length >= 5 ? 1 : 0;
		return Math.abs(of.length - name.length) <= most && distance(name, of, most) <= most;
	});
}

/** Number of letters to change, at most one more than `most`. */
function distance(a: string, b: string, most: number): number {
	let before = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let row = 1; row <= a.length; row++) {
		const now = [row];
		for (let at = 1; at <= b.length; at++)
			now[at] = Math.min(
				before[at]! + 1,
				now[at - 1]! + 1,
				before[at - 1]! + (a[row - 1] === b[at - 1] ? 0 : 1)
			);
		if (Math.min(...now) > most) return most + 1;
		before = now;
	}
	return before[b.length]!;
}
