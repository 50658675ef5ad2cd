import { NETWORKS, thresholdOf, wholeOf } from './network.ts';
import type { Selection } from './selection.ts';

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
