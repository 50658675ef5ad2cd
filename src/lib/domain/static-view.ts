import type { FirstView } from './first-view.ts';
import type { ViewModel } from './view-model.ts';

/** What a legend needs of a view model. */
export type LegendModel = Pick<
	ViewModel,
	| 'selection'
	| 'legend'
	| 'statistic'
	| 'before'
	| 'provenance'
	| 'targets'
	| 'threshold'
	| 'locale'
	| 'theme'
>;

/** A map without scripts, ready to be shown. */
export interface StaticView {
	/** Of the newest month, in colours of the page. */
	model: LegendModel & Pick<ViewModel, 'basis' | 'notes' | 'title'>;
	picture: FirstView['picture'];
	/** The country with both archipelagos as SVG, where the map itself does not hold them; else empty. */
	inset: string;
	sentence: string;
	/** Values of the custom properties that the picture is coloured by. */
	colours: string;
	/** Where the outlines come from, when they were imported. */
	attribution: string | null;
	/** The same in the explorer. */
	query: `?${string}`;
}
