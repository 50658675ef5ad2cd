import type { ListedUnit } from './detail.ts';
import type { HistoryPoint } from './history.ts';
import type { ViewBox } from './moved.ts';
import type { Catalogue, Selection } from './selection.ts';
import type { TimelinePoint } from './timeline.ts';
import type { Level } from './unit.ts';
import type { ViewModel } from './view-model.ts';

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
	/** True when any month is published right before this one. */
	hasLastMonth: boolean;
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
 * True when the first view may stand for what is shown now until that is drawn: the same month, network and place, and
 * nothing asked for that its colours do not tell of. Samples are what it counts, and so are not another measure.
 */
export function isLikeFirst(
	{ model: { selection: first } }: FirstView,
	{
		month,
		network,
		within,
		measure,
		operator,
		against
	}: Pick<Selection, 'month' | 'network' | 'within' | 'measure' | 'operator' | 'against'>
): boolean {
	const isSameTable = month === first.month && network === first.network && within === null;
	const isSameMeasure = measure === first.measure || measure === 'samples';
	return isSameTable && isSameMeasure && operator === null && against === null;
}
