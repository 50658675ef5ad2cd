/** From a file of polygons to an edition's outlines in `data/boundaries/`. */
import { basename, join } from 'node:path';
import type { Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { encodeShapes } from '../../src/lib/data/shapes.ts';
import { checkOutlines, type Detail } from './check-outlines.ts';
import { readGazetteer, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { readReport, type ImportReport } from './imported.ts';
import { withLock } from '../common/lock.ts';
import { outlinesOf } from './outlines.ts';
import { geometryFromTopology, type PlaceGeometry } from '../place/geometry.ts';
import { buildIndex } from '../place/place-index.ts';
import type { Progress } from '../common/progress.ts';
import { addedGround, sortGaps, type Gaps } from './added.ts';
import { agreement, POINTS, sampleGround, type Sample } from './agreement.ts';
import { checkKept } from './kept-ground.ts';
import { clean, UNITS, type StandIn } from './clean.ts';
import { draw, type Drawing } from './draw.ts';
import { keepIslands } from './islands.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import type { MatchReport } from './match.ts';
import { checkPoints } from './listed-points.ts';
import { readPolygons, type PolygonOptions } from './polygons.ts';
import type { Shapes } from './shapes.ts';
import { topologyOf } from './snapshot.ts';
import type { Received } from './sources.ts';
import { namesOf, store } from './store.ts';
import { describeShape } from './unmatched.ts';

/** What to import. */
export interface ImportOptions extends PolygonOptions {
	edition: string;
	/** `true` lets units go back to approximate outlines that an import before had. */
	replace?: boolean | undefined;
	/** Whom the map names; the files' names unless set. */
	attribution?: string | undefined;
}

const MOST_NAMED = 8;
/** Steps that {@link importBoundaries} tells of. */
export const IMPORT_STEPS = 7;

/**
 * Import an edition's outlines.
 * @throws DataError when an input is faulty, a unit would be lost or another command is at work on the edition; then
 * what was imported before stays
 */
export async function importBoundaries(options: ImportOptions): Promise<ImportReport> {
	const folder = join(options.data, 'boundaries', options.edition);
	return withLock(folder, 'npm run boundaries', () => importAlone(options));
}

async function importAlone(options: ImportOptions): Promise<ImportReport> {
	const { data, edition } = options;
	const notes: string[] = [];
	const progress: Progress = {
		...options.progress,
		note(text) {
			notes.push(text);
			options.progress.note(text);
		}
	};
	const gazetteer = await readGazetteer(data, edition);
	const { units } = gazetteer;
	const { received, read, match, accepted } = await readPolygons(gazetteer, {
		...options,
		progress
	});
	await checkBefore(options, match);
	progress.step('clean');
	const used = [...match.matches, ...match.duplicates];
	const placed = used.map(({ at, leaf }) => {
		const { index, km2, box, label, row } = read.shapes[at]!;
		return { leaf, index, km2, box, label, row };
	});
	const tell = (text: string) => progress.detail(text);
	const embedded = embeddedOf(gazetteer, data);
	const islands = await keepIslands(gazetteer.islands, read, placed, embedded);
	const standIns = [...(await standInsFor(match.missing, embedded)), ...islands.standIns];
	const cleaned = await clean(read, placed, standIns, tell);
	const accepts = new Set(options.accept);
	checkKept(cleaned, placed, accepts);
	progress.step('simplify');
	// mapshaper draws in its own thread; the full geometry is made of the same snapshot beside it.
	const [drawing, { places, index, sample }] = await Promise.all([
		draw(gazetteer, { ...cleaned, islets: islands.islets }, tell),
		fullDetail(units, cleaned.snapshot)
	]);
	const [first] = read.shapes;
	const astray = checkPoints(gazetteer, index, match, accepts, first!.label);
	progress.step('compare');
	const shares = compare(units, places, sample, drawing);
	progress.step('write');
	checkDrawn(units, drawing);
	const gaps = sortGaps(cleaned.gaps, index, standIns);
	const made = {
		overview: drawing.overview.text,
		details: drawing.detail.texts,
		added: addedGround(gaps.filled, islands.standIns),
		places
	};
	const report: ImportReport = {
		...matchPart(options, received, read, match),
		accepted,
		claimedTwice: cleaned.claims,
		...gapsPart(gaps),
		resized: cleaned.resized,
		astray,
		islands: islands.kept,
		islets: islands.small,
		unlike: { overview: drawing.overview.unlike, detail: drawing.detail.unlike },
		notes,
		...drawingPart(drawing, shares),
		...namesOf(made)
	};
	await store(data, report, made);
	return report;
}

/**
 * An import takes the place of the one before as a whole.
 * @throws DataError when units that have outlines of files would go back to approximate ones
 */
async function checkBefore(
	{ data, edition, sources, replace }: ImportOptions,
	{ missing }: MatchReport
): Promise<void> {
	const before = replace ? undefined : await readReport(join(data, 'boundaries'), edition);
	if (!before) return;
	const had = new Set(before.unitsWithoutPolygon);
	const lost = missing.filter(({ code }) => !had.has(code));
	if (lost.length === 0) return;
	const named = lost.slice(0, MOST_NAMED).map(({ code }) => code);
	throw new DataError('promise', {
		file: sources.map((path) => basename(path)).join(', '),
		found: `no polygon for ${lost.length} units that have outlines of ${before.attribution}: ${named.join(', ')}${lost.length > named.length ? ', …' : ''}`,
		expected: 'all units that have imported outlines: an import takes the place of the one before',
		remedy:
			'Import the files together (--source … --source …), or give those outlines up: --replace'
	});
}

/** What is drawn keeps every promise that it must keep to be published. */
function checkDrawn(units: Units, { overview, detail }: Drawing): void {
	const file = `boundaries of ${units.edition}`;
	const details = [...detail.texts].map(([province, text]): [string, Detail] => {
		const url = `${file}, detail of ${province}`;
		// The largest fits, so all do.
		return [province, { url, content: JSON.parse(text) as unknown, brotli: detail.brotli }];
	});
	checkOutlines(units, {
		topology: { url: file, content: JSON.parse(overview.text) as unknown },
		shapes: { url: `${file}, for the page`, content: encodeShapes(overview.topology, units) },
		details: new Map(details)
	});
}

/** The full geometry of the leaves, and places that lie in known ones. */
async function fullDetail(units: Units, cleaned: Uint8Array) {
	const full = await topologyOf(cleaned, UNITS, 'leaf');
	const codes = leavesOf(units).map(({ code }) => code);
	const options = { edition: units.edition, source: '', codes, objects: [UNITS] };
	const places = geometryFromTopology(full, options);
	const index = buildIndex(places);
	return { places, index, sample: sampleGround(places, POINTS, index) };
}

/** How well what is drawn agrees with the full geometry. */
function compare(
	units: Units,
	{ edition, source, codes }: PlaceGeometry,
	sample: Sample,
	{ overview, detail }: Drawing
): number[] {
	const objects = units.levels
		.filter((level) => level !== 'province')
		.map((level) => TOPOLOGY_OBJECT[level]);
	return [overview, detail].map(({ topology }) =>
		agreement(sample, geometryFromTopology(topology, { edition, source, codes, objects }))
	);
}

/** The embedded outlines by code, drawn when they are first asked for. */
function embeddedOf(gazetteer: Gazetteer, data: string): () => Promise<Map<string, Geometry>> {
	let drawn: Promise<Map<string, Geometry>> | undefined;
	const draw = async () => {
		const topology = await outlinesOf(gazetteer, join(data, 'cache'), () => {});
		return new Map(
			gazetteer.units.levels.flatMap((level) => geometries(topology, TOPOLOGY_OBJECT[level]))
		);
	};
	return () => (drawn ??= draw());
}

/** The embedded outlines of units without polygon. */
async function standInsFor(
	missing: readonly Leaf[],
	embedded: () => Promise<ReadonlyMap<string, Geometry>>
): Promise<StandIn[]> {
	if (missing.length === 0) return [];
	const geometryOf = await embedded();
	return missing.map((leaf) => ({ leaf, geometry: geometryOf.get(leaf.code)! }));
}

function geometries(topology: Topology, object: string): [string, Geometry][] {
	const { features } = feature(topology, topology.objects[object] as GeometryCollection);
	return features.map(({ id, geometry }) => [String(id), geometry]);
}

function matchPart(
	{ edition, sources, attribution }: ImportOptions,
	received: Received[],
	{ shapes, bare }: Shapes,
	match: MatchReport
) {
	const codesBy = (how: MatchReport['matches'][number]['by']) =>
		match.matches.filter(({ by }) => by === how).map(({ leaf }) => leaf.code);
	const leafAt = new Map(match.matches.map(({ at, leaf }) => [at, leaf]));
	const describe = (at: number) => describeShape(shapes[at]!.attributes);
	return {
		edition,
		attribution: attribution ?? sources.map((path) => basename(path)).join(', '),
		sources: received,
		polygons: shapes.length,
		matched: match.matches.length,
		byName: codesBy('name'),
		byTable: codesBy('table'),
		repairedCodes: codesBy('repaired code'),
		renamed: match.renamed.map((at) => ({ code: leafAt.get(at)!.code, name: describe(at) })),
		overruled: match.overruled.map((at) => ({
			code: leafAt.get(at)?.code ?? '',
			name: describe(at)
		})),
		bare: bare.map(({ label, row, attributes }) => ({
			file: label,
			row,
			name: describeShape(attributes)
		})),
		unitsWithoutPolygon: match.missing.map(({ code }) => code),
		polygonsWithoutUnit: match.strangers.map((at) => ({
			file: shapes[at]!.label,
			row: shapes[at]!.row,
			name: describe(at)
		})),
		duplicates: match.duplicates.map(({ leaf }) => leaf.code)
	};
}

function gapsPart({ filled, open }: Gaps): Pick<ImportReport, 'filled' | 'unclaimed'> {
	const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
	return {
		filled: {
			count: filled.length,
			km2: rounded(
				filled.reduce((sum, { km2 }) => sum + km2, 0),
				3
			)
		},
		unclaimed: open.map(({ km2, lon, lat, neighbours }) => ({
			km2: rounded(km2, 3),
			lon: rounded(lon, 4),
			lat: rounded(lat, 4),
			neighbours
		}))
	};
}

function drawingPart({ overview, detail }: Drawing, shares: number[]) {
	return {
		interval: overview.interval,
		brotliBytes: overview.brotli,
		detail: {
			interval: detail.interval,
			largest: detail.largest,
			brotliBytes: detail.brotli
		},
		agreement: { overview: shares[0]!, detail: shares[1]!, points: POINTS }
	};
}
