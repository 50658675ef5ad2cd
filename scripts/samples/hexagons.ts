/** The hexagons of a month, network by network: exact, with small cells; `scripts/publish/privacy.ts` says what is shown of them. */
import type { Network } from '../../src/lib/domain/network.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { HEXAGON_RESOLUTIONS } from '../../src/lib/data/schema.ts';

/**
 * Put a network's hexagons in the place of those that a month has.
 * @param before by resolution and network
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
			const all = own ? [...others, own] : others;
			all.sort((a, b) => NETWORKS.indexOf(a.network) - NETWORKS.indexOf(b.network));
			return all.length > 0 ? [[resolution, all] as const] : [];
		})
	);
}
