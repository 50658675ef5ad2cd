/**
 * What the data worker fetches, and keeps decoded. What is kept is fetched to the end even if who asked first went away:
 * others may wait for the same.
 */
import type { GenericSchema, InferOutput } from 'valibot';
import type { NetworkValues } from '../domain/join.ts';
import type { Units } from '../domain/unit.ts';
import { readDetail, type ProvinceDetail } from './detail.ts';
import { parseJson, type OnProgress } from './fetch.ts';
import { keep } from './keep.ts';
import { fetchPublishedFile } from './published.ts';
import {
	checked,
	CrosswalkSchema,
	type ManifestEdition,
	type PublishedCrosswalk,
	type PublishedFile
} from './schema.ts';
import { decodeShapes } from './shapes.ts';
import { readMonth, readUnits, type FiguresOf } from './tables.ts';

/** Absolute URL of the folder `data/`. */
export let base = '';

/** Say where the published files are. */
export function setBase(root: string): void {
	base = root;
}

const unitsCache = new Map<string, Promise<Units>>();
const crosswalkCache = new Map<string, Promise<PublishedCrosswalk>>();
const topologyCache = new Map<string, Promise<unknown>>();
const detailCache = new Map<string, ProvinceDetail>();

/** A published file, exactly as promised. */
export function fetchFile(file: PublishedFile, signal?: AbortSignal, onProgress?: OnProgress) {
	return fetchPublishedFile(base, file, signal, onProgress);
}

/** A published JSON file, checked. */
export async function fetchJson<const S extends GenericSchema>(
	schema: S,
	file: PublishedFile,
	signal?: AbortSignal
): Promise<InferOutput<S>> {
	const url = base + file.url;
	return checked(schema, parseJson(await fetchFile(file, signal), url), url);
}

/** The units of an edition. */
export function unitsOfEdition(edition: ManifestEdition): Promise<Units> {
	return keep(unitsCache, edition.units.url, async () => {
		const url = base + edition.units.url;
		return readUnits(edition.id, parseJson(await fetchFile(edition.units), url), url);
	});
}

/** Where the outlines of an edition lie. */
export function outlinesUrl({ shapes, topology }: ManifestEdition): string {
	return base + (shapes ?? topology).url;
}

/** The outlines of an edition, with an object for each level. */
export function topologyOf(
	edition: ManifestEdition,
	onProgress?: OnProgress
): Promise<unknown> {
	const url = outlinesUrl(edition);
	return keep(topologyCache, url, async () => {
		const [units, bytes] = await Promise.all([
			unitsOfEdition(edition),
			fetchFile(edition.shapes ?? edition.topology, undefined, onProgress)
		]);
		return edition.shapes ? decodeShapes(bytes, units, url) : parseJson(bytes, url);
	});
}

/** The land around Viet Nam. */
export function landOf(file: PublishedFile): Promise<unknown> {
	const url = base + file.url;
	return keep(topologyCache, url, async () => parseJson(await fetchFile(file), url));
}

/** Where the units of an edition lie in the next. */
export function crosswalkOf(file: PublishedFile): Promise<PublishedCrosswalk> {
	return keep(crosswalkCache, file.url, () => fetchJson(CrosswalkSchema, file));
}

/** Values of a month and network in unit order. */
export async function valuesOf(
	edition: ManifestEdition,
	table: PublishedFile,
	of: FiguresOf,
	signal: AbortSignal,
	onProgress?: OnProgress
): Promise<NetworkValues> {
	const [units, bytes] = await Promise.all([
		unitsOfEdition(edition),
		fetchFile(table, signal, onProgress)
	]);
	return readMonth(units, of, bytes.buffer, base + table.url);
}

/** Not a kept promise: the map asks once for each province, and a request that it cancelled must not fail the next. */
export async function provinceDetail(
	edition: ManifestEdition,
	province: string,
	signal: AbortSignal
): Promise<ProvinceDetail> {
	const file = edition.details![province]!;
	const url = base + file.url;
	const known = detailCache.get(file.url);
	if (known) return known;
	const [units, bytes] = await Promise.all([unitsOfEdition(edition), fetchFile(file, signal)]);
	const detail = readDetail(parseJson(bytes, url), units, province, url);
	detailCache.set(file.url, detail);
	return detail;
}

/** Let go of the finer outlines of a province. @param url of its file */
export function forgetDetail(url: string): void {
	detailCache.delete(url);
}
