import { formatMonth, formatNumber, formatShare } from '../../domain/format.ts';
import { isOnePlace, type GapColumns } from '../../domain/gap-list.ts';
import type { Distance } from '../../domain/gaps.ts';
import type { Weight } from '../../domain/planner.ts';
import type { Outlook } from '../../domain/projection.ts';
import { monthRange, type Month } from '../../domain/month.ts';
import { networkInside, thresholdOf } from '../../domain/network.ts';
import type { Catalogue, Selection } from '../../domain/selection.ts';
import { m, type Locale } from '../../i18n/locale.ts';
import { thresholdText } from '../../domain/reach-words.ts';

export const DISTANCE_NAME: Record<Exclude<Distance, 'silent'>, () => string> = {
	none: m.plan_distance_none,
	zero: m.plan_distance_zero,
	far: m.plan_distance_far,
	midway: m.plan_distance_midway,
	near: m.plan_distance_near,
	reached: m.plan_distance_reached
};

export const OUTLOOK_NAME: Record<Outlook, () => string> = {
	unknown: m.plan_outlook_unknown,
	reached: m.plan_outlook_reached,
	'on-course': m.plan_outlook_on_course,
	'at-risk': m.plan_outlook_at_risk,
	'will-miss': m.plan_outlook_will_miss
};

export const WEIGHT_NAME: Record<Weight, () => string> = {
	units: m.plan_weight_units,
	population: m.plan_weight_population,
	remote: m.plan_weight_remote
};

export const WEIGHT_METHOD: Record<Weight, () => string> = {
	units: m.plan_method_units,
	population: m.plan_method_population,
	remote: m.plan_method_remote
};

/** Why a unit is suspicious. */
export function suspicion(columns: GapColumns, row: number, locale: Locale): string {
	return isOnePlace(columns, row)
		? m.plan_one_place({ samples: formatNumber(columns.samples[row]!, locale) })
		: m.plan_suspicious({
				threshold: thresholdText(columns.threshold ?? null, locale),
				share: formatShare(columns.spatial[row]!, locale)
			});
}

/** What is said of a month that has nothing of the network: what it has, and where the network is. */
export function noDataText(
	{ months }: Pick<Catalogue, 'months'>,
	{ month, network, locale }: Pick<Selection, 'month' | 'network' | 'locale'>
): string {
	const name = networkInside(network, locale);
	const there = (months.find((of) => of.month === month)?.networks ?? []).filter(
		(of) => of !== network
	);
	const said = {
		networks: new Intl.ListFormat(locale, { type: 'conjunction' }).format(
			there.map((of) => networkInside(of, locale))
		)
	};
	const isPlanned = there.some((of) => thresholdOf(of) !== null);
	const distance = (of: Month) =>
		(of < month ? monthRange(of, month) : monthRange(month, of)).length;
	const [nearest] = months
		.filter(({ networks }) => networks?.includes(network))
		.map((of) => of.month)
		.sort((a, b) => distance(a) - distance(b));
	return [
		m.plan_state_no_data({ month: formatMonth(month, locale), network: name }, { locale }),
		there.length === 0
			? ''
			: isPlanned
				? m.plan_state_there(said, { locale })
				: m.plan_state_there_uncounted(said, { locale }),
		nearest === undefined
			? m.plan_state_no_month({ network: name }, { locale })
			: nearest === month
				? ''
				: m.plan_state_other_month(
						{ network: name, month: formatMonth(nearest, locale) },
						{ locale }
					)
	]
		.filter(Boolean)
		.join(' ');
}
