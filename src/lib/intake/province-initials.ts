/** Provinces by the first letters of their names, as tables write them to save room: "LĐ", "BR-VT", "Q.Nam". */
import { spellingsOf } from '../domain/dated-names.ts';
import { unitsOf, type Units } from '../domain/unit.ts';
import { fold } from './words.ts';

/** What stands before a province's name: "TP.ĐN". */
const TYPE = /^(?:tỉnh|tinh|thành phố|thanh pho|tp|t)[.\s]+(?=\p{L})/iu;

/** Short names of all provinces of a list. */
export class ProvinceInitials {
	readonly #rows = new Map<string, Set<number>>();
	readonly #rowsOfTails = new Map<string, Set<number>>();

	constructor(units: Units) {
		unitsOf(units, 'province').codes.forEach((_, row) => {
			for (const name of spellingsOf(units, 'province', row)) {
				const words = wordsOf(name.replace(TYPE, ''));
				if (words.length < 2) continue;
				const letters = words.map((word) => word[0]!).join('');
				put(this.#rows, letters, row);
				put(this.#rows, withoutStroke(letters), row);
				put(this.#rowsOfTails, tailKey(letters.slice(0, -1) + words.at(-1)!), row);
			}
		});
	}

	/**
	 * Rows of the provinces that a short name may be of: of "ĐN" two, of "DN" all that "ĐN" may be.
	 * @param hasTails whether "Q.Nam" is a province, too, and no district
	 */
	rowsOf(text: string, hasTails: boolean): number[] {
		const own = text.slice(0, 40).normalize('NFC').trim().replace(TYPE, '');
		const letters = own.replace(/[\s.–-]/g, '');
		if (/^\p{Lu}{2,4}$/u.test(letters)) return [...(this.#rows.get(letters.toLowerCase()) ?? [])];
		const isTail = hasTails && /^\p{Lu}{1,2}\.\s*\p{Lu}\p{Ll}+$/u.test(own);
		return isTail ? [...(this.#rowsOfTails.get(tailKey(own)) ?? [])] : [];
	}
}

/** Words in small letters without tones; đ stays what it is. */
function wordsOf(name: string): string[] {
	return name
		.toLowerCase()
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.split(/[^\p{L}]+/u)
		.filter(Boolean);
}

function withoutStroke(text: string): string {
	return text.replaceAll('đ', 'd');
}

function tailKey(text: string): string {
	return fold(text.toLowerCase()).replaceAll(' ', '');
}

function put(index: Map<string, Set<number>>, key: string, row: number): void {
	index.set(key, (index.get(key) ?? new Set()).add(row));
}
