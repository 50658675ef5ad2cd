/** From a file of polygons to an edition's outlines in `data/boundaries/`. */
import { basename, join } from 'node:path';
import type { Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { DataError } from '../../src/lib/domain/errors.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import { TOPOLOGY_OBJECT } from '../../src/lib/data/schema.ts';
import { encodeShapes } from '../../src/lib/data/shapes.ts';
import { readGazetteer, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { checkOutlines, type Detail } from './check-outlines.ts';
import type { ImportReport } from './imported.ts';
import { withLock } from '../common/lock.ts';
import { outlinesOf } from './outlines.ts';
import { geometryFromTopology, type PlaceGeometry } from '../place/geometry.ts';
import type { Progress } from '../common/progress.ts';
import { agreement, POINTS, sampleGround, type Sample } from './agreement.ts';
import { clean, UNITS, type StandIn } from './clean.ts';
import { candidateOf, chooseColumns, type Attributes, type ColumnOptions } from './columns.ts';
import { draw, type Drawing } from './draw.ts';
import { leavesOf, matchUnits, nameKeys, type Leaf, type MatchReport } from './match.ts';
import { readShapes, type Shape } from './shapes.ts';
import { topologyOf } from './snapshot.ts';
import { readSources, type Received } from './sources.ts';
import { namesOf, store } from './store.ts';

/** What to import. */
export interface ImportOptions {
	/** `data` */
	data: string;
	edition: string;
	/** Files, folders or addresses. */
	sources: readonly string[];
	/** SHA-256 of each source's file, if it is to be checked. */
	checksums?: readonly string[] | undefined;
	/** Coordinates of files that don't tell, such as `EPSG:3405`. */
	crs?: string | undefined;
	/** Which files of folders and archives to read; all that can be read unless set. */
	entries?: RegExp | undefined;
	/** Which layer of a GeoPackage to read; the only one of polygons unless set. */
	layer?: string | undefined;
	columns: ColumnOptions;
	/** Whom the map names; the files' names unless set. */
	attribution?: string | undefined;
	/** Refuse an import that isn't complete. */
	strict: boolean;
	/** Join several polygons of one unit instead of refusing them. */
	mergeParts: boolean;
	progress: Progress;
}

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
	progress.step('read');
	const { layers, received } = await readSources(options.sources, {
		...options,
		downloads: join(data, 'cache', 'downloads'),
		onProgress: (text) => progress.detail(text),
		onNote: (text) => progress.note(text)
	});
	progress.step('shapes');
	const read = await readShapes(layers, nameKeys(units), progress);
	progress.step('match');
	const match = matchShapes(units, read.shapes, options.columns);
	checkMatch(match, read.shapes, options);
	const standIns = await standInsFor(gazetteer, match.missing, data);
	progress.step('clean');
	const used = [...match.matches, ...match.duplicates];
	const placed = used.map(({ at, leaf }) => ({ leaf, index: read.shapes[at]!.index }));
	const tell = (text: string) => progress.detail(text);
	const cleaned = await clean(read, placed, standIns, tell);
	progress.step('simplify');
	// mapshaper draws in its own thread; the full geometry is made of the same snapshot beside it.
	const [drawing, { places, sample }] = await Promise.all([
		draw(gazetteer, cleaned.snapshot, tell),
		fullDetail(units, cleaned.snapshot)
	]);
	progress.step('compare');
	const shares = compare(units, places, sample, drawing);
	progress.step('write');
	checkDrawn(units, drawing);
	const made = { overview: drawing.overview.text, details: drawing.detail.texts, places };
	const report: ImportReport = {
		...matchPart(options, received, read.shapes, match),
		claimedTwice: cleaned.claims,
		unclaimed: cleaned.gaps,
		notes,
		...drawingPart(drawing, shares),
		...namesOf(made)
	};
	await store(data, report, made);
	return report;
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
	return { places, sample: sampleGround(places) };
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

function matchShapes(units: Units, shapes: readonly Shape[], options: ColumnOptions): MatchReport {
	const files = new Map<string, Attributes[]>();
	for (const { label, attributes } of shapes) {
		const rows = files.get(label) ?? [];
		rows.push(attributes);
		files.set(label, rows);
	}
	const columns = chooseColumns(files, options);
	const candidates = shapes.map(({ source, label, attributes }) =>
		candidateOf(source, label, files.get(label)!.length === 1, attributes, columns.get(label)!)
	);
	return matchUnits(units, candidates);
}

function checkMatch(
	{ matches, duplicates, missing, strangers }: MatchReport,
	shapes: readonly Shape[],
	{ edition, strict, mergeParts }: ImportOptions
): void {
	const file = shapes[0]!.label;
	if (matches.length === 0)
		throw new DataError('unknown-code', {
			file,
			found: `no unit of ${edition} among ${shapes.length} polygons, the first ${JSON.stringify(shapes[0]!.attributes)}`,
			expected: `official codes of ${edition}`,
			remedy: 'Name the columns: --code, or --name with --province and --district'
		});
	const twice = duplicates[0];
	if (twice && !mergeParts) {
		const { label, row } = shapes[twice.at]!;
		const codes = new Set(duplicates.map(({ leaf }) => leaf.code));
		throw new DataError('duplicate', {
			file: label,
			row,
			column: 'code',
			found: [...codes].join(' '),
			expected: 'each unit once',
			remedy: 'If they are parts of one unit, --merge-parts joins them'
		});
	}
	if (!strict || missing.length + strangers.length === 0) return;
	throw new DataError('promise', {
		file,
		column: 'code',
		found: [
			`${missing.length} units without polygon`,
			...missing.slice(0, 5).map(({ code }) => code),
			`${strangers.length} polygons without unit`
		].join(' '),
		expected: `a polygon for each unit of ${edition}, as --strict demands`
	});
}

/** The embedded outlines of units. */
async function standInsFor(
	gazetteer: Gazetteer,
	missing: readonly Leaf[],
	data: string
): Promise<StandIn[]> {
	if (missing.length === 0) return [];
	const folders = { cache: join(data, 'cache'), gazetteer: join(data, 'gazetteer') };
	const topology = await outlinesOf(gazetteer, folders, () => {});
	const geometryOf = new Map(
		gazetteer.units.levels.flatMap((level) => geometries(topology, TOPOLOGY_OBJECT[level]))
	);
	return missing.map((leaf) => ({ leaf, geometry: geometryOf.get(leaf.code)! }));
}

function geometries(topology: Topology, object: string): [string, Geometry][] {
	const { features } = feature(topology, topology.objects[object] as GeometryCollection);
	return features.map(({ id, geometry }) => [String(id), geometry]);
}

function matchPart(
	{ edition, sources, attribution }: ImportOptions,
	received: Received[],
	shapes: readonly Shape[],
	match: MatchReport
) {
	const codesBy = (how: MatchReport['matches'][number]['by']) =>
		match.matches.filter(({ by }) => by === how).map(({ leaf }) => leaf.code);
	const leafAt = new Map(match.matches.map(({ at, leaf }) => [at, leaf]));
	const describe = (at: number) => describeShape(shapes[at]!);
	return {
		edition,
		attribution: attribution ?? sources.map((path) => basename(path)).join(', '),
		sources: received,
		polygons: shapes.length,
		matched: match.matches.length,
		byName: codesBy('name'),
		repairedCodes: codesBy('repaired code'),
		renamed: match.renamed.map((at) => ({ code: leafAt.get(at)!.code, name: describe(at) })),
		unitsWithoutPolygon: match.missing.map(({ code }) => code),
		polygonsWithoutUnit: match.strangers.map((at) => ({
			file: shapes[at]!.label,
			row: shapes[at]!.row,
			name: describe(at)
		})),
		duplicates: match.duplicates.map(({ leaf }) => leaf.code)
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

/** The first few texts of a polygon's attributes. */
function describeShape({ attributes }: Shape): string {
	const texts = Object.values(attributes).filter((value) => typeof value === 'string');
	return texts.slice(0, 3).join(', ');
}
