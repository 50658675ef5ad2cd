import type { ListedUnit } from './detail.ts';
import type { Theme } from './colour.ts';
import type { HistoryPoint, NoChange } from './history.ts';
import { thresholdOf } from './network.ts';
import type { ViewBox } from './moved.ts';
import type { Catalogue, Selection } from './selection.ts';
import type { TimelinePoint } from './timeline.ts';
import type { Level } from './unit.ts';
import { buildViewModel, type ViewInput, type ViewModel } from './view-model.ts';

/** The first view of a page, ready to be shown. */
export interface FirstView {
	/** Provinces of the last month in the colours of the page's theme. */
	model: ViewModel;
	/** Their map. */
	picture: PagePicture;
	/** Middles of the provinces in the picture's units: x and y, two a row. */
	centres: number[];
	/** Change of all samples on the month before; `null` when it cannot be compared. */
	totalChange: number | null;
	/** Why it isn't compared with the month before; absent when it is. */
	noChange: NoChange | undefined;
	/** Of the communes, as it stands above the map when that is there. */
	sentence: string;
	timeline: TimelinePoint[];
	provinces: ListedUnit[];
	history: HistoryPoint[];
	catalogue: Catalogue;
	levels: Level[];
	hasHexagons: boolean;
	/** Where the outlines come from, when they were imported. */
	attribution: string | null;
}

/** A picture that a page holds: sent once, as its markup (`hooks.ts`). */
export class PagePicture {
	/** Inside of the `svg` element. */
	readonly content: string;
	readonly viewBox: ViewBox;

	constructor(content: string, viewBox: ViewBox) {
		this.content = content;
		this.viewBox = viewBox;
	}
}

/** True when the first view, of one month and network in Vietnamese, holds what a URL asks for. */
export function isOfFirst({ model }: FirstView, asked: URLSearchParams): boolean {
	const { month, network, locale } = model.selection;
	return (
		(asked.get('month') ?? month) === month &&
		(asked.get('network') ?? network) === network &&
		(asked.get('lang') ?? locale) === locale &&
		!asked.has('within')
	);
}

/**
 * What the page's picture shows in place of the map until that is drawn: provinces, by what the selection asks for, or by
 * the share of their communes that reached the threshold where it asks for samples.
 * @param input of the month on screen
 * @returns `null` where the picture has other units, or another frame
 */
export function pictureModel(
	{ model: first }: Pick<FirstView, 'model'>,
	input: ViewInput,
	{ measure, against, ...selection }: Selection,
	theme: Theme
): ViewModel | null {
	if (selection.within !== null || input.edition !== first.edition) return null;
	const hasThreshold = thresholdOf(selection.network) !== null;
	const shown = measure === 'samples' && against === null && hasThreshold ? 'coverage' : measure;
	const { month, network, operator } = first.selection;
	const isSame =
		selection.month === month && selection.network === network && selection.operator === operator;
	if (isSame && shown === first.selection.measure) return { ...first, locale: selection.locale };
	const wish = { ...selection, measure: shown, against, level: 'province', unit: null, hidden: [] };
	return buildViewModel(input, wish as Selection, theme);
}
