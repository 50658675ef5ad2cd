import { NETWORKS } from '../domain/network.ts';
import type { Catalogue, PublishedMonth } from '../domain/selection.ts';
import type { Manifest, ManifestMonth } from './schema.ts';

/** What can be selected of what is published, and nothing of its files. */
export function catalogueOf({ editions, months, crosswalks }: Manifest): Catalogue {
	return {
		editions: editions.map(({ id, from, to, levels }) => ({ id, from, to, levels })),
		crosswalks: crosswalks.map(({ from, to }) => ({ from, to })),
		months: months.map(publishedMonth)
	};
}

function publishedMonth({ month, hexagons, networks }: ManifestMonth): PublishedMonth {
	const measured: PublishedMonth['measured'] = {};
	for (const network of NETWORKS) {
		const of = networks[network];
		if (of?.statistics) measured[network] = Object.keys(of.operators ?? {}).sort();
	}
	return { month, hexagons: hexagons !== undefined, measured };
}
