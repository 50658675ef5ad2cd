/** Units by their names as files write them: with or without type, blanks and accents, abbreviated, in any case. */
import { spellingsOf } from '../../src/lib/domain/dated-names.ts';
import { fold } from '../../src/lib/domain/fold.ts';
import {
	ancestorRow,
	CODE_LENGTH,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import type { Leaf } from './leaves.ts';
import { nameKey } from './names.ts';

/** What a polygon says of where it belongs. */
export interface Named {
	name: string;
	/** Code or name; empty text where the file has none. */
	province: string;
	/** Code or name; empty text where the file has none. */
	district: string;
}

/** What was found for a name. */
export interface Found {
	/** Units of that name within the parents that are told, all equally likely. */
	leaves: Leaf[];
	/** Code of the province that is told; `undefined` where none is, or none that is known. */
	province: string | undefined;
}

/** Types as they are abbreviated; a dot or a blank has to follow, or a number. */
const ABBREVIATED: readonly [RegExp, string][] = [
	[/^t\.?\s?p(?:\.\s*|\s+)/iu, 'Thành phố '],
	[/^t\.?\s?t(?:\.\s*|\s+)/iu, 'Thị trấn '],
	[/^t\.?\s?x(?:\.\s*|\s+)/iu, 'Thị xã '],
	[/^đ\.?\s?k(?:\.\s*|\s+)/iu, 'Đặc khu '],
	[/^x(?:\.\s*|\s+)/iu, 'Xã '],
	[/^p(?:\.\s*|\s+|(?=\d))/iu, 'Phường '],
	[/^h(?:\.\s*|\s+)/iu, 'Huyện '],
	[/^q(?:\.\s*|\s+|(?=\d))/iu, 'Quận '],
	[/^t(?:\.\s*|\s+)/iu, 'Tỉnh ']
];
/** Types of units of any time, longest first. */
const TYPES = [
	'Thành phố',
	'Thị trấn',
	'Đặc khu',
	'Thị xã',
	'Phường',
	'Huyện',
	'Quận',
	'Tỉnh',
	'Xã'
];

/** Spellings of one name, by how much they say: all of it, without its type, without blanks, without accents. */
const SPELLINGS = ['full', 'bare', 'joined', 'folded'] as const;
type Spelling = (typeof SPELLINGS)[number];
type Keys = Record<Spelling, readonly string[]>;

/** Spellings of a unit of the list, of all names that it ever had. */
function keysOfUnit(units: Units, level: Level, row: number): Keys {
	const own = spellingsOf(units, level, row);
	const bare = unique([...own, ...own.map(withoutType)]);
	return {
		full: unique(own.map(nameKey)),
		bare: unique(bare.map(nameKey)),
		joined: unique(bare.map((each) => joined(nameKey(each)))),
		folded: unique(bare.map((each) => joined(fold(each))))
	};
}

/** Spellings of a text of a file; accents are only left out of account where it has none. */
function keysOfText(text: string): Keys {
	const whole = expanded(text);
	const bare = withoutType(whole);
	const names = unique([whole, bare]);
	const hasMarks = /[\p{M}đĐ]/u.test(text.normalize('NFD'));
	return {
		full: [nameKey(whole)],
		bare: unique([nameKey(whole), nameKey(bare)]),
		joined: unique(names.map((each) => joined(nameKey(each)))),
		folded: hasMarks ? [] : unique(names.map((each) => joined(fold(each))))
	};
}

/** "X. Đa Phước" with its type in full. */
function expanded(text: string): string {
	const trimmed = text.normalize('NFC').trim();
	for (const [pattern, type] of ABBREVIATED)
		if (pattern.test(trimmed)) return trimmed.replace(pattern, type);
	return trimmed;
}

/** The name after its type, if it begins with one and something follows. */
function withoutType(text: string): string {
	const plain = text.toLocaleLowerCase('vi');
	for (const type of TYPES) {
		const small = type.toLocaleLowerCase('vi');
		const starts = [small, joined(small), fold(small), joined(fold(small))].find(
			(start) => plain.startsWith(start) && /^[\s\p{L}\p{N}]/u.test(plain.slice(start.length))
		);
		if (starts === undefined) continue;
		const rest = text.slice(starts.length);
		// "Xãnh" is no type; "XãLongThành", where a capital follows, is.
		if (/^\s/.test(rest) || /^[\p{Lu}\p{N}]/u.test(rest)) return rest.trim();
	}
	return text;
}

function joined(key: string): string {
	return key.replaceAll(' ', '');
}

function unique(keys: readonly string[]): string[] {
	return [...new Set(keys.filter(Boolean))];
}

/** Things by their spellings. */
class Spelt<T> {
	private readonly index = new Map<string, T[]>();

	add(keys: Keys, what: T): void {
		for (const spelling of SPELLINGS)
			for (const key of keys[spelling]) {
				const known = this.index.get(`${spelling} ${key}`);
				if (known) known.push(what);
				else this.index.set(`${spelling} ${key}`, [what]);
			}
	}

	/** Those that the most telling spelling leads to, of those that are wanted. */
	find(keys: Keys, isWanted: (what: T) => boolean): T[] {
		for (const spelling of SPELLINGS) {
			const found = keys[spelling].flatMap(
				(key) => this.index.get(`${spelling} ${key}`)?.filter(isWanted) ?? []
			);
			if (found.length > 0) return [...new Set(found)];
		}
		return [];
	}
}

/** Finds units by name within the parents that are told. A province or district that is told but unknown has none. */
export type NameFinder = (named: Named) => Found;

/** @param leaves units to find */
export function nameFinder(units: Units, leaves: readonly Leaf[]): NameFinder {
	const index = new Spelt<Leaf>();
	const parents = new Map<Leaf, Partial<Record<Level, string>>>();
	for (const leaf of leaves) {
		index.add(keysOfUnit(units, leaf.level, leaf.row), leaf);
		parents.set(leaf, {
			province: codeAbove(units, leaf, 'province'),
			district: codeAbove(units, leaf, 'district')
		});
	}
	const provinceOf = parentFinder(units, 'province');
	const districtOf = parentFinder(units, 'district');
	const keysOf = remembered(keysOfText);
	return ({ name, province, district }) => {
		const tops = province ? provinceOf(province, '') : undefined;
		const top = tops?.length === 1 ? tops[0] : undefined;
		const none = { leaves: [], province: top };
		if (!name || (province && !top)) return none;
		const middles = units.of.district && district ? districtOf(district, top ?? '') : undefined;
		if (middles?.length === 0) return none;
		const isWithin = (leaf: Leaf) => {
			const above = parents.get(leaf)!;
			return (!top || above.province === top) && (!middles || middles.includes(above.district!));
		};
		return { leaves: index.find(keysOf(name), isWithin), province: top };
	};
}

/** Codes of the provinces, or of the districts of a province, that a text means. */
function parentFinder(units: Units, level: Level) {
	const of = units.of[level];
	const index = new Spelt<number>();
	of?.codes.forEach((_, row) => index.add(keysOfUnit(units, level, row), row));
	return remembered((text: string, parent: string): string[] => {
		if (!of) return [];
		const digits = /^(?:VN)?(\d+)(?:\.0+)?$/i.exec(text)?.[1] ?? '';
		const code = digits.slice(-CODE_LENGTH[level]).padStart(CODE_LENGTH[level], '0');
		if (digits && of.rowOf.has(code)) return [code];
		const isWithin = (row: number) => !parent || of.parents[row] === parent;
		return index.find(keysOfText(text), isWithin).map((row) => of.codes[row]!);
	});
}

/** Code of the unit above a leaf; empty text where there is none. */
export function codeAbove(units: Units, { level, row }: Leaf, above: Level): string {
	if (!units.of[above]) return '';
	const at = ancestorRow(units, level, row, above);
	return at >= 0 ? unitsOf(units, above).codes[at]! : '';
}

function remembered<R>(make: (...texts: string[]) => R): (...texts: string[]) => R {
	const known = new Map<string, R>();
	return (...texts) => {
		const key = texts.join('\n');
		let made = known.get(key);
		if (made === undefined) known.set(key, (made = make(...texts)));
		return made;
	};
}
