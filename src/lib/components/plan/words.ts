import { formatNumber, formatShare } from '../../domain/format.ts';
import { isOnePlace, type GapColumns } from '../../domain/gap-list.ts';
import type { Distance } from '../../domain/gaps.ts';
import type { Weight } from '../../domain/planner.ts';
import type { Outlook } from '../../domain/projection.ts';
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
