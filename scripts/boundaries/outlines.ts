import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { drawBoundaries, drawLand } from './embedded.ts';
import { fileName, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { replaceFile } from '../common/publish.ts';
import { filesBelow, hashFiles, hashProgram, programOf } from '../common/sources.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Outline of a commune. */
export type Outline = Polygon | MultiPolygon;

/** Where drawn outlines are kept between runs, and what they are drawn from. */
export interface OutlineCache {
	/** `data/cache` */
	cache: string;
	/** `data/gazetteer` */
	gazetteer: string;
}

/** An edition's outlines, drawn unless nothing that they depend on has changed. */
export async function outlinesOf(
	gazetteer: Gazetteer,
	folders: OutlineCache,
	onProgress: (phase: string) => void
): Promise<Topology> {
	// A new name moves no border.
	const isDrawn = new Set(
		gazetteer.units.levels.map((level) => fileName(gazetteer.edition, level))
	);
	const files = (await filesBelow(folders.gazetteer)).filter((file) => {
		const name = basename(file);
		return isDrawn.has(name) || name === 'islands.csv';
	});
	const key = await keyOf(files, folders.gazetteer);
	return cached(folders.cache, gazetteer.edition, key, () => drawBoundaries(gazetteer, onProgress));
}

/** The land around, drawn unless nothing that it depends on has changed. */
export async function surroundings(
	{ cache, gazetteer }: OutlineCache,
	onProgress: (phase: string) => void
): Promise<Topology> {
	return cached(cache, 'land', await keyOf([], gazetteer), () => drawLand(onProgress));
}

async function keyOf(files: readonly string[], base: string): Promise<string> {
	const program = await programOf(join(ROOT, 'scripts/boundaries/embedded.ts'));
	return hashFiles(base, files, await hashProgram(program));
}

async function cached(
	folder: string,
	name: string,
	key: string,
	draw: () => Promise<Topology>
): Promise<Topology> {
	const path = join(folder, `${name}.${key.slice(0, 16)}.topo.json`);
	try {
		return JSON.parse(await readFile(path, 'utf8')) as Topology;
	} catch {
		const topology = await draw();
		await mkdir(folder, { recursive: true });
		const old = (await filesBelow(folder)).filter((file) => basename(file).startsWith(`${name}.`));
		await replaceFile(path, JSON.stringify(topology));
		await Promise.all(old.map((file) => rm(file, { force: true })));
		return topology;
	}
}

/** Outlines of the communes in row order; absent for one without land or water of its own. */
export function communeOutlines({ units }: Gazetteer, topology: Topology): (Outline | undefined)[] {
	const { rowOf, codes } = unitsOf(units, 'commune');
	const outlines = new Array<Outline | undefined>(codes.length).fill(undefined);
	const object = topology.objects[TOPOLOGY_OBJECT.commune] as GeometryCollection;
	for (const { id, geometry } of feature(topology, object).features) {
		const row = rowOf.get(String(id));
		if (row === undefined) continue;
		if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') outlines[row] = geometry;
	}
	return outlines;
}
