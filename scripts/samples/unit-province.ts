/** Lists of units of months, and in which province a unit lies. */
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import { ancestorRow, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';

/** Code of the province of a unit; empty where there is no such unit. */
export function provinceOf(units: Units, code: string): string {
	const level = units.levels.find((of) => units.of[of]?.rowOf.has(code));
	if (!level) return '';
	const row = unitsOf(units, level).rowOf.get(code)!;
	return unitsOf(units, 'province').codes[ancestorRow(units, level, row, 'province')]!;
}

/** The list of units that serves a month. */
export function unitsOfMonth(gazetteers: readonly Gazetteer[], month: string): Units {
	const edition = editionOfMonth(
		gazetteers.map(({ period }) => period),
		month
	);
	return gazetteers.find(({ period }) => period.id === edition?.id)!.units;
}
