import { editionOfMonth, type Edition } from './edition.ts';
import { officialCode } from './dated-names.ts';
import { nameClasses, readClasses } from './class-names.ts';
import { readingFacts, type Reading } from './figures.ts';
import { isMeasure, isReading, isStatisticsMeasure, type Measure } from './measure.ts';
import { isMonth, type Month } from './month.ts';
import { spellingKey } from './fold.ts';
import { isNetwork, NETWORKS, thresholdOf, type Network } from './network.ts';
import { isLevel, levelOf, type Level, type Units } from './unit.ts';
import { defaultSelection } from './usual-selection.ts';
import { isLocale, type Locale } from '../i18n/locale.ts';

export const VIEWS = ['choropleth', 'hexagons', 'table', 'split', 'swipe', 'months'] as const;
export type View = (typeof VIEWS)[number];

/** What is shown; the URL holds all of it. */
export interface Selection {
	month: Month;
	/** Edition on whose units months before it are shown, as estimates; `null` shows each month on its own. */
	units: string | null;
	/**
	 * Month with which `month` is compared, on the same units; `null` shows the month alone (or, in the view of two
	 * maps, beside the other network).
	 */
	against: Month | null;
	level: Level;
	network: Network;
	/** Operator whose samples alone are shown; `null` is all of them together. */
	operator: string | null;
	measure: Measure;
	view: View;
	/** Code of the unit whose insides are shown; `null` is the whole country. */
	within: string | null;
	/** Code of the selected unit. */
	unit: string | null;
	/** Classes taken off the map, ascending. */
	hidden: number[];
	/** Units under the threshold taken off the map. */
	reachedOnly: boolean;
	locale: Locale;
}

/** What a month has beyond its tables. */
export interface PublishedMonth {
	month: Month;
	hexagons: boolean;
	/** Networks that it has figures of; where that is not told, any. */
	networks?: readonly Network[];
	/** Readings that it has of each network; where that is not told, those that every month may have. */
	readings?: Partial<Record<Network, readonly string[]>>;
	/** Operators of each network whose single measurements are known; a network without them is absent. */
	measured?: Partial<Record<Network, readonly string[]>>;
}

/** What a selection is checked against: what is published. */
export interface Catalogue {
	editions: readonly Edition[];
	/** Published months, ascending. */
	months: readonly PublishedMonth[];
	/** Between which editions months can be carried over to a later one. */
	crosswalks: readonly { from: string; to: string }[];
}

/** The edition on whose units a selection is shown: its month's own, unless another is asked for and can be had. */
export function editionShown(
	{ month, units }: Pick<Selection, 'month' | 'units'>,
	{ editions, crosswalks }: Catalogue
): Edition {
	const own = editionOfMonth(editions, month)!;
	const carried = crosswalks.some(({ from, to }) => from === own.id && to === units);
	return carried ? editions.find(({ id }) => id === units)! : own;
}

/** The newest edition to whose units the selection's month can be carried over; absent for the latest. */
export function laterEdition(
	month: Month,
	{ editions, crosswalks }: Catalogue
): string | undefined {
	const own = editionOfMonth(editions, month)!;
	const later = crosswalks.filter(({ from }) => from === own.id).map(({ to }) => to);
	return editions.findLast(({ id }) => later.includes(id))?.id;
}

/** A value that could not be taken as it was, and what stands in for it. */
export type Fallback =
	| { kind: 'value'; name: string; value: string; used: string }
	| { kind: 'level'; from: Level; to: Level }
	| { kind: 'measure'; why: MeasureReason }
	| { kind: 'operator'; operator: string; why: 'unknown' | 'view' }
	| { kind: 'unit'; code: string };

/** The same fallbacks, each once: two parameters may ask for the same in vain. */
export function mergeFallbacks(...lists: readonly (readonly Fallback[])[]): Fallback[] {
	const merged = new Map(lists.flat().map((fallback) => [JSON.stringify(fallback), fallback]));
	return [...merged.values()];
}

/**
 * Why a measure can't be shown: nothing of the month gives it, it can't be estimated, comes from single measurements that this month lacks,
 * is only known of all operators together, not of hexagons, not what small maps of many months show, or asks for a
 * threshold that the network does not have.
 */
export type MeasureReason =
	| 'unread'
	| 'estimated'
	| 'unmeasured'
	| 'operator'
	| 'hexagons'
	| 'level'
	| 'months'
	| 'threshold';

/** Why `measure` can't be shown with the rest of a selection; absent when it can. */
export function measureReason(
	measure: Measure,
	selection: Pick<
		Selection,
		'month' | 'units' | 'level' | 'network' | 'operator' | 'view' | 'within'
	>,
	catalogue: Catalogue
): MeasureReason | undefined {
	if (selection.view === 'months')
		return measure === monthsShow(selection).measure ? undefined : 'months';
	if (selection.view === 'hexagons')
		return measure === 'samples' || measure === 'download' ? undefined : 'hexagons';
	const { month } = selection;
	const own = editionOfMonth(catalogue.editions, month)!;
	const shown = editionShown(selection, catalogue);
	if (measure === 'coverage') {
		if (thresholdOf(selection.network) === null) return 'threshold';
		if (selection.level === shown.levels.at(-1)) return 'level';
		return selection.operator === null ? undefined : 'operator';
	}
	const isEstimated = own.id !== shown.id;
	if (isEstimated && measure !== 'samples') return 'estimated';
	if (isReading(measure)) return isRead(measure, selection, catalogue) ? undefined : 'unread';
	if (!isStatisticsMeasure(measure)) return undefined;
	if (!operatorsOf(selection, catalogue)) return 'unmeasured';
	return selection.operator === null ? undefined : 'operator';
}

/** False for a reading that came later, in a month whose files don't have it. */
function isRead(
	reading: Reading,
	{ month, network }: Pick<Selection, 'month' | 'network'>,
	{ months }: Catalogue
): boolean {
	if (!readingFacts(reading).isLater) return true;
	const published = months.find((each) => each.month === month);
	return published?.readings?.[network]?.includes(reading) ?? false;
}

/**
 * What the small maps of many months show: the share of communes by province, or their samples where there is no
 * threshold; inside of a unit the samples of its communes.
 */
export function monthsShow({
	within,
	network
}: Pick<Selection, 'within' | 'network'>): Pick<Selection, 'level' | 'measure'> {
	if (within !== null) return { level: 'commune', measure: 'samples' };
	const measure = thresholdOf(network) === null ? 'samples' : 'coverage';
	return { level: 'province', measure };
}

/** Month and network of the other map, where two are shown: of the month compared with, else the other network. */
export function otherSide({
	month,
	network,
	against
}: Pick<Selection, 'month' | 'network' | 'against'>): Pick<Selection, 'month' | 'network'> {
	return against === null
		? { month, network: NETWORKS.find((other) => other !== network)! }
		: { month: against, network };
}

/** Operators of a month and network; absent without single measurements. */
export function operatorsOf(
	{ month, network }: Pick<Selection, 'month' | 'network'>,
	{ months }: Catalogue
): readonly string[] | undefined {
	return months.find((published) => published.month === month)?.measured?.[network];
}

/** Networks that any month has, in the usual order, and the one that is asked for. */
export function networksOf({ months }: Catalogue, asked: Network): Network[] {
	return NETWORKS.filter(
		(network) =>
			network === asked || months.some(({ networks }) => !networks || networks.includes(network))
	);
}

/**
 * Read a selection from a URL's parameters. Unknown values fall back to the default and are listed.
 * Codes of units are checked later, by {@link settleUnits}, when the edition's units are there.
 */
export function parseSelection(
	params: URLSearchParams,
	catalogue: Catalogue
): { selection: Selection; fallbacks: Fallback[] } {
	const asked = params.get('network') ?? '';
	const { network } = defaultSelection(catalogue);
	const selection = defaultSelection(catalogue, isNetwork(asked) ? asked : network);
	const fallbacks: Fallback[] = [];
	const take = <T extends string>(
		name: 'month' | 'level' | 'network' | 'measure' | 'view' | 'lang',
		valid: (text: string) => text is T,
		used: T
	): T => {
		const value = params.get(name);
		if (value === null || valid(value)) return value ?? used;
		fallbacks.push({ kind: 'value', name, value, used });
		return used;
	};
	const published = (text: string): text is Month =>
		isMonth(text) && catalogue.months.some(({ month }) => month === text);
	const isView = (text: string): text is View => (VIEWS as readonly string[]).includes(text);

	selection.locale = take('lang', isLocale, selection.locale);
	selection.month = take('month', published, selection.month);
	const units = params.get('units');
	if (units === null || catalogue.crosswalks.some(({ to }) => to === units))
		selection.units = units;
	else fallbacks.push({ kind: 'value', name: 'units', value: units, used: '–' });
	const against = params.get('against');
	if (against === null || published(against)) selection.against = against;
	else fallbacks.push({ kind: 'value', name: 'against', value: against, used: '–' });
	selection.level = take('level', isLevel, selection.level);
	selection.network = take('network', isNetwork, network);
	selection.operator = params.get('operator');
	selection.measure = take('measure', isMeasure, selection.measure);
	selection.view = take('view', isView, selection.view);
	selection.within = params.get('within');
	selection.unit = params.get('unit');
	const hide = params.get('hide') ?? '';
	const { classes, known } = readClasses(hide, selection);
	selection.hidden = classes;
	if (!known) {
		const used = nameClasses(classes, selection) || '–';
		fallbacks.push({ kind: 'value', name: 'hide', value: hide, used });
	}
	const reached = params.get('reached') ?? '0';
	selection.reachedOnly = reached === '1';
	if (!['0', '1'].includes(reached))
		fallbacks.push({ kind: 'value', name: 'reached', value: reached, used: '0' });
	const fitted = fitSelection(selection, catalogue);
	return { selection: fitted.selection, fallbacks: mergeFallbacks(fallbacks, fitted.fallbacks) };
}

/**
 * Make a selection possible in its month: a level that the edition lacks becomes the lowest one it has,
 * hexagons without measurements become the choropleth, an operator that the month does not know leaves, a measure
 * that can't be had becomes samples, and what can't be compared is shown alone.
 */
export function fitSelection(
	selection: Selection,
	catalogue: Catalogue
): { selection: Selection; fallbacks: Fallback[] } {
	const fitted = inMonths({ ...selection });
	const fallbacks: Fallback[] = [];
	const { levels } = editionShown(selection, catalogue);
	if (!levels.includes(fitted.level)) {
		const to = levels.at(-1)!;
		fallbacks.push({ kind: 'level', from: fitted.level, to });
		fitted.level = to;
	}
	if (fitted.reachedOnly && thresholdOf(fitted.network) === null) {
		fallbacks.push({ kind: 'value', name: 'reached', value: '1', used: '0' });
		fitted.reachedOnly = false;
	}
	const published = catalogue.months.find(({ month }) => month === fitted.month)!;
	if (fitted.view === 'hexagons' && !published.hexagons) {
		fallbacks.push({ kind: 'value', name: 'view', value: 'hexagons', used: 'choropleth' });
		fitted.view = 'choropleth';
	}
	const { operator } = fitted;
	if (operator !== null) {
		// A link may have it in the spelling of a file.
		const known = operatorsOf(fitted, catalogue)?.find(
			(of) => spellingKey(of) === spellingKey(operator)
		);
		const isKnown = known !== undefined;
		fitted.operator = known ?? operator;
		if (!isKnown || !SHOWS_OPERATOR.includes(fitted.view)) {
			const why = isKnown ? 'view' : 'unknown';
			fallbacks.push({ kind: 'operator', operator, why });
			fitted.operator = null;
		}
	}
	const why = measureReason(fitted.measure, fitted, catalogue);
	if (why) {
		fallbacks.push({ kind: 'measure', why });
		fitted.measure = 'samples';
		fitted.hidden = [];
	}
	if (fitted.against !== null && !isComparable(fitted, fitted.against, catalogue)) {
		fallbacks.push({ kind: 'value', name: 'against', value: fitted.against, used: '–' });
		fitted.against = null;
		fitted.hidden = [];
	}
	return { selection: fitted, fallbacks };
}

/** Views that can show one operator alone. */
const SHOWS_OPERATOR: readonly View[] = ['choropleth', 'table'];

/** Small maps of many months have a level and a measure of their own, and nothing to be compared with. */
function inMonths(selection: Selection): Selection {
	if (selection.view !== 'months') return selection;
	const shown = monthsShow(selection);
	const isSame = shown.measure === selection.measure && selection.against === null;
	const hidden = isSame ? selection.hidden : [];
	return { ...selection, ...shown, hidden, against: null };
}

/**
 * True when the selection shows samples of all operators on units on which the month `against` can be shown, too.
 * Two maps beside each other may show any measure.
 */
export function isComparable(
	selection: Pick<Selection, 'month' | 'units' | 'operator' | 'measure' | 'view'>,
	against: Month,
	catalogue: Catalogue
): boolean {
	const shown = editionShown(selection, catalogue);
	const other = editionShown({ ...selection, month: against }, catalogue);
	const { operator, measure, view } = selection;
	if (operator !== null || shown !== other) return false;
	// Two maps of one month and network would say nothing, under one name.
	if (view === 'swipe' && against === selection.month) return false;
	return view === 'swipe' || (measure === 'samples' && view !== 'hexagons' && view !== 'months');
}

/** Drop codes that the edition does not know, and a scope that does not lie above the level. */
export function settleUnits(
	selection: Selection,
	units: Units
): { selection: Selection; fallbacks: Fallback[] } {
	const settled = { ...selection };
	const fallbacks: Fallback[] = [];
	for (const key of ['within', 'unit'] as const) {
		if (settled[key] === null) continue;
		// A link may bear another spelling of a code.
		const code = (settled[key] = officialCode(units, settled[key]));
		if (!levelOf(units, code)) {
			fallbacks.push({ kind: 'unit', code });
			settled[key] = null;
		}
	}
	if (settled.within !== null) {
		const depth = units.levels.indexOf(levelOf(units, settled.within)!);
		if (depth >= units.levels.indexOf(settled.level)) {
			fallbacks.push({ kind: 'value', name: 'within', value: settled.within, used: '–' });
			settled.within = null;
		}
	}
	return { selection: inMonths(settled), fallbacks: mergeFallbacks(fallbacks) };
}

/** A selection as URL parameters; what equals the default is left out, so that links stay short. */
export function serialiseSelection(selection: Selection, catalogue: Catalogue): URLSearchParams {
	const usual = defaultSelection(catalogue);
	const params = new URLSearchParams();
	// The month is always named: a link must show tomorrow what it shows today.
	params.set('month', selection.month);
	if (selection.units !== null) params.set('units', selection.units);
	if (selection.against !== null) params.set('against', selection.against);
	for (const key of ['level', 'network', 'measure', 'view'] as const)
		if (selection[key] !== usual[key]) params.set(key, selection[key]);
	// A later month may bring the network that the page opens with.
	if (usual.network !== NETWORKS[0]) params.set('network', selection.network);
	if (selection.operator !== null) params.set('operator', selection.operator);
	if (selection.within !== null) params.set('within', selection.within);
	if (selection.unit !== null) params.set('unit', selection.unit);
	if (selection.hidden.length) params.set('hide', nameClasses(selection.hidden, selection));
	if (selection.reachedOnly) params.set('reached', '1');
	if (selection.locale !== usual.locale) params.set('lang', selection.locale);
	return params;
}
