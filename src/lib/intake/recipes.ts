/**
 * Answers that were given for an earlier file of the same shape, offered for the questions of this one. They are shown
 * with the file and month that they were given for, and never taken by themselves.
 */
import type { Month } from '../domain/month.ts';
import type { AnswerName, Answers, Draft, Earlier, Question } from './draft.ts';

/** A recipe that was kept with what it made. */
export interface KeptRecipe {
	/** Of the draft, see `shapeOf`: the same headers of the same number of tables, in the same layout. */
	shape: string;
	recipe: Answers;
	/** Names of its files. */
	file: string;
	/** The last month that they gave. */
	month: Month;
}

/** What holds for one period alone: its month or year, and whose figures hold where that file contradicted itself. */
const OF_ONE_PERIOD: ReadonlySet<AnswerName> = new Set<AnswerName>([
	'month',
	'year',
	'total',
	'parents',
	'blank',
	'notes'
]);
/** Answers beyond the choices that are shown. */
const OPEN: ReadonlySet<AnswerName> = new Set<AnswerName>(['province', 'unit', 'latency-unit']);
/** Senders that use one form differ; the latest of them are enough. */
const MOST_OFFERED = 3;

/**
 * The questions of a draft, each with the answers that were given to it before.
 * @param kept in any order
 */
export function withEarlier(
	{ questions, shape, tables }: Pick<Draft, 'questions' | 'shape' | 'tables'>,
	kept: readonly KeptRecipe[]
): Question[] {
	const names = tables.map(({ name }) => name);
	const alike = kept
		.filter((each) => each.shape === shape)
		.sort((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0));
	return questions.map((question) => {
		const earlier = earlierOf(question, alike, names);
		return earlier.length > 0 ? { ...question, earlier } : question;
	});
}

function earlierOf(
	question: Question,
	alike: readonly KeptRecipe[],
	tables: readonly string[]
): Earlier[] {
	const { about } = question;
	if (about === 'partial' || OF_ONE_PERIOD.has(about)) return [];
	const found = new Map<string, Earlier>();
	for (const { recipe, file, month } of alike) {
		const values = (recipe[about] ?? []).filter((value) => isAnswer(question, value, tables));
		const key = [...values].sort().join('\n');
		if (values.length > 0 && !found.has(key))
			found.set(key, { file, month, answers: values.map((value) => ({ name: about, value })) });
	}
	return [...found.values()].slice(0, MOST_OFFERED);
}

/** Whether a value answers the question here, too: of this file's tables, columns and sheets. */
function isAnswer(
	{ about, choices, tables: asked }: Question,
	value: string,
	tables: readonly string[]
): boolean {
	const isChoice = (of: string) =>
		choices.some(({ answer }) => answer?.name === about && answer.value === of);
	if (about === 'map' || about === 'skip') return isChoice(value);
	const table = tables.find((name) => value.startsWith(`${name}=`));
	if (table !== undefined && !asked.includes(table)) return false;
	const own = table === undefined ? value : value.slice(table.length + 1);
	return !own.includes('=') && (isChoice(own) || OPEN.has(about as AnswerName));
}
