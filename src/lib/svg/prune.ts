import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';

/**
 * A topology with some of its objects and no arc that they do not need.
 * @param objects that stay, by name: all of their geometries, or those with the given ids
 */
export function pruned(
	topology: Topology,
	objects: Readonly<Record<string, ReadonlySet<string> | 'all'>>
): Topology {
	const numbers = new Map<number, number>();
	const arcs: Topology['arcs'] = [];
	const renumber = (at: unknown): unknown => {
		if (Array.isArray(at)) return at.map(renumber);
		const arc = at as number;
		const old = arc < 0 ? ~arc : arc;
		let now = numbers.get(old);
		if (now === undefined) {
			now = arcs.push(topology.arcs[old]!) - 1;
			numbers.set(old, now);
		}
		return arc < 0 ? ~now : now;
	};
	const kept = Object.entries(objects).map(([name, ids]) => {
		const all = topology.objects[name] as GeometryCollection;
		const geometries = all.geometries
			.filter(({ id }) => ids === 'all' || ids.has(String(id)))
			.map((geometry) =>
				'arcs' in geometry
					? ({ ...geometry, arcs: renumber(geometry.arcs) } as GeometryObject)
					: geometry
			);
		return [name, { ...all, geometries }];
	});
	return { ...topology, objects: Object.fromEntries(kept) as Topology['objects'], arcs };
}
