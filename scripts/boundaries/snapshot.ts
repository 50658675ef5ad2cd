/** The full geometry out of mapshaper's own format, as JSON of it would be 150 MB of text. */
import type mapshaper from 'mapshaper';
import type { GeometryObject, Topology } from 'topojson-specification';

/**
 * A layer of polygons as a topology on the unrounded coordinates.
 * @param snapshot what mapshaper's `-o name.msx` gave
 * @param id the attribute that becomes a shape's `id`; shapes of one id are put together
 */
export async function topologyOf(
	snapshot: Uint8Array,
	layer: string,
	id: string
): Promise<Topology> {
	const { internal } = (await import('mapshaper')).default;
	const { datasets } = await internal.unpackSessionData(snapshot);
	for (const { arcs, layers } of datasets) {
		const found = layers.find(({ name }) => name === layer);
		if (!found || !arcs) continue;
		const records = found.data.getRecords();
		const rings = new Map<string, number[][]>();
		found.shapes.forEach((shape, at) => {
			const key = String(records[at]![id]);
			rings.set(key, [...(rings.get(key) ?? []), ...(shape ?? [])]);
		});
		// Holes and parts need no telling apart: whoever asks which side of an arc is whose doesn't need it.
		const geometries = [...rings].map(([of, arcsOf]): GeometryObject => ({
			type: 'Polygon',
			id: of,
			arcs: arcsOf
		}));
		const objects = { [layer]: { type: 'GeometryCollection' as const, geometries } };
		return { type: 'Topology', objects, arcs: positionsOf(arcs.getVertexData()) };
	}
	throw new Error(`no layer ${layer} in the snapshot`);
}

function positionsOf({ nn, xx, yy }: mapshaper.VertexData): [number, number][][] {
	let at = 0;
	return Array.from(nn, (length) =>
		Array.from({ length }, (): [number, number] => [xx[at]!, yy[at++]!])
	);
}
