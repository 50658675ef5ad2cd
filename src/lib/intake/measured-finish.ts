/** What rows of measurements gave, added to the draft of their tables. */
import type { Draft, Reason } from './draft.ts';
import type { ReadTally, Tally } from './measured-tally.ts';
import type { MeasuredWay } from './measured-way.ts';
import { unlistedNote } from './other-operators.ts';
import { both, choice } from './texts.ts';

/** Reasons for which nothing is lost that should have been counted. */
export const HARMLESS: ReadonlySet<Reason> = new Set(['duplicate', 'known already', 'no value']);

/**
 * Add counts, parts, outcomes and notes.
 * @returns rows that are lost: under a tenth of all, or it takes a word
 */
export function addMeasured(
	draft: Draft,
	tally: Tally | ReadTally,
	{ measured }: { measured: readonly { table: number; way: MeasuredWay }[] }
): number {
	const { rowsRead, accepted, rejected, headers, withoutSpeed, spellings, parts } = tally;
	draft.rowsRead += rowsRead;
	draft.accepted += accepted;
	draft.rejected += rowsRead - accepted;
	draft.notRows += headers;
	draft.outcomes.push(...outcomesOf(tally, measured));
	if (draft.tables.some(({ kind }) => kind === 'monthly' || kind === 'tiles'))
		draft.questions.push(bothKinds(draft));
	draft.parts.push(...parts);
	const repeated = rejected.get('duplicate')?.count ?? 0;
	if (repeated > 0)
		draft.notes.push(
			both(
				`${repeated} dòng lặp lại một lần đo đã có: tính một lần`,
				`${repeated} rows repeat a measurement: counted once`
			)
		);
	if (withoutSpeed > 0)
		draft.notes.push(
			both(
				`${withoutSpeed} lần đo có giá trị không thể có (0, quá lớn hoặc không phải số): vẫn tính là mẫu, bỏ giá trị đó`,
				`${withoutSpeed} measurements have a value that can't be (0, too large, no number): they count, without that value`
			)
		);
	const unlisted = unlistedNote(spellings, both('lần đo', 'measurements'));
	if (unlisted) draft.notes.push(unlisted);
	return [...rejected].reduce(
		(sum, [reason, { count }]) => sum + (HARMLESS.has(reason) ? 0 : count),
		0
	);
}

/** All rows where they were read one by one; else those that are named. */
function outcomesOf(
	tally: Tally | ReadTally,
	measured: readonly { table: number; way: MeasuredWay }[]
): Draft['outcomes'] {
	if ('outcomes' in tally) return tally.outcomes;
	return [...tally.rejected].flatMap(([reason, { first }]) =>
		first.map((fault) => ({
			table: measured.find(({ way }) => way.file === fault.file)?.table ?? 0,
			line: fault.row ?? 0,
			kind: 'rejected' as const,
			reason,
			fault
		}))
	);
}

/** A summary beside its own measurements would count them twice. */
function bothKinds({ tables }: Draft): Draft['questions'][number] {
	const [monthly, measurements] = (['monthly', 'measurements'] as const).map((kind) =>
		tables.filter((table) => table.kind === kind).map(({ name }) => name)
	) as [string[], string[]];
	return {
		about: 'skip',
		tables: [...monthly, ...measurements],
		found: both(
			`Tệp có cả bảng tháng (${monthly.join(', ')}) và từng phép đo (${measurements.join(', ')})`,
			`There are monthly tables (${monthly.join(', ')}) and measurements (${measurements.join(', ')})`
		),
		choices: [...measurements, ...monthly].map((name) =>
			choice('skip', name, both(`Bỏ qua "${name}"`, `Leave "${name}" out`))
		),
		form: '--skip "<table>"'
	};
}
