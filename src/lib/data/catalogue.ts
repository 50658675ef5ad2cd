import { NETWORKS } from '../domain/network.ts';
import type { Catalogue, PublishedMonth } from '../domain/selection.ts';
import type { Manifest, ManifestCrosswalk, ManifestEdition, ManifestMonth } from './schema.ts';

/** What can be selected of what is published, and nothing of its files. */
export function catalogueOf({ editions, months, crosswalks }: Manifest): Catalogue {
	return {
		editions: editions.map(({ id, from, to, levels }) => ({ id, from, to, levels })),
		crosswalks: crosswalks.map(({ from, to }) => ({ from, to })),
		months: months.map(publishedMonth)
	};
}

/** The edition of an id that the manifest names. */
export function editionOf({ editions }: Manifest, id: string): ManifestEdition {
	return editions.find((each) => each.id === id)!;
}

/** The crosswalks that lead to an edition, from the nearest one before it to the oldest. */
export function crosswalksTo({ editions, crosswalks }: Manifest, id: string): ManifestCrosswalk[] {
	const from = editions.map((each) => each.id).reverse();
	return from.flatMap((other) => crosswalks.find((each) => each.from === other && each.to === id) ?? []);
}

function publishedMonth({ month, hexagons, networks }: ManifestMonth): PublishedMonth {
	const measured: PublishedMonth['measured'] = {};
	const readings: PublishedMonth['readings'] = {};
	for (const network of NETWORKS) {
		const of = networks[network];
		if (of?.readings) readings[network] = of.readings;
		if (of?.statistics) measured[network] = Object.keys(of.operators ?? {}).sort();
	}
	const known = NETWORKS.filter((network) => networks[network]);
	return { month, hexagons: hexagons !== undefined, networks: known, readings, measured };
}
