import { transform } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';

/**
 * The finer outlines of one province among the coarser ones of all others: what is in both is taken from the detail.
 * @param provinces with an object of the given name
 * @param detail of one province
 * @param name of the provinces' object in both
 */
export function composed(provinces: Topology, detail: Topology, name: string): Topology {
	const arcs = [...inDegrees(provinces), ...inDegrees(detail)];
	const objects: Topology['objects'] = {};
	for (const [key, object] of Object.entries(detail.objects))
		objects[key] = shifted(object as GeometryCollection, provinces.arcs.length);
	const own = (objects[name] as GeometryCollection).geometries;
	const ids = new Set(own.map(({ id }) => id));
	const others = (provinces.objects[name] as GeometryCollection).geometries.filter(
		({ id }) => !ids.has(id)
	);
	objects[name] = { type: 'GeometryCollection', geometries: [...others, ...own] };
	return { type: 'Topology', arcs, objects };
}

function inDegrees(topology: Topology): Topology['arcs'] {
	if (!topology.transform) return topology.arcs;
	const place = transform(topology.transform);
	return topology.arcs.map((arc) => arc.map((point, at) => place([...point], at > 0)));
}

function shifted(object: GeometryCollection, by: number): GeometryCollection {
	const shift = (at: unknown): unknown =>
		Array.isArray(at)
			? at.map(shift)
			: (at as number) < 0
				? (at as number) - by
				: (at as number) + by;
	const geometries = object.geometries.map((geometry) =>
		'arcs' in geometry ? ({ ...geometry, arcs: shift(geometry.arcs) } as GeometryObject) : geometry
	);
	return { ...object, geometries };
}
