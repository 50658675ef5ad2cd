/** The units in view as text for spreadsheet programs of the reader's language. */
import { modelOf } from './briefing.ts';
import type { Make } from './registry.ts';
import { csvOf } from './sheet-text.ts';
import { unitTable } from './unit-table.ts';

export const make: Make = async (briefing) => {
	const { locale, level } = modelOf(briefing).selection;
	const { rows, columns } = unitTable(briefing, level);
	const lines = rows.map((_, at) => columns.map(({ values }) => values[at]!));
	const separator = locale === 'vi' ? ';' : ',';
	const text = csvOf([columns.map(({ header }) => header), ...lines], {
		separator,
		bom: true,
		locale
	});
	return new TextEncoder().encode(text);
};
