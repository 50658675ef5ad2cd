import { catalogueOf, crosswalksTo, editionOf } from '../data/catalogue.ts';
import { ask } from '../data/client.ts';
import type { Drawing, DrawingWish } from '../data/drawing.ts';
import type { Found } from '../data/finder.ts';
import type { Hexagons } from '../data/hexagons.ts';
import { keep } from '../data/keep.ts';
import type { FiguresOf } from '../data/tables.ts';
import type {
	Manifest,
	ManifestEdition,
	ManifestMonth,
	PublishedFile,
	Series,
	Summary
} from '../data/schema.ts';
import type { DetailHandle, GeometryHandle, OutlinesHandle } from '../data/handles.ts';
import { carryCodes } from '../domain/carry-codes.ts';
import { fromColumns } from '../domain/crosswalk.ts';
import { unitsAt } from '../domain/dated-names.ts';
import type { NetworkValues } from '../domain/join.ts';
import type { Measured } from '../domain/measured.ts';
import { addMonths, type Month } from '../domain/month.ts';
import type { Network } from '../domain/network.ts';
import { yearTo } from '../domain/history.ts';
import { editionShown, otherSide, type Selection } from '../domain/selection.ts';
import type { NetworkStatistics } from '../domain/statistics.ts';
import type { UnitFacts } from '../domain/unit-facts.ts';
import { ancestorRow, buildUnits, unitsOf, type Level, type Units } from '../domain/unit.ts';
import {
	needsStatistics,
	tablesKey,
	type MonthBase,
	type MonthTables,
	type Progress,
	type Wanted,
	type WantedMonth
} from './month-tables.ts';
import { Tracker } from './tracker.svelte.ts';

export type { MonthTables, Progress, Wanted } from './month-tables.ts';

/** Everything that was loaded; results are kept, requests that nobody waits for are cancelled. */
export class Atlas {
	manifest = $state.raw<Manifest | null>(null);
	summary = $state.raw<Summary | null>(null);
	/** True when the server could not be reached and this is what an earlier visit kept. */
	isKept = $state(false);
	/** The month that is complete and on screen. */
	shown = $state.raw<MonthTables | null>(null);
	/** What failed last, and what tries it again. A month that comes does not mend a map that is missing. */
	failure = $state.raw<{ of: 'tables' | 'drawing'; error: unknown; retry: () => void } | null>(
		null
	);

	#root: string;
	#tracker = new Tracker();
	#units = new Map<string, Promise<Units>>();
	#months = new Map<string, Promise<MonthBase>>();
	#geometry = new Map<string, Promise<GeometryHandle>>();
	#series = new Map<string, Promise<Series>>();
	#facts = new Map<string, Promise<UnitFacts | null>>();
	#estimates = new Map<string, Promise<Summary>>();
	#statistics = new Map<string, Promise<NetworkStatistics>>();
	#operators = new Map<string, Promise<NetworkValues>>();
	#land: Promise<string> | undefined;
	#wanted = '';
	#shownKey = '';

	/** What can be selected; `null` until the manifest is there. */
	catalogue = $derived(this.manifest && catalogueOf(this.manifest));

	/** What is under way. */
	get progress(): Progress | null {
		return this.#tracker.progress;
	}

	/** @param root absolute URL of the folder `data/` */
	constructor(root: string) {
		this.#root = root;
	}

	/** Load the manifest and the summary. */
	async open(): Promise<void> {
		await this.#attempt(
			async () => {
				const { manifest, summary, kept } = await ask((loader, ticket) =>
					loader.manifest(ticket, this.#root)
				);
				this.isKept = kept;
				this.summary = summary;
				this.manifest = manifest;
			},
			() => void this.open()
		);
	}

	/** Bring a month and network on screen. A later call wins over an earlier one. */
	async show(wanted: Wanted): Promise<void> {
		const { against } = wanted;
		const isSwipe = wanted.view === 'swipe';
		const key = `${tablesKey(wanted, this.catalogue!)} ${against ?? ''} ${isSwipe}`;
		this.#wanted = key;
		if (key === this.#shownKey) {
			// Back to what is on screen: what did not come is not asked for any more.
			if (this.failure?.of === 'tables') this.failure = null;
			return;
		}
		await this.#attempt(
			async () => {
				const [tables, beside, other] = await Promise.all([
					this.tables(wanted),
					isSwipe ? this.tables({ ...wanted, ...otherSide(wanted) }) : null,
					against === null || isSwipe ? null : this.#month({ ...wanted, month: against })
				]);
				if (this.#wanted !== key) return;
				this.#shownKey = key;
				this.shown = {
					...tables,
					...(beside ? { beside } : {}),
					...(other ? { against: { month: other.month, values: other.values } } : {})
				};
			},
			() => void this.show(wanted),
			() => this.#wanted === key
		);
	}

	/** Load a month quietly, so that a step to it takes no time. */
	prefetch(wanted: WantedMonth): void {
		if (this.manifest?.months.some(({ month }) => month === wanted.month))
			this.tables(wanted).catch(() => {
				// It is asked for again, and loudly, when it is wanted.
			});
	}

	/** Have the outlines of a level, of those above it and of the land around fetched before there is a map. */
	prepareMap(wanted: Pick<Selection, 'month' | 'units' | 'level'>): void {
		const { id } = editionShown(wanted, this.catalogue!);
		const edition = editionOf(this.manifest!, id);
		const levels = edition.levels.slice(0, edition.levels.indexOf(wanted.level) + 1);
		for (const level of levels)
			this.geometry(edition, level).catch(() => {
				// The map asks again, and says so when it fails.
			});
		this.land().catch(() => {});
	}

	/** Polygons of one level of an edition. */
	geometry(edition: ManifestEdition, level: Level): Promise<GeometryHandle> {
		return keep(this.#geometry, `${edition.id} ${level}`, () =>
			this.#tracker.track('map', (onProgress) =>
				ask((loader, ticket) => loader.geometry(ticket, edition, level, onProgress))
			)
		);
	}

	/** The outlines of one level in a picture, where there is no WebGL. */
	drawing(edition: ManifestEdition, wish: DrawingWish, signal: AbortSignal): Promise<Drawing> {
		return this.#tracker.track('map', (onProgress) =>
			ask(
				(loader, ticket) => loader.drawing(ticket, edition, this.manifest!.land, wish, onProgress),
				signal
			)
		);
	}

	/** The outlines of an edition and the land around, for exports. */
	outlines(edition: ManifestEdition, signal: AbortSignal): Promise<OutlinesHandle> {
		return ask((loader, ticket) => loader.outlines(ticket, edition, this.manifest!.land), signal);
	}

	/** The month before, of all operators on the same units; `null` where there is none to compare with. */
	async monthBefore({ month, network, edition }: MonthTables) {
		const last = addMonths(month, -1);
		const wanted = { month: last, network, units: edition.id };
		const published = this.manifest!.months.find((each) => each.month === last);
		if (!published?.networks[network]) return null;
		if (editionShown(wanted, this.catalogue!).id !== edition.id) return null;
		// An estimate beside figures of the month's own edition would be taken for one of them.
		if (published.edition !== edition.id) return null;
		const { values } = await this.#month(wanted);
		return { month: last, values };
	}

	/** Have the data worker fetch and keep the finer outlines of a province; cancelled by the signal. */
	async detail(edition: ManifestEdition, province: string, signal: AbortSignal): Promise<void> {
		await ask((loader, ticket) => loader.detail(ticket, edition, province), signal);
	}

	/** The finer outlines of these provinces together; the URLs hold until the next call. */
	details(edition: ManifestEdition, levels: Level[], provinces: string[]): Promise<DetailHandle> {
		return ask((loader, ticket) => loader.details(ticket, edition, levels, provinces));
	}

	/** URL of the land around Viet Nam. */
	land(): Promise<string> {
		this.#land ??= ask((loader, ticket) => loader.land(ticket, this.manifest!.land));
		this.#land.catch(() => (this.#land = undefined));
		return this.#land;
	}

	/** The samples over time of the province that holds unit `row` of `level`. */
	series({ edition, units }: MonthTables, level: Level, row: number): Promise<Series> {
		const province = unitsOf(units, 'province').codes[ancestorRow(units, level, row, 'province')]!;
		const { url } = edition.series[province]!;
		return keep(this.#series, url, () =>
			ask((loader, ticket) => loader.series(ticket, edition, province))
		);
	}

	/** Coverage of the months that crosswalks carry over to an edition; `null` where none leads to it. */
	async estimates(edition: string): Promise<Summary | null> {
		const files = crosswalksTo(this.manifest!, edition).map(({ summary }) => summary);
		const load = () => ask((loader, ticket) => loader.estimates(ticket, files));
		return files.length > 0 ? keep(this.#estimates, edition, load) : null;
	}

	/**
	 * Units of the edition on screen whose names fit a text, with what became of units of earlier editions. Among equals
	 * those with more samples come first.
	 */
	find(text: string, { edition, month, values }: MonthTables): Promise<Found> {
		const manifest = this.manifest!;
		const before = crosswalksTo(manifest, edition.id).map(({ from, table }) => ({
			edition: editionOf(manifest, from),
			crosswalk: table
		}));
		const weights = Object.fromEntries(
			Object.entries(values).map(([level, { samples }]) => [level, samples])
		);
		return ask((loader, ticket) => loader.find(ticket, edition, before, month, text, weights));
	}

	/** Hexagons of a month; cancelled by the signal. */
	hexagons(
		month: ManifestMonth,
		network: Network,
		resolution: number,
		signal: AbortSignal
	): Promise<Hexagons> {
		const file = month.hexagons![resolution]!;
		const of = { month: month.month, resolution: String(resolution), network };
		return this.#tracker.track('hexagons', (onProgress) =>
			ask((loader, ticket) => loader.hexagons(ticket, file, of, onProgress), signal)
		);
	}

	/** Area, population, places and regions of an edition's units; `null` where they are not published. */
	facts(edition: ManifestEdition): Promise<UnitFacts | null> {
		return keep(this.#facts, edition.id, () =>
			ask((loader, ticket) => loader.facts(ticket, edition))
		);
	}

	/** Values of those of the `count` months before the one on screen that can be shown on the same units. */
	async before(
		{ month, network, edition }: MonthTables,
		count: number
	): Promise<Map<Month, NetworkValues>> {
		const units = edition.id;
		const shown = (of: Month) => editionShown({ month: of, units }, this.catalogue!).id;
		const months = this.manifest!.months.map((each) => each.month)
			.filter((each) => each < month && each >= addMonths(month, -count) && shown(each) === units)
			.sort();
		const load = async (of: Month) =>
			[of, (await this.#month({ month: of, network, units })).values] as const;
		return new Map(await Promise.all(months.map(load)));
	}

	/** Statistics of the month on screen; `null` without single measurements, and for estimates. */
	async statistics(of: MonthBase): Promise<NetworkStatistics | null> {
		const { published, edition, month, network, estimatedFrom } = of;
		const file = published.networks[network]?.statistics;
		if (!file || estimatedFrom !== undefined) return null;
		return keep(this.#statistics, file.url, () =>
			ask((loader, ticket) => loader.statistics(ticket, edition, file, { month, network }))
		);
	}

	/** Codes of another edition's units on those of the month on screen; `null` where nothing leads from one to the other. */
	async carried(codes: readonly string[], from: string, { units }: MonthTables) {
		const { editions, crosswalks } = this.manifest!;
		const other = editions.find(({ id }) => id === from);
		const file = crosswalks.find((each) => {
			const ends = [each.from, each.to];
			return ends.includes(from) && ends.includes(units.edition);
		});
		if (!other || !file) return null;
		const [own, { levels }] = await Promise.all([
			this.#unitsOf(other),
			ask((loader, ticket) => loader.crosswalk(ticket, file.table))
		]);
		const [older, newer] = file.from === from ? [own, units] : [units, own];
		return carryCodes(codes, fromColumns(older, newer, levels), own, units);
	}

	/** Report a failure that happened while drawing. */
	fail(error: unknown, retry: () => void): void {
		this.#report('drawing', error, retry);
	}

	/** Statistics and operators of the month on screen; `null` without single measurements, and for estimates. */
	async measured(tables: MonthTables): Promise<Measured | null> {
		const { published, network, estimatedFrom } = tables;
		const files = published.networks[network];
		if (!files?.statistics || estimatedFrom !== undefined) return null;
		const names = Object.keys(files.operators ?? {}).sort();
		const [statistics, operators] = await Promise.all([
			this.statistics(tables),
			Promise.all(names.map(async (name) => ({ name, values: await this.#operator(tables, name) })))
		]);
		return { statistics: statistics!, operators };
	}

	/** A month with all that the wanted measure and operator need. */
	async tables(wanted: WantedMonth): Promise<MonthTables> {
		const month = await this.#month(wanted);
		const files = month.published.networks[month.network];
		const { operator: name } = wanted;
		const [statistics, operator] = await Promise.all([
			needsStatistics(wanted) ? this.statistics(month) : null,
			name !== null && files?.operators?.[name] ? this.#operator(month, name) : null
		]);
		return { ...month, statistics, operator: operator && { name: name!, values: operator } };
	}

	#operator({ published, network, edition }: MonthBase, name: string): Promise<NetworkValues> {
		const file = published.networks[network]!.operators![name]!;
		return keep(this.#operators, `${file.url} ${edition.id}`, () =>
			this.#values(published, edition, file, { network, operator: name })
		);
	}

	#month(wanted: Pick<Wanted, 'month' | 'network' | 'units'>): Promise<MonthBase> {
		const { month, network } = wanted;
		const published = this.manifest!.months.find((candidate) => candidate.month === month)!;
		const shownId = editionShown(wanted, this.catalogue!).id;
		const edition = editionOf(this.manifest!, shownId);
		const file = published.networks[network]?.table;
		const key = `${month} ${network} ${edition.id}`;
		return keep(this.#months, key, async () => {
			const [listed, values, estimates] = await Promise.all([
				this.#unitsOf(edition),
				file ? this.#values(published, edition, file, { network }) : {},
				yearTo(month)[0]! < edition.from ? this.estimates(edition.id) : null
			]);
			const units = unitsAt(listed, month);
			const estimatedFrom = edition.id === published.edition ? undefined : published.edition;
			return { month, network, published, edition, units, estimatedFrom, estimates, values };
		});
	}

	/** A table in the order of an edition's units, estimated where the month belongs to another. */
	#values(
		published: ManifestMonth,
		edition: ManifestEdition,
		file: PublishedFile,
		whose: Omit<FiguresOf, 'month'>
	): Promise<NetworkValues> {
		const of: FiguresOf = { month: published.month, ...whose };
		const own = editionOf(this.manifest!, published.edition);
		return this.#tracker.track('month', (onProgress) =>
			ask((loader, ticket) => {
				if (edition === own) return loader.month(ticket, edition, file, of, onProgress);
				const { table } = crosswalksTo(this.manifest!, edition.id).find(
					({ from }) => from === own.id
				)!;
				return loader.estimate(ticket, own, edition, table, file, of, onProgress);
			})
		);
	}

	#unitsOf(edition: ManifestEdition): Promise<Units> {
		return keep(this.#units, edition.id, async () => {
			const { columns, dates } = await ask((loader, ticket) => loader.units(ticket, edition));
			return buildUnits(edition.id, columns, dates);
		});
	}

	async #attempt(
		work: () => Promise<void>,
		retry: () => void,
		isWanted = () => true
	): Promise<void> {
		try {
			await work();
			if (isWanted() && this.failure?.of === 'tables') this.failure = null;
		} catch (error) {
			if (isWanted()) this.#report('tables', error, retry);
		}
	}

	#report(of: 'tables' | 'drawing', error: unknown, retry: () => void): void {
		const again = () => {
			this.failure = null;
			retry();
		};
		this.failure = { of, error, retry: again };
	}
}
