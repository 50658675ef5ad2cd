/** All steps from `data/` to `static/data/`. */
import { join, resolve } from 'node:path';
import type { Topology } from 'topojson-specification';
import { THRESHOLDS } from '../../src/lib/domain/network.ts';
import { THRESHOLD } from '../../src/lib/domain/threshold.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import {
	checked,
	TOPOLOGY_OBJECT,
	VERSION,
	type Manifest,
	type ManifestCrosswalk,
	type ManifestEdition,
	type ManifestMonth,
	type PublishedFile,
	SummarySchema,
	type Summary,
	type SummaryFile
} from '../../src/lib/data/schema.ts';
import { encodeShapes } from '../../src/lib/data/shapes.ts';
import { pruned } from '../../src/lib/svg/prune.ts';
import { checkPublished } from './check.ts';
import { simulate, SIMULATED_MONTHS } from '../simulate/simulate.ts';
import {
	crosswalkContent,
	factsContent,
	seriesContent,
	summaryContent,
	unitsContent
} from './contents.ts';
import {
	carryOver,
	estimatesOn,
	readCrosswalks,
	type CarriedOver
} from '../crosswalk/crosswalks.ts';
import { readEditions } from '../gazetteer/editions.ts';
import { readGazetteers, type Gazetteer } from '../gazetteer/gazetteer.ts';
import { readImported, type Imported } from '../boundaries/imported.ts';
import { withLock } from '../common/lock.ts';
import { FLOOR, shownMonths } from './privacy.ts';
import { outlinesOf, surroundings, type OutlineCache } from '../boundaries/outlines.ts';
import { groundOf, type Ground } from '../boundaries/place-geometry.ts';
import { precompress } from '../common/precompress.ts';
import type { Progress } from '../common/progress.ts';
import {
	areAllThere,
	commit,
	currentManifest,
	MANIFEST,
	namedFiles,
	isStaged,
	removeWhole,
	stableContent,
	stage,
	STAGED,
	SUMMARY,
	sweep,
	writeHashed
} from '../common/publish.ts';
import { checkEditions, readStoredMonths, tablesOfStored } from '../samples/apply.ts';
import { filesBelow, hashFiles, hashProgram, programOf } from '../common/sources.ts';
import type { MonthTable } from '../samples/month-table.ts';
import { writeMonth } from './write-month.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ATTRIBUTION =
	'Approximate outlines drawn from the points and areas of the official list of units; land: Natural Earth';

/** Folders and circumstances of a run. */
export interface BuildOptions {
	/** Inputs: `gazetteer/`, `samples/`, `cache/`. */
	data: string;
	/** Published files. */
	out: string;
	progress: Progress;
	/** Publish the demonstration although real months are in; they are left out then. */
	demonstration?: boolean;
	/** What stands on fewer measurements has no speed, and hexagons no count; {@link FLOOR} where not given. */
	floor?: number;
}

/** What a run did. */
export type BuildResult =
	| { state: 'up to date' }
	| {
			state: 'published';
			/** True when all months are simulated; otherwise none is. */
			demonstration: boolean;
			/** Months and networks of the store that a demonstration leaves out. */
			leftOut: number;
			tables: MonthTable[];
			summary: Summary;
			files: PublishedFile[];
	  };

/**
 * Steps that {@link build} tells of.
 * @param data `data`
 * @throws DataError when `editions.csv` is faulty
 */
export async function stepsOf(data: string): Promise<number> {
	return 2 + (await readEditions(data)).length + 1 + 1 + 3;
}

/**
 * Publish everything, unless nothing has changed since the last run.
 * @throws DataError when an input is faulty, a promise would be broken or another command is at work on an input or on
 * what is published; then the old state stays whole
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
	const { data, out } = options;
	const editions = (await readEditions(data)).map(({ id }) => join(data, 'boundaries', id));
	const alone = [out, join(data, 'samples'), ...editions].reduce<() => Promise<BuildResult>>(
		(work, folder) => () => withLock(folder, 'npm run data', work),
		() => buildAlone(options)
	);
	return alone();
}

async function buildAlone(options: BuildOptions): Promise<BuildResult> {
	const { data, out, progress, demonstration: isAsked = false, floor = FLOOR } = options;
	const inputs = await inputsHash(data, isAsked, floor);
	if (await isUpToDate(out, inputs)) {
		// A run that was killed after its switch may have left these out.
		await precompress(out, stableNames(await currentManifest(out)));
		return { state: 'up to date' };
	}

	progress.step('units');
	const gazetteers = await readGazetteers(data);
	const editions = gazetteers.map(({ units }) => units);
	progress.step('real samples');
	const stored = await readStoredMonths(data);
	checkEditions(
		data,
		stored,
		gazetteers.map(({ period }) => period)
	);
	const drawn = await drawOutlines(gazetteers, options);
	progress.step('months');
	// What nobody measured never stands beside what somebody did: not in a series, a change or a projection.
	const demonstration = isAsked || stored.months.length === 0;
	const exact = demonstration
		? await simulated(gazetteers, drawn, options)
		: tablesOfStored(stored, editions, floor);
	const tables = shownMonths(exact, editions, drawn.topologies, floor);
	const carried = carryOver(await readCrosswalks(data, editions), tables);

	progress.step('write');
	const summary = summaryContent(tables, editions);
	const written = await writeAll(out, gazetteers, drawn, tables, carried, floor);
	const manifest: Manifest = {
		version: VERSION,
		inputs,
		summary: stableContent(summary),
		...written
	};
	progress.step('compress');
	await precompress(out, urlsOf(manifest));
	progress.step('check');
	await putInForce(out, summary, manifest, drawn.imported);
	const told = checked(SummarySchema, summary, SUMMARY);
	const leftOut = demonstration ? stored.months.length : 0;
	const files = namedFiles(manifest);
	return { state: 'published', demonstration, leftOut, tables, summary: told, files };
}

async function simulated(
	gazetteers: readonly Gazetteer[],
	{ topologies }: Drawn,
	{ data, progress }: BuildOptions
): Promise<MonthTable[]> {
	const grounds = new Map<string, Ground>();
	for (const gazetteer of gazetteers) {
		const { edition } = gazetteer;
		grounds.set(edition, await groundOf(data, gazetteer, topologies.get(edition)!));
	}
	return simulate(
		gazetteers,
		(edition) => grounds.get(edition)!,
		(month) =>
			progress.detail(
				`${month}, simulated`,
				SIMULATED_MONTHS.indexOf(month) / SIMULATED_MONTHS.length
			)
	);
}

/** Hash of everything that the published files are made from. */
async function inputsHash(data: string, isDemonstration: boolean, floor: number): Promise<string> {
	const inputs = (await filesBelow(data)).filter((file) => !file.startsWith(join(data, 'cache')));
	const program = await hashProgram(await programOf(join(ROOT, 'scripts/data.ts')));
	return hashFiles(data, inputs, `${program} --floor ${floor}${isDemonstration ? ' --demo' : ''}`);
}

async function isUpToDate(out: string, inputs: string): Promise<boolean> {
	const manifest = await currentManifest(out);
	const isSame =
		typeof manifest === 'object' &&
		manifest !== null &&
		'inputs' in manifest &&
		manifest.inputs === inputs;
	return isSame && !(await isStaged(out)) && (await areAllThere(out, namedFiles(manifest)));
}

interface Drawn {
	topologies: Map<string, Topology>;
	/** Of the editions whose outlines were imported. */
	imported: Map<string, Imported>;
	land: Topology;
}

async function drawOutlines(
	gazetteers: readonly Gazetteer[],
	{ data, progress }: BuildOptions
): Promise<Drawn> {
	const folders: OutlineCache = { cache: join(data, 'cache'), gazetteer: join(data, 'gazetteer') };
	const topologies = new Map<string, Topology>();
	const imports = new Map<string, Imported>();
	for (const gazetteer of gazetteers) {
		progress.step(`outlines ${gazetteer.edition}`);
		const imported = await readImported(join(data, 'boundaries'), gazetteer.edition);
		if (imported) imports.set(gazetteer.edition, imported);
		topologies.set(
			gazetteer.edition,
			imported?.topology ?? (await outlinesOf(gazetteer, folders, progress.note))
		);
	}
	progress.step('land around');
	return { topologies, imported: imports, land: await surroundings(folders, progress.note) };
}

async function writeAll(
	out: string,
	gazetteers: readonly Gazetteer[],
	drawn: Drawn,
	tables: readonly MonthTable[],
	carried: readonly CarriedOver[],
	floor: number
): Promise<Omit<Manifest, 'version' | 'inputs' | 'summary'>> {
	const editions: ManifestEdition[] = [];
	const months: ManifestMonth[] = [];
	for (const gazetteer of gazetteers) {
		const { edition } = gazetteer;
		const ofEdition = tables.filter((table) => table.edition === edition);
		const estimated = estimatesOn(edition, carried);
		editions.push(await writeEdition(out, gazetteer, drawn, ofEdition, estimated));
		for (const table of ofEdition) months.push(await writeMonth(out, gazetteer.units, table));
	}
	// One after the other: two of the same content have the same name.
	const crosswalks: ManifestCrosswalk[] = [];
	const units = gazetteers.map((of) => of.units);
	for (const each of carried) crosswalks.push(await writeCrosswalk(out, each, units));
	return {
		threshold: THRESHOLD,
		thresholds: THRESHOLDS,
		editions,
		crosswalks,
		land: await writeJson(out, 'land', 'topo.json', drawn.land),
		hexagonMinimum: floor,
		months
	};
}

async function writeEdition(
	out: string,
	gazetteer: Gazetteer,
	{ topologies, imported }: Drawn,
	tables: readonly MonthTable[],
	estimated: readonly MonthTable[] | undefined
): Promise<ManifestEdition> {
	const { units, period } = gazetteer;
	const { id, from, to } = period;
	const { report, details } = imported.get(id) ?? {};
	const series: Record<string, PublishedFile> = {};
	for (const code of unitsOf(units, 'province').codes) {
		const content = seriesContent(units, code, tables, estimated);
		series[code] = await writeJson(out, `${id}/series/${code}`, 'json', content);
	}
	return {
		id,
		from,
		to,
		levels: units.levels,
		units: await writeJson(out, `${id}/units`, 'json', unitsContent(units)),
		topology: await writeJson(out, `${id}/units`, 'topo.json', topologies.get(id)!),
		shapes: await writeHashed(
			out,
			`${id}/units`,
			'shapes',
			encodeShapes(topologies.get(id)!, units)
		),
		facts: await writeJson(out, `${id}/facts`, 'json', factsContent(gazetteer)),
		...(details
			? {
					details: await writeDetails(out, id, details),
					provinces: await writeJson(
						out,
						`${id}/provinces`,
						'topo.json',
						provincesAlone(topologies.get(id)!)
					)
				}
			: {}),
		outlines: report ? 'imported' : 'approximate',
		attribution: report?.attribution ?? ATTRIBUTION,
		...(report && report.unitsWithoutPolygon.length + report.islands.length > 0
			? { approximate: { units: report.unitsWithoutPolygon, islands: report.islands } }
			: {}),
		...(report
			? { boundariesReport: await writeJson(out, `${id}/boundaries-report`, 'json', report) }
			: {}),
		series
	};
}

/** What lies around a province that is drawn from its own outlines. */
function provincesAlone(topology: Topology): Topology {
	return pruned(topology, { [TOPOLOGY_OBJECT.province]: 'all' });
}

async function writeDetails(
	out: string,
	edition: string,
	details: Imported['details']
): Promise<Record<string, PublishedFile>> {
	const files: Record<string, PublishedFile> = {};
	for (const [province, content] of details)
		files[province] = await writeHashed(out, `${edition}/detail/${province}`, 'topo.json', content);
	return files;
}

async function writeCrosswalk(
	out: string,
	{ crosswalk, tables }: CarriedOver,
	units: readonly Units[]
): Promise<ManifestCrosswalk> {
	const { from, to } = crosswalk;
	return {
		from,
		to,
		table: await writeJson(out, `${to}/crosswalk`, 'json', crosswalkContent(crosswalk)),
		summary: await writeJson(out, `${to}/estimates`, 'json', summaryContent(tables, units))
	};
}

function writeJson(
	out: string,
	stem: string,
	ending: string,
	content: unknown
): Promise<PublishedFile> {
	return writeHashed(out, stem, ending, new TextEncoder().encode(JSON.stringify(content)));
}

/** Check what is staged and only then switch to it; otherwise remove it. */
async function putInForce(
	out: string,
	summary: SummaryFile,
	manifest: Manifest,
	imported: Drawn['imported']
): Promise<void> {
	const reports = [...imported].map(([id, { report }]) => [reportName(id), report] as const);
	const stable = { [SUMMARY]: summary, ...Object.fromEntries(reports), [MANIFEST]: manifest };
	try {
		await stage(out, stable);
		await checkPublished(out, { manifest: MANIFEST + STAGED, summary: SUMMARY + STAGED });
	} catch (error) {
		await sweep(out, urlsOf(await currentManifest(out)));
		throw error;
	}
	await commit(out, Object.keys(stable), urlsOf(manifest));
	for (const { id } of manifest.editions)
		if (!imported.has(id)) await removeWhole(join(out, reportName(id)));
	await precompress(out, Object.keys(stable));
}

/** The import's report where people look for it; the manifest names the same content under its hash. */
function reportName(edition: string): string {
	return `${edition}/boundaries-report.json`;
}

function stableNames(manifest: unknown): string[] {
	const { editions } = manifest as Manifest;
	const imported = editions.filter(({ outlines }) => outlines === 'imported');
	return [SUMMARY, MANIFEST, ...imported.map(({ id }) => reportName(id))];
}

function urlsOf(manifest: unknown): string[] {
	return namedFiles(manifest).map(({ url }) => url);
}
