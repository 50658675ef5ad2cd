/** Outlines of one province for an embedded map, which is to be small. */
import type { Topology } from 'topojson-specification';
import { composed } from '../svg/compose.ts';
import { parseJson } from './fetch.ts';
import { keep } from './keep.ts';
import { fetchPublishedFile } from './published.ts';
import { TOPOLOGY_OBJECT, type ManifestEdition } from './schema.ts';
import { readObject } from './topology.ts';

const cache = new Map<string, Promise<Topology | null>>();

/**
 * A province's finer outlines among the provinces around.
 * @param base address of the published files
 * @returns null where there are none that are finer: then the overview serves
 */
export function scopeTopology(
	base: string,
	edition: ManifestEdition,
	province: string
): Promise<Topology | null> {
	return keep(cache, `${edition.id} ${province}`, () => read(base, edition, province));
}

async function read(
	base: string,
	edition: ManifestEdition,
	province: string
): Promise<Topology | null> {
	const file = edition.details?.[province];
	const around = edition.provinces;
	if (!file || !around) return null;
	const [provinces, detail] = await Promise.all(
		[around, file].map(async (each) =>
			parseJson(await fetchPublishedFile(base, each), base + each.url)
		)
	);
	readObject(provinces, TOPOLOGY_OBJECT.province, [], base + around.url);
	for (const level of ['province', 'commune'] as const)
		readObject(detail, TOPOLOGY_OBJECT[level], [], base + file.url);
	return composed(provinces as Topology, detail as Topology, TOPOLOGY_OBJECT.province);
}
