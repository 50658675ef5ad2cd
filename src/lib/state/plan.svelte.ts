import { untrack } from 'svelte';
import { ask } from '../data/client.ts';
import { groupRows, listRows, rankNames, ratesOf, speedTarget } from '../domain/gap-list.ts';
import type { GapColumns, ListEntry } from '../domain/gap-list.ts';
import { findGaps, monthsUpTo, samplesByMonth } from '../domain/gaps.ts';
import type { NetworkValues } from '../domain/join.ts';
import { dayInVietNam, monthClock } from '../domain/month-clock.ts';
import { planMap } from '../domain/plan-map.ts';
import {
	isOutlook,
	parsePlan,
	PLAN_PARAMETERS,
	writePlan,
	type PlanRequest,
	type Shown
} from '../domain/plan-request.ts';
import { cheapestCurve, makePlan, type Weight } from '../domain/planner.ts';
import type { Month } from '../domain/month.ts';
import { projectMonth, type Spread } from '../domain/projection.ts';
import type { Fallback } from '../domain/selection.ts';
import type { NetworkStatistics } from '../domain/statistics.ts';
import { emptyFacts, type UnitFacts } from '../domain/unit-facts.ts';
import { ancestorRows, parentLevel, unitsOf } from '../domain/unit.ts';
import type { ViewModel } from '../domain/view-model.ts';
import type { Atlas, MonthTables } from './atlas.svelte.ts';
import { later, steady } from './later.svelte.ts';
import type { SelectionState } from './selection.svelte.ts';

/** Months before the one on screen that tell of trends, silence and rates. */
const HISTORY = 6;

const NONE: ReadonlySet<number> = new Set();

/** Milliseconds until the page is at rest. */
const WARM = 300;

/** Parameters of the URL that belong to a plan and not to the selection. */
export const PLAN_CARRIED = PLAN_PARAMETERS;

/** What a plan is made from. */
export interface PlanSources {
	atlas: Atlas;
	chosen: SelectionState;
	tables: () => MonthTables;
	model: () => ViewModel;
	/** False while another month is on its way. */
	current: () => boolean;
}

/** What a plan needs beside the tables of its month. */
interface Beside {
	facts: UnitFacts | null;
	past: ReadonlyMap<Month, NetworkValues>;
	statistics: NetworkStatistics | null;
}
const NOTHING: Beside = { facts: null, past: new Map(), statistics: null };

interface Pictured {
	tables: MonthTables;
	/** With the classes of the plan. */
	model: ViewModel;
}

/** The plan of the selection on screen, and all that the page tells of it. Made inside a component. */
export class PlanState {
	#sources: PlanSources;
	#today = dayInVietNam(new Date());
	/** What came last beside the tables, and for which. */
	#loaded = $state.raw<(Beside & { of: MonthTables }) | null>(null);
	/** How rates varied in the months before, with the counts by which that was found. */
	#spread = $state.raw<{ before: Float64Array[]; spread: Spread } | null>(null);
	#carried = $state.raw<{ visit: number; from: string; count: number; lost: number } | null>(null);

	constructor(sources: PlanSources) {
		this.#sources = sources;
		this.#asked = later(
			() => this.request,
			(request) => request
		);
		this.#pictured = later(
			() => this.#onMap,
			(of) => ({ ...of, model: planMap(of.model, of.plan, of.lockedIn, of.lockedOut) })
		);
		$effect(() => this.#load());
		$effect(() => this.#calibrate());
		$effect(() => this.#carryCodes());
	}

	/** How the codes of the link on screen were carried over from another edition. */
	get carried() {
		return this.#carried?.visit === this.#sources.chosen.visit ? this.#carried : null;
	}

	/** The request that the figures answer: they come right after the controls show another one. */
	#asked: () => PlanRequest;
	/** The map, right after the figures. */
	#pictured: () => Pictured;

	#parsed = $derived.by(() => parsePlan(this.#sources.chosen.parameters));
	request = $derived.by(() => this.#parsed.request);
	// Each by itself: what does not ask for a part of the request stays as it is when that changes.
	#day = $derived.by(() => this.#asked().day);
	#sort = $derived.by(() => this.#asked().sort);
	#isDown = $derived.by(() => this.#asked().down);
	#grouping = $derived.by(() => this.#asked().grouping);
	#each = $derived.by(() => this.#asked().each);
	#wantedWeight = $derived.by(() => this.#asked().weight);
	#goal = $derived.by(steady(() => this.#asked().goal));
	#locks = $derived.by(
		steady(() => {
			const { list, lockedIn, lockedOut } = this.#asked();
			return { list, lockedIn, lockedOut };
		})
	);
	fallbacks = $derived.by((): Fallback[] => {
		const { shown } = this.#asked();
		return this.shown === shown
			? this.#parsed.fallbacks
			: [
					...this.#parsed.fallbacks,
					{ kind: 'value', name: 'show', value: shown, used: this.shown }
				];
	});

	#model = $derived.by(() => this.#sources.model());
	#units = $derived.by(() => this.#sources.tables().units);
	level = $derived.by(() => this.#model.selection.level);
	/** Level of whose units each must have one; absent at the top. */
	above = $derived.by(() => parentLevel(this.#units, this.level));
	clock = $derived.by(() => monthClock(this.#sources.tables().month, this.#day, this.#today));
	/** What the list shows; a month that is over has no outlooks. */
	shown = $derived.by((): Shown =>
		this.clock.isWhole && isOutlook(this.#asked().shown) ? 'short' : this.#asked().shown
	);
	/** True for the month that the calendar says runs now. */
	isRunning = $derived.by(() => this.#today.startsWith(this.#sources.tables().month));

	#isLoaded = $derived.by(() => this.#loaded?.of === this.#sources.tables());
	/** Of these tables and no others; nothing until it has come. */
	#beside = $derived.by((): Beside => (this.#isLoaded ? this.#loaded! : NOTHING));

	#count = $derived.by(() => this.#model.samples.length);
	#known = $derived.by(() => samplesByMonth(this.#beside.past, this.level, this.#count));
	/** The same for as long as months and level are: rates are found from it once. */
	#before = $derived.by(() => [...this.#known.values()]);
	#calendar = $derived.by(() => monthsUpTo(this.#sources.tables().month, this.#known, this.#count));
	facts = $derived.by(() => this.#beside.facts?.levels[this.level] ?? emptyFacts(this.#count));
	/** The page shows no network without one. */
	#threshold = $derived.by(() => this.#model.threshold ?? undefined);
	#gapsOfWhole = $derived.by(() =>
		findGaps(this.#model.samples, this.#calendar, true, this.#threshold)
	);
	#gapsOfRunning = $derived.by(() =>
		findGaps(this.#model.samples, this.#calendar, false, this.#threshold)
	);
	gaps = $derived.by(() => (this.#isWhole ? this.#gapsOfWhole : this.#gapsOfRunning));
	#isWhole = $derived.by(() => this.clock.isWhole);
	/** Where the month will end; `null` when it is over, and until it is known how rates vary. */
	projection = $derived.by(() => {
		const found = this.#spread;
		return this.#isWhole || found?.before !== this.#before
			? null
			: projectMonth(
					this.#model.samples,
					this.#before,
					this.clock.elapsed,
					found.spread,
					this.#threshold
				);
	});
	/** False until facts, earlier months and the projection of the units on screen are there. */
	isComplete = $derived.by(() => this.#isLoaded && (this.#isWhole || this.projection !== null));
	#nameRanks = $derived.by(() => {
		const ranks = new Map<string, Uint32Array>();
		return (level: ViewModel['selection']['level']) => {
			let found = ranks.get(level);
			if (!found) ranks.set(level, (found = rankNames(unitsOf(this.#units, level).names)));
			return found;
		};
	});

	#rate = $derived.by(() => ratesOf(this.#model.samples, this.facts.population));
	#speed = $derived.by(() => {
		const { network, month } = this.#model.selection;
		const target = speedTarget(network, month);
		return target === undefined
			? undefined
			: this.#sources.tables().values[this.level]?.download.map((mbps) => mbps / target);
	});
	columns = $derived.by((): GapColumns => {
		const { samples } = this.#model;
		const { length } = samples;
		const none = () => new Float64Array(length).fill(NaN);
		const statistics = this.#beside.statistics?.[this.level];
		return {
			samples,
			threshold: this.#threshold,
			gaps: this.gaps,
			population: this.facts.population,
			rate: this.#rate,
			spatial: statistics?.spatial_coverage ?? none(),
			hexagons: statistics?.hexagons ?? none(),
			area: this.facts.area,
			outlook: this.projection?.outlook,
			speed: this.#speed ?? none(),
			nameRank: this.#sort === 'name' ? this.#nameRanks(this.level) : new Uint32Array(length)
		};
	});

	lockedIn = $derived.by(() => this.#rowsOf(this.#locks.lockedIn));
	lockedOut = $derived.by(() => this.#rowsOf(this.#locks.lockedOut));
	/** How many codes of the link no unit of this edition has. */
	unknownCodes = $derived.by(() => {
		const { list, lockedIn, lockedOut } = this.#locks;
		if (list !== null && list !== this.#units.edition) return 0;
		return [...lockedIn, ...lockedOut].filter(
			(code) => !this.#units.levels.some((level) => unitsOf(this.#units, level).rowOf.has(code))
		).length;
	});

	/** Tells units of which what a weight needs is not known. */
	#isUnknown(weight: Weight): (row: number) => boolean {
		const { population, area } = this.facts;
		if (weight === 'units') return () => false;
		return (row) => !(population[row]! > 0) || (weight === 'remote' && !(area[row]! > 0));
	}
	/** Units of the scope of which what a weight needs is not known, and that are not left out of the plan. */
	unknownFor(weight: Weight): number[] {
		const { lockedOut } = this;
		const isUnknown = this.#isUnknown(weight);
		return this.#model.rows.filter((row) => isUnknown(row) && !lockedOut.has(row));
	}
	/** Units that are left out and have no weight, since nothing is known to weigh them by. */
	unweighed = $derived.by(() => {
		const { lockedOut } = this;
		const isUnknown = this.#isUnknown(this.weight);
		return this.#model.rows.filter((row) => lockedOut.has(row) && isUnknown(row)).length;
	});

	/** The weight that is used: one for which something is unknown counts units. */
	weight = $derived.by((): Weight =>
		this.unknownFor(this.#wantedWeight).length > 0 ? 'units' : this.#wantedWeight
	);

	plan = $derived.by(() => {
		const { rows } = this.#model;
		const { area } = this.facts;
		// What is left out for want of a population counts as a unit, without people.
		const isUnknown = this.#isUnknown(this.weight);
		const population = this.facts.population.map((of, row) => (isUnknown(row) ? 0 : of));
		return makePlan({
			rows,
			deficit: this.gaps.deficit,
			goal: this.#goal,
			weight: this.weight,
			population,
			density:
				this.weight === 'remote'
					? population.map((of, row) => (of > 0 ? of / area[row]! : Infinity))
					: undefined,
			groups: this.#each && this.above ? unitsOf(this.#units, this.level).parentRows : undefined,
			lockedIn: this.lockedIn,
			lockedOut: this.lockedOut
		});
	});
	planned = $derived.by(() => new Set(this.plan.rows));
	curve = $derived.by(() => cheapestCurve(this.#model.rows, this.gaps.deficit, this.lockedOut));

	#onMap = $derived.by(() => ({
		tables: this.#sources.tables(),
		model: this.#model,
		plan: this.plan,
		lockedIn: this.lockedIn,
		lockedOut: this.lockedOut
	}));
	/** The plan as a map, with the tables whose units it shows. */
	get map(): Pictured {
		return this.#pictured();
	}

	/** Units of the gap list in order, without heads. */
	listed = $derived.by(() => {
		const { shown } = this;
		const planned = shown === 'plan' ? this.planned : NONE;
		return listRows(this.#model.rows, this.columns, shown, this.#sort, this.#isDown, planned);
	});
	/** Level by which the list is grouped; absent without grouping, or where the units are of that level. */
	grouping = $derived.by(() => {
		const grouping = this.#grouping;
		const { levels } = this.#units;
		if (grouping === 'none' || !levels.includes(grouping)) return undefined;
		return levels.indexOf(grouping) < levels.indexOf(this.level) ? grouping : undefined;
	});
	entries = $derived.by((): ListEntry[] => {
		const { grouping } = this;
		if (!grouping) return this.listed.map((row) => ({ kind: 'unit', row }));
		const groups = ancestorRows(this.#units, this.level, grouping);
		const groupOf = (row: number) => groups[row]!;
		return groupRows(this.listed, this.gaps.deficit, groupOf, this.#nameRanks(grouping));
	});

	/** Change the request; `replace` leaves no step for the back button. */
	change(part: Partial<PlanRequest>, replace = false): Promise<void> {
		const request = { ...this.request, list: this.#units.edition, ...part };
		return this.#sources.chosen.carry((params) => writePlan(request, params), replace);
	}

	/** Lock units in or out, or leave them to the goal. */
	lock(rows: readonly number[], to: 'in' | 'out' | 'free'): Promise<void> {
		const { codes } = unitsOf(this.#units, this.level);
		const named = new Set(rows.map((row) => codes[row]!));
		const rest = (of: readonly string[]) => of.filter((code) => !named.has(code));
		const { lockedIn, lockedOut } = this.request;
		return this.change({
			lockedIn: to === 'in' ? [...rest(lockedIn), ...named] : rest(lockedIn),
			lockedOut: to === 'out' ? [...rest(lockedOut), ...named] : rest(lockedOut)
		});
	}

	#rowsOf(codes: readonly string[]): ReadonlySet<number> {
		const { list } = this.#locks;
		if (list !== null && list !== this.#units.edition) return NONE;
		const { rowOf } = unitsOf(this.#units, this.level);
		return new Set(codes.flatMap((code) => rowOf.get(code) ?? []));
	}

	#load(): (() => void) | undefined {
		const tables = this.#sources.tables();
		const { atlas } = this.#sources;
		let stale = false;
		Promise.all([
			atlas.facts(tables.edition),
			atlas.before(tables, HISTORY),
			atlas.statistics(tables)
		]).then(
			([facts, past, statistics]) => {
				if (stale) return;
				this.#loaded = { of: tables, facts, past, statistics };
				this.#warm();
			},
			(error: unknown) => {
				if (!stale) atlas.fail(error, () => this.#load());
			}
		);
		return () => {
			stale = true;
		};
	}

	/**
	 * What the first sort by name needs, and the first choice of a day, is made when the page is at rest: names of the
	 * level that is listed and of those above, gaps of a month that runs.
	 */
	#warm(): void {
		setTimeout(() => untrack(() => this.#gapsOfRunning), WARM);
		const of = this.#units;
		for (const level of of.levels.slice(0, of.levels.indexOf(this.level) + 1))
			setTimeout(() => untrack(() => of === this.#units && this.#nameRanks(level)), WARM);
	}

	/** Find how rates vary, for a month that still runs: too long for the thread that draws. */
	#calibrate(): (() => void) | undefined {
		if (!this.#isLoaded || this.#isWhole) return;
		const before = this.#before;
		if (untrack(() => this.#spread?.before) === before) return;
		const { atlas } = this.#sources;
		const stop = new AbortController();
		ask((loader, ticket) => loader.spread(ticket, before), stop.signal).then(
			(spread) => {
				this.#spread = { before, spread };
			},
			(error: unknown) => {
				if (!stop.signal.aborted) atlas.fail(error, () => this.#calibrate());
			}
		);
		return () => stop.abort();
	}

	/** Codes of another edition become those of this one, once, and the reader is told. */
	#carryCodes(): void {
		const { list, lockedIn, lockedOut } = this.request;
		const tables = this.#sources.tables();
		const { atlas, chosen } = this.#sources;
		if (list === null || list === tables.units.edition || !this.#sources.current()) return;
		untrack(async () => {
			const [inside, outside] = await Promise.all(
				[lockedIn, lockedOut].map((codes) => atlas.carried(codes, list, tables))
			);
			if (this.request.list !== list) return;
			this.#carried = {
				visit: chosen.visit,
				from: list,
				count: (inside?.codes.length ?? 0) + (outside?.codes.length ?? 0),
				lost: inside && outside ? inside.lost + outside.lost : lockedIn.length + lockedOut.length
			};
			await this.change({ lockedIn: inside?.codes ?? [], lockedOut: outside?.codes ?? [] }, true);
		}).catch((error: unknown) => atlas.fail(error, () => this.#carryCodes()));
	}
}
