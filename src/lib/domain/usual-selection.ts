import { NETWORKS, thresholdOf, type Network } from './network.ts';
import type { Catalogue, PublishedMonth, Selection } from './selection.ts';

/**
 * What the page opens with, all communes and samples: of the newest month with mobile, or where no month has mobile, of
 * the first network that is there. A newer month with another network alone would be blank.
 * @param network that is asked for; left out, the one above. A network that no month has gets the month above
 */
export function defaultSelection({ months }: Catalogue, network?: Network): Selection {
	const newest = (of: Network) =>
		months.findLast(({ networks }: PublishedMonth) => !networks || networks.includes(of))?.month;
	const usual = NETWORKS.find(newest) ?? NETWORKS[0]!;
	const asked = network ?? usual;
	return {
		month: newest(asked) ?? newest(usual) ?? months.at(-1)!.month,
		units: null,
		against: null,
		level: 'commune',
		network: asked,
		operator: null,
		measure: 'samples',
		view: 'choropleth',
		within: null,
		unit: null,
		hidden: [],
		reachedOnly: false,
		locale: 'vi'
	};
}

/** The same of provinces: by their share of communes, or by samples where there is no threshold. */
export function provincesSelection(catalogue: Catalogue): Selection {
	const usual = defaultSelection(catalogue);
	const measure = thresholdOf(usual.network) === null ? 'samples' : 'coverage';
	return { ...usual, level: 'province', measure };
}
