import { TOPOLOGY_OBJECT } from '../data/schema.ts';
import type { Briefing } from '../exports/briefing.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Atlas, MonthTables } from '../state/atlas.svelte.ts';
import type { View } from '../state/view.svelte.ts';

/** What is on screen as plain data, from which files and pages are made. */
export async function briefingOf(
	of: { atlas: Atlas; tables: MonthTables; view: View; locale: Locale },
	signal: AbortSignal
): Promise<Briefing> {
	const { atlas, tables, view, locale } = of;
	const { edition } = tables;
	// As they are now: the page may show something else when the outlines have come.
	const { selection } = view.model;
	const { input, timeline } = view;
	const [outlines, before, statistics] = await Promise.all([
		atlas.outlines(edition, signal),
		atlas.monthBefore(tables),
		// A file has what is known of the month, whether or not what is on screen asked for it.
		atlas.statistics(tables)
	]);
	return {
		// The worker gets copies: state of the page can't cross to it.
		selection: { ...selection, locale },
		input: { ...input, statistics },
		before,
		timeline,
		...outlines,
		objects: TOPOLOGY_OBJECT,
		attribution: edition.outlines === 'imported' ? edition.attribution : null,
		made: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
	};
}
