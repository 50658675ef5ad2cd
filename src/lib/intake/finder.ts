/** Finds the unit that a row names: by code, else by names. Nothing is guessed. */
import type { FormerNames } from '../domain/continued-units.ts';
import { newestUnits, spellingsOf, unitsAt } from '../domain/dated-names.ts';
import { nameKey } from '../domain/fold.ts';
import type { Month } from '../domain/month.ts';
import {
	ancestorRow,
	CODE_LENGTH,
	LEVELS,
	shortName,
	unitsOf,
	type Level,
	type Units
} from '../domain/unit.ts';
import type { CodeStyle, Found, How, Place, UnitWords } from './found.ts';
import { indexesOf, type Indexes } from './name-indexes.ts';
import { ProvinceInitials } from './province-initials.ts';
import { foldedKey, isNearly, writtenName, type WrittenName } from './unit-names.ts';

export type { CodeStyle, Found, How, Place, UnitWords };

/** Units that a name fits. */
interface Named {
	places: Place[];
	how: How;
	/** Units of that bare name and another type. */
	near: Place[];
	/** Units that were called so in an older list. */
	former: Place[];
	/** What was looked for; absent for a code. */
	name?: WrittenName;
}

/** Words with the month whose names count where several units fit them. */
interface Asked extends UnitWords {
	month?: Month | undefined;
}

const NONE: Found = { candidates: [] };
const NOWHERE = { places: [] as Place[] };
/** What stands between a unit and the one above it in one cell. */
const SEPARATOR = /\s*[,;|/]\s*|\s+[-–—]\s+|\s*[()]\s*/u;
const CITY = /^thành phố(?!\p{L})/iu;
const DEPTH: Record<Level, number> = { province: 0, district: 1, commune: 2 };

/** Names and codes of all units of an edition. */
export class UnitFinder {
	readonly units: Units;
	readonly #former: readonly FormerNames[];
	readonly #initials: ProvinceInitials;
	readonly #aliases: ReadonlyMap<string, string>;
	readonly #written = new Map<string, WrittenName>();
	#indexes: Indexes | undefined;

	/** @param former names of older lists, which hold where no unit has them now */
	constructor(units: Units, former: readonly FormerNames[] = []) {
		this.units = units;
		this.#former = former;
		this.#aliases = units.aliases;
		this.#initials = new ProvinceInitials(units);
	}

	/** Made when a name is first looked for: of most lists none is. */
	get #names(): Indexes {
		return (this.#indexes ??= indexesOf(this.units, this.#former));
	}

	/**
	 * What a row's words lead to.
	 * @param month of several units that were ever called so, those that are on its last day are meant
	 */
	find(words: UnitWords, codes: CodeStyle, month?: Month): Found {
		const parted: Asked = { ...this.#parted(words), month };
		return parted.code ? this.#byCode(parted, codes) : this.#byNames(parted);
	}

	/** "Phường Việt Hưng, Thành phố Hà Nội" in one cell; left as it is where the row says otherwise. */
	#parted(words: UnitWords): UnitWords {
		const text = words.commune || words.unit;
		if (!SEPARATOR.test(text)) return words;
		const whole = this.named(text);
		if (whole.places.length > 0 && whole.how !== 'shortened') return words;
		const parts = text.split(SEPARATOR).filter(Boolean);
		if (parts.length < 2 || parts.length > 3) return words;
		const upper = (['province', 'district'] as const).find((level) => {
			const { places } = this.units.of[level] ? this.named(parts.at(-1)!, level) : NOWHERE;
			return places.length > 0;
		});
		const ordered = upper ? parts : [...parts].reverse();
		const level = upper ?? (this.named(ordered.at(-1)!, 'province').places[0] && 'province');
		if (!level || this.named(ordered[0]!).places.length === 0) return words;
		const above: Partial<UnitWords> = { [level]: ordered.at(-1)! };
		if (ordered.length === 3) above.district = ordered[1]!;
		const isSame = (['province', 'district'] as const).every(
			(of) => !words[of] || !above[of] || this.#isSameUpper(words[of], above[of], of)
		);
		if (!isSame) return words;
		const own = words.commune ? { commune: ordered[0]! } : { unit: ordered[0]! };
		return { ...words, ...above, ...own };
	}

	#isSameUpper(a: string, b: string, level: Level): boolean {
		const of = (text: string) => this.#namedOrCoded(text, level).places.map(({ code }) => code);
		const codes = of(b);
		return of(a).some((code) => codes.includes(code));
	}

	/** The unit with a code that stands as it is. */
	placeOf(code: string): Place | undefined {
		const official = this.#aliases.get(code) ?? code;
		const level = this.units.levels.find((of) => this.units.of[of]?.rowOf.has(official));
		return level && { level, row: unitsOf(this.units, level).rowOf.get(official)!, code: official };
	}

	/**
	 * Units that a name fits, at any level or at one. "Phường X" is no "Xã X": a bare name helps where no type was
	 * written, or of provinces, whose bare names are unique.
	 */
	named(text: string, level?: Level): Named {
		const name = this.#writtenName(text);
		const pick = (index: Map<string, Place[]>, key: string | undefined) =>
			(key === undefined ? [] : (index.get(key) ?? [])).filter(
				(place) =>
					(level === undefined || place.level === level) &&
					(!name.levels || name.levels.includes(place.level))
			);
		const bare = [
			...pick(this.#names.byName, name.keys[1]),
			...pick(this.#names.byFolded, name.foldedKeys[1]),
			...pick(this.#names.byFolded, name.foldedKeys[2])
		];
		const near = [...new Map(bare.map((place) => [place.code, place])).values()];
		const former = this.#formerly(name, level);
		// "TP Lạng Sơn" was a district: no list has the province as a city.
		const ofProvinces = near.filter(
			(place) => place.level === 'province' && (!name.isCity || this.#isCity(place))
		);
		for (const [places, how] of [
			[pick(this.#names.byName, name.keys[0]), 'name'],
			[pick(this.#names.byFolded, name.foldedKeys[0]), 'spelling'],
			[
				each(
					name.keysWithI.flatMap((key) =>
						[this.#names.byName, this.#names.byFolded, this.#names.byI].flatMap((index) =>
							pick(index, key)
						)
					)
				),
				'spelling'
			],
			[ofProvinces, 'spelling']
		] as const)
			if (places.length > 0)
				return {
					places: [...places],
					how: name.isShortened ? 'shortened' : name.isAlias ? 'initials' : how,
					near,
					former,
					name
				};
		return { places: [], how: 'name', near, former, name };
	}

	/** Of several places those that are called so on the last day of the month; all where none or no month is. */
	#atMonth(places: Place[], { name, how }: Named, month: Month | undefined): Place[] {
		if (places.length < 2 || !name || month === undefined) return places;
		const units = unitsAt(this.units, month);
		const keyOf = how === 'name' ? nameKey : foldedKey;
		const keys = how === 'name' ? name.keys : name.foldedKeys;
		const own = places.filter(({ level, row }) => {
			const { names, types } = unitsOf(units, level);
			return [names[row]!, shortName(names[row]!, types[row]!)].some((of) => keyOf(of) === keys[0]);
		});
		return own.length > 0 ? own : places;
	}

	/** Units that were called so in an older list. */
	#formerly(name: WrittenName, level: Level | undefined): Place[] {
		const keys = name.isPlain
			? [name.foldedKeys[0]!, name.foldedKeys.at(-1)!, ...name.keysWithI]
			: [name.keys[0]!, ...name.keysWithI.slice(0, 1)];
		const found = keys.flatMap((key) => this.#names.former.get(key) ?? []);
		return each(found).filter((place) => level === undefined || place.level === level);
	}

	/**
	 * "Phường Ba Đình, Thành phố Hà Nội"
	 * @param month whose names are told, those of its last day; without one the newest
	 */
	describe({ level, row }: Place, month: Month | undefined): string {
		const units = month === undefined ? newestUnits(this.units) : unitsAt(this.units, month);
		return LEVELS.filter(
			(above) => this.units.levels.includes(above) && DEPTH[above] <= DEPTH[level]
		)
			.reverse()
			.map((above) => unitsOf(units, above).names[ancestorRow(units, level, row, above)])
			.join(', ');
	}

	/** Code of the province that a unit is or lies in. */
	provinceOf({ level, row }: Place): string {
		return unitsOf(this.units, 'province').codes[ancestorRow(this.units, level, row, 'province')]!;
	}

	/** True when a place is the other or lies in it. */
	isWithin(place: Place, other: Place): boolean {
		if (DEPTH[place.level] < DEPTH[other.level]) return false;
		return ancestorRow(this.units, place.level, place.row, other.level) === other.row;
	}

	/** True of a province that is or was called a city in this edition. */
	#isCity({ level, row }: Place): boolean {
		return spellingsOf(this.units, level, row).some((name) => CITY.test(name.normalize('NFC')));
	}

	#writtenName(text: string): WrittenName {
		let name = this.#written.get(text);
		if (!name) {
			if (this.#written.size > 50_000) this.#written.clear();
			this.#written.set(text, (name = writtenName(text)));
		}
		return name;
	}

	#byCode(words: Asked, codes: CodeStyle): Found {
		const { code } = words;
		const candidates = this.#coded(code, codes);
		const fitting = candidates.filter((place) => this.#fitsNames(place, words));
		if (fitting.length === 1)
			return { place: fitting[0]!, how: howOfCode(code, fitting[0]!), candidates };
		const only =
			candidates.length > 1
				? candidates.find(({ level }) => level === codes.prefers)
				: candidates[0];
		if (only) return this.#byOneCode(only, words);
		return candidates.length > 1 ? { candidates } : this.#unknownCode(words);
	}

	/** Units that a code may be of. */
	#coded(code: string, { levels, isShort }: CodeStyle): Place[] {
		const known = new Map<string, Place>();
		for (const level of levels) {
			const length = CODE_LENGTH[level];
			const isWhole = code.length === length;
			if (code.length > length || (!isWhole && (!isShort || code.startsWith('0')))) continue;
			const place = this.placeOf(code.padStart(length, '0'));
			if (place?.level === level) known.set(place.code, place);
		}
		return [...known.values()];
	}

	/** A code of one unit, beside a name that isn't simply that unit's. */
	#byOneCode(only: Place, words: Asked): Found {
		const own = this.#nameFor(words, only.level);
		const liesThere = this.#liesAsNamed(only, words);
		const found: Found = { place: only, how: howOfCode(words.code, only), candidates: [only] };
		if (!own || /^\d+$/.test(own))
			return liesThere ? found : { candidates: [only], isNameUnknown: true };
		const named = this.#namedBeside(only, words);
		if (named.place && named.place.code !== only.code)
			return { candidates: [only, named.place], named: named.place };
		if (liesThere && named.candidates.some(({ code }) => code === only.code)) return found;
		if (liesThere && isNearly(foldedKey(own), this.#foldedNames(only)))
			return { ...found, how: 'spelling' };
		return { candidates: each([only, ...named.candidates]), isNameUnknown: true };
	}

	/** What the names of a row lead to; of several units the one in the code's own province. */
	#namedBeside(only: Place, words: Asked): Found {
		const named = this.#byNames({ ...words, code: '' });
		if (named.place) return named;
		const own = named.candidates.filter(
			(place) => this.provinceOf(place) === this.provinceOf(only)
		);
		return own.length === 1 ? { ...named, place: own[0]! } : named;
	}

	/** A code that no unit has: its names may still show what is meant, but don't prove it. */
	#unknownCode(words: Asked): Found {
		// "20 | Tỉnh Lạng Sơn" among communes: the code of another level, with its name.
		const whole = this.placeOf(words.code);
		if (whole && this.#fitsNames(whole, words))
			return { place: whole, how: 'code', candidates: [whole] };
		const { place, candidates } = this.#byNames({ ...words, code: '' });
		return { candidates: place ? [place] : candidates };
	}

	#foldedNames(place: Place): string[] {
		return spellingsOf(this.units, place.level, place.row).map(foldedKey);
	}

	#nameFor(words: Asked, level: Level): string {
		return words[level] || words.unit;
	}

	#fitsNames(place: Place, words: Asked): boolean {
		const own = this.#nameFor(words, place.level);
		if (!own || /^\d+$/.test(own)) return false;
		const { places, former } = this.named(own, place.level);
		return (
			[...places, ...former].some(({ code }) => code === place.code) &&
			this.#liesAsNamed(place, words)
		);
	}

	/** True unless the row names a province or district that the unit doesn't lie in. */
	#liesAsNamed(place: Place, words: Asked): boolean {
		return this.#within([place], words, place.level).length === 1;
	}

	/** The lowest level that a row names is its unit; the names above narrow it down. */
	#byNames(words: Asked): Found {
		const levels = [...this.units.levels].reverse();
		if (words.unit) {
			const named = this.named(words.unit);
			return this.#one(this.#orInitials(named, words.unit, undefined), words, undefined);
		}
		const lowest = levels.find((level) => words[level] !== '');
		// A district's row can't be placed in an edition without districts; its province isn't meant.
		if (!lowest || (words.district && DEPTH.district > DEPTH[lowest])) return NONE;
		return this.#one(this.#namedOrCoded(words[lowest], lowest), words, lowest);
	}

	/** The one unit that fits; else those that might, the nearest first. */
	#one(named: Named, words: Asked, own: Level | undefined): Found {
		const { places, how, near, former } = named;
		const within = this.#atMonth(this.#within(places, words, own), named, words.month);
		const [place] = within;
		if (place && within.length === 1) return { place, how, candidates: within };
		const likely = [...within, ...this.#within(near, words, own)];
		const [earlier, ...others] = this.#within(former, words, own);
		if (earlier && others.length === 0 && likely.every(({ code }) => code === earlier.code))
			return { place: earlier, how: 'former', candidates: [earlier] };
		const all =
			likely.length > 0 ? [...likely, ...(earlier ? [earlier] : [])] : [...places, ...near];
		return { candidates: each(all) };
	}

	#namedOrCoded(text: string, level: Level): Named {
		if (/^\d+$/.test(text)) {
			const place = this.placeOf(text.padStart(CODE_LENGTH[level], '0'));
			return { places: place?.level === level ? [place] : [], how: 'code', near: [], former: [] };
		}
		return this.#orInitials(this.named(text, level), text, level);
	}

	/** A province by its initials, where nothing is called so: "LĐ", "BR-VT"; in a column of provinces "Q.Nam", too. */
	#orInitials(named: Named, text: string, level: Level | undefined): Named {
		const isOpen = named.places.length === 0 && named.near.length === 0;
		if (!isOpen || (level !== undefined && level !== 'province')) return named;
		const rows = this.#initials.rowsOf(text, level === 'province');
		const { codes } = unitsOf(this.units, 'province');
		const places = rows.map((row): Place => ({ level: 'province', row, code: codes[row]! }));
		return places.length > 0 ? { ...named, places, how: 'initials' } : named;
	}

	/** Those of the places that lie in the province and district that the row names. */
	#within(places: readonly Place[], words: Asked, own: Level | undefined): Place[] {
		return places.filter((place) =>
			(['province', 'district'] as const).every((above) => {
				if (above === own || above === place.level || !words[above] || !this.units.of[above])
					return true;
				if (DEPTH[place.level] <= DEPTH[above]) return true;
				const named = this.#namedOrCoded(words[above], above);
				const { places: fitting, near, former } = named;
				const meant = this.#atMonth(fitting, named, words.month);
				const rows = (meant.length > 0 ? meant : [...near, ...former]).map(({ row }) => row);
				return rows.includes(ancestorRow(this.units, place.level, place.row, above));
			})
		);
	}
}

/** Places without repetition. */
function each(places: readonly Place[]): Place[] {
	return [...new Map(places.map((place) => [place.code, place])).values()];
}

function howOfCode(code: string, place: Place): How {
	if (code === place.code) return 'code';
	return code.length === place.code.length ? 'alias' : 'zeros';
}
