/** Network types that the campaign counts apart (letter 5691/BTTTT-CVT). */
export const NETWORKS = ['mobile', 'fixed'] as const;
export type Network = (typeof NETWORKS)[number];

export function isNetwork(text: string): text is Network {
	return (NETWORKS as readonly string[]).includes(text);
}
