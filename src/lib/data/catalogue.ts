import type { Catalogue } from '../domain/selection.ts';
import type { Manifest } from './schema.ts';

/** What a manifest lets a reader select, and nothing of its files. */
export function catalogueOf({ editions, months, crosswalks }: Manifest): Catalogue {
	return {
		editions: editions.map(({ id, from, to, levels }) => ({ id, from, to, levels })),
		crosswalks: crosswalks.map(({ from, to }) => ({ from, to })),
		months: months.map(({ month, hexagons }) => ({ month, hexagons: hexagons !== undefined }))
	};
}
