import type { Provenance } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import { NETWORKS, type Network } from '../domain/network.ts';
import { LEVELS, type Level } from '../domain/unit.ts';
import {
	HEXAGON_RESOLUTIONS,
	type Manifest,
	type ManifestEdition,
	type Summary
} from './schema.ts';

/** What a network's newest month says of the whole country. */
export interface NetworkFacts {
	network: Network;
	/** How many months have data, by where they come from. */
	months: { provenance: Provenance; count: number }[];
	newest: {
		month: Month;
		total: number;
		levels: { level: Level; units: number; reached: number }[];
	};
}

export interface EditionFacts {
	id: string;
	/** First and last month that it serves; `null` while it is in force. */
	from: Month;
	to: Month | null;
	/** Units by level; `null` where nothing was published of it yet. */
	units: Partial<Record<Level, number>> | null;
	outlines: ManifestEdition['outlines'];
	attribution: string;
}

/** Figures about the published data as a whole, for pages that explain it. */
export interface Facts {
	threshold: number;
	hexagonMinimum: number;
	/** Coarsest and finest H3 resolution. */
	resolutions: [number, number];
	/** First characters of the hash of all inputs. */
	state: string;
	first: Month;
	last: Month;
	networks: NetworkFacts[];
	editions: EditionFacts[];
}

/** Take the figures out of what is published. */
export function factsOf(manifest: Manifest, summary: Summary): Facts {
	const months = manifest.months.map(({ month }) => month).sort();
	return {
		threshold: manifest.threshold,
		hexagonMinimum: manifest.hexagonMinimum,
		resolutions: [HEXAGON_RESOLUTIONS[0], HEXAGON_RESOLUTIONS.at(-1)!],
		state: manifest.inputs.slice(0, 8),
		first: months[0]!,
		last: months.at(-1)!,
		networks: NETWORKS.flatMap((network) => networkFacts(network, summary) ?? []),
		editions: manifest.editions.map(({ id, from, to, outlines, attribution }) => ({
			id,
			from,
			to,
			units: unitsOf(id, summary),
			outlines,
			attribution
		}))
	};
}

function networkFacts(network: Network, summary: Summary): NetworkFacts | undefined {
	const own = Object.entries(summary.months)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.flatMap(([month, { networks }]) => {
			const of = networks[network];
			return of ? [{ month, of }] : [];
		});
	const newest = own.at(-1);
	if (!newest) return undefined;
	const counts = new Map<Provenance, number>();
	for (const { of } of own) counts.set(of.provenance, (counts.get(of.provenance) ?? 0) + 1);
	return {
		network,
		months: [...counts].map(([provenance, count]) => ({ provenance, count })),
		newest: {
			month: newest.month,
			total: newest.of.total,
			levels: LEVELS.flatMap((level) => {
				const of = newest.of[level];
				return of ? [{ level, units: of.units, reached: of.reached }] : [];
			})
		}
	};
}

function unitsOf(edition: string, summary: Summary): EditionFacts['units'] {
	const month = Object.values(summary.months).find((each) => each.edition === edition);
	const [of] = month ? Object.values(month.networks) : [];
	if (!of) return null;
	return Object.fromEntries(
		LEVELS.flatMap((level) => (of[level] ? [[level, of[level].units]] : []))
	);
}
