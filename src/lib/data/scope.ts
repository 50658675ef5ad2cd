/** Outlines of one province for an embedded map, which is to be small. */
import type { Topology } from 'topojson-specification';
import { composed } from '../svg/compose.ts';
import { parseJson } from './fetch.ts';
import { keep } from './keep.ts';
import { fetchPublishedFile } from './published.ts';
import { TOPOLOGY_OBJECT, type ManifestEdition } from './schema.ts';
import { readObject } from './topology.ts';

/** Name of the file that holds an edition's provinces alone; it changes with the outlines. */
export function outlinesName({ id, topology }: Pick<ManifestEdition, 'id' | 'topology'>): string {
	return `${id}.${topology.sha256.slice(0, 8)}`;
}

const cache = new Map<string, Promise<Topology | null>>();

/**
 * A province's finer outlines among the provinces around.
 * @param base address of the published files
 * @returns null where the site was built from other outlines, or has none that are finer: then the overview serves
 */
export function scopeTopology(
	base: string,
	edition: ManifestEdition,
	province: string,
	signal: AbortSignal
): Promise<Topology | null> {
	return keep(cache, `${edition.id} ${province}`, () => read(base, edition, province, signal));
}

async function read(
	base: string,
	edition: ManifestEdition,
	province: string,
	signal: AbortSignal
): Promise<Topology | null> {
	const file = edition.details?.[province];
	if (!file) return null;
	const url = new URL(`../embed/outlines/${outlinesName(edition)}.json`, base).href;
	const [answer, bytes] = await Promise.all([fetch(url, { signal }), fetchPublishedFile(base, file, signal)]);
	if (!answer.ok) return null;
	const provinces = parseJson(new Uint8Array(await answer.arrayBuffer()), url);
	const detail = parseJson(bytes, base + file.url);
	readObject(provinces, TOPOLOGY_OBJECT.province, [], url);
	for (const level of ['province', 'commune'] as const)
		readObject(detail, TOPOLOGY_OBJECT[level], [], base + file.url);
	return composed(provinces as Topology, detail as Topology, TOPOLOGY_OBJECT.province);
}
