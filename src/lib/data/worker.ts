/**
 * The data worker: fetches, decodes, checks and joins off the main thread.
 * What it hands over is ready to be drawn; polygons go straight to the map's own worker as a blob URL.
 */
import * as Comlink from 'comlink';
import type { Topology } from 'topojson-specification';
import { withoutData } from '../domain/errors.ts';
import { estimate, fromColumns } from '../domain/crosswalk.ts';
import { unitsAt } from '../domain/dated-names.ts';
import type { Weights } from '../domain/search.ts';
import type { NetworkValues } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import type { Network } from '../domain/network.ts';
import { joinStatistics, type NetworkStatistics } from '../domain/statistics.ts';
import type { UnitFacts } from '../domain/unit-facts.ts';
import { unitsOf, type Level } from '../domain/unit.ts';
import type { Drawing, DrawingWish } from './drawing.ts';
import { joinDetails } from './detail.ts';
import { parseJson, type OnProgress } from './fetch.ts';
import type { Found } from './finder.ts';
import type { DetailHandle, GeometryHandle, OutlinesHandle, UnitsHandle } from './handles.ts';
import type { Hexagons } from './hexagons.ts';
import { labelPoints } from './label-points.ts';
import {
	base,
	crosswalkOf,
	fetchFile,
	fetchJson,
	forgetDetail,
	landOf,
	outlinesUrl,
	provinceDetail,
	setBase,
	topologyOf,
	unitsOfEdition,
	valuesOf
} from './loading.ts';
import { readHexagons, readStatistics } from './parquet.ts';
import { fetchPublished } from './published.ts';
import {
	SeriesSchema,
	SummarySchema,
	TOPOLOGY_OBJECT,
	type ManifestEdition,
	type PublishedFile,
	type Series,
	type Summary
} from './schema.ts';
import { scopeTopology } from './scope.ts';
import { checkLabel, mergeSummaries, type FiguresOf } from './tables.ts';
import { answer, cancel } from './tickets.ts';
import { blobUrl, buffersOf } from './handover.ts';
import { readLand, readObject } from './topology.ts';
import { readUnitFacts } from './unit-facts.ts';

/** What the last call of {@link loader.details} put together, and where. */
let composed: { files: string[]; urls: string[] } = { files: [], urls: [] };

const loader = {
	/**
	 * What is published, or what was at the last visit when the server can't be reached (`kept`).
	 * `root` is the absolute URL of the folder `data/`.
	 */
	manifest(ticket: number, root: string) {
		setBase(root);
		return answer(ticket, (signal) => fetchPublished(base, signal));
	},

	/** The units of an edition. */
	units(ticket: number, edition: ManifestEdition) {
		return answer(ticket, async (): Promise<UnitsHandle> => {
			const { levels, of, changes, aliases } = await unitsOfEdition(edition);
			const columns = levels.map((level) => {
				const { codes, names, types, parents } = of[level]!;
				return [level, { code: codes, name: names, type: types, parent: parents }];
			});
			return { columns: Object.fromEntries(columns), dates: { changes, aliases } };
		});
	},

	/** The polygons of one level. */
	geometry(ticket: number, edition: ManifestEdition, level: Level, onProgress?: OnProgress) {
		return answer(
			ticket,
			async (): Promise<GeometryHandle> => {
				const [units, topology] = await Promise.all([
					unitsOfEdition(edition),
					topologyOf(edition, onProgress)
				]);
				const of = unitsOf(units, level);
				const { collection, bounds, anchors } = readObject(
					topology,
					TOPOLOGY_OBJECT[level],
					of.codes,
					outlinesUrl(edition)
				);
				return { url: blobUrl(collection), labelsUrl: blobUrl(labelPoints(of, anchors)), bounds, anchors };
			},
			({ bounds, anchors }) => [bounds.buffer as ArrayBuffer, anchors.buffer as ArrayBuffer]
		);
	},

	/** The outlines of one level as path data, for pages that draw without WebGL. */
	drawing(
		ticket: number,
		edition: ManifestEdition,
		land: PublishedFile,
		wish: DrawingWish,
		onProgress?: OnProgress
	) {
		return answer(
			ticket,
			async (signal): Promise<Drawing> => {
				// d3-geo and the drawing are only fetched where WebGL is missing.
				const whole = () => topologyOf(edition, onProgress);
				const { alone } = wish;
				const scope = alone ? scopeTopology(base, edition, alone) : null;
				const [{ drawOutlines }, units, topology, around] = await Promise.all([
					import('./drawing.ts'),
					unitsOfEdition(edition),
					scope ? scope.then((found) => found ?? whole()) : whole(),
					landOf(land)
				]);
				signal.throwIfAborted();
				// Checks the object, so that a damaged file is told of as such.
				readObject(topology, TOPOLOGY_OBJECT[wish.level], [], outlinesUrl(edition));
				return drawOutlines(topology as Topology, around as Topology, units, wish);
			},
			({ centres }) => [centres.buffer as ArrayBuffer]
		);
	},

	/** The outlines of an edition and the land around, whole, for exports. */
	outlines(ticket: number, edition: ManifestEdition, land: PublishedFile) {
		return answer(ticket, async (): Promise<OutlinesHandle> => {
			const [topology, around] = await Promise.all([
				topologyOf(edition),
				landOf(land)
			]);
			// Checks the object, so that a damaged file is told of as such.
			readObject(topology, TOPOLOGY_OBJECT.province, [], outlinesUrl(edition));
			return { topology: topology as Topology, land: around as Topology };
		});
	},

	/** Fetch and keep the finer outlines of a province, for {@link loader.details}. */
	detail(ticket: number, edition: ManifestEdition, province: string) {
		return answer(ticket, async (signal) => {
			await provinceDetail(edition, province, signal);
			return null;
		});
	},

	/**
	 * The finer outlines of these provinces together; those of all others are let go.
	 * The URLs hold until the next call.
	 */
	details(ticket: number, edition: ManifestEdition, levels: Level[], provinces: string[]) {
		return answer(ticket, async (signal): Promise<DetailHandle> => {
			const details = await Promise.all(
				provinces.map((province) => provinceDetail(edition, province, signal))
			);
			const files = provinces.map((province) => edition.details![province]!.url);
			for (const url of composed.files) if (!files.includes(url)) forgetDetail(url);
			for (const url of composed.urls) URL.revokeObjectURL(url);
			const handle: DetailHandle = {};
			for (const level of levels) handle[level] = URL.createObjectURL(joinDetails(details, level));
			composed = { files, urls: Object.values(handle) };
			return handle;
		});
	},

	/** The land around Viet Nam. */
	land(ticket: number, file: PublishedFile) {
		return answer(ticket, async () =>
			blobUrl(readLand(await landOf(file), 'neighbours', base + file.url))
		);
	},

	/** Values of a month and network in unit order. */
	month(
		ticket: number,
		edition: ManifestEdition,
		table: PublishedFile,
		of: FiguresOf,
		onProgress?: OnProgress
	) {
		return answer(
			ticket,
			(signal) => valuesOf(edition, table, of, signal, onProgress),
			buffersOf
		);
	},

	/** Values of a month and network, estimated on the units of a later edition. */
	estimate(
		ticket: number,
		from: ManifestEdition,
		to: ManifestEdition,
		crosswalk: PublishedFile,
		table: PublishedFile,
		of: FiguresOf,
		onProgress?: OnProgress
	) {
		return answer(
			ticket,
			async (signal): Promise<NetworkValues> => {
				const [before, after, values, columns] = await Promise.all([
					unitsOfEdition(from),
					unitsOfEdition(to),
					valuesOf(from, table, of, signal, onProgress),
					crosswalkOf(crosswalk)
				]);
				return estimate(fromColumns(before, after, columns.levels), before, after, values);
			},
			buffersOf
		);
	},

	/** Where the units of an edition lie in the next. */
	crosswalk(ticket: number, file: PublishedFile) {
		return answer(ticket, () => crosswalkOf(file));
	},

	/** Area, population, places and regions of an edition's units; `null` where they are not published. */
	facts(ticket: number, edition: ManifestEdition) {
		return answer(ticket, async (signal): Promise<UnitFacts | null> => {
			const { facts: file } = edition;
			if (!file) return null;
			const [units, bytes] = await Promise.all([
				unitsOfEdition(edition),
				fetchFile(file, signal)
			]);
			return readUnitFacts(units, parseJson(bytes, base + file.url), base + file.url);
		});
	},

	/** Statistics of a month and network in unit order. */
	statistics(ticket: number, edition: ManifestEdition, file: PublishedFile, of: FiguresOf) {
		return answer(
			ticket,
			async (signal): Promise<NetworkStatistics> => {
				const [units, bytes] = await Promise.all([
					unitsOfEdition(edition),
					fetchFile(file, signal)
				]);
				const labels = { ...of, edition: edition.id };
				const rows = await readStatistics(bytes.buffer, base + file.url, labels);
				return joinStatistics(units, rows).statistics;
			},
			buffersOf
		);
	},

	/** Coverage of months that were carried over to another edition. @param files one for each edition before it */
	estimates(ticket: number, files: readonly PublishedFile[]) {
		return answer(ticket, async (signal): Promise<Summary> => {
			const load = (file: PublishedFile) => fetchJson(SummarySchema, file, signal);
			return mergeSummaries(await Promise.all(files.map(load)));
		});
	},

	/** Samples of a province's units over the months of an edition. */
	series(ticket: number, edition: ManifestEdition, province: string) {
		return answer(ticket, async (signal): Promise<Series> => {
			const file = edition.series[province]!;
			const series = await fetchJson(SeriesSchema, file, signal);
			checkLabel(base + file.url, 'edition', series.edition, edition.id);
			checkLabel(base + file.url, 'province', series.province, province);
			return series;
		});
	},

	/** The hexagons of one month, network and resolution, with their centres. */
	hexagons(
		ticket: number,
		file: PublishedFile,
		{ network, ...labels }: { month: Month; resolution: string; network: Network },
		onProgress?: OnProgress
	) {
		return answer(
			ticket,
			async (signal): Promise<Hexagons> => {
				// h3-js is large and most visits never ask for hexagons.
				const [{ locateCells }, bytes] = await Promise.all([
					import('./hexagons.ts'),
					fetchFile(file, signal, onProgress)
				]);
				const published = await readHexagons(bytes.buffer, base + file.url, labels);
				return locateCells(published.find((table) => table.network === network));
			},
			({ samples, download, centres }) =>
				[samples, download, centres].map(({ buffer }) => buffer as ArrayBuffer)
		);
	},

	/**
	 * Units whose names fit a text, by all names that they ever had, with those of editions `before`, the nearest first.
	 * @param month whose names are told
	 * @param weights samples by level and row, by which equal names are ordered
	 */
	find(
		ticket: number,
		edition: ManifestEdition,
		before: readonly { edition: ManifestEdition; crosswalk: PublishedFile }[],
		month: Month,
		text: string,
		weights: Weights
	) {
		return answer(ticket, async (): Promise<Found> => {
			const [{ find }, units, former] = await Promise.all([
				import('./finder.ts'),
				unitsOfEdition(edition),
				Promise.all(
					before.map(async (each) => ({
						units: await unitsOfEdition(each.edition),
						crosswalk: await crosswalkOf(each.crosswalk)
					}))
				).catch(withoutData)
			]);
			return find(unitsAt(units, month), former, text, weights);
		});
	},

	/** How rates vary over months that follow each other, for projections. */
	spread(ticket: number, months: Float64Array[]) {
		return answer(ticket, async () => (await import('../domain/projection.ts')).calibrate(months));
	},

	/** Stop the request that bears this ticket, if it still runs. */
	cancel(ticket: number) {
		cancel(ticket);
	}
};

export type Loader = typeof loader;
Comlink.expose(loader);
