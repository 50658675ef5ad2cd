/** Operators as they are written in files, and as they are shown. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { OTHER_OPERATOR } from '../../src/lib/domain/names.ts';
import { operatorOf } from '../../src/lib/domain/operator.ts';
import type { Spelling } from '../../src/lib/intake/other-operators.ts';
import { isBlank } from '../../src/lib/intake/words.ts';
import { literal } from './duck.ts';

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

/** Operators as they are shown, in the order of their numbers from 1. */
export interface NumberedOperators {
	operators: string[];
	/** SQL of a measurement's number, 0 for none. */
	number: string;
}

/**
 * Put a table `operators` (`name`, `number` from 1) beside `staged`, for all spellings of measurements that may count.
 * Their numbers depend on what they are called alone.
 */
export async function numberOperators(connection: DuckDBConnection): Promise<NumberedOperators> {
	const spellings = await spellingsOf(connection);
	const operators = operatorsOf(spellings).sort((a, b) => (a.shown < b.shown ? -1 : 1));
	await connection.run('CREATE OR REPLACE TABLE operators (name VARCHAR, number INTEGER)');
	const cases: string[] = [];
	let others = 0;
	for (const [at, { shown, names }] of operators.entries()) {
		for (const name of names)
			await connection.run('INSERT INTO operators VALUES ($1, $2)', [name, at + 1]);
		// There may be thousands of those that are no operators' names.
		if (shown === OTHER_OPERATOR) others = at + 1;
		else cases.push(`WHEN operator IN (${names.map(literal).join(', ')}) THEN ${at + 1}`);
	}
	const blank = spellings.flatMap(({ name }) => (isBlank(name) ? [literal(name)] : []));
	const isNone = `operator IS NULL${blank.length > 0 ? ` OR operator IN (${blank.join(', ')})` : ''}`;
	const number = `CASE WHEN ${isNone} THEN 0 ${cases.join(' ')} ELSE ${others} END`;
	return { operators: operators.map(({ shown }) => shown), number };
}

/** How often each spelling stands in measurements that count. */
export async function spellingsOf(connection: DuckDBConnection): Promise<Spelling[]> {
	const result = await connection.runAndReadAll(
		'SELECT operator, count(*)::INTEGER FROM staged WHERE fault = 0 AND operator IS NOT NULL GROUP BY operator'
	);
	return result.getRows().map(([name, count]) => ({ name: String(name), count: Number(count) }));
}
