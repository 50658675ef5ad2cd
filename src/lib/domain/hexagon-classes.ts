/** Classes of hexagons: samples by area, as cells have many sizes, or download. The threshold is a rule for units. */
import { m } from '../i18n/locale.ts';
import { classColours } from './colour.ts';
import { formatClass } from './format.ts';
import { breaksOf, MEASURE_UNIT } from './measure.ts';
import type { LegendEntry, ViewModel } from './view-model.ts';

/** Samples per km² of a hexagon: a village measured once a month to the middle of a city. */
const DENSITY = [0.1, 0.5, 2, 10, 50] as const;

/** What a hexagon's colour tells. */
export type HexagonMeasure = 'samples' | 'download';

type Shown = Pick<ViewModel, 'selection' | 'theme'>;

/** What hexagons of a selection show. */
export function hexagonMeasure({ selection }: Pick<ViewModel, 'selection'>): HexagonMeasure {
	return selection.measure === 'download' ? 'download' : 'samples';
}

/** Class breaks, and colours by class with "no data" first. */
export function hexagonClasses(model: Shown): { breaks: readonly number[]; colours: string[] } {
	const measure = hexagonMeasure(model);
	const { network, month } = model.selection;
	const breaks = measure === 'samples' ? DENSITY : breaksOf(measure, network, month).at;
	return { breaks, colours: classColours(measure, model.theme, false) };
}

/** What the classes are called: "Mật độ mẫu (mẫu/km²)"; the name of downloads is that of the units. */
export function densityName({ selection }: Pick<ViewModel, 'selection'>): string {
	return m.hexagon_density({}, { locale: selection.locale });
}

/** The legend, lowest class first. A published hexagon has measurements: none is without data. */
export function hexagonLegend(model: Shown, counts: readonly number[] = []): LegendEntry[] {
	const { breaks, colours } = hexagonClasses(model);
	const unit = hexagonMeasure(model) === 'samples' ? 'density' : MEASURE_UNIT.download;
	return colours.slice(1).map((colour, index) => ({
		at: index + 1,
		label: formatClass(index + 1, breaks, unit, model.selection.locale),
		colour,
		count: counts[index + 1] ?? 0,
		hidden: false,
		below: false,
		target: false
	}));
}
