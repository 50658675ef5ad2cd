/** Units of a list by the keys of their names. */
import type { FormerNames } from '../domain/continued-units.ts';
import { spellingsOf } from '../domain/dated-names.ts';
import { nameKey } from '../domain/fold.ts';
import { unitsOf, type Units } from '../domain/unit.ts';
import type { Place } from './found.ts';
import { foldedKey, withI } from './unit-names.ts';

/** Of all units of a list; a unit stands under each of its keys. */
export interface Indexes {
	byName: Map<string, Place[]>;
	byFolded: Map<string, Place[]>;
	/** Of names with a y at the end of a syllable, with i in its place. */
	byI: Map<string, Place[]>;
	/** Of names of older lists. */
	former: Map<string, Place[]>;
}

/** @param former names of older lists */
export function indexesOf(units: Units, former: readonly FormerNames[]): Indexes {
	const indexes: Indexes = {
		byName: new Map(),
		byFolded: new Map(),
		byI: new Map(),
		former: new Map()
	};
	for (const level of units.levels)
		unitsOf(units, level).codes.forEach((code, row) => {
			const place = { level, row, code };
			const names = spellingsOf(units, level, row);
			for (const key of new Set(names.map(nameKey))) put(indexes.byName, key, place);
			for (const key of new Set(names.map(foldedKey))) put(indexes.byFolded, key, place);
			for (const key of new Set(names.flatMap(keysWithI))) put(indexes.byI, key, place);
		});
	for (const { level, row, spellings } of former) {
		const place = { level, row, code: unitsOf(units, level).codes[row]! };
		const keys = spellings.flatMap((name) => [
			...[nameKey(name), foldedKey(name)],
			...keysWithI(name)
		]);
		for (const key of new Set(keys)) put(indexes.former, key, place);
	}
	return indexes;
}

function put(index: Map<string, Place[]>, key: string, place: Place): void {
	const known = index.get(key);
	if (known) known.push(place);
	else index.set(key, [place]);
}

/** Keys of a name with y at the end of a syllable, as it is spelled with i; else none. */
function keysWithI(name: string): string[] {
	const other = withI(name);
	return other === undefined ? [] : [nameKey(other), foldedKey(other)];
}
