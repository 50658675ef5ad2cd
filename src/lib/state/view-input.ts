import type { Sent } from '../domain/sent.ts';
import type { ViewInput } from '../domain/view-model.ts';
import type { MonthTables } from './atlas.svelte.ts';

/** Which provinces sent the month; absent where that isn't told, or figures are estimates on other units. */
export function sentOf({ published, network, estimatedFrom }: MonthTables): Sent | undefined {
	return estimatedFrom === undefined ? published.networks[network]?.sent : undefined;
}

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
