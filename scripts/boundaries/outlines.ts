import { join, resolve } from 'node:path';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { drawBoundaries, drawLand } from './embedded.ts';
import { unnamed, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { hashProgram, programOf } from '../common/sources.ts';
import { known, STEPS, Steps, type Value } from '../common/steps.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Outline of a commune. */
export type Outline = Polygon | MultiPolygon;

/** An edition's outlines, drawn unless nothing that they depend on has changed. */
export async function outlinesOf(
	gazetteer: Gazetteer,
	cache: string,
	onProgress: (phase: string) => void
): Promise<Topology> {
	return (await outlinesValue(gazetteer, cache, onProgress)).get();
}

/** As {@link outlinesOf}, not looked at yet. */
export async function outlinesValue(
	gazetteer: Gazetteer,
	cache: string,
	onProgress: (phase: string) => void
): Promise<Value<Topology>> {
	const steps = await drawing(cache);
	// A new name moves no border.
	return steps.made('outlines', { gazetteer: known(unnamed(gazetteer)) }, ({ gazetteer: of }) =>
		drawBoundaries(of, onProgress)
	);
}

/** The land around, drawn unless nothing that it depends on has changed. */
export async function surroundings(
	cache: string,
	onProgress: (phase: string) => void
): Promise<Value<Topology>> {
	return (await drawing(cache)).made('land', {}, () => drawLand(onProgress));
}

/** Drawing takes long: what is drawn stays when other code changes. */
async function drawing(cache: string): Promise<Steps> {
	const program = await programOf(join(ROOT, 'scripts/boundaries/embedded.ts'));
	return new Steps(join(cache, STEPS), await hashProgram(program));
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
