import { modelOf } from './briefing.ts';
import type { Briefing } from './briefing.ts';
import type { CellValue } from './sheet-text.ts';
import { unitTable } from './unit-table.ts';

/** What a file of outlines says of itself. */
export interface FileFacts {
	title: string;
	month: string;
	network: string;
	edition: string;
	statistic: string | null;
	provenance: string;
	notes: string[];
	made: string;
}

/** What is known of each unit in view, by code, under stable English names. */
export function propertiesByCode(briefing: Briefing): Map<string, Record<string, CellValue>> {
	const { level } = briefing.selection;
	const { rows, columns } = unitTable(briefing, level);
	const model = modelOf(briefing);
	return new Map(
		rows.map((row, at) => [
			model.units.codes[row]!,
			{
				...Object.fromEntries(columns.map(({ key, values }) => [key, values[at]!])),
				class: model.legend[model.classes[row]!]!.label,
				colour: model.colours[model.classes[row]!]!
			}
		])
	);
}

/** Title, origin and notes, as every export has them. */
export function factsOf(briefing: Briefing): FileFacts {
	const { title, statistic, provenance, notes, edition } = modelOf(briefing);
	const { month } = briefing.input;
	const { network } = briefing.selection;
	return { title, month, network, edition, statistic, provenance, notes, made: briefing.made };
}
