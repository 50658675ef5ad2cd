import { NETWORKS, wholeOf, type Network } from './network.ts';
import type { NamedNetwork } from './network-words.ts';

/** A row of one unit and month, as a table gives it. */
export interface PartRow extends NamedNetwork {
	samples: number;
}

/** What rows of one unit and month say of its networks. */
export interface Combined<Row> {
	/** A network's samples are those of its rows together; of speeds a sum says nothing. */
	networks: { network: Network; rows: Row[] }[];
	/** Technologies without figures of their own beside a row that counts them. */
	within: Row[];
	/** Parts with more samples than the whole that stands beside them. */
	tooMany: Row[];
}

/**
 * Rows of networks, their parts and technologies, brought together. Where a row of the whole stands, that is the total;
 * with rows of technologies alone the whole is their sum and that of its parts; parts alone say nothing of the whole.
 * @param rows of one unit and month; each network and technology once
 */
export function combineParts<Row extends PartRow>(rows: readonly Row[]): Combined<Row> {
	const combined: Combined<Row> = { networks: [], within: [], tooMany: [] };
	for (const network of NETWORKS) {
		if (wholeOf(network) !== null) continue;
		const own = rows.find((row) => row.network === network && row.technology === undefined);
		const technologies = rows.filter(
			(row) => row.network === network && row.technology !== undefined
		);
		const parts = rows.filter((row) => wholeOf(row.network) === network);
		const fitting = parts.filter(({ samples }) => !own || samples <= own.samples);
		combined.tooMany.push(...parts.filter((part) => !fitting.includes(part)));
		if (own) {
			combined.networks.push({ network, rows: [own] });
			combined.within.push(...technologies);
		} else if (technologies.length > 0)
			combined.networks.push({ network, rows: [...technologies, ...parts] });
		for (const part of fitting) combined.networks.push({ network: part.network, rows: [part] });
	}
	return combined;
}
