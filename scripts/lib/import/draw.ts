/** Third pass: from full detail to what is drawn, each as fine as its size allows. */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Topology } from 'topojson-specification';
import { DataError } from '../../../src/lib/domain/errors.ts';
import type { Units } from '../../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../../src/lib/data/schema.ts';
import { checkComplete, levelCommands, tidy } from '../../boundaries.ts';
import { orderArcs } from '../arc-order.ts';
import { UNITS } from './clean.ts';
import { runMapshaper } from './run-mapshaper.ts';
import { splitByProvince } from './split.ts';

/** The nation's outlines, and those of each province near by. */
export interface Drawing {
	overview: Drawn & { text: string };
	/** All provinces come from one topology, so that neighbours fit. */
	detail: Drawn & { texts: Map<string, string>; largest: string };
}

/** One detail of the whole country. */
interface Drawn {
	topology: Topology;
	/** Metres; a vertex stays where leaving it out would move the outline by about this much. */
	interval: number;
	/** Bytes after Brotli at its best; of the largest file, where there are several. */
	brotli: number;
}

/** Bytes after Brotli that one file may have. */
export const LIMIT = { overview: 450_000, overviewWithDistricts: 700_000, detail: 150_000 };

/** Coordinate steps across the country: about 40 m and 4 m. */
const QUANTISATION = { overview: 4e4, detail: 4e5 };
/** What is tried, in metres, fine to coarse. */
const INTERVALS = {
	overview: [60, 90, 130, 200, 320, 500, 900],
	detail: [8, 12, 16, 24, 35, 50, 80]
};
/** Brotli makes a topology at least so many times smaller; what is seen is 3.8 to 4.3. */
const LEAST_RATIO = 3;

/**
 * Dissolve and simplify.
 * @param cleaned mapshaper's snapshot of the leaves
 * @throws DataError when a unit is lost or no detail fits
 */
export async function draw(
	edition: { edition: string; units: Units },
	cleaned: Uint8Array,
	onProgress: (text: string) => void = () => {}
): Promise<Drawing> {
	const { units } = edition;
	const names = units.levels.map((level) => TOPOLOGY_OBJECT[level]).reverse();
	onProgress('full detail');
	const fine = await simplified(cleaned, units);
	const at = (interval: number, quantisation: number) =>
		candidate(fine, names, interval, quantisation);
	// Side by side: mapshaper runs in threads of its own, and so does Brotli.
	const overview = async (interval: number) => {
		onProgress(`overview at ${interval} m`);
		const topology = orderArcs(await at(interval, QUANTISATION.overview), names);
		const text = JSON.stringify(topology);
		return { topology, interval, text, brotli: await brotliSize(text) };
	};
	const detail = async (interval: number) => {
		onProgress(`provinces at ${interval} m`);
		const topology = await at(interval, QUANTISATION.detail);
		const parts = [...splitByProvince(topology, units)];
		const texts = new Map(parts.map(([code, part]) => [code, JSON.stringify(part)]));
		return { topology, interval, texts, ...(await largestOf(texts)) };
	};
	const limit = units.levels.includes('district') ? LIMIT.overviewWithDistricts : LIMIT.overview;
	const [drawnOverview, drawnDetail] = await Promise.all([
		finest(INTERVALS.overview, overview, limit, edition.edition),
		finest(INTERVALS.detail, detail, LIMIT.detail, `${edition.edition}, detail of a province`)
	]);
	checkComplete(edition, drawnOverview.topology);
	checkComplete(edition, drawnDetail.topology);
	return { overview: drawnOverview, detail: drawnDetail };
}

/** All levels at the finest detail that is tried, from which the coarser ones are quick to make. */
async function simplified(cleaned: Uint8Array, { levels }: Units): Promise<Uint8Array> {
	const commands = [
		'-i cleaned.msx',
		`-simplify interval=${INTERVALS.detail[0]} keep-shapes target=${UNITS}`,
		...levelCommands(levels, UNITS),
		`-drop target=${UNITS}`,
		'-o fine.msx target=*'
	];
	const output = await runMapshaper(commands.join(' '), { 'cleaned.msx': cleaned }, 'polygons');
	return output['fine.msx']!;
}

async function candidate(
	fine: Uint8Array,
	names: readonly string[],
	interval: number,
	quantisation: number
): Promise<Topology> {
	const target = `target=${names.join(',')}`;
	const commands = [
		'-i fine.msx',
		`-simplify interval=${interval} keep-shapes ${target}`,
		`-o units.json format=topojson id-field=code quantization=${quantisation} ${target}`
	];
	const output = await runMapshaper(commands.join(' '), { 'fine.msx': fine }, 'polygons');
	return tidy(output['units.json']!);
}

/** The file that is largest after Brotli. Files that are too short to break the limit aren't compressed. */
async function largestOf(
	texts: ReadonlyMap<string, string>
): Promise<{ largest: string; brotli: number }> {
	const found = { largest: '', brotli: 0 };
	const byLength = [...texts].sort((a, b) => b[1].length - a[1].length);
	for (const [code, text] of byLength) {
		if (found.largest && text.length < LEAST_RATIO * LIMIT.detail) break;
		const brotli = await brotliSize(text);
		if (brotli > found.brotli) Object.assign(found, { largest: code, brotli });
		if (brotli > LIMIT.detail) break;
	}
	return found;
}

/** The finest detail that fits, by halving the list. */
async function finest<Of extends Drawn>(
	intervals: readonly number[],
	drawn: (interval: number) => Promise<Of>,
	limit: number,
	what: string
): Promise<Of> {
	let best: Of | undefined;
	let [low, high] = [0, intervals.length - 1];
	while (low <= high) {
		const middle = (low + high) >> 1;
		const tried = await drawn(intervals[middle]!);
		if (tried.brotli <= limit) {
			best = tried;
			high = middle - 1;
		} else low = middle + 1;
	}
	if (best) return best;
	throw new DataError('promise', {
		file: `boundaries of ${what}`,
		found: `more than ${limit} bytes at ${intervals.at(-1)} m`,
		expected: 'outlines that a page can load'
	});
}

const compressed = promisify(brotliCompress);

async function brotliSize(text: string): Promise<number> {
	const params = {
		[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
		[constants.BROTLI_PARAM_SIZE_HINT]: text.length
	};
	return (await compressed(text, { params })).length;
}
