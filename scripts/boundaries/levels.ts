/** A file of provinces or districts alone: no outline of a commune comes of it. */
import { spellingsOf } from '../../src/lib/domain/dated-names.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import {
	ancestorRow,
	CODE_LENGTH,
	shortName,
	unitsOf,
	type Level
} from '../../src/lib/domain/unit.ts';
import type { List } from './judge.ts';
import { leavesOf } from './leaves.ts';
import { LIKE_AREA } from './match.ts';
import { nameKey } from './names.ts';
import type { Shape } from './shapes.ts';

/** A polygon, whatever its columns mean. */
type Sized = Pick<Shape, 'attributes' | 'km2'>;

/** Share of the polygons that are units of an upper level where the file is one of that level. */
const MOST = 0.8;
const PLURAL: Record<Level, string> = {
	province: 'provinces',
	district: 'districts',
	commune: 'communes'
};

/**
 * Refuse a file whose polygons are the provinces or the districts of the list.
 * @throws DataError that says which level they are, and what to do
 */
export function checkLevel(list: List, shapes: readonly Sized[], file: string): void {
	const { units } = list;
	for (const level of ['province', 'district'] as const) {
		if (!units.of[level]) continue;
		const found = unitsAmong(list, level, shapes);
		if (found.size === 0 || found.size < MOST * shapes.length) continue;
		const lowest = units.levels.at(-1)!;
		throw new DataError('value', {
			file,
			column: 'geometry',
			found: `${found.size} ${PLURAL[level]}, such as ${[...found.values()].slice(0, 3).join(', ')}`,
			expected: `the ${PLURAL[lowest]} of ${units.edition}: ${PLURAL[level]} are drawn as what lies in them together`,
			remedy: `Import the ${PLURAL[lowest]}' outlines, of one province if there are no others. Until then the approximate outlines stay`
		});
	}
}

/** Names by code of the units of a level that polygons are, each by its name or code and by its area. */
function unitsAmong(
	{ units, listed }: List,
	level: 'province' | 'district',
	shapes: readonly Sized[]
): Map<string, string> {
	const { codes, names, types, rowOf } = unitsOf(units, level);
	const areas = new Float64Array(codes.length);
	for (const leaf of leavesOf(units))
		areas[ancestorRow(units, leaf.level, leaf.row, level)]! += listed.areas(leaf)[0] ?? 0;
	const byName = new Map<string, number[]>();
	codes.forEach((_, row) => {
		const spellings = [...spellingsOf(units, level, row), shortName(names[row]!, types[row]!)];
		for (const key of new Set(spellings.map(nameKey)))
			byName.set(key, [...(byName.get(key) ?? []), row]);
	});
	const leaves = new Set(
		leavesOf(units).flatMap((leaf) => (leaf.level === level ? [leaf.row] : []))
	);
	const found = new Map<string, string>();
	for (const { attributes, km2 } of shapes) {
		const texts = Object.values(attributes).filter(
			(value) => typeof value === 'string' || typeof value === 'number'
		);
		const rows = texts.flatMap((value) => {
			const digits = /^(\d+)(?:\.0+)?$/.exec(String(value))?.[1];
			if (digits === undefined) return byName.get(nameKey(String(value))) ?? [];
			return rowOf.get(digits.padStart(CODE_LENGTH[level], '0')) ?? [];
		});
		const isLike = (of: number) =>
			km2 >= LIKE_AREA[0] * areas[of]! && km2 <= LIKE_AREA[1] * areas[of]!;
		const row = rows.find(isLike);
		// A district without communes has an outline of its own.
		if (row !== undefined && !leaves.has(row)) found.set(codes[row]!, names[row]!);
	}
	return found;
}
