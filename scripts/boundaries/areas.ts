/** Areas of what is drawn, and who differs from full detail. */
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Radius of the sphere on which mapshaper measures, km. */
const RADIUS = 6378.137;

/** Ground of each shape of a quantised topology's objects, km², by its id. */
export function areasOf(topology: Topology, objects: readonly string[]): Map<string, number> {
	const { scale, translate } = topology.transform!;
	const radians = Math.PI / 180;
	// Twice the area under an arc, on Lambert's cylinder, which keeps areas.
	const under = topology.arcs.map((arc) => {
		let [x, y, sum] = [0, 0, 0];
		let before: [number, number] | undefined;
		for (const [dx, dy] of arc) {
			x += dx!;
			y += dy!;
			const lon = (x * scale[0] + translate[0]) * radians;
			const sine = Math.sin((y * scale[1] + translate[1]) * radians);
			if (before) sum += (lon - before[0]) * (sine + before[1]);
			before = [lon, sine];
		}
		return sum;
	});
	const ring = (arcs: readonly number[]) =>
		arcs.reduce((sum, arc) => sum + (arc < 0 ? -under[~arc]! : under[arc]!), 0);
	const areas = new Map<string, number>();
	for (const name of objects) {
		const { geometries } = topology.objects[name] as GeometryCollection;
		for (const shape of geometries) {
			const polygons =
				shape.type === 'Polygon' ? [shape.arcs] : shape.type === 'MultiPolygon' ? shape.arcs : [];
			const sum = polygons.flat().reduce((total, arcs) => total + ring(arcs), 0);
			areas.set(String(shape.id), (Math.abs(sum) / 2) * RADIUS ** 2);
		}
	}
	return areas;
}

/** A shape that has other ground than it should. */
export interface Unlike {
	code: string;
	/** Part of its ground that it gains, or loses if negative. */
	share: number;
}

/** Those that gain or lose more than a share, the worst first. */
export function unlike(
	areas: ReadonlyMap<string, number>,
	expected: ReadonlyMap<string, number>,
	most: number
): Unlike[] {
	return [...expected]
		.filter(([, km2]) => km2 > 0)
		.map(([code, km2]) => ({ code, share: (areas.get(code) ?? 0) / km2 - 1 }))
		.filter(({ share }) => Math.abs(share) > most)
		.sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
}
