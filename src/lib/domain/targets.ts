/** National targets of download speed, of `data/targets.csv`: each with the day from which it holds and its act. */
import { m, pageLocale, type Locale } from '../i18n/locale.ts';
import { formatNumber } from './format.ts';
import { LISTED_TARGETS } from './listed.ts';
import { addMonths, type Month } from './month.ts';
import type { Network } from './network.ts';

/** A download speed that a national document asks for. */
export interface Target {
	/** Mbit/s */
	mbps: number;
	/** Day from which it holds, `YYYY-MM-DD`. */
	from: string;
	vi: string;
	en: string;
	actVi: string;
	actEn: string;
}

const LISTED: readonly (Target & { network: Network })[] = LISTED_TARGETS;

/** Targets of a network that hold at the end of a month, ascending by speed. */
export function targetsOf(network: Network, month: Month): Target[] {
	const after = addMonths(month, 1);
	return LISTED.filter((target) => target.network === network && target.from < after).sort(
		(a, b) => a.mbps - b.mbps
	);
}

/** What a target is for, and the document that sets it: "4G, Quyết định 36/QĐ-TTg". */
export function targetSource(target: Target, locale: Locale = pageLocale()): string {
	const name = target[locale];
	const act = actOf(target, locale);
	return name ? `${name}, ${act}` : act;
}

/** The targets with the documents that set them, the newest first: "170 (…), 40, 100 (Quyết định 36/QĐ-TTg)". */
export function targetsText(targets: readonly Target[], locale: Locale = pageLocale()): string {
	const newest = [...targets].sort((a, b) => (a.from > b.from ? -1 : a.from < b.from ? 1 : 0));
	const acts = [...new Set(newest.map((target) => actOf(target, locale)))];
	const parts = acts.map((act) => {
		const own = targets.filter((target) => actOf(target, locale) === act);
		return `${own.map(({ mbps }) => formatNumber(mbps, locale)).join('; ')} (${act})`;
	});
	return m.class_target({ targets: parts.join('; ') }, { locale });
}

function actOf({ actVi, actEn }: Target, locale: Locale): string {
	return locale === 'vi' ? actVi : actEn;
}
