/** Operators as they are written in files, and as they are shown. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { fold, isBlank } from './words.ts';

/** A text in a file, and how many measurements have it. */
export interface Spelling {
	name: string;
	count: number;
}

/**
 * Spellings that differ in nothing but capitals, accents, blanks and signs mean one operator: "VIETTEL" is "Viettel".
 * @returns for each operator its most frequent spelling, then all of them; what stands for no value is no operator
 */
export function operatorsOf(spellings: readonly Spelling[]): { shown: string; names: string[] }[] {
	const groups = new Map<string, Spelling[]>();
	for (const spelling of spellings) {
		if (isBlank(spelling.name)) continue;
		// A name of signs alone has no letters to compare.
		const key = fold(spelling.name).replaceAll(' ', '') || spelling.name;
		groups.set(key, [...(groups.get(key) ?? []), spelling]);
	}
	return Array.from(groups.values(), (group) => {
		group.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
		return { shown: group[0]!.name, names: group.map(({ name }) => name) };
	});
}

/**
 * Put a table `operators` (`name`, `number` from 1) beside `staged`, for all spellings of accepted measurements.
 * @returns the operators as they are shown, in the order of their numbers
 */
export async function numberOperators(connection: DuckDBConnection): Promise<string[]> {
	const result = await connection.runAndReadAll(
		'SELECT operator, count(*)::INTEGER FROM staged WHERE fault = 0 AND operator IS NOT NULL GROUP BY operator'
	);
	const spellings = result
		.getRows()
		.map(([name, count]) => ({ name: String(name), count: Number(count) }));
	const operators = operatorsOf(spellings);
	await connection.run('CREATE TABLE operators (name VARCHAR, number INTEGER)');
	for (const [at, { names }] of operators.entries())
		for (const name of names)
			await connection.run('INSERT INTO operators VALUES ($1, $2)', [name, at + 1]);
	return operators.map(({ shown }) => shown);
}
