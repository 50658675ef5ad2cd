/** Operators as they are written in files, and as they are shown. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { operatorOf } from '../../src/lib/domain/operator.ts';
import type { Spelling } from '../../src/lib/intake/other-operators.ts';
import { isBlank } from '../../src/lib/intake/words.ts';

/**
 * Operators of `data/operators.csv` by their spellings; all that it doesn't know are one, whose spellings go no further.
 * @returns for each operator its name, then its spellings; what stands for no value is no operator
 */
export function operatorsOf(spellings: readonly Spelling[]): { shown: string; names: string[] }[] {
	const groups = new Map<string, string[]>();
	for (const { name } of spellings) {
		if (isBlank(name)) continue;
		const operator = operatorOf(name);
		groups.set(operator, [...(groups.get(operator) ?? []), name]);
	}
	return Array.from(groups, ([shown, names]) => ({ shown, names }));
}

/** Operators as they are shown, in the order of their numbers from 1, and as they are written. */
export interface NumberedOperators {
	operators: string[];
	spellings: Spelling[];
}

/**
 * Put a table `operators` (`name`, `number` from 1) beside `staged`, for all spellings of accepted measurements.
 * @returns the operators as they are shown, in the order of their numbers, and the spellings
 */
export async function numberOperators(connection: DuckDBConnection): Promise<NumberedOperators> {
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
	return { operators: operators.map(({ shown }) => shown), spellings };
}
