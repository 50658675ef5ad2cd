/** The units in view with their figures as TopoJSON: neighbours share their borders. */
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { factsOf, propertiesByCode } from './properties.ts';
import type { Make } from './registry.ts';

export const make: Make = async (briefing) => {
	const { topology, objects, selection } = briefing;
	const properties = propertiesByCode(briefing);
	const name = objects[selection.level];
	const object = topology.objects[name] as GeometryCollection;
	const geometries = object.geometries
		.filter(({ id }) => properties.has(String(id)))
		.map((geometry) => ({ ...geometry, properties: properties.get(String(geometry.id))! }));
	const file = { ...withOwnArcs(topology, geometries, name), ...factsOf(briefing) };
	return new TextEncoder().encode(JSON.stringify(file));
};

/** A topology of some geometries alone: arcs of others are left out, and the rest numbered anew. */
function withOwnArcs(topology: Topology, geometries: GeometryObject[], name: string): Topology {
	const numbers = new Map<number, number>();
	const arcs: Topology['arcs'] = [];
	const renumber = (at: number): number => {
		const arc = at < 0 ? ~at : at;
		let number = numbers.get(arc);
		if (number === undefined) {
			numbers.set(arc, (number = arcs.length));
			arcs.push(topology.arcs[arc]!);
		}
		return at < 0 ? ~number : number;
	};
	const nested = (value: unknown): unknown =>
		typeof value === 'number' ? renumber(value) : (value as unknown[]).map(nested);
	const own = geometries.map((geometry) =>
		'arcs' in geometry ? { ...geometry, arcs: nested(geometry.arcs) } : geometry
	) as GeometryObject[];
	const { transform, bbox } = topology;
	return {
		type: 'Topology',
		...(bbox ? { bbox } : {}),
		...(transform ? { transform } : {}),
		objects: { [name]: { type: 'GeometryCollection', geometries: own } },
		arcs
	};
}
