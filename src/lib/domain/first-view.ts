import type { ListedUnit } from './detail.ts';
import type { HistoryPoint } from './history.ts';
import type { Catalogue, Selection } from './selection.ts';
import type { TimelinePoint } from './timeline.ts';
import type { Level } from './unit.ts';
import type { ViewModel } from './view-model.ts';

/** The first view of a page, ready to be shown. */
export interface FirstView {
	/** Provinces of the last month in the colours of the page's theme. */
	model: ViewModel;
	/** Their map. */
	picture: { content: string; viewBox: string };
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

/** True when the first view is of the same month, network and place as what is shown now. */
export function isLikeFirst(
	{ model }: FirstView,
	{ month, network, within }: Pick<Selection, 'month' | 'network' | 'within'>
): boolean {
	return month === model.selection.month && network === model.selection.network && within === null;
}
