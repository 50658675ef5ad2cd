/** Third pass: from full detail to what is drawn, each as fine as its size allows. */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { united } from '../../src/lib/data/shapes.ts';
import { checkComplete, tidy } from './embedded.ts';
import { orderArcs } from './arc-order.ts';
import { MOST_DETAIL } from './check-outlines.ts';
import { areasOf, unlike, type Unlike } from './areas.ts';
import { collectionOf, UNITS, type StandIn } from './clean.ts';
import { leavesOf } from './leaves.ts';
import { runMapshaper } from './run-mapshaper.ts';
import { splitByProvince } from './split.ts';

/** The nation's outlines, and those of each province near by. */
export interface Drawing {
	overview: Drawn & Faith & { text: string };
	/** All provinces come from one topology, so that neighbours fit. */
	detail: Drawn & Faith;
}

/** What is drawn. */
export interface Ground {
	/** mapshaper's snapshot of the leaves. */
	snapshot: Uint8Array;
	/** Ground of each leaf, km². */
	areas: ReadonlyMap<string, number>;
	/** Islets too small to be seen from afar, as shapes that can be. */
	islets: readonly StandIn[];
}

/** How true areas are. */
interface Faith {
	/** Leaves that gain or lose more than {@link MOST_UNLIKE}. */
	unlike: Unlike[];
}

/** One detail of the whole country. */
interface Candidate {
	topology: Topology;
	/** Metres; a vertex stays where leaving it out would move the outline by about this much. */
	interval: number;
	/** Files: one without a name, or by code of the province. */
	texts: ReadonlyMap<string, string>;
}

/** The one that is taken. */
interface Drawn extends Candidate {
	/** Bytes after Brotli at its best of the largest file. */
	brotli: number;
	largest: string;
}

/** Bytes after Brotli that one file may have. */
export const LIMIT = { overview: 450_000, overviewWithDistricts: 700_000, detail: MOST_DETAIL };

/** Coordinate steps across the country: about 27, 8 and 4 m. Wards of a list with districts are as small as 200 m. */
const QUANTISATION = { overview: 6e4, overviewWithDistricts: 2e5, detail: 4e5 };
/** What is tried, in metres, fine to coarse. */
const INTERVALS = {
	overview: [60, 75, 90, 110, 130, 160, 200, 260, 320, 500, 900],
	detail: [8, 12, 16, 24, 35, 50, 80]
};
/** Where the search begins: about what outlines of the whole country come to. */
const USUAL = { overview: 130, detail: 12 };
/** Share of its ground that a leaf may gain or lose in what is drawn. */
export const MOST_UNLIKE = { overview: 0.03, detail: 0.005 };
/** Small units are drawn finer than others, or they lose their ground: metres for each metre of a square of their size. */
const FINENESS = 0.03;
/** Who is unlike all the same is drawn so many times finer, and that so often at most. */
const FINER = 3;
const MOST_ROUNDS = 3;
/** Brotli makes a topology at least so many times smaller; what is seen is 3.8 to 4.3. */
const LEAST_RATIO = 3;
/** A tenth of the time of {@link constants.BROTLI_MAX_QUALITY}, which makes 0.86 to 0.90 of what this one makes. */
const QUICK_QUALITY = 9;
/** The best quality makes at least and at most this share of what the quick one makes. */
const BEST_SHARE = { least: 0.85, most: 0.95 };

/**
 * Dissolve and simplify.
 * @param cleaned mapshaper's snapshot of the leaves, their ground and shapes that the overview has in place of islets
 * @throws DataError when a unit is lost or no detail fits
 */
export async function draw(
	edition: { edition: string; units: Units },
	{ snapshot, areas, islets }: Ground,
	onProgress: (text: string) => void = () => {}
): Promise<Drawing> {
	const { units } = edition;
	const names = units.levels.map((level) => TOPOLOGY_OBJECT[level]).reverse();
	onProgress('full detail');
	const { fine, marked } = await simplified(snapshot, islets);
	// What an islet is drawn as is larger than it, and told.
	const marks = new Set(islets.map(({ leaf }) => leaf.code));
	const truth = {
		detail: areas,
		overview: new Map([...areas].filter(([code]) => !marks.has(code)))
	};
	const unlikeIn = (topology: Topology, what: 'overview' | 'detail') =>
		unlike(areasOf(topology, names), truth[what], MOST_UNLIKE[what]);
	const [limit, grid] = units.levels.includes('district')
		? [LIMIT.overviewWithDistricts, QUANTISATION.overviewWithDistricts]
		: [LIMIT.overview, QUANTISATION.overview];
	// Side by side: mapshaper runs in threads of its own, and so does Brotli.
	// Who was unlike at one detail is drawn finer at the next ones from the start.
	const finer = new Map<string, number>();
	const overview = async (interval: number): Promise<Candidate> => {
		onProgress(`overview at ${interval} m`);
		const drawn = () => candidate(marked, units, bySize(interval, finer), grid);
		let faithful = await drawn();
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const off = unlikeIn(faithful, 'overview');
			if (off.length === 0) break;
			for (const { code } of off) finer.set(code, FINER * (finer.get(code) ?? 1));
			faithful = await drawn();
		}
		const topology = orderArcs(faithful, names);
		return { topology, interval, texts: new Map([['', JSON.stringify(topology)]]) };
	};
	const detail = async (interval: number): Promise<Candidate> => {
		onProgress(`provinces at ${interval} m`);
		const topology = await candidate(fine, units, alike(interval), QUANTISATION.detail);
		const parts = [...splitByProvince(topology, units)];
		const texts = new Map(parts.map(([code, part]) => [code, JSON.stringify(part)]));
		return { topology, interval, texts };
	};
	const [drawnOverview, drawnDetail] = await Promise.all([
		finest(INTERVALS.overview, USUAL.overview, overview, limit, edition.edition),
		finest(
			INTERVALS.detail,
			USUAL.detail,
			detail,
			LIMIT.detail,
			`${edition.edition}, detail of a province`
		)
	]);
	checkComplete(edition, drawnOverview.topology);
	checkComplete(edition, drawnDetail.topology);
	return {
		overview: {
			...drawnOverview,
			text: drawnOverview.texts.get('')!,
			unlike: unlikeIn(drawnOverview.topology, 'overview')
		},
		detail: { ...drawnDetail, unlike: unlikeIn(drawnDetail.topology, 'detail') }
	};
}

/** The leaves at the finest detail that is tried, from which the coarser ones are quick to make. */
async function simplified(cleaned: Uint8Array, islets: readonly StandIn[]) {
	const commands = [
		'-i cleaned.msx',
		`-simplify interval=${INTERVALS.detail[0]} keep-shapes target=${UNITS}`,
		`-dissolve leaf target=${UNITS}`,
		`-o fine.msx target=${UNITS}`
	];
	if (islets.length > 0)
		commands.push(
			'-i islets.json name=islets',
			// What of them lies over a unit belongs to it: only sea becomes an islet's.
			`-erase ${UNITS} target=islets`,
			`-merge-layers force name=${UNITS} target=${UNITS},islets`,
			`-dissolve2 leaf target=${UNITS}`,
			`-o marked.msx target=${UNITS}`
		);
	const input = { 'cleaned.msx': cleaned, 'islets.json': collectionOf(islets) };
	const output = await runMapshaper(commands.join(' '), input, 'polygons');
	const fine = output['fine.msx']!;
	return { fine, marked: output['marked.msx'] ?? fine };
}

/** How each unit is simplified: all alike, in metres. */
function alike(interval: number): string {
	return `-simplify interval=${interval} keep-shapes target=${UNITS}`;
}

/**
 * How each unit is simplified: small ones, and those that are named, finer than others. Of a border the finer side
 * counts.
 * @param interval metres, at most
 * @param finer how many times finer, by code
 */
function bySize(interval: number, finer: ReadonlyMap<string, number>): string {
	const times = JSON.stringify(Object.fromEntries(finer));
	const step = `step = Math.min(${interval}, ${FINENESS} * Math.sqrt(this.area)) / (${times}[leaf] || 1)`;
	return [
		// Else it is guessed from all vertices, once for each unit.
		'-proj init=wgs84',
		`-each '${step}' target=${UNITS}`,
		`-simplify variable interval=step keep-shapes target=${UNITS}`
	].join(' ');
}

/**
 * All levels at one detail. mapshaper draws the leaves alone: it would round each level for itself, and a shape that
 * vanishes from one level and not from another makes a province that isn't what its communes are together.
 */
async function candidate(
	fine: Uint8Array,
	units: Units,
	simplify: string,
	quantisation: number
): Promise<Topology> {
	const commands = [
		'-i fine.msx',
		simplify,
		`-o units.json format=topojson id-field=leaf quantization=${quantisation} target=${UNITS}`
	];
	const output = await runMapshaper(commands.join(' '), { 'fine.msx': fine }, 'polygons');
	const { objects, ...topology } = tidy(output['units.json']!);
	const { geometries } = objects[UNITS] as GeometryCollection;
	const levelOf = new Map(leavesOf(units).map(({ code, level }) => [code, level]));
	const leaves = units.levels.map((level) => [
		TOPOLOGY_OBJECT[level],
		{
			type: 'GeometryCollection' as const,
			geometries: geometries.filter(({ id }) => levelOf.get(String(id)) === level)
		}
	]);
	return united({ ...topology, objects: Object.fromEntries(leaves) }, units);
}

/** Whether each file fits; most answers need no compression at its best. */
async function allFit(texts: Iterable<string>, limit: number, best: Sizes): Promise<boolean> {
	for (const text of texts) {
		if (text.length < LEAST_RATIO * limit) continue;
		const quick = await brotliSize(text, QUICK_QUALITY);
		if (quick * BEST_SHARE.most <= limit) continue;
		if (quick * BEST_SHARE.least > limit || (await best(text)) > limit) return false;
	}
	return true;
}

/** The file that is largest after Brotli, and its size. */
async function largestOf(
	texts: ReadonlyMap<string, string>,
	best: Sizes
): Promise<{ largest: string; brotli: number }> {
	const found = { largest: '', brotli: 0 };
	const byLength = [...texts].sort((a, b) => b[1].length - a[1].length);
	for (const [code, text] of byLength) {
		if (text.length < LEAST_RATIO * found.brotli) break;
		const quick = await brotliSize(text, QUICK_QUALITY);
		if (quick * BEST_SHARE.most <= found.brotli) continue;
		const brotli = await best(text);
		if (brotli > found.brotli) Object.assign(found, { largest: code, brotli });
	}
	return found;
}

/**
 * The finest detail that fits: finer from the usual one while it fits, else coarser until it does.
 * @throws DataError when none fits
 */
async function finest(
	intervals: readonly number[],
	usual: number,
	drawn: (interval: number) => Promise<Candidate>,
	limit: number,
	what: string
): Promise<Drawn> {
	const best = remembered((text) => brotliSize(text, constants.BROTLI_MAX_QUALITY));
	const fitting = async (at: number): Promise<Candidate | undefined> => {
		if (at < 0 || at >= intervals.length) return undefined;
		const tried = await drawn(intervals[at]!);
		return (await allFit(tried.texts.values(), limit, best)) ? tried : undefined;
	};
	const start = intervals.indexOf(usual);
	let found = await fitting(start);
	if (found) {
		let finer: Candidate | undefined;
		for (let at = start - 1; (finer = await fitting(at)); at--) found = finer;
	} else {
		for (let at = start + 1; !found && at < intervals.length; at++) found = await fitting(at);
	}
	if (found) return { ...found, ...(await largestOf(found.texts, best)) };
	throw new DataError('promise', {
		file: `boundaries of ${what}`,
		found: `more than ${limit} bytes at ${intervals.at(-1)} m`,
		expected: 'outlines that a page can load'
	});
}

const compressed = promisify(brotliCompress);

/** Bytes that a text takes. */
type Sizes = (text: string) => Promise<number>;

function remembered(measure: Sizes): Sizes {
	const sizes = new Map<string, number>();
	return async (text) => {
		const size = sizes.get(text) ?? (await measure(text));
		sizes.set(text, size);
		return size;
	};
}

async function brotliSize(text: string, quality: number): Promise<number> {
	const params = {
		[constants.BROTLI_PARAM_QUALITY]: quality,
		[constants.BROTLI_PARAM_SIZE_HINT]: text.length
	};
	return (await compressed(text, { params })).length;
}
