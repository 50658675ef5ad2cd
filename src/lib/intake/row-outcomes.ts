/** Each row accounted for once, and figures that its outcome says nothing of. */
import type { Figure } from './combine.ts';
import type { Draft, RowOutcome } from './draft.ts';
import type { Entry, Problem } from './entries.ts';
import type { Work } from './finish.ts';
import { HARMLESS } from './measured-finish.ts';
import type { Text } from './sheet.ts';
import { both } from './texts.ts';

type Rows = Pick<Draft, 'rowsRead' | 'accepted' | 'rejected' | 'notRows' | 'outcomes' | 'figures'>;

/** Each row once: taken when any figure of it was. */
export function accountFor(
	work: Work,
	taken: readonly Entry[],
	figures: readonly Figure[]
): Rows & { lost: number } {
	const kept = new Set(figures.flatMap(({ entries }) => entries));
	const known = new Set(
		work.problems
			.filter(({ reason }) => reason === 'known already' || reason === 'contradiction')
			.map(rowOf)
	);
	const problems = eachOnce(work.problems);
	const rows = new Map<string, RowOutcome>();
	for (const outcome of [...work.outcomes, ...problems]) {
		const before = rows.get(rowOf(outcome));
		if (!before || before.kind === 'not a row' || isWorse(outcome, before))
			rows.set(rowOf(outcome), outcome);
	}
	for (const entry of taken) {
		if (!kept.has(entry) && known.has(rowOf(entry))) continue;
		const before = rows.get(rowOf(entry));
		if (before?.kind === 'taken') before.codes.push(entry.place.code);
		else
			rows.set(rowOf(entry), {
				table: entry.table,
				line: entry.line,
				kind: 'taken',
				codes: [entry.place.code],
				repairs: entry.repairs
			});
	}
	const outcomes = [...rows.values()].sort((a, b) => a.table - b.table || a.line - b.line);
	const count = (...kinds: RowOutcome['kind'][]) =>
		outcomes.filter(({ kind }) => kinds.includes(kind)).length;
	const [accepted, rejected] = [count('taken'), count('waiting', 'rejected')];
	return {
		rowsRead: accepted + rejected,
		accepted,
		rejected,
		notRows: count('not a row'),
		outcomes,
		figures: problems.filter((problem) => isMore(problem, rows.get(rowOf(problem)))),
		lost: work.problems.filter(({ reason }) => !HARMLESS.has(reason)).length
	};
}

function rowOf({ table, line }: Pick<RowOutcome, 'table' | 'line'>): string {
	return `${table}:${line}`;
}

/** One for each cell, or for what is found of a row. */
function eachOnce(problems: readonly Problem[]): Problem[] {
	const once = new Map<string, Problem>();
	for (const problem of problems) {
		const { column, found = '' } = problem.fault;
		const key = `${rowOf(problem)}:${column ?? found}:${HARMLESS.has(problem.reason)}`;
		if (!once.has(key)) once.set(key, problem);
	}
	return [...once.values()];
}

function isWorse(outcome: RowOutcome, before: RowOutcome): boolean {
	return (
		before.kind === 'rejected' &&
		HARMLESS.has(before.reason) &&
		(outcome.kind === 'waiting' || outcome.kind === 'rejected') &&
		!HARMLESS.has(outcome.reason)
	);
}

/** True for what a row's outcome does not tell: of a row that isn't taken nothing that follows from it. */
function isMore(problem: Problem, outcome: RowOutcome | undefined): boolean {
	if (outcome?.kind === 'taken') return true;
	if (outcome === problem || outcome?.kind === 'not a row') return false;
	return !problem.isFollowing && !HARMLESS.has(problem.reason);
}

/** How many figures of rows that were taken are not. */
export function figuresNote({ outcomes, figures }: Pick<Draft, 'outcomes' | 'figures'>): Text[] {
	const taken = new Set(outcomes.filter(({ kind }) => kind === 'taken').map(rowOf));
	const count = figures.filter((figure) => taken.has(rowOf(figure))).length;
	if (count === 0) return [];
	return [
		both(
			`${count} số của các dòng đã nhận không được lấy: xem trong các dòng không nhận`,
			`${count} ${count === 1 ? 'figure' : 'figures'} of rows that were taken ${count === 1 ? 'is' : 'are'} not: see what was not taken`
		)
	];
}
