/** Leaves by their names as files write them, by the finder of samples, within the parents that are told. */
import { spellingsOf } from '../../src/lib/domain/dated-names.ts';
import {
	ancestorRow,
	CODE_LENGTH,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import { UnitFinder } from '../../src/lib/intake/finder.ts';
import type { Place } from '../../src/lib/intake/found.ts';
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

/** Finds units by name within the parents that are told. A province or district that is told but unknown has none. */
export type NameFinder = (named: Named) => Found;

/** @param leaves units to find */
export function nameFinder(units: Units, leaves: readonly Leaf[]): NameFinder {
	const finder = new UnitFinder(units);
	const leafOf = new Map(leaves.map((leaf) => [leaf.code, leaf]));
	return ({ name, province, district }) => {
		const tops = province ? parentsOf(finder, province, 'province') : [];
		const top = tops.length === 1 ? tops[0] : undefined;
		const none = { leaves: [], province: top };
		if (!name || (province && !top)) return none;
		const middles =
			units.of.district && district ? parentsOf(finder, district, 'district') : undefined;
		if (middles?.length === 0) return none;
		const within = (places: readonly Place[]) =>
			places
				.flatMap(({ code }) => leafOf.get(code) ?? [])
				.filter(
					(leaf) =>
						(!top || codeAbove(units, leaf, 'province') === top) &&
						(!middles || middles.includes(codeAbove(units, leaf, 'district')))
				);
		const { places, near } = finder.named(name);
		const found = within(places);
		const leaves = found.length > 0 ? found : within(near);
		return { leaves: withAccentsOf(name, leaves, units), province: top };
	};
}

/** Codes of the provinces or districts that a text means. */
function parentsOf(finder: UnitFinder, text: string, level: Level): string[] {
	const digits = /^(?:VN)?(\d+)(?:\.0+)?$/i.exec(text)?.[1] ?? '';
	const code = digits.slice(-CODE_LENGTH[level]).padStart(CODE_LENGTH[level], '0');
	if (digits && finder.units.of[level]?.rowOf.has(code)) return [code];
	const { places, near } = finder.named(text, level);
	return (places.length > 0 ? places : near).map((place) => place.code);
}

/** Names without blanks, as GADM has them, have their accents all the same: of several units those with the same. */
function withAccentsOf(name: string, leaves: Leaf[], units: Units): Leaf[] {
	if (leaves.length < 2) return leaves;
	const joined = (text: string) => nameKey(text).replaceAll(' ', '');
	const key = joined(name);
	const same = leaves.filter(({ level, row }) =>
		spellingsOf(units, level, row).some((own) => joined(own) === key)
	);
	return same.length > 0 ? same : leaves;
}

/** Code of the unit above a leaf; empty text where there is none. */
export function codeAbove(units: Units, { level, row }: Leaf, above: Level): string {
	if (!units.of[above]) return '';
	const at = ancestorRow(units, level, row, above);
	return at >= 0 ? unitsOf(units, above).codes[at]! : '';
}
