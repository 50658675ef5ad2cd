/** The units in view as text for spreadsheet programs of the reader's language. */
import { NETWORK_NAME, PROVENANCE_NAME } from '../domain/names.ts';
import { m } from '../i18n/locale.ts';
import { modelOf } from './briefing.ts';
import type { Make } from './registry.ts';
import { csvOf } from './sheet-text.ts';
import { unitTable } from './unit-table.ts';

export const make: Make = async (briefing) => {
	const { selection, provenance } = modelOf(briefing);
	const { locale, level, network } = selection;
	const words = { locale };
	const { rows, columns } = unitTable(briefing, level);
	// A row that is copied into another file must still say what it is of.
	const origin = [
		briefing.input.month,
		NETWORK_NAME[network]({}, words),
		PROVENANCE_NAME[provenance]({}, words)
	];
	const headers = [
		m.control_month({}, words),
		m.control_network({}, words),
		m.export_origin({}, words)
	];
	const lines = rows.map((_, at) => [...columns.map(({ values }) => values[at]!), ...origin]);
	const separator = locale === 'vi' ? ';' : ',';
	const text = csvOf([[...columns.map(({ header }) => header), ...headers], ...lines], {
		separator,
		bom: true,
		locale
	});
	return new TextEncoder().encode(text);
};
