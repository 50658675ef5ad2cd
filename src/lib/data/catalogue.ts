import { NETWORKS } from '../domain/network.ts';
import type { Catalogue, PublishedMonth } from '../domain/selection.ts';
import type { Manifest, ManifestMonth } from './schema.ts';

/** What can be selected of what is published. */
export function catalogueOf({ editions, months, crosswalks }: Manifest): Catalogue {
	return { editions, crosswalks, months: months.map(publishedMonth) };
}

function publishedMonth({ month, hexagons, networks }: ManifestMonth): PublishedMonth {
	const measured: PublishedMonth['measured'] = {};
	for (const network of NETWORKS) {
		const of = networks[network];
		if (of?.statistics) measured[network] = Object.keys(of.operators ?? {}).sort();
	}
	return { month, hexagons: hexagons !== undefined, measured };
}
