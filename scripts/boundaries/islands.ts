/**
 * Islands of the list that the files lack: the embedded shapes of Hoàng Sa, Trường Sa and others stay, marked. Those
 * that the files have as islets too small to be seen are drawn as that shape in the overview, and as they are near by.
 */
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { FeatureCollection, Geometry, MultiPolygon, Position } from 'geojson';
import type { Island } from '../gazetteer/gazetteer.ts';
import type { Placed, StandIn } from './clean.ts';
import type { Box } from './listed.ts';
import { runMapshaper } from './run-mapshaper.ts';
import { INDEX, type Shapes } from './shapes.ts';

/** An island is there when a polygon of its unit has ground this near to its listed point; km. */
const NEAR = 2;
const KM_PER_DEGREE = 111.2;
/** A unit whose polygons and islands lie farther than this from those of all others touches none; degrees. */
const APART = 0.01;

/** Less ground than this is not seen from afar; km². */
const SEEN = 1;

/** What stays of the embedded outlines. */
export interface KeptIslands {
	/** A stand-in for each unit that lacks islands. */
	standIns: StandIn[];
	/** Which they are. */
	kept: Pick<Island, 'code' | 'name'>[];
	/** The embedded shapes of islands that the files have, too small to be seen from afar. */
	islets: StandIn[];
	/** Which they are. */
	small: Pick<Island, 'code' | 'name'>[];
}

/**
 * Islands of units that have polygons, none of them at the island, or hardly any.
 * @param embedded gives a unit's embedded outline by code
 */
export async function keepIslands(
	islands: readonly Island[],
	read: Pick<Shapes, 'snapshot' | 'layers'>,
	placed: readonly Placed[],
	embedded: () => Promise<ReadonlyMap<string, Geometry>>
): Promise<KeptIslands> {
	const found: KeptIslands = { standIns: [], kept: [], islets: [], small: [] };
	const codes = new Set(islands.map(({ code }) => code));
	const own = placed.filter(({ leaf }) => codes.has(leaf.code));
	if (own.length === 0) return found;
	const ground = await geometriesOf(read, own);
	const seen = islands.map((island) =>
		(ground.get(island.code) ?? []).reduce((sum, part) => sum + groundAt(part, island), 0)
	);
	const lacking = islands.filter((island, at) => ground.has(island.code) && seen[at] === 0);
	const small = islands.filter((_, at) => seen[at]! > 0 && seen[at]! < SEEN);
	if (lacking.length + small.length === 0) return found;
	const drawn = await embedded();
	for (const leaf of new Set(own.map(({ leaf }) => leaf))) {
		const of = (those: readonly Island[]): { geometry?: MultiPolygon; named: Island[] } => {
			const mine = those.filter(({ code }) => code === leaf.code);
			const coordinates = polygonsOf(drawn.get(leaf.code)).filter((rings) =>
				mine.some(({ lon, lat }) =>
					booleanPointInPolygon([lon, lat], { type: 'Polygon', coordinates: rings })
				)
			);
			if (coordinates.length === 0) return { named: [] };
			return { geometry: { type: 'MultiPolygon', coordinates }, named: mine };
		};
		const name = ({ code, name }: Island) => ({ code, name });
		const [stays, grows] = [of(lacking), of(small)];
		if (stays.geometry) {
			const others = placed.filter((of) => of.leaf !== leaf).map(({ box }) => box);
			const geometries = ground.get(leaf.code)!;
			const own = [...boxesOf(geometries), ...boxesOf([stays.geometry])];
			const isAlone = own.every((box) => !others.some(near(box)));
			found.standIns.push({
				leaf,
				geometry: stays.geometry,
				alone: isAlone ? geometries : undefined
			});
		}
		if (grows.geometry) found.islets.push({ leaf, geometry: grows.geometry });
		found.kept.push(...stays.named.map(name));
		found.small.push(...grows.named.map(name));
	}
	return found;
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

/** What holds each polygon. */
function boxesOf(geometries: readonly Geometry[]): Box[] {
	return geometries.flatMap(polygonsOf).map(([shell]) => {
		const [x, y] = [shell!.map(([lon]) => lon!), shell!.map(([, lat]) => lat!)];
		const low = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
		const high = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
		return [low(x), low(y), high(x), high(y)];
	});
}

/** Whether another box comes within {@link APART} of this one. */
function near([left, bottom, right, top]: Box): (other: Box) => boolean {
	return ([west, south, east, north]) =>
		west <= right + APART &&
		east >= left - APART &&
		south <= top + APART &&
		north >= bottom - APART;
}

function polygonsOf(geometry: Geometry | undefined): Position[][][] {
	if (geometry?.type === 'Polygon') return [geometry.coordinates];
	return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** Ground of a geometry's polygons that hold an island's point or have a corner near it, km². */
function groundAt(geometry: Geometry, { lon, lat }: Island): number {
	const east = Math.cos((lat * Math.PI) / 180);
	const isAt = (rings: Position[][]) =>
		booleanPointInPolygon([lon, lat], { type: 'Polygon', coordinates: rings }) ||
		rings.some((ring) =>
			ring.some(([x, y]) => Math.hypot((x! - lon) * east, y! - lat) * KM_PER_DEGREE <= NEAR)
		);
	const km2 = (ring: Position[]) => {
		const twice = ring
			.slice(1)
			.reduce((sum, [x, y], at) => sum + ring[at]![0]! * y! - x! * ring[at]![1]!, 0);
		return (Math.abs(twice) / 2) * east * KM_PER_DEGREE ** 2;
	};
	return polygonsOf(geometry)
		.filter(isAt)
		.reduce((sum, [shell]) => sum + km2(shell!), 0);
}
