/** What a change of one part of the selection does to the others. */
import type { Measure } from './measure.ts';
import { thresholdOf } from './network.ts';
import { measureReason, type Catalogue, type Selection } from './selection.ts';
import { levelOf, rowsWithin, unitsOf, type Level, type Units } from './unit.ts';

/** What changes are made on. */
export interface Here {
	selection: Selection;
	/** Of the edition that is shown. */
	units: Units;
	catalogue: Catalogue;
}

/**
 * What a level is coloured by unless something else is asked for: units with communes by the share of these that reached
 * the threshold, as their own samples make nearly all of them look alike.
 */
export function usualMeasure({ network }: Pick<Selection, 'network'>, level: Level): Measure {
	return level === 'commune' || thresholdOf(network) === null ? 'samples' : 'coverage';
}

/** Another level: its scope stays where it lies above, and its measure where it was asked for and can be had. */
export function toLevel(here: Here, level: Level): Partial<Selection> {
	return { level, within: scopeAt(here, level), ...measureAt(here, level) };
}

/** Out of a unit: all provinces. */
export function toCountry(here: Here): Partial<Selection> {
	return { within: null, unit: null, level: 'province', ...measureAt(here, 'province') };
}

/** Into a unit, at a level below it. */
export function toInside(here: Here, code: string, level: Level): Partial<Selection> {
	return { within: code, unit: code, level, ...measureAt(here, level) };
}

/**
 * To a unit that was searched for. A province is looked into: which of its communes lack samples is the question; others
 * are shown among their like.
 */
export function toFound(here: Here, code: string, level: Level): Partial<Selection> {
	const { units } = here;
	const lowest = units.levels.at(-1)!;
	if (level === 'province' && lowest !== level) return toInside(here, code, lowest);
	const scope = scopeAt(here, level);
	const row = unitsOf(units, level).rowOf.get(code)!;
	const isInside = scope !== null && rowsWithin(units, level, scope).includes(row);
	return { unit: code, level, within: isInside ? scope : null, ...measureAt(here, level) };
}

/** The scope, where it lies above the level. */
function scopeAt({ selection: { within }, units }: Here, level: Level): string | null {
	const scope = within === null ? undefined : levelOf(units, within);
	return scope && units.levels.indexOf(scope) < units.levels.indexOf(level) ? within : null;
}

/** The measure of another level; classes that are off are those of one measure. */
function measureAt({ selection, catalogue }: Here, level: Level): Partial<Selection> {
	const { measure } = selection;
	const isUsual = measure === usualMeasure(selection, selection.level);
	const wished = isUsual || measure === 'coverage' ? usualMeasure(selection, level) : measure;
	if (wished === measure) return {};
	const isCompared = selection.against !== null && selection.view !== 'swipe';
	const next = { ...selection, level, within: null };
	const cannot = wished === 'coverage' && (isCompared || measureReason(wished, next, catalogue));
	return cannot ? {} : { measure: wished, hidden: [] };
}
