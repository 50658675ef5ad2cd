/** Hexagons as they may be published. */
import { byReading, type Reading } from '../../src/lib/domain/figures.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';
import { rounded } from './rounded.ts';

/** Fewer measurements than this in a hexagon could show who measured: neither speed nor count is published. */
export const HEXAGON_MINIMUM = 5;

/** What may be shown of exact figures, rounded as it is published. */
export function shownHexagons(columns: HexagonColumns): HexagonColumns {
	const { network, cell, samples } = columns;
	const isShown = (at: number) => samples[at]! >= HEXAGON_MINIMUM;
	const medians = (reading: Reading) =>
		columns[reading].map((value, at) => (isShown(at) ? rounded(reading, value) : NaN));
	return {
		network,
		cell,
		samples: samples.map((count, at) => (isShown(at) ? count : NaN)),
		...byReading(medians)
	};
}

/**
 * Put a network's hexagons in the place of those that a month has.
 * @param before by resolution and network, as they may be shown
 * @param exact by resolution; without them the network has no hexagons any more
 */
export function withHexagons(
	before: ReadonlyMap<number, readonly HexagonColumns[]>,
	network: Network,
	exact: ReadonlyMap<number, HexagonColumns> | undefined
): Map<number, HexagonColumns[]> {
	return new Map(
		HEXAGON_RESOLUTIONS.flatMap((resolution) => {
			const others = (before.get(resolution) ?? []).filter((of) => of.network !== network);
			const own = exact?.get(resolution);
			const all = own ? [...others, shownHexagons(own)] : others;
			all.sort((a, b) => NETWORKS.indexOf(a.network) - NETWORKS.indexOf(b.network));
			return all.length > 0 ? [[resolution, all] as const] : [];
		})
	);
}
