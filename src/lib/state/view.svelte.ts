import { untrack } from 'svelte';
import type { Series, Summary } from '../data/schema.ts';
import type { LevelSummary } from '../domain/aggregate.ts';
import type { Theme } from '../domain/colour.ts';
import { summariseSeries, whyNoChange, type NoChange } from '../domain/history.ts';
import { isStatisticsMeasure } from '../domain/measure.ts';
import { addMonths } from '../domain/month.ts';
import {
	editionShown,
	otherSide,
	serialiseSelection,
	settleUnits,
	type Selection
} from '../domain/selection.ts';
import { countryTimeline, scopeTimeline, type TimelinePoint } from '../domain/timeline.ts';
import { levelOf, rowsWithin, unitsOf, type Level } from '../domain/unit.ts';
import { buildViewModel, type ViewInput, type ViewModel } from '../domain/view-model.ts';
import type { Atlas, MonthTables } from './atlas.svelte.ts';
import { viewInput } from './view-input.ts';
import type { SelectionState } from './selection.svelte.ts';

/** What the explorer is made from. */
export interface ViewSources {
	atlas: Atlas;
	chosen: Pick<SelectionState, 'current' | 'settle'>;
	tables: () => MonthTables;
	summary: () => Summary;
	theme: () => Theme;
}

/** Brings the selection and the tables together in one view model. Made inside a component. */
export class View {
	#sources: ViewSources;
	#kept: Shown | undefined;
	/** The last series that came, and the edition and scope that it belongs to. */
	#loadedSeries = $state.raw<{ of: string; series: Series } | null>(null);
	/** The last estimates that came, and the edition on whose units they are. */
	#loadedEstimates = $state.raw<{ of: string; estimates: Summary } | null>(null);

	constructor(sources: ViewSources) {
		this.#sources = sources;
		const { chosen } = sources;
		// Codes that this edition does not know leave the URL, and the reader is told.
		$effect(() => {
			const { selection, fallbacks } = this.#settled;
			if (this.current && fallbacks.length) untrack(() => chosen.settle(selection, fallbacks));
		});
		$effect(() => this.#loadScope());
		$effect(() => this.#loadEstimates());
	}

	/** False while the month and network that are chosen are still on their way. */
	current = $derived.by(() => {
		const { month, network, edition, operator, statistics, against, beside } =
			this.#sources.tables();
		const chosen = this.#sources.chosen.current!;
		const wanted = editionShown(chosen, this.#sources.atlas.catalogue!).id;
		const { measure } = chosen;
		const side = chosen.view === 'swipe' ? otherSide(chosen) : null;
		const isCompared = side
			? beside?.month === side.month && beside.network === side.network
			: chosen.against === (against?.month ?? null);
		return (
			isCompared &&
			chosen.month === month &&
			chosen.network === network &&
			edition.id === wanted &&
			chosen.operator === (operator?.name ?? null) &&
			(statistics !== null || !isStatisticsMeasure(measure))
		);
	});

	#settled = $derived.by(() =>
		settleUnits(this.#sources.chosen.current!, this.#sources.tables().units)
	);

	/** Edition and scope whose series is needed; `null` for the whole country. */
	#scope = $derived.by(() => {
		const { within } = this.#settled.selection;
		return within === null ? null : `${this.#sources.tables().edition.id} ${within}`;
	});

	/** Samples over time of the province that is looked into: the month before, in one small file. */
	#scopeSeries = $derived.by((): Series | null => {
		const loaded = this.#loadedSeries;
		return loaded !== null && loaded.of === this.#scope ? loaded.series : null;
	});

	#asked = $derived.by(() => this.#settled.selection.units);

	/** Coverage of earlier months on the units that the reader asked for. */
	#estimates = $derived.by((): Summary | null => {
		const loaded = this.#loadedEstimates;
		return loaded !== null && loaded.of === this.#asked ? loaded.estimates : null;
	});

	#lastMonth = $derived.by(() => addMonths(this.#sources.tables().month, -1));

	/** What the manifest says of the month and network on screen; absent when it has no such data. */
	published = $derived.by(
		() => this.#sources.tables().published.networks[this.#sources.tables().network]
	);

	/** Why the month on screen is not compared with the one before. */
	whyNoChange = $derived.by((): NoChange | undefined => {
		const { network, month, edition } = this.#sources.tables();
		return whyNoChange(this.#sources.summary(), network, month, edition.id);
	});

	/** True when the month before belongs to another edition, and its estimate was asked for. */
	#lastEstimated = $derived.by(() => {
		const last = this.#sources.summary().months[this.#lastMonth];
		const { edition } = this.#sources.tables();
		const { units } = this.#settled.selection;
		return last !== undefined && last.edition !== edition.id && units === edition.id;
	});

	#lastSummary = $derived.by(() => {
		const { edition, network, estimates } = this.#sources.tables();
		const { months } = (this.#lastEstimated && estimates) || this.#sources.summary();
		const last = months[this.#lastMonth];
		return last?.edition === edition.id ? last.networks[network] : undefined;
	});

	/** Samples in the scope over time that hold the month before on the same units. */
	#lastSeries = $derived.by(() => {
		const series = this.#scopeSeries;
		const columns = this.#lastEstimated ? series?.estimated : series;
		return columns?.months.includes(this.#lastMonth) ? columns : undefined;
	});

	/** False for an operator alone: the months before are summed up for all together. */
	isComparable = $derived.by(() => this.#sources.tables().operator === null);

	/** Coverage in the scope in the month before; absent when it cannot be compared. */
	previous = $derived.by((): Partial<Record<Level, LevelSummary>> | undefined => {
		const { within, network } = this.#settled.selection;
		if (!this.isComparable) return undefined;
		if (within === null) return this.#lastSummary;
		const series = this.#lastSeries;
		if (!series) return undefined;
		const { units } = this.#sources.tables();
		return Object.fromEntries(
			units.levels.map((level) => {
				const { codes } = unitsOf(units, level);
				const inside = rowsWithin(units, level, within).map((row) => codes[row]!);
				return [level, summariseSeries(series, network, inside, this.#lastMonth)];
			})
		);
	});

	/** What the view model is made from. */
	input = $derived.by((): ViewInput => {
		const tables = this.#sources.tables();
		return {
			...viewInput(tables),
			against: tables.against?.values,
			previous: this.previous,
			previousEstimated: this.#lastEstimated
		};
	});

	/**
	 * What is on screen: view models with the tables that they were made from, so that no part is older than another.
	 * Until a new month is complete the old one stays.
	 */
	#shown = $derived.by((): Shown => {
		const tables = this.#sources.tables();
		if (!this.current && this.#kept) return this.#kept;
		const settled = this.#settled.selection;
		const selection: Selection = this.current
			? settled
			: {
					...settled,
					month: tables.month,
					network: tables.network,
					against: tables.against?.month ?? null,
					operator: tables.operator?.name ?? null,
					measure: 'samples',
					view: 'choropleth',
					hidden: [],
					level: 'province',
					within: null
				};
		const start = performance.now();
		const theme = this.#sources.theme();
		const model = buildViewModel(this.input, selection, theme);
		performance.measure('view-model', { start });
		this.#kept = { tables, model, beside: this.current ? besideOf(tables, model, theme) : null };
		return this.#kept;
	});

	/** The tables that {@link model} was made from. */
	get tables(): MonthTables {
		return this.#shown.tables;
	}

	/** The one view model. */
	get model(): ViewModel {
		return this.#shown.model;
	}

	/** The other one of two maps; `null` where one is shown. */
	get beside(): ViewModel | null {
		return this.#shown.beside;
	}

	/** What is on screen, as the address would say it: the mark by which others can tell. */
	shownQuery = $derived.by(() =>
		String(serialiseSelection(this.model.selection, this.#sources.atlas.catalogue!))
	);

	/** Change of the scope's samples on the month before; `null` when it cannot be compared. */
	totalChange = $derived.by(() => {
		const { within, network } = this.model.selection;
		if (!this.isComparable || this.model.unitsDiffer) return null;
		const before =
			within === null
				? this.#lastSummary?.total
				: this.#lastSeries &&
					summariseSeries(this.#lastSeries, network, [within], this.#lastMonth)?.samples;
		// Neither a month without data nor one after it has a change.
		const change = before == null ? NaN : this.model.total - before;
		return Number.isNaN(change) ? null : change;
	});

	/** Coverage of the scope's communes over all months; empty until the scope's series is there. */
	timeline = $derived.by((): TimelinePoint[] => {
		const { within, network, units: asked } = this.#settled.selection;
		const summary = this.#sources.summary();
		if (within === null) return countryTimeline(summary, this.#estimates, network);
		const { units } = this.#sources.tables();
		const series = this.#scopeSeries;
		const { codes } = unitsOf(units, 'commune');
		const inside = rowsWithin(units, 'commune', within).map((row) => codes[row]!);
		const none = { months: [], networks: {} };
		const estimates = asked === null ? null : (series?.estimated ?? null);
		return scopeTimeline(series ?? none, estimates, summary, network, inside);
	});

	#loadEstimates(): (() => void) | undefined {
		const of = this.#asked;
		const { atlas } = this.#sources;
		if (of === null) return undefined;
		return unlessStale(
			atlas.estimates(of),
			(estimates) => (this.#loadedEstimates = estimates && { of, estimates }),
			(error) => atlas.fail(error, () => this.#loadEstimates())
		);
	}

	#loadScope(): (() => void) | undefined {
		const of = this.#scope;
		if (of === null) return undefined;
		const { atlas, tables: shown } = this.#sources;
		const tables = untrack(shown);
		const within = untrack(() => this.#settled.selection.within!);
		const level = levelOf(tables.units, within)!;
		const row = unitsOf(tables.units, level).rowOf.get(within)!;
		return unlessStale(
			atlas.series(tables, level, row),
			(series) => (this.#loadedSeries = { of, series }),
			(error) => atlas.fail(error, () => this.#loadScope())
		);
	}
}

/** Take what comes, unless the result was called before: then nobody waits for it any more. */
function unlessStale<T>(
	coming: Promise<T>,
	take: (found: T) => void,
	fail: (error: unknown) => void
): () => void {
	let stale = false;
	coming.then(
		(found) => {
			if (!stale) take(found);
		},
		(error: unknown) => {
			if (!stale) fail(error);
		}
	);
	return () => {
		stale = true;
	};
}

/** What is on screen together. */
interface Shown {
	tables: MonthTables;
	model: ViewModel;
	beside: ViewModel | null;
}

function besideOf(
	{ beside }: MonthTables,
	{ selection }: ViewModel,
	theme: Theme
): ViewModel | null {
	if (!beside || selection.view !== 'swipe') return null;
	const { month, network } = beside;
	const input = { ...viewInput(beside), classesOf: selection.month };
	return buildViewModel(input, { ...selection, month, network, against: null }, theme);
}
