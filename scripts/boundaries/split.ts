/** One topology into one a province. */
import type { GeometryCollection, Topology } from 'topojson-specification';
import { rowsWithin, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { orderArcs } from './arc-order.ts';

/**
 * Split a national topology by province. Every part keeps the coordinate grid (`transform`) of the whole, so parts
 * fit each other exactly; it has the arcs that its own shapes use and no others.
 * @param topology with the objects of the edition's levels, `id` = code
 * @returns by code of the province: its shape, those of its districts (where the edition has any) and communes
 */
export function splitByProvince(topology: Topology, units: Units): Map<string, Topology> {
	const names = units.levels.map((level) => TOPOLOGY_OBJECT[level]).reverse();
	const shapes = units.levels.map((level) => {
		const name = TOPOLOGY_OBJECT[level];
		const { geometries } = topology.objects[name] as GeometryCollection;
		return { level, name, byCode: new Map(geometries.map((shape) => [String(shape.id), shape])) };
	});
	const partOf = (province: string): Topology => {
		const objects = shapes.map(({ level, name, byCode }) => {
			const { codes } = unitsOf(units, level);
			const geometries = rowsWithin(units, level, province).flatMap((row) => {
				const shape = byCode.get(codes[row]!);
				return shape ? [shape] : [];
			});
			return [name, { type: 'GeometryCollection', geometries }] as const;
		});
		return orderArcs({ ...topology, objects: Object.fromEntries(objects) }, names);
	};
	const { codes } = unitsOf(units, 'province');
	return new Map(codes.map((code) => [code, partOf(code)]));
}
