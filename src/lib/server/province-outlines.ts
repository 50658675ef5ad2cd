/** Outlines of provinces alone: an embedded map of one province needs no other's communes. */
import type { Topology } from 'topojson-specification';
import { outlinesName } from '../data/scope.ts';
import { TOPOLOGY_OBJECT } from '../data/schema.ts';
import { pruned } from '../svg/prune.ts';
import { readJson, readNewest } from './published.ts';

/** Names of the files, one for each edition. @param folder of the published files */
export async function outlineNames(folder: string): Promise<string[]> {
	const { manifest } = await readNewest(folder);
	return manifest.editions.map(outlinesName);
}

/** @returns undefined where no edition's file has this name */
export async function provinceOutlines(
	folder: string,
	name: string
): Promise<Topology | undefined> {
	const { manifest } = await readNewest(folder);
	const edition = manifest.editions.find((each) => outlinesName(each) === name);
	if (!edition) return undefined;
	const topology = (await readJson(folder, edition.topology.url)) as Topology;
	return pruned(topology, { [TOPOLOGY_OBJECT.province]: 'all' });
}
