/** Second pass: matched polygons become a partition of the ground: no gaps between neighbours, nothing twice. */
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Leaf } from './match.ts';
import { runMapshaper } from './run-mapshaper.ts';
import { INDEX, type Shapes } from './shapes.ts';

/** Name of the layer in {@link Cleaned.snapshot}: a shape a leaf, whose code is `leaf`. */
export const UNITS = 'units';

/** Gaps between neighbours up to this are faults of drawing; larger ones are told, and left to a stand-in first; km². */
const SMALL_GAP = 0.2;
/** Ground that polygons enclose goes to the nearest of them up to this, some communes' size: no sea inland; km². */
const LARGE_GAP = 200;
/** Less ground than this claimed twice is a matter of rounding; km². */
const LEAST_CLAIM = 0.001;
/** A unit without polygon keeps what neighbours leave of its approximate outline, if at least this share. */
const LEAST_REST = 0.2;

/** Ground that several units claim. */
export interface Claim {
	codes: string[];
	km2: number;
}

/** Ground that polygons enclose and none claims. */
export interface Gap {
	km2: number;
	/** A point in it. */
	lon: number;
	lat: number;
}

/** All leaves in full detail, on shared arcs. */
export interface Cleaned {
	/** mapshaper's own format, with the layer {@link UNITS}. */
	snapshot: Uint8Array;
	/** Largest first. */
	claims: Claim[];
	/** Those that are no mere faults of drawing, largest first. */
	gaps: Gap[];
}

/** A polygon of the shapes that is used. */
export interface Placed {
	leaf: Leaf;
	/** Value of {@link INDEX}. */
	index: string;
}

/** A geometry for a unit without polygon. */
export interface StandIn {
	leaf: Leaf;
	geometry: Geometry;
}

/** Snap, cut at crossings, fill gaps, give ground that is claimed twice to one unit. */
export async function clean(
	{ snapshot, layers }: Shapes,
	placed: readonly Placed[],
	standIns: readonly StandIn[],
	onProgress?: (text: string) => void
): Promise<Cleaned> {
	const keys = placed.map(({ leaf, index }) => ({
		[INDEX]: index,
		leaf: leaf.code
	}));
	const keysFile = Buffer.from(JSON.stringify(keys));
	const used = [
		'-i all.msx',
		layers.length > 1
			? `-merge-layers force name=${UNITS} target=${layers.join(',')}`
			: `-rename-layers ${UNITS} target=${layers[0]}`,
		`-join keys.json keys=${INDEX},${INDEX} target=${UNITS}`,
		`-filter "!!leaf" target=${UNITS}`
	];
	const report = [
		...used,
		`-mosaic calc="claims = collect(leaf)" name=claims target=${UNITS}`,
		'-filter "!claims || claims.length > 1" target=claims',
		'-each "km2 = this.area / 1e6, lon = this.innerX, lat = this.innerY" target=claims',
		'-o claims.json format=json target=claims'
	];
	const repair = [
		...used,
		fillGaps(SMALL_GAP),
		...(standIns.length > 0 ? standInCommands() : []),
		'-o cleaned.msx target=*'
	];
	const input = {
		'all.msx': snapshot,
		'keys.json': keysFile,
		...(standIns.length > 0 ? { 'standins.json': collectionOf(standIns) } : {})
	};
	// Neither needs the other: what is told of the faults is found in a thread beside the one that mends them.
	const [told, mended] = await Promise.all([
		runMapshaper(report.join(' '), { 'all.msx': snapshot, 'keys.json': keysFile }, 'polygons'),
		runMapshaper(repair.join(' '), input, 'polygons', onProgress)
	]);
	const tiles = tilesOf(told['claims.json']);
	const gaps = gapsOf(tiles);
	const cleaned = mended['cleaned.msx']!;
	const whole = gaps.length > 0 ? await fillLargeGaps(cleaned, onProgress) : cleaned;
	return { snapshot: whole, claims: claimsOf(tiles), gaps };
}

/** mapshaper divides a large gap among its neighbours; what is left between their parts needs another pass. */
async function fillLargeGaps(cleaned: Uint8Array, onProgress?: (text: string) => void) {
	const fill = fillGaps(LARGE_GAP);
	const commands = `-i cleaned.msx ${fill} ${fill} -o filled.msx target=*`;
	const output = await runMapshaper(commands, { 'cleaned.msx': cleaned }, 'polygons', onProgress);
	return output['filled.msx']!;
}

function fillGaps(km2: number): string {
	return `-clean gap-fill-area=${km2}km2 target=${UNITS}`;
}

/** Where neighbours leave room, stand-ins fill it; elsewhere they are cut out of the neighbours. */
function standInCommands(): string[] {
	return [
		'-i standins.json name=standins',
		'-each "full = this.area" target=standins',
		'-filter true + name=rest target=standins',
		`-erase ${UNITS} target=rest`,
		`-filter "this.area >= ${LEAST_REST} * full" target=rest`,
		'-each "rests = 1" target=rest',
		'-join rest keys=leaf,leaf fields=rests target=standins',
		'-filter "!rests" target=standins',
		`-erase standins target=${UNITS}`,
		`-merge-layers force name=${UNITS} target=${UNITS},rest,standins`
	];
}

function collectionOf(standIns: readonly StandIn[]): FeatureCollection {
	const features = standIns.map(({ leaf, geometry }): Feature => ({
		type: 'Feature',
		properties: { leaf: leaf.code },
		geometry
	}));
	return { type: 'FeatureCollection', features };
}

/** A part of the ground that not exactly one polygon claims. */
interface Tile {
	/** Codes; absent where nobody claims it. */
	claims: string[] | null;
	km2: number;
	lon: number;
	lat: number;
}

function tilesOf(file: Uint8Array | undefined): Tile[] {
	return file ? (JSON.parse(Buffer.from(file).toString()) as Tile[]) : [];
}

function claimsOf(tiles: readonly Tile[]): Claim[] {
	const sums = new Map<string, number>();
	for (const { claims, km2 } of tiles) {
		if (!claims) continue;
		const key = [...new Set(claims)].sort().join(' ');
		if (key.includes(' ')) sums.set(key, (sums.get(key) ?? 0) + km2);
	}
	return [...sums]
		.filter(([, km2]) => km2 >= LEAST_CLAIM)
		.sort((a, b) => b[1] - a[1])
		.map(([codes, km2]) => ({ codes: codes.split(' '), km2: Number(km2.toFixed(3)) }));
}

function gapsOf(tiles: readonly Tile[]): Gap[] {
	return tiles
		.filter(({ claims, km2 }) => !claims && km2 > SMALL_GAP)
		.sort((a, b) => b.km2 - a.km2)
		.map(({ km2, lon, lat }) => ({
			km2: Number(km2.toFixed(3)),
			lon: Number(lon.toFixed(4)),
			lat: Number(lat.toFixed(4))
		}));
}
