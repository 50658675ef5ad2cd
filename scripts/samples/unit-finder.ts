/** Finds the unit that a row of a monthly table names: by code, else by names. Nothing is guessed. */
import { officialCode, spellingsOf } from '../../src/lib/domain/dated-names.ts';
import {
	CODE_LENGTH,
	ancestorRow,
	LEVELS,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import { nameKey } from '../boundaries/names.ts';
import type { LostZeros } from './table-shape.ts';

/** A unit of an edition. */
export interface Place {
	level: Level;
	row: number;
	code: string;
}

/** What a row says of its unit; empty text where it says nothing. */
export interface UnitWords {
	/** Official code of any level. */
	code: string;
	/** Name of a unit of any level. */
	unit: string;
	commune: string;
	/** Name or code. */
	district: string;
	/** Name or code. */
	province: string;
}

/** What a row's words lead to. */
export interface Found {
	place?: Place;
	/** Units that the words fit, when they are several. */
	candidates: Place[];
	/** True when leading zeros were given back to the code. */
	isRepaired: boolean;
	/** True when the row names its unit otherwise than the list of units does. */
	isRenamed: boolean;
}

/** Units of an edition by every name that they ever had and every spelling of their codes. */
export class UnitFinder {
	readonly units: Units;
	readonly #byName = new Map<string, Place[]>();

	constructor(units: Units) {
		this.units = units;
		for (const level of units.levels) {
			const { codes } = unitsOf(units, level);
			codes.forEach((code, row) => {
				for (const key of this.#keys({ level, row, code })) {
					const known = this.#byName.get(key);
					if (known) known.push({ level, row, code });
					else this.#byName.set(key, [{ level, row, code }]);
				}
			});
		}
	}

	/** @param lost what became of the zeros of the file's codes */
	find(words: UnitWords, lost: LostZeros): Found {
		if (words.code) return this.#byCode(words, lost);
		const candidates = this.#byNames(words);
		const place = candidates.length === 1 ? candidates[0] : undefined;
		return { place, candidates, isRepaired: false, isRenamed: false };
	}

	/** "00004 Phường Ba Đình, Thành phố Hà Nội" */
	describe({ level, row, code }: Place): string {
		const names = LEVELS.filter(
			(above) => this.units.levels.includes(above) && LEVELS.indexOf(above) <= LEVELS.indexOf(level)
		)
			.reverse()
			.map((above) => unitsOf(this.units, above).names[ancestorRow(this.units, level, row, above)]);
		return `${code} ${names.join(', ')}`;
	}

	#byCode(words: UnitWords, { width, isLevelClear }: LostZeros): Found {
		const { code } = words;
		// A code that begins with zero has all its zeros.
		const lengths = LEVELS.map((level) => CODE_LENGTH[level]).filter(
			(length) => length <= width && !code.startsWith('0')
		);
		const texts = [...lengths.reverse().map((length) => code.padStart(length, '0')), code];
		const known = [...new Set(texts)].flatMap((text) => this.#place(text) ?? []);
		const named = known.filter((place) => this.#isNamed(place, words));
		const isOne = isLevelClear || known.length === 1;
		const place = named.length === 1 ? named[0] : isOne ? known[0] : undefined;
		return {
			place,
			candidates: known,
			isRepaired: place !== undefined && place.code !== officialCode(this.units, code),
			isRenamed: place !== undefined && named.length === 0 && this.#hasName(words, place.level)
		};
	}

	#place(text: string): Place | undefined {
		const code = officialCode(this.units, text);
		const level = this.units.levels.find((of) => this.units.of[of]?.rowOf.has(code));
		return level && { level, row: unitsOf(this.units, level).rowOf.get(code)!, code };
	}

	#nameFor(words: UnitWords, level: Level): string {
		return words[level] || words.unit;
	}

	#hasName(words: UnitWords, level: Level): boolean {
		const name = this.#nameFor(words, level);
		return name !== '' && !/^\d+$/.test(name);
	}

	#isNamed(place: Place, words: UnitWords): boolean {
		return this.#keys(place).includes(nameKey(this.#nameFor(words, place.level)));
	}

	#keys({ level, row }: Place): string[] {
		return [...new Set(spellingsOf(this.units, level, row).map(nameKey))];
	}

	/** The lowest level that a row names is its unit; the names above narrow it down. */
	#byNames(words: UnitWords): Place[] {
		const levels = [...this.units.levels].reverse();
		const lowest = levels.find((level) => words[level] !== '');
		if (words.unit) {
			const named = this.#named(words.unit);
			const below = lowest ? named.filter(({ level }) => isBelow(level, lowest)) : named;
			return this.#within(below.length > 0 ? below : named, words, undefined);
		}
		// A district's row can't be placed in an edition without districts; its province isn't meant.
		if (!lowest || (words.district && isBelow('district', lowest))) return [];
		const named = this.#namedOrCoded(words[lowest], lowest);
		return this.#within(named, words, lowest);
	}

	#named(name: string): Place[] {
		return this.#byName.get(nameKey(name)) ?? [];
	}

	#namedOrCoded(text: string, level: Level): Place[] {
		const code = /^\d+$/.test(text) ? text.padStart(CODE_LENGTH[level], '0') : '';
		const coded = code ? this.#place(code) : undefined;
		return coded?.level === level
			? [coded]
			: this.#named(text).filter((place) => place.level === level);
	}

	/** Those of the places that lie in the province and district that the row names. */
	#within(places: Place[], words: UnitWords, own: Level | undefined): Place[] {
		return places.filter((place) =>
			(['province', 'district'] as const).every((above) => {
				if (above === own || above === place.level || !words[above] || !this.units.of[above])
					return true;
				if (!isBelow(place.level, above)) return true;
				const rows = this.#namedOrCoded(words[above], above).map(({ row }) => row);
				return rows.includes(ancestorRow(this.units, place.level, place.row, above));
			})
		);
	}
}

function isBelow(level: Level, above: Level): boolean {
	return LEVELS.indexOf(level) > LEVELS.indexOf(above);
}
