import { DataError } from '../domain/errors.ts';
import type { LevelFacts, UnitFacts } from '../domain/unit-facts.ts';
import { unitsOf, type Units } from '../domain/unit.ts';
import { checked, UnitFactsSchema } from './schema.ts';

/**
 * The facts of an edition's units.
 * @param data decoded JSON
 * @throws DataError when that is not what {@link UnitFactsSchema} says, or not of these units
 */
export function readUnitFacts(units: Units, data: unknown, url: string): UnitFacts {
	const { edition, regions, region, levels } = checked(UnitFactsSchema, data, url);
	if (edition !== units.edition)
		throw new DataError('schema', {
			file: url,
			column: 'edition',
			found: edition,
			expected: units.edition
		});
	const facts: UnitFacts = { edition, regions, region, levels: {} };
	for (const level of units.levels) {
		const count = unitsOf(units, level).codes.length;
		const columns = Object.entries(levels[level] ?? {}).map(([name, values]) => {
			if (values.length !== count)
				throw new DataError('schema', {
					file: url,
					column: `levels.${level}.${name}`,
					found: `${values.length} entries`,
					expected: `${count} entries`
				});
			return [name, Float64Array.from(values, (value) => value ?? NaN)];
		});
		facts.levels[level] = Object.fromEntries(columns) as LevelFacts;
	}
	return facts;
}
