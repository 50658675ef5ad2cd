/** Islands of the list that the files lack: the embedded shapes of Hoàng Sa, Trường Sa and others stay, marked. */
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import type { Island } from '../gazetteer/gazetteer.ts';
import type { Placed, StandIn } from './clean.ts';
import { runMapshaper } from './run-mapshaper.ts';
import { INDEX, type Shapes } from './shapes.ts';

/** An island is there when a polygon of its unit has ground this near to its listed point; km. */
const NEAR = 2;
const KM_PER_DEGREE = 111.2;

/** What stays of the embedded outlines. */
export interface KeptIslands {
	/** A stand-in for each unit that lacks islands. */
	standIns: StandIn[];
	/** Which they are. */
	islands: Pick<Island, 'code' | 'name'>[];
}

/**
 * Islands of units that have polygons, none of them at the island.
 * @param embedded gives a unit's embedded outline by code
 */
export async function keepIslands(
	islands: readonly Island[],
	read: Pick<Shapes, 'snapshot' | 'layers'>,
	placed: readonly Placed[],
	embedded: () => Promise<ReadonlyMap<string, Geometry>>
): Promise<KeptIslands> {
	const codes = new Set(islands.map(({ code }) => code));
	const own = placed.filter(({ leaf }) => codes.has(leaf.code));
	if (own.length === 0) return { standIns: [], islands: [] };
	const ground = await geometriesOf(read, own);
	const lacking = islands.filter((island) => {
		const parts = ground.get(island.code);
		return parts !== undefined && !parts.some((part) => isAt(part, island));
	});
	if (lacking.length === 0) return { standIns: [], islands: [] };
	const drawn = await embedded();
	const kept: KeptIslands = { standIns: [], islands: [] };
	for (const leaf of new Set(own.map(({ leaf }) => leaf))) {
		const rings = polygonsOf(drawn.get(leaf.code));
		const mine = lacking.filter(({ code }) => code === leaf.code);
		const shapes = rings.filter((coordinates) =>
			mine.some(({ lon, lat }) =>
				booleanPointInPolygon([lon, lat], { type: 'Polygon', coordinates })
			)
		);
		if (shapes.length === 0) continue;
		kept.standIns.push({ leaf, geometry: { type: 'MultiPolygon', coordinates: shapes } });
		kept.islands.push(...mine.map(({ code, name }) => ({ code, name })));
	}
	return kept;
}

/** The files' polygons of units, by code. */
async function geometriesOf(
	{ snapshot, layers }: Pick<Shapes, 'snapshot' | 'layers'>,
	placed: readonly Placed[]
): Promise<Map<string, Geometry[]>> {
	const codeOf = new Map(placed.map(({ leaf, index }) => [index, leaf.code]));
	const wanted = JSON.stringify([...codeOf.keys()]).replaceAll('"', "'");
	const commands = [
		'-i all.msx',
		layers.length > 1
			? `-merge-layers force name=wanted target=${layers.join(',')}`
			: `-rename-layers wanted target=${layers[0]}`,
		`-filter "${wanted}.includes(${INDEX})" target=wanted`,
		'-o wanted.json format=geojson target=wanted'
	];
	const output = await runMapshaper(commands.join(' '), { 'all.msx': snapshot }, 'polygons');
	const { features } = JSON.parse(
		Buffer.from(output['wanted.json']!).toString()
	) as FeatureCollection;
	const found = new Map<string, Geometry[]>();
	for (const { properties, geometry } of features) {
		const code = codeOf.get(String(properties?.[INDEX]))!;
		found.set(code, [...(found.get(code) ?? []), geometry]);
	}
	return found;
}

function polygonsOf(geometry: Geometry | undefined): Position[][][] {
	if (geometry?.type === 'Polygon') return [geometry.coordinates];
	return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** Whether a polygon holds an island's point or has a corner near it. */
function isAt(geometry: Geometry, { lon, lat }: Island): boolean {
	const shape = geometry as Polygon | MultiPolygon;
	if (booleanPointInPolygon([lon, lat], shape)) return true;
	const east = Math.cos((lat * Math.PI) / 180);
	return polygonsOf(shape).some((rings) =>
		rings.some((ring) =>
			ring.some(([x, y]) => Math.hypot((x! - lon) * east, y! - lat) * KM_PER_DEGREE <= NEAR)
		)
	);
}
