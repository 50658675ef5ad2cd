import type { ViewInput } from '../domain/view-model.ts';
import type { MonthTables } from './atlas.svelte.ts';

/** What a view model is made from, of one month alone. */
export function viewInput(tables: MonthTables): ViewInput {
	const stated = tables.published.networks[tables.network];
	return {
		units: tables.units,
		values: tables.operator?.values ?? tables.values,
		statistics: tables.statistics,
		month: tables.month,
		edition: tables.edition.id,
		estimatedFrom: tables.estimatedFrom,
		statistic: stated?.statistic ?? null,
		provenance: stated?.provenance ?? 'none',
		source: stated?.source ?? '',
		sent: stated?.sent,
		approximate: tables.edition.outlines === 'approximate',
		partly: tables.edition.approximate
	};
}
