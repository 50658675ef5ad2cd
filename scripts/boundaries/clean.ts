/** Second pass: matched polygons become a partition of the ground: no slivers between neighbours, nothing twice. */
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Leaf } from './leaves.ts';
import type { Box } from './listed.ts';
import { runMapshaper } from './run-mapshaper.ts';
import { INDEX, type Shapes } from './shapes.ts';

/** Name of the layer in {@link Cleaned.snapshot}: a shape a leaf, whose code is `leaf`. */
export const UNITS = 'units';

/** Gaps between neighbours up to this are faults of drawing and are filled; larger ones stay, and are told; km². */
const SLIVER = 0.2;
/** A unit that gains or loses more than this share is named. */
const MOST_RESIZED = 0.02;
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
	/** Codes of the units around it, that with the longest border first. */
	neighbours: string[];
	geometry: Geometry;
}

/** A unit that has other ground than in the files. */
export interface Resized {
	code: string;
	/** km² in the files. */
	before: number;
	/** km² on the map. */
	after: number;
}

/** All leaves in full detail, on shared arcs. */
export interface Cleaned {
	/** mapshaper's own format, with the layer {@link UNITS}. */
	snapshot: Uint8Array;
	/** Largest first. */
	claims: Claim[];
	/** All of them, filled or not, largest first. */
	gaps: Gap[];
	/** Ground of each leaf on the map in full detail by code, km². */
	areas: ReadonlyMap<string, number>;
	/** Units that slivers, overlaps or neighbours' stand-ins changed by more than a few hundredths. */
	resized: Resized[];
}

/** A polygon of the shapes that is used. */
export interface Placed {
	leaf: Leaf;
	/** Value of {@link INDEX}. */
	index: string;
	/** In the files. */
	km2: number;
	/** In the files; degrees left, bottom, right, top. */
	box: Box;
	/** The file and row that it is from. */
	label: string;
	row: number;
}

/** A geometry for a unit without polygon. */
export interface StandIn {
	leaf: Leaf;
	geometry: Geometry;
	/**
	 * The unit's own polygons, where no other unit of the files is near: both are cut by themselves, which the whole
	 * country would take seconds for.
	 */
	alone?: readonly Geometry[] | undefined;
}

/** Snap, cut at crossings, fill slivers, give ground that is claimed twice to one unit. */
export async function clean(
	{ snapshot, layers }: Shapes,
	placed: readonly Placed[],
	standIns: readonly StandIn[],
	onProgress?: (text: string) => void
): Promise<Cleaned> {
	const apart = standIns.filter(({ alone }) => alone);
	const near = standIns.filter(({ alone }) => !alone);
	const isApart = new Set(apart.map(({ leaf }) => leaf));
	const keys = placed.map(({ leaf, index }) => ({
		[INDEX]: index,
		leaf: leaf.code,
		...(isApart.has(leaf) ? { apart: 1 } : {})
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
		...MOSAIC,
		'-filter "!claims || claims.length > 1" target=claims',
		MEASURE,
		'-o claims.json format=json target=claims',
		...GAPS
	];
	const hasStandIns = standIns.length > 0;
	const repair = [
		...used,
		...(apart.length > 0 ? [`-filter "!apart" target=${UNITS}`] : []),
		CLEAN,
		...(near.length > 0 ? standInCommands() : []),
		...(apart.length > 0
			? ['-i apart.msx', `-merge-layers force name=${UNITS} target=${UNITS},apart`]
			: []),
		...result(hasStandIns)
	];
	const input = {
		'all.msx': snapshot,
		'keys.json': keysFile,
		'standins.json': collectionOf(near),
		'apart.msx': apart.length > 0 ? await cleanedApart(apart) : ''
	};
	// Neither needs the other: what is told of the faults is found in a thread beside the one that mends them.
	const [told, mended] = await Promise.all([
		runMapshaper(report.join(' '), { 'all.msx': snapshot, 'keys.json': keysFile }, 'polygons'),
		runMapshaper(repair.join(' '), input, 'polygons', onProgress)
	]);
	const tiles = tableOf<Tile>(told['claims.json']);
	const drawn = new Set(placed.map(({ leaf }) => leaf));
	// Islands of units that the files have stand alone in the sea.
	const whole = standIns.filter(({ leaf }) => !drawn.has(leaf));
	const joined = whole.length > 0 ? await joinStandIns(mended, whole) : mended;
	const sizes = tableOf<Size>(joined['sizes.json']);
	return {
		snapshot: joined['cleaned.msx']!,
		claims: claimsOf(tiles),
		gaps: gapsOf(told['gaps.json'], tableOf<Border>(told['borders.json'])),
		areas: sumsOf(sizes),
		// What a unit gets of its own embedded outline is told as such.
		resized: resizedOf(
			placed,
			sizes.filter(({ standin }) => !standin)
		)
	};
}

/** Snap, cut, fill. */
const CLEAN = `-clean gap-fill-area=${SLIVER}km2 target=${UNITS}`;

/** Tiles of the ground with the codes that claim them, and borders between gaps and leaves. */
const MOSAIC = [
	`-mosaic calc="claims = collect(leaf)" name=claims target=${UNITS}`,
	'-each "tile = this.id" target=claims',
	'-lines + name=borders target=claims each="gap = B ? (A.claims ? (B.claims ? -1 : B.tile) : A.tile) : -1, leaf = B ? (A.claims || B.claims || [null])[0] : null"',
	'-filter "gap >= 0 && leaf !== null" target=borders',
	'-each "metres = this.length" target=borders',
	'-o borders.json format=json target=borders'
];
const MEASURE = '-each "km2 = this.area / 1e6, lon = this.innerX, lat = this.innerY" target=claims';
const GAPS = [
	'-filter "!claims" target=claims',
	'-o gaps.json format=geojson geojson-type=FeatureCollection target=claims'
];

/** The partition, and the ground of each of its parts. */
function result(hasStandIns: boolean): string[] {
	return [
		`-o cleaned.msx target=${UNITS}`,
		`-each "km2 = this.area / 1e6" target=${UNITS}`,
		`-filter-fields leaf,km2${hasStandIns ? ',standin' : ''} target=${UNITS}`,
		`-o sizes.json format=json target=${UNITS}`
	];
}

/**
 * Ground that outlines of the files and stand-ins enclose together goes to the stand-in with the longest border, so that
 * both share one. What lies between outlines of the files alone, or is open to the sea, stays nobody's.
 */
async function joinStandIns(
	mended: Readonly<Record<string, Uint8Array>>,
	standIns: readonly StandIn[]
): Promise<Readonly<Record<string, Uint8Array>>> {
	const input = { 'cleaned.msx': mended['cleaned.msx']! };
	const read = '-i cleaned.msx';
	const found = await runMapshaper(
		[read, ...MOSAIC, MEASURE, ...GAPS].join(' '),
		input,
		'polygons'
	);
	const leaves = new Map(standIns.map(({ leaf }) => [leaf.code, leaf]));
	const between = gapsOf(found['gaps.json'], tableOf<Border>(found['borders.json'])).flatMap(
		({ neighbours, geometry }): StandIn[] => {
			const leaf = neighbours.map((code) => leaves.get(code)).find((of) => of !== undefined);
			return leaf ? [{ leaf, geometry }] : [];
		}
	);
	if (between.length === 0) return mended;
	const join = [
		read,
		'-i between.json name=between',
		`-merge-layers force name=${UNITS} target=${UNITS},between`,
		`-clean target=${UNITS}`,
		...result(true)
	];
	return runMapshaper(
		join.join(' '),
		{ ...input, 'between.json': collectionOf(between) },
		'polygons'
	);
}

/** Ground of a leaf, or of a part of one. */
interface Size {
	leaf: string;
	km2: number;
	standin?: unknown;
}

function sumsOf(parts: readonly Size[]): Map<string, number> {
	const sums = new Map<string, number>();
	for (const { leaf, km2 } of parts) sums.set(leaf, (sums.get(leaf) ?? 0) + km2);
	return sums;
}

function resizedOf(placed: readonly Placed[], sizes: readonly Size[]): Resized[] {
	const after = sumsOf(sizes);
	const before = sumsOf(placed.map(({ leaf, km2 }) => ({ leaf: leaf.code, km2 })));
	return [...before]
		.map(([code, km2]) => ({ code, before: km2, after: after.get(code) ?? 0 }))
		.filter((unit) => Math.abs(unit.after - unit.before) > MOST_RESIZED * unit.before)
		.map(({ code, ...areas }) => ({
			code,
			before: Number(areas.before.toFixed(3)),
			after: Number(areas.after.toFixed(3))
		}));
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

/** Units that lie by themselves, with what stands in for their islands: the layer `apart`. */
async function cleanedApart(apart: readonly StandIn[]): Promise<Uint8Array> {
	const own = apart.flatMap(({ leaf, alone }) =>
		(alone ?? []).map((geometry): Feature => ({
			type: 'Feature',
			properties: { leaf: leaf.code },
			geometry
		}))
	);
	const commands = [
		`-i own.json name=${UNITS}`,
		CLEAN,
		...standInCommands(),
		`-rename-layers apart target=${UNITS}`,
		'-o apart.msx target=apart'
	];
	const input = {
		'own.json': { type: 'FeatureCollection', features: own },
		'standins.json': collectionOf(apart)
	};
	return (await runMapshaper(commands.join(' '), input, 'polygons'))['apart.msx']!;
}

/** Stand-ins as GeoJSON with their leaf. */
export function collectionOf(standIns: readonly StandIn[]): FeatureCollection {
	const features = standIns.map(({ leaf, geometry }): Feature => ({
		type: 'Feature',
		properties: { leaf: leaf.code, standin: 1 },
		geometry
	}));
	return { type: 'FeatureCollection', features };
}

/** A part of the ground that not exactly one polygon claims. */
interface Tile {
	/** Its number. */
	tile: number;
	/** Codes; absent where nobody claims it. */
	claims: string[] | null;
	km2: number;
	lon: number;
	lat: number;
}

/** A piece of border between a gap and a leaf. */
interface Border {
	/** Number of the gap's tile. */
	gap: number;
	leaf: string;
	metres: number;
}

function tableOf<Row>(file: Uint8Array | undefined): Row[] {
	return file ? (JSON.parse(Buffer.from(file).toString()) as Row[]) : [];
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

function gapsOf(file: Uint8Array | undefined, borders: readonly Border[]): Gap[] {
	if (!file) return [];
	const { features } = JSON.parse(Buffer.from(file).toString()) as FeatureCollection<
		Geometry,
		Tile
	>;
	const around = new Map<number, Map<string, number>>();
	for (const { gap, leaf, metres } of borders) {
		const lengths = around.get(gap) ?? new Map<string, number>();
		around.set(gap, lengths.set(leaf, (lengths.get(leaf) ?? 0) + metres));
	}
	const neighboursOf = (tile: number) =>
		[...(around.get(tile) ?? [])].sort((a, b) => b[1] - a[1]).map(([leaf]) => leaf);
	return features
		.filter(({ geometry }) => geometry)
		.sort((a, b) => b.properties.km2 - a.properties.km2)
		.map(({ geometry, properties: { tile, km2, lon, lat } }) => ({
			km2,
			lon,
			lat,
			neighbours: neighboursOf(tile),
			geometry
		}));
}
