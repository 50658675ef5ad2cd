/** Second pass: from matched polygons to the levels of an edition on shared arcs, as coarse as its size allows. */
import { brotliCompressSync, constants } from 'node:zlib';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Topology } from 'topojson-specification';
import { DataError } from '../../../src/lib/domain/errors.ts';
import type { Level, Units } from '../../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../../src/lib/data/schema.ts';
import { checkComplete, codesOf, levelCommands, tidy } from '../../boundaries.ts';
import { orderArcs } from '../arc-order.ts';
import type { Leaf } from './match.ts';
import { INDEX, runMapshaper, type Shapes } from './shapes.ts';

/** A coordinate step in the frame of the whole country, about 40 m. */
export const QUANTISATION = 4e4;
/** Detail that is tried, in metres, fine to coarse. */
const INTERVALS = [60, 90, 130, 200, 320, 500, 900];
/** Gaps between neighbours up to this are faults of drawing; larger ones are water or land of nobody. */
const GAP = '0.2km2';
/** Less ground than this claimed twice is a matter of rounding; km². */
const LEAST_CLAIM = 0.001;
/** A unit without polygon keeps what neighbours leave of its approximate outline, if at least this share. */
const LEAST_REST = 0.2;

/** Ground that several units claim. */
export interface Claim {
	codes: string[];
	km2: number;
}

/** A drawn edition. */
export interface Drawing {
	topology: Topology;
	text: string;
	/** Metres. */
	interval: number;
	/** Bytes after Brotli at its best. */
	brotli: number;
	/** Largest first. */
	claims: Claim[];
}

/** A polygon of the snapshot that is used, or a geometry that stands in for one. */
export interface Placed {
	leaf: Leaf;
	/** Value of {@link INDEX}. */
	index: string;
}

/**
 * Clean, dissolve, simplify.
 * @param standIns geometry of the units without polygon
 * @param limit bytes after Brotli
 * @throws DataError when a unit is lost or no detail fits
 */
export async function draw(
	edition: { edition: string; units: Units },
	{ snapshot, layers }: Shapes,
	placed: readonly Placed[],
	standIns: readonly { leaf: Leaf; geometry: Geometry }[],
	limit: number
): Promise<Drawing> {
	const { units } = edition;
	const keys = placed.map(({ leaf, index }) => ({
		[INDEX]: index,
		leaf: leaf.code,
		...codesOf(units, leaf.level, leaf.row)
	}));
	const input = {
		'all.msx': snapshot,
		'keys.json': Buffer.from(JSON.stringify(keys)),
		...(standIns.length > 0 ? { 'standins.json': standInCollection(units, standIns) } : {})
	};
	const commands = [
		'-i all.msx',
		layers.length > 1
			? `-merge-layers force name=units target=${layers.join(',')}`
			: `-rename-layers units target=${layers[0]}`,
		`-join keys.json keys=${INDEX},${INDEX} target=units`,
		'-filter "!!leaf" target=units',
		'-mosaic calc="claims = collect(leaf)" name=claims target=units +',
		'-filter "!!claims && claims.length > 1" target=claims',
		'-each "km2 = this.area / 1e6" target=claims',
		'-o claims.json format=json target=claims',
		'-drop target=claims',
		`-clean gap-fill-area=${GAP} target=units`,
		...(standIns.length > 0 ? standInCommands() : []),
		...levelCommands(units.levels, 'units'),
		...INTERVALS.flatMap((interval) => outputCommands(interval, units.levels))
	];
	const output = await runMapshaper(commands.join(' '), input, 'polygons');
	const claims = claimsOf(output['claims.json']);
	return { ...finest(edition, output, limit), claims };
}

/** Where neighbours leave room, stand-ins fill it; elsewhere they are cut out of the neighbours. */
function standInCommands(): string[] {
	return [
		'-i standins.json name=standins',
		'-each "full = this.area" target=standins',
		'-filter true + name=rest target=standins',
		'-erase units target=rest',
		`-filter "this.area >= ${LEAST_REST} * full" target=rest`,
		'-each "rests = 1" target=rest',
		'-join rest keys=leaf,leaf fields=rests target=standins',
		'-filter "!rests" target=standins',
		'-erase standins target=units',
		'-merge-layers force name=units target=units,rest,standins'
	];
}

function standInCollection(
	units: Units,
	standIns: readonly { leaf: Leaf; geometry: Geometry }[]
): FeatureCollection {
	const features = standIns.map(({ leaf, geometry }): Feature => ({
		type: 'Feature',
		properties: { leaf: leaf.code, ...codesOf(units, leaf.level, leaf.row) },
		geometry
	}));
	return { type: 'FeatureCollection', features };
}

function outputCommands(interval: number, levels: readonly Level[]): string[] {
	const objects = levels.map((level) => TOPOLOGY_OBJECT[level]).join(',');
	return [
		`-simplify interval=${interval} keep-shapes target=${objects}`,
		`-o ${interval}.json format=topojson id-field=code quantization=${QUANTISATION} target=${objects}`
	];
}

/** The finest detail that fits, by halving the list. */
function finest(
	{ edition, units }: { edition: string; units: Units },
	output: Record<string, Uint8Array>,
	limit: number
): Omit<Drawing, 'claims'> {
	const names = units.levels.map((level) => TOPOLOGY_OBJECT[level]).reverse();
	const drawn = (interval: number) => {
		const topology = orderArcs(tidy(output[`${interval}.json`]!), names);
		const text = JSON.stringify(topology);
		return { topology, text, interval, brotli: brotliSize(text) };
	};
	let best: Omit<Drawing, 'claims'> | undefined;
	let [low, high] = [0, INTERVALS.length - 1];
	while (low <= high) {
		const middle = (low + high) >> 1;
		const tried = drawn(INTERVALS[middle]!);
		if (tried.brotli <= limit) {
			best = tried;
			high = middle - 1;
		} else low = middle + 1;
	}
	if (!best)
		throw new DataError('promise', {
			file: `boundaries of ${edition}`,
			found: `more than ${limit} bytes at ${INTERVALS.at(-1)} m`,
			expected: 'outlines that a page can load'
		});
	checkComplete({ edition, units }, best.topology);
	return best;
}

function brotliSize(text: string): number {
	const params = {
		[constants.BROTLI_PARAM_QUALITY]: 11,
		[constants.BROTLI_PARAM_SIZE_HINT]: text.length
	};
	return brotliCompressSync(text, { params }).length;
}

function claimsOf(file: Uint8Array | undefined): Claim[] {
	const rows = file
		? (JSON.parse(Buffer.from(file).toString()) as { claims: string[]; km2: number }[])
		: [];
	const sums = new Map<string, number>();
	for (const { claims, km2 } of rows) {
		const key = [...new Set(claims)].sort().join(' ');
		if (key.includes(' ')) sums.set(key, (sums.get(key) ?? 0) + km2);
	}
	return [...sums]
		.filter(([, km2]) => km2 >= LEAST_CLAIM)
		.sort((a, b) => b[1] - a[1])
		.map(([codes, km2]) => ({ codes: codes.split(' '), km2: Number(km2.toFixed(3)) }));
}
