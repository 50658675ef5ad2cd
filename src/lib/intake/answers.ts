/** Answers to questions: looked up for a table, checked, and told when they contradict the file. */
import { ANSWERS, type AnswerName, type Answers } from './draft.ts';
import { isMonth } from '../domain/month.ts';
import { networkOf } from './networks.ts';
import { LATENCY_UNITS, speedUnit } from './speed-units.ts';

/** Shapes of values; those of tables and columns are free. */
const VALID: Partial<Record<AnswerName, (value: string) => boolean>> = {
	month: isMonth,
	year: (value) => /^20\d\d$/.test(value),
	network: (value) => networkOf(value) !== undefined,
	statistic: (value) => value === 'median' || value === 'mean',
	unit: (value) => speedUnit(value) !== undefined,
	'latency-unit': (value) => Object.hasOwn(LATENCY_UNITS, value),
	decimal: (value) => value === '.' || value === ',',
	dates: (value) => value === 'day-first' || value === 'month-first',
	province: (value) => value.trim() !== '',
	trust: (value) => value === 'code' || value === 'name',
	level: (value) => value === 'commune' || value === 'district' || value === 'province',
	blank: (value) => value === 'total' || value === 'unknown',
	parents: (value) => value === 'own' || value === 'sum',
	total: (value) => value === 'rows' || value === 'column' || value === 'parts',
	shares: (value) => value === 'sum',
	tests: (value) => value === 'take',
	notes: (value) => value === 'take',
	hidden: (value) => value === 'take' || value === 'leave',
	take: (value) => value === 'aggregate' || value === 'rows',
	'title-wrong': (value) => /^(?:network|month|province|operator)$/.test(value),
	map: (value) => /^\w+=./.test(value)
};

/** The answers that hold for a table. */
export class AnswerBook {
	readonly #answers: Answers;

	constructor(answers: Answers) {
		this.#answers = answers;
	}

	/** An answer's value for a table: its own ("T9=mobile") before that of all tables. */
	of(name: AnswerName, table: string): string | undefined {
		const values = this.#answers[name] ?? [];
		const own = values.find((value) => value.startsWith(`${table}=`));
		if (own !== undefined) return own.slice(table.length + 1);
		// "T9=mobile" speaks of no other table, whatever its words may mean.
		return values.find((value) => !value.includes('=') && (VALID[name]?.(value) ?? true));
	}

	/** True when an answer of several values has this one, for the table or for all. */
	has(name: AnswerName, value: string, table: string): boolean {
		return this.all(name).some((of) => of === value || of === `${table}=${value}`);
	}

	/** All values of an answer. */
	all(name: AnswerName): readonly string[] {
		return this.#answers[name] ?? [];
	}
}

/** Values that are none of their kind, as `name value`. */
export function misunderstood(answers: Answers, tables: readonly string[]): string[] {
	return ANSWERS.flatMap((name) =>
		(answers[name] ?? [])
			.filter((value) => {
				const table = tables.find((of) => value.startsWith(`${of}=`));
				const own = table === undefined ? value : value.slice(table.length + 1);
				return VALID[name] && !VALID[name](own);
			})
			.map((value) => `--${name} ${value}`)
	);
}
