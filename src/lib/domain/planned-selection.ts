import { NETWORKS, thresholdOf, wholeOf } from './network.ts';
import type { Selection } from './selection.ts';
import { ancestorRow, childLevel, levelOf, unitsOf, type Units } from './unit.ts';

/**
 * A selection as a plan needs it: samples of all operators in one month, nothing taken off the map.
 * @param counted in the place of a network without a threshold comes the one that it is a part of
 */
export function plannedSelection(selection: Selection, counted: boolean): Selection {
	const { network } = selection;
	const hasThreshold = thresholdOf(network) !== null;
	return {
		...selection,
		network: hasThreshold || !counted ? network : (wholeOf(network) ?? NETWORKS[0]!),
		operator: null,
		against: null,
		measure: 'samples',
		view: 'choropleth',
		hidden: [],
		reachedOnly: false
	};
}

/**
 * A selection as a briefing needs it: it is of the country or of a unit with units below. Where a unit was chosen and
 * none is looked into, it is of that unit, or of the province in which it lies.
 */
export function briefedSelection(selection: Selection, units: Units): Selection {
	const { unit, within } = selection;
	const level = unit === null || within !== null ? undefined : levelOf(units, unit);
	if (!level) return selection;
	const hasUnits = childLevel(units, level) !== undefined;
	const { rowOf } = unitsOf(units, level);
	const province = ancestorRow(units, level, rowOf.get(unit!)!, 'province');
	return {
		...selection,
		within: hasUnits ? unit : unitsOf(units, 'province').codes[province]!,
		unit: null,
		level: units.levels.at(-1)!
	};
}
