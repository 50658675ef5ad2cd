import { m } from '../i18n/locale.ts';
import { formatNumber } from './format.ts';
import { MEASURE_NAME } from './names.ts';
import { thresholdOf } from './network.ts';
import type { ViewModel } from './view-model.ts';

/** Part of the units in one class from which a map looks like one colour. */
const NEARLY_ALL = 0.95;

/** Says of a map of one colour that it is one, and by what its units can be told apart; empty for others. */
export function oneColourText({
	legend,
	selection,
	locale
}: Pick<ViewModel, 'legend' | 'selection' | 'locale'>): string {
	const units = legend.reduce((sum, { count }) => sum + count, 0);
	const most = legend.reduce((one, other) => (other.count > one.count ? other : one));
	if (units < 2 || most.count < NEARLY_ALL * units) return '';
	const words = { locale };
	const text = m.legend_one_colour(
		{
			count: formatNumber(most.count, locale),
			units: formatNumber(units, locale),
			label: most.label
		},
		words
	);
	const canShare = selection.measure === 'samples' && selection.level !== 'commune';
	const isPlain = selection.against === null && selection.operator === null;
	if (!canShare || !isPlain || thresholdOf(selection.network) === null) return text;
	return `${text} ${m.legend_one_colour_share({ measure: MEASURE_NAME.coverage({}, words) }, words)}`;
}
