/** The units in view with their figures as GeoJSON (RFC 7946). */
import { feature } from 'topojson-client';
import type { GeometryCollection } from 'topojson-specification';
import { factsOf, propertiesByCode } from './properties.ts';
import type { Make } from './registry.ts';

export const make: Make = async (briefing) => {
	const { topology, objects, selection } = briefing;
	const properties = propertiesByCode(briefing);
	const object = topology.objects[objects[selection.level]] as GeometryCollection;
	const geometries = object.geometries.filter(({ id }) => properties.has(String(id)));
	const collection = feature(topology, { ...object, geometries });
	const features = collection.features.map(({ id, geometry }) => {
		const code = String(id);
		return { type: 'Feature', id: code, properties: properties.get(code), geometry };
	});
	const file = { type: 'FeatureCollection', ...factsOf(briefing), features };
	return new TextEncoder().encode(JSON.stringify(file));
};
